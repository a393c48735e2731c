/** Listings page by page and deletions of many objects, in a real browser against the emulated COS. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { openStage } from './stage.mjs';

let stage;

before(async () => {
  stage = await openStage();
});
beforeEach(() => stage.reload());
after(() => stage?.close());

/** Gives the page `place`, `fill(keys)` and `all(listing)`. */
const prepare = () =>
  stage.run(() => {
    window.place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
    window.fill = async (cos, keys) => {
      for (const Key of keys) await cos.putObject({ ...place, Key, Body: Key });
    };
    window.all = async (listing) => {
      const entries = [];
      for await (const entry of listing) entries.push(entry);
      return entries;
    };
  });

test('objects are listed whole, whatever the size of pages and the names', async () => {
  await prepare();
  const keys = ['a b', 'a+中%41', 'a/1', 'a/2', 'b/1', ...Array.from({ length: 20 }, (_, number) => `n${number + 10}`)];
  const found = await stage.run(async (keys) => {
    const cos = newCos();
    await fill(cos, keys);
    const listed = async (params) => (await all(cos.listObjects({ ...place, ...params }))).map(({ Key }) => Key);
    const grouped = cos.listObjects({ ...place, Delimiter: '/', MaxKeys: 3 });
    return {
      ...{ whole: await listed({}), small: await listed({ MaxKeys: 7 }), behind: await listed({ Marker: 'n15', MaxKeys: 2 }) },
      encoded: (await listed({ MaxKeys: 1, EncodingType: 'url' })).map(decodeURIComponent),
      below: await listed({ Prefix: 'a/', MaxKeys: 1 }),
      grouped: (await all(grouped)).map(({ Key }) => Key),
      groups: grouped.CommonPrefixes.map(({ Prefix }) => Prefix),
    };
  }, keys);
  const single = keys.filter((key) => !key.includes('/'));
  assert.deepEqual(found, {
    ...{ whole: keys, small: keys, encoded: keys, below: ['a/1', 'a/2'] },
    behind: keys.filter((key) => key > 'n15'),
    grouped: single,
    groups: ['a/', 'b/'],
  });
});

test('leaving the loop sends nothing more', async () => {
  await prepare();
  const first = await stage.run(async () => {
    const cos = newCos();
    await fill(cos, ['a', 'b', 'c', 'd']);
    for await (const { Key } of cos.listObjects({ ...place, MaxKeys: 1 })) return Key;
  });
  await stage.run(() => new Promise((resolve) => setTimeout(resolve, 200)));
  assert.equal(first, 'a');
  const requests = await stage.log('GetBucket');
  assert.ok(requests.length <= 2, String(requests.length));
  assert.deepEqual(stage.uncaught, []);
});

test('versions, delete markers, uploads and parts are listed over all pages', async () => {
  await prepare();
  const found = await stage.run(async () => {
    const cos = newCos();
    await cos.putBucketVersioning({ ...place, VersioningConfiguration: { Status: 'Enabled' } });
    await fill(cos, ['a', 'a', 'b']);
    await cos.deleteObject({ ...place, Key: 'a' });
    const uploads = [];
    for (const Key of ['u1', 'u2', 'u2']) uploads.push((await cos.multipartInit({ ...place, Key })).UploadId);
    const upload = { ...place, Key: 'u1', UploadId: uploads[0] };
    for (const PartNumber of [1, 2, 3]) await cos.multipartUpload({ ...upload, PartNumber, Body: 'x'.repeat(PartNumber) });
    const versions = await all(cos.listVersions({ ...place, MaxKeys: 1 }));
    const pending = await all(cos.listUploads({ ...place, MaxUploads: 1 }));
    const parts = await all(cos.listParts({ ...upload, MaxParts: 1 }));
    return {
      versions: versions.map((entry) => [entry.Key, 'ETag' in entry]).sort(),
      areUploads: pending.map(({ UploadId }) => UploadId).sort().join() === uploads.sort().join(),
      parts: parts.map(({ Size }) => Size),
    };
  });
  assert.deepEqual(found, {
    versions: [['a', false], ['a', true], ['a', true], ['b', true]],
    areUploads: true,
    parts: ['1', '2', '3'],
  });
});

test('a refused page and an aborted signal reject with an error of the class', async () => {
  await prepare();
  await stage.fault('GetBucket', { kind: 'status', status: 403, code: 'AccessDenied' });
  const outcome = await stage.run(async () => {
    const Signal = AbortSignal.abort();
    const ends = [];
    for (const params of [{}, { Signal }]) {
      await all(newCos().listObjects({ ...place, ...params })).catch((error) => {
        ends.push([error.code, error instanceof newCos().constructor.COSError, error instanceof Error]);
      });
    }
    return ends;
  });
  assert.deepEqual(outcome, [['AccessDenied', true, true], ['AbortError', true, true]]);
});

test('more than a thousand objects are deleted by one call', async () => {
  await prepare();
  const outcome = await stage.run(async () => {
    const cos = newCos();
    await fill(cos, ['k0', 'k999', 'k1000', 'k2000', 'left']);
    const Objects = Array.from({ length: 2001 }, (_, number) => ({ Key: `k${number}` }));
    const { Deleted, Error, statusCode } = await cos.deleteMultipleObject({ ...place, Objects });
    const quiet = await cos.deleteMultipleObject({ ...place, Objects, Quiet: true });
    return {
      isInOrder: Deleted.every(({ Key }, number) => Key === `k${number}`),
      counts: [Deleted.length, Error.length, quiet.Deleted.length, quiet.Error.length, statusCode],
      left: (await all(cos.listObjects(place))).map(({ Key }) => Key),
    };
  });
  assert.deepEqual(outcome, { isInOrder: true, counts: [2001, 0, 0, 0, 200], left: ['left'] });
  assert.equal((await stage.log('DeleteMultipleObjects')).length, 6);
});
