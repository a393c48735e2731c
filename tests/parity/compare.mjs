/** Finds where two outcomes differ. */

const MADE_BY_CHANCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isTree = (value) => value !== null && typeof value === 'object';

/** The places where two plain values differ, as `{ at: 'requests[0].headers.Host', theirs, ours }`. */
export function differencesOf(theirs, ours, at = '') {
  if (Object.is(theirs, ours) || [theirs, ours].every((value) => MADE_BY_CHANCE.test(value))) return [];
  const isSameKind = isTree(theirs) && isTree(ours) && Array.isArray(theirs) === Array.isArray(ours);
  if (!isSameKind) return [{ at, theirs, ours }];
  const place = (name) => (Array.isArray(theirs) ? `${at}[${name}]` : at ? `${at}.${name}` : name);
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return names.flatMap((name) => differencesOf(theirs[name], ours[name], place(name)));
}
