/** What the plays of this page are made of. */

const PLACE = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };

const at = (Key, params) => ({ ...PLACE, Key, ...params });

function newCos(options) {
  return new COS({
    SecretId: 'AKIDEMULATOR0000000000000000000000000',
    SecretKey: 'EmulatorSecretKey000000000000000',
    Protocol: 'http:',
    Domain: `{Bucket}.cos.{Region}.localhost:${location.port}`,
    ServiceDomain: `service.cos.localhost:${location.port}`,
    ...options,
  });
}

/** A file with random bytes. */
function newFile(size, type = 'application/x-test') {
  const bytes = new Uint8Array(size);
  // The most that the browser gives at once.
  for (let from = 0; from < size; from += 65536) crypto.getRandomValues(bytes.subarray(from, from + 65536));
  return new File([bytes], 'file', { type });
}

async function holds(cos, key, content) {
  const { Body } = await cos.getObject(at(key, { DataType: 'blob' }));
  const [one, other] = await Promise.all([Body, new Blob([content])].map((blob) => blob.arrayBuffer()));
  const [bytes, others] = [new Uint8Array(one), new Uint8Array(other)];
  return bytes.length === others.length && bytes.every((byte, place) => byte === others[place]);
}

/** The refusal of a call that must not succeed. */
async function refusal(call) {
  try {
    await call;
  } catch ({ statusCode, code }) {
    return [statusCode, code];
  }
  throw new Error('it succeeded');
}

async function keysOf(cos) {
  return (await cos.getBucket(PLACE)).Contents.map(({ Key }) => Key);
}
