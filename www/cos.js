/** The way to the service: where the bucket is, who may use it, and whether it exists. */

import { nextTurn } from './next-turn.js';

const DEFAULT_PLACE = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };

/** Bucket and region from the page's address (`?bucket=...&region=...`), with the demo's own as default. */
export function placeFromAddress(address) {
  const query = new URLSearchParams(address.search);
  return {
    Bucket: query.get('bucket')?.trim() || DEFAULT_PLACE.Bucket,
    Region: query.get('region')?.trim() || DEFAULT_PLACE.Region,
  };
}

/**
 * Loads the SDK and makes a client whose keys come from this server.
 *
 * `onKeys({ ExpiredTime })` is told of every new set of keys.
 */
export async function createClient(place, { onKeys }) {
  const { default: COS } = await loadSdk();
  // The first client starts the WebAssembly module; in the task of the import the page would stand still for both.
  await nextTurn();
  return new COS({
    Domain: `{Bucket}.cos.{Region}.localhost:${location.port || '80'}`,
    Protocol: 'http:',
    ProgressInterval: 200,
    async getAuthorization() {
      const keys = await fetchKeys(place);
      onKeys(keys);
      return keys;
    },
  });
}

/** Creates the bucket when it is missing. */
export async function ensureBucket(cos, place) {
  try {
    await cos.headBucket(place);
  } catch (error) {
    if (error?.statusCode !== 404) throw error;
    await cos.putBucket(place);
  }
}

async function loadSdk() {
  try {
    return await import('/pkg/index.js');
  } catch (cause) {
    const error = new Error('The SDK could not be loaded from /pkg/index.js.', { cause });
    error.hint = 'Build it with "cargo xtask pkg", then reload this page.';
    throw error;
  }
}

async function fetchKeys({ Bucket, Region }) {
  const query = new URLSearchParams({ bucket: Bucket, region: Region, prefix: '*' });
  const answer = await fetch(`/sts?${query}`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`The key service answered with status ${answer.status}.`);
  return answer.json();
}
