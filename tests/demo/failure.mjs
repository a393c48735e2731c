/** A promise of the page that was not kept, said in one sentence. */
export class Failure extends Error {}

export function expect(truth, sentence) {
  if (!truth) throw new Failure(sentence);
}
