/**
 * Says results to screen readers.
 *
 * Messages of one moment are said together: a hundred files that end within a second are one sentence.
 */

const PAUSE_MS = 1200;

export function createAnnouncer(region) {
  let waiting = [];
  let timer = 0;

  function speak() {
    timer = 0;
    region.textContent = summarize(waiting);
    waiting = [];
  }

  return function announce(message, kind = '') {
    waiting.push({ message, kind });
    timer ||= setTimeout(speak, PAUSE_MS);
  };
}

/** More than three messages of a kind are counted instead of said one by one. */
export function summarize(messages) {
  const kinds = Map.groupBy(messages, ({ kind }) => kind);
  const sentences = [];
  for (const [kind, group] of kinds) {
    if (kind && group.length > 3) sentences.push(`${group.length} files ${kind}.`);
    else sentences.push(...group.map(({ message }) => message));
  }
  return sentences.join(' ');
}
