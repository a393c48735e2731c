/** How `tests/vectors/` writes down values that JSON does not have. */

const LONGEST = 400;
const SHOWN = 16;

/** A function of the recordings: its source, or one that does nothing. */
const functionOf = (source) => new Function(`return ${source === true ? 'function f() {}' : source}`)();

/** The recorded value, alive. Of long contents only the beginning is recorded: it is repeated. */
export function alive(value) {
  if (Array.isArray(value)) return value.map(alive);
  if (value === null || typeof value !== 'object') return value;
  if ('$undefined' in value) return undefined;
  if ('$number' in value) return Number(value.$number);
  if ('$function' in value) return functionOf(value.$function);
  if ('$date' in value) return new Date(value.$date);
  if ('$arraybuffer_base64' in value) return new Uint8Array(Buffer.from(value.$arraybuffer_base64, 'base64')).buffer;
  if ('$typedarray' in value) return new globalThis[value.$typedarray](value.values);
  const { $blob, $file, type, size, name } = value;
  const content = $blob ?? $file;
  if (content === undefined)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, alive(item)]));
  const whole = size > LONGEST ? content[0].repeat(size) : content;
  return $file === undefined ? new Blob([whole], { type }) : new File([whole], name, { type });
}

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

async function fileOf(value, kind) {
  const { name, type, size } = value;
  const text = await value.text();
  const content = size > LONGEST ? text.slice(0, SHOWN) : text;
  return kind === 'File' ? { $file: content, name, type, size } : { $blob: content, type, size };
}

async function fieldsOf(value) {
  const fields = {};
  for (const [name, item] of Object.entries(value)) fields[name] = await written(item);
  return fields;
}

/** The value as it is recorded. */
export async function written(value) {
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'function') return { $function: true };
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return Promise.all(value.map(written));
  const kind = kindOf(value);
  if (kind === 'Blob' || kind === 'File') return fileOf(value, kind);
  if (kind === 'ArrayBuffer')
    return { $arraybuffer_base64: Buffer.from(value).toString('base64'), byteLength: value.byteLength };
  if (ArrayBuffer.isView(value)) return { $typedarray: kind, values: [...value] };
  if (kind === 'Error')
    return { $error: 'Error', name: value.name, message: value.message, ...(await fieldsOf(value)) };
  return fieldsOf(value);
}
