/** The package, set up for the emulator that serves this page. */

import COS from '/pkg/index.js';

const PLACE = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };

let keys;

/** Has to be done before anything else, and here by a function: service workers know no `await` at the top. */
export async function fetchKeys() {
  const { secretId, secretKey } = await (await fetch('/_emulator/info')).json();
  keys = { SecretId: secretId, SecretKey: secretKey };
}

export function newCos(options = {}) {
  return new COS({
    ...keys,
    Protocol: 'http:',
    Domain: `{Bucket}.cos.{Region}.localhost:${location.port}`,
    ...options,
  });
}

/** Calls a method for an object of the test bucket and tells how it ended, in plain data. */
export async function call(cos, method, params = {}) {
  try {
    return { data: await cos[method]({ ...PLACE, Key: 'object', ...params }) };
  } catch (error) {
    const { name, code, message, kind, hint, statusCode } = error;
    return { error: { name, code, message, kind, hint, statusCode } };
  }
}
