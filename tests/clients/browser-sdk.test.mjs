/** `cos-js-sdk-v5` in a real browser against the emulated COS, across origins. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openBrowser } from '../chromium.mjs';
import { AWKWARD_KEYS, MIB, openEmulator } from './stage.mjs';

let emulator;
let browser;
let page;

before(async () => {
  emulator = await openEmulator();
  browser = await openBrowser();
});
beforeEach(async () => {
  await emulator.reset();
  // A fresh store for the client's memory of unfinished uploads.
  const context = await browser.newContext();
  page = await context.newPage();
  await page.goto(`${emulator.address}/index.html`);
});
after(async () => {
  await browser?.close();
  await emulator?.stop();
});

test('what was uploaded comes back, from files, texts and buffers', async () => {
  const found = await page.evaluate(async () => {
    const cos = newCos();
    const file = newFile(300_000);
    const buffer = await newFile(1000).arrayBuffer();
    const { ETag, Location } = await cos.putObject(at('file', { Body: file }));
    await cos.putObject(at('text', { Body: 'Größe 大小' }));
    await cos.putObject(at('buffer', { Body: buffer }));
    await cos.putObject(at('empty', { Body: '' }));
    return {
      same: await Promise.all([
        holds(cos, 'file', file),
        holds(cos, 'text', 'Größe 大小'),
        holds(cos, 'buffer', buffer),
        holds(cos, 'empty', ''),
      ]),
      isETag: /^"[0-9a-f]{32}"$/.test(ETag),
      Location: Location.replace(/:\d+/, ''),
      type: (await cos.headObject(at('file'))).headers['content-type'],
    };
  });
  assert.deepEqual(found, {
    same: [true, true, true, true],
    isETag: true,
    Location: 'demo-1250000000.cos.ap-guangzhou.localhost/file',
    type: 'application/x-test',
  });
});

test('every key is a key', async () => {
  const found = await page.evaluate(async (keys) => {
    const cos = newCos();
    for (const key of keys) await cos.putObject(at(key, { Body: key }));
    const same = [];
    for (const key of keys) same.push(await holds(cos, key, key));
    const listed = await keysOf(cos);
    for (const key of keys) await cos.deleteObject(at(key));
    return { same, listed: listed.sort(), left: await keysOf(cos) };
  }, AWKWARD_KEYS);
  assert.deepEqual(found, { same: AWKWARD_KEYS.map(() => true), listed: [...AWKWARD_KEYS].sort(), left: [] });
});

test('lists come in pages and folders', async () => {
  const found = await page.evaluate(async () => {
    const cos = newCos();
    for (const name of ['a', 'b/1', 'b/2', 'c/1', 'd']) await cos.putObject(at(name, { Body: name }));
    const first = await cos.getBucket({ ...PLACE, MaxKeys: 3 });
    const rest = await cos.getBucket({ ...PLACE, MaxKeys: 3, Marker: first.NextMarker });
    const folders = await cos.getBucket({ ...PLACE, Delimiter: '/' });
    const keys = ({ Contents }) => Contents.map(({ Key }) => Key);
    const truncated = [first.IsTruncated, rest.IsTruncated];
    return { pages: [keys(first), keys(rest)], truncated, files: keys(folders), folders: folders.CommonPrefixes };
  });
  assert.deepEqual(found, {
    pages: [
      ['a', 'b/1', 'b/2'],
      ['c/1', 'd'],
    ],
    truncated: ['true', 'false'],
    files: ['a', 'd'],
    folders: [{ Prefix: 'b/' }, { Prefix: 'c/' }],
  });
});

test('a file is uploaded in parts, and copied whole and in parts', async () => {
  const found = await page.evaluate(async (mib) => {
    const cos = newCos();
    const file = newFile(5 * mib + 12_345);
    const loaded = [];
    const onProgress = (event) => loaded.push(event.loaded);
    const { ETag } = await cos.sliceUploadFile(at('large', { Body: file, ChunkSize: mib, onProgress }));
    const CopySource = 'demo-1250000000.cos.ap-guangzhou.myqcloud.com/large';
    await cos.putObjectCopy(at('copy', { CopySource }));
    await cos.sliceCopyFile(at('copy in parts', { CopySource, CopyChunkSize: 2 * mib, CopySliceSize: mib }));
    return {
      same: await Promise.all(['large', 'copy', 'copy in parts'].map((key) => holds(cos, key, file))),
      ETag: ETag.replace(/[0-9a-f]{32}/, ''),
      last: loaded.at(-1),
      unfinished: (await cos.multipartList(PLACE)).Upload,
    };
  }, MIB);
  assert.deepEqual(found, { same: [true, true, true], ETag: '"-6"', last: 5 * MIB + 12_345, unfinished: [] });
  assert.equal((await emulator.admin('GET', 'log?operation=UploadPartCopy&method=PUT')).length, 3);
});

test('a crowd of files is uploaded at once', async () => {
  const found = await page.evaluate(async (mib) => {
    const cos = newCos();
    const sizes = [0, 1, 1000, mib, 2 * mib + 1];
    const files = sizes.map((size, place) => at(`crowd/${place}`, { Body: newFile(size) }));
    const answer = await cos.uploadFiles({ files, SliceSize: mib });
    const same = await Promise.all(files.map(({ Key, Body }) => holds(cos, Key, Body)));
    return { same, failed: answer.files.filter(({ error }) => error).length };
  }, MIB);
  assert.deepEqual(found, { same: [true, true, true, true, true], failed: 0 });
});

test('an upload that was paused goes on with its other parts', { timeout: 60_000 }, async () => {
  // The third part arrives, but nobody hears of it before the pause.
  const match = { operation: 'UploadPart', query: 'partNumber=3' };
  await emulator.admin('POST', 'faults', { match, fault: { kind: 'delay', ms: 20_000 } });
  const partsSent = async () => {
    const sent = await emulator.admin('GET', 'log?operation=UploadPart&method=PUT');
    return sent.map(({ query }) => new URLSearchParams(query).get('partNumber'));
  };
  await page.evaluate((mib) => {
    const file = newFile(4 * mib);
    window.cos = newCos({ ChunkParallelLimit: 1 });
    const onTaskReady = (id) => (window.task = id);
    const uploaded = cos.sliceUploadFile(at('a', { Body: file, ChunkSize: mib, onTaskReady }));
    window.same = uploaded.then(() => holds(cos, 'a', file));
  }, MIB);
  while (!(await partsSent()).includes('3')) await pause(50);
  await page.evaluate(() => {
    cos.pauseTask(task);
    cos.restartTask(task);
  });
  assert.ok(await page.evaluate(() => window.same));
  assert.deepEqual(await partsSent(), ['1', '2', '3', '3', '4']);
});

test('the steps of an upload in parts, and its end without an object', async () => {
  const found = await page.evaluate(async (mib) => {
    const cos = newCos();
    const bodies = [newFile(mib), newFile(10)];
    const { UploadId } = await cos.multipartInit(at('a'));
    const Parts = [];
    for (const [place, Body] of bodies.entries()) {
      const PartNumber = place + 1;
      const { ETag } = await cos.multipartUpload(at('a', { UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    const { Part } = await cos.multipartListPart(at('a', { UploadId }));
    await cos.multipartComplete(at('a', { UploadId, Parts }));
    const left = await cos.multipartInit(at('b'));
    await cos.multipartAbort(at('b', left));
    return {
      same: await holds(cos, 'a', new Blob(bodies)),
      sizes: Part.map(({ Size }) => Size),
      refusal: await refusal(cos.multipartListPart(at('b', { UploadId: left.UploadId }))),
    };
  }, MIB);
  assert.deepEqual(found, { same: true, sizes: [String(MIB), '10'], refusal: [404, 'NoSuchUpload'] });
});

test('objects are deleted one by one and many at once', async () => {
  const found = await page.evaluate(async () => {
    const cos = newCos();
    const names = ['a', 'b & c', 'd/<e>'];
    for (const name of names) await cos.putObject(at(name, { Body: name }));
    await cos.deleteObject(at('a'));
    const gone = await refusal(cos.getObject(at('a')));
    const { Deleted } = await cos.deleteMultipleObject({ ...PLACE, Objects: names.map((Key) => ({ Key })) });
    return { gone, deleted: Deleted.map(({ Key }) => Key).sort(), left: await keysOf(cos) };
  });
  assert.deepEqual(found, { gone: [404, 'NoSuchKey'], deleted: ['a', 'b & c', 'd/<e>'], left: [] });
});

test('temporary keys open what they are for, wrong keys nothing', async () => {
  const found = await page.evaluate(async () => {
    const getAuthorization = async (options, callback) =>
      callback(await (await fetch('/sts?bucket=demo-1250000000&region=ap-guangzhou&prefix=mine/')).json());
    const cos = newCos({ SecretId: '', SecretKey: '', getAuthorization });
    await cos.putObject(at('mine/a', { Body: 'text' }));
    return [
      await holds(cos, 'mine/a', 'text'),
      await refusal(cos.putObject(at('yours/a', { Body: 'text' }))),
      await refusal(newCos({ SecretKey: 'wrong' }).putObject(at('a', { Body: 'text' }))),
    ];
  });
  assert.deepEqual(found, [true, [403, 'AccessDenied'], [403, 'SignatureDoesNotMatch']]);
});

test('a signed URL is a key to one object', async () => {
  const found = await page.evaluate(async () => {
    const cos = newCos();
    await cos.putObject(at('signed/a b+c.txt', { Body: 'content' }));
    const url = cos.getObjectUrl(at('signed/a b+c.txt', { Sign: true }));
    const status = async (url) => (await fetch(url)).status;
    return [
      await (await fetch(url)).text(),
      await status(url.replace('signed/', 'signed2/')),
      await status(url.split('?')[0]),
    ];
  });
  assert.deepEqual(found, ['content', 403, 403]);
});

test('documents about buckets and objects come back', async () => {
  const found = await page.evaluate(async () => {
    const cos = newCos();
    const allowed = { AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT', 'DELETE'], AllowedHeaders: ['*'] };
    await cos.putBucketCors({ ...PLACE, CORSRules: [{ ...allowed, ExposeHeaders: ['ETag'] }] });
    const [rule] = (await cos.getBucketCors(PLACE)).CORSRules;
    await cos.deleteBucketCors(PLACE);
    await cos.putObject(at('a', { Body: 'x' }));
    await cos.putObjectTagging(at('a', { Tags: [{ Key: 'colour', Value: 'dark red' }] }));
    await cos.putObjectAcl(at('a', { ACL: 'public-read' }));
    const { Buckets } = await cos.getService();
    return {
      methods: rule.AllowedMethods,
      tags: (await cos.getObjectTagging(at('a'))).Tags,
      acl: (await cos.getObjectAcl(at('a'))).ACL,
      buckets: Buckets.map(({ Name }) => Name),
    };
  });
  assert.deepEqual(found, {
    methods: ['GET', 'PUT', 'DELETE'],
    tags: [{ Key: 'colour', Value: 'dark red' }],
    acl: 'public-read',
    buckets: ['demo-1250000000'],
  });
});
