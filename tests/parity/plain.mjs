/** Values as plain JSON, for comparing: Errors, files, bytes and functions are written as what they are. */

const LONGEST = 400;

/** Enough of a long text to tell it from another one. */
function brief(text) {
  if (text.length <= LONGEST) return text;
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) | 0;
  return `${text.slice(0, 60)}... (${text.length} characters, sum ${sum})`;
}

const textOf = (bytes) => {
  try {
    return brief(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return brief(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  }
};

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

function plainObject(value, kind, later, seen) {
  const fields = {};
  if (kind === 'Error') Object.assign(fields, { $error: true, name: value.name, message: value.message });
  for (const name of Object.keys(value)) {
    if (value[name] !== undefined) fields[name] = plain(value[name], later, seen);
  }
  return fields;
}

/**
 * A copy as plain JSON, made at once; a field of undefined counts as absent.
 *
 * What can only be read in a while, the content of a Blob, is a promise in `later`.
 */
export function plain(value, later = [], seen = []) {
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value === 'function') return { $function: true };
  if (typeof value === 'bigint' || typeof value === 'symbol') return { $text: String(value) };
  if (value === null || typeof value !== 'object') return value;
  if (seen.includes(value)) return { $circle: true };
  const kind = kindOf(value);
  const inside = [...seen, value];
  if (Array.isArray(value)) return value.map((item) => plain(item, later, inside));
  if (kind === 'Blob' || kind === 'File') {
    const { type, size, name } = value;
    const found = { $blob: '', type, size, ...(name && { name }) };
    later.push(value.arrayBuffer().then((buffer) => (found.$blob = textOf(new Uint8Array(buffer)))));
    return found;
  }
  if (kind === 'ArrayBuffer') return { $bytes: textOf(new Uint8Array(value)), kind };
  if (ArrayBuffer.isView(value)) return { $bytes: textOf(new Uint8Array(value.buffer)), kind };
  return plainObject(value, kind, later, inside);
}

/** A copy that can be changed without changing the value; files, bytes and functions stay the same ones. */
export function copyOf(value) {
  if (Array.isArray(value)) return value.map(copyOf);
  if (value === null || typeof value !== 'object' || kindOf(value) !== 'Object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copyOf(item)]));
}
