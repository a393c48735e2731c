/** What the comparison of a case means. */

import { differencesOf } from './compare.mjs';
import { DIFFERENCES } from './differences.mjs';

/** Whether a condition of the table holds; there may be anything in the place that it looks into. */
function holds(condition, theirs, ours) {
  try {
    return !condition || condition(theirs, ours);
  } catch {
    return false;
  }
}

/** The documented differences that the outcomes of a case may show. */
function allowedIn({ differs = [] }, theirs, ours) {
  const isNamed = ({ id, isEverywhere }) => isEverywhere || differs.includes(id);
  return DIFFERENCES.filter((known) => isNamed(known) && holds(known.when, theirs, ours));
}

/** Compares two outcomes of a case: the ids of documented differences, and what is not documented. */
export function compare(one, theirs, ours) {
  if (ours.missing) return { isMissing: true, ids: [], unknown: [] };
  // The original writes into what it is given. Nobody can want that, so it is asked of the package only.
  const { wrote, ...outcome } = ours;
  const allowed = allowedIn(one, theirs, ours);
  const evened = allowed.filter(({ even }) => even);
  const expected = evened.reduce((expected, { even }) => even(expected), { ...theirs, wrote: undefined });
  const found = differencesOf(expected, outcome);
  const meaningOf = ({ at, theirs, ours }) =>
    allowed.find(({ at: place, fits }) => place?.test(at) && holds(fits, theirs, ours))?.id;
  const judged = found.map((difference) => ({ ...difference, id: meaningOf(difference) }));
  const unknown = judged.filter(({ id }) => !id);
  if (wrote) unknown.push({ at: 'params', theirs: 'as given', ours: 'written to' });
  const ids = [...evened, ...judged].flatMap(({ id }) => id ?? []);
  return { ids: [...new Set(ids)], unknown };
}
