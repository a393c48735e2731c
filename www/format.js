/** Numbers as people read them. Pure functions. */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];
const STEP = 1024;

// For the first one a browser reads all that it knows of languages, which takes long.
const atFirstUse = (make) => {
  let made;
  return { format: (value) => (made ??= make()).format(value) };
};
const whole = atFirstUse(() => new Intl.NumberFormat('en', { maximumFractionDigits: 0 }));
const tenths = atFirstUse(() => new Intl.NumberFormat('en', { maximumFractionDigits: 1 }));
const moment = atFirstUse(() => new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }));
const clock = atFirstUse(() => new Intl.DateTimeFormat('en', { timeStyle: 'short' }));

/** `1536` becomes `1.5 KB`. */
export function bytes(count) {
  let value = Number(count);
  if (!Number.isFinite(value) || value < 0) return '–';
  let unit = 0;
  // 1,008 KB is better read as 1 MB.
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  const format = unit === 0 || value >= 100 ? whole : tenths;
  return `${format.format(value)} ${UNITS[unit]}`;
}

/** Seconds as `8 s`, `3 min` or `2 h`. */
export function duration(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** `1 file`, `2,000 files`, or the number alone. */
export function count(number, noun = '') {
  const word = number === 1 || !noun ? noun : `${noun}s`;
  return `${whole.format(number)} ${word}`.trimEnd();
}

/** An ISO time as date and time of day in the reader's zone, or nothing when it is no time. */
export function dateTime(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? '' : moment.format(date);
}

/** Unix seconds as time of day. */
export function timeOfDay(seconds) {
  return clock.format(new Date(seconds * 1000));
}

/** Done part of a transfer, 0 to 1; an empty file is done when it has succeeded. */
export function share({ loaded, size, state }) {
  if (state === 'success') return 1;
  return size > 0 ? Math.min(1, loaded / size) : 0;
}
