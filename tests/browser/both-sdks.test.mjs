/** What one SDK has begun the other goes on with: `cos-js-sdk-v5` and this package, in one browser. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openStage } from './stage.mjs';

const MB = 1024 * 1024;
const ORIGINAL = createRequire(import.meta.url).resolve('cos-js-sdk-v5/dist/cos-js-sdk-v5.min.js');

let stage;

before(async () => {
  stage = await openStage();
});
beforeEach(() => reload());
after(() => stage?.close());

/** A fresh page that has both: `newCos` makes ours, `newOriginal` theirs. What browsers keep stays. */
async function reload() {
  await stage.page.goto(`${stage.address}/index.html`);
  await stage.page.waitForFunction(() => window.isReady);
  await stage.page.addScriptTag({ path: ORIGINAL });
  await stage.run(async () => {
    const { secretId: SecretId, secretKey: SecretKey } = await (await fetch('/_emulator/info')).json();
    const Domain = `{Bucket}.cos.{Region}.localhost:${location.port}`;
    window.newOriginal = (options) => new COS({ SecretId, SecretKey, Domain, Protocol: 'http:', ...options });
    window.fileOf = (seed) => {
      const bytes = new Uint8Array(8 * 1024 * 1024).map((_, at) => (at * seed) ^ (at >> 13));
      return new File([bytes], 'file.bin', { lastModified: 1700000000000 });
    };
    window.isWhole = async (file) => {
      const { data } = await call(newCos(), 'getObject', { DataType: 'arraybuffer' });
      const [one, other] = [new Uint8Array(data.Body), new Uint8Array(await file.arrayBuffer())];
      return one.length == other.length && one.every((byte, at) => byte == other[at]);
    };
  });
}

const partsSent = async () => {
  const log = await stage.log('UploadPart');
  return [...new Set(log.map(({ query }) => +new URLSearchParams(query).get('partNumber')))].toSorted();
};

/** Lets an SDK upload until three parts have arrived, and leaves the page then. */
async function interrupted(maker, options = {}) {
  await stage.reload();
  await reload();
  await stage.fault('UploadPart', { kind: 'slowUpload', bytesPerSecond: 4 * MB }, null);
  await stage.run(
    ([maker, options]) => {
      const params = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Key: 'object', Body: fileOf(3) };
      window[maker]({ ChunkParallelLimit: 1, ...options }).sliceUploadFile(params, () => {});
    },
    [maker, options],
  );
  while ((await stage.log('UploadPart')).length < 3) await pause(20);
  // Both write down what they do a little later.
  await pause(600);
  await reload();
  await stage.admin('DELETE', 'faults');
  await stage.admin('DELETE', 'log');
}

const finish = (maker, options, seed = 3) =>
  stage.run(
    async ([maker, options, seed]) => {
      const file = fileOf(seed);
      const { data, error } = await call(window[maker](options), 'sliceUploadFile', { Body: file });
      return { error, isDone: !!data?.ETag, isWhole: await isWhole(file) };
    },
    [maker, options, seed],
  );

const DONE = { error: undefined, isDone: true, isWhole: true };

test('an upload that the original began goes on here, no part is sent twice', async () => {
  await interrupted('newOriginal');
  assert.deepEqual(await finish('newCos', {}), DONE);
  const parts = await partsSent();
  assert.ok(parts[0] >= 4 && parts.at(-1) === 8, `${parts}`);
  const [begins, lists] = await Promise.all(['InitiateMultipartUpload', 'ListMultipartUploads'].map((name) => stage.log(name)));
  assert.deepEqual([begins.length, lists.length], [0, 0]);
});

test('of another file of the same name, size and date every part is sent', async () => {
  await interrupted('newOriginal');
  assert.deepEqual(await finish('newCos', {}, 5), DONE);
  assert.deepEqual(await partsSent(), [1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a memory that the original has spoilt, or whose upload is gone, is no obstacle', async () => {
  await interrupted('newOriginal');
  await stage.admin('POST', 'reset');
  assert.deepEqual(await finish('newCos', {}), DONE);
  await stage.reload();
  for (const text of ['{', '5', '[[]]', '[["a"]]']) {
    await reload();
    await stage.run((text) => localStorage.setItem('cos_sdk_upload_cache', text), text);
    assert.deepEqual(await finish('newCos', {}), DONE, text);
  }
});

test('an upload that was begun here goes on with the original', async () => {
  await interrupted('newCos', { ChunkSize: MB });
  assert.deepEqual(await finish('newOriginal', {}), DONE);
  const parts = await partsSent();
  assert.ok(parts[0] >= 4, `${parts}`);
  assert.equal((await stage.log('InitiateMultipartUpload')).length, 0);
});
