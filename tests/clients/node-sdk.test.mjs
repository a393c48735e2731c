/** `cos-nodejs-sdk-v5` against the emulated COS, which is its proxy. */

import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import COS from 'cos-nodejs-sdk-v5';

import { AWKWARD_KEYS, KEYS, MIB, PLACE, assertSame, contentOf, md5, openEmulator } from './stage.mjs';

let emulator;
let folder;
let cos;

before(async () => {
  emulator = await openEmulator();
  // Where the client remembers unfinished uploads.
  folder = await mkdtemp(join(tmpdir(), 'cos-nodejs-sdk-'));
});
beforeEach(async () => {
  await emulator.reset();
  cos = newCos(KEYS);
});
after(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true });
});

function newCos(options) {
  return new COS({ Proxy: emulator.address, Protocol: 'http:', ConfCwd: folder, ...options });
}

const at = (Key, params) => ({ ...PLACE, Key, ...params });
const put = (Key, Body, params) => cos.putObject(at(Key, { Body, ...params }));
const bytesOf = async (Key, params) => (await cos.getObject(at(Key, params))).Body;
const keysOf = ({ Contents }) => Contents.map(({ Key }) => Key);

/** The refusal of a call that must not succeed. */
async function refusal(call) {
  const { statusCode, code } = await call.then(
    () => assert.fail('it succeeded'),
    (error) => error,
  );
  return [statusCode, code];
}

test('what was uploaded comes back, from buffers, texts and streams', async () => {
  const content = contentOf(300_000);
  const { ETag, Location } = await put('a.bin', content);
  assert.equal(ETag, `"${md5(content)}"`);
  assert.match(Location, /^demo-1250000000\.cos\.ap-guangzhou\.myqcloud\.com\/a\.bin$/);
  assertSame(await bytesOf('a.bin'), content);

  await put('empty', '');
  assertSame(await bytesOf('empty'), Buffer.alloc(0));
  await put('text', 'Größe 大小');
  assertSame(await bytesOf('text'), Buffer.from('Größe 大小'));

  const path = join(folder, 'streamed');
  await writeFile(path, content);
  await put('streamed', createReadStream(path), { ContentLength: content.length });
  assertSame(await bytesOf('streamed'), content);
});

test('every key is a key', async () => {
  for (const [place, key] of AWKWARD_KEYS.entries()) await put(key, `object ${place}`);
  for (const [place, key] of AWKWARD_KEYS.entries()) {
    assertSame(await bytesOf(key), Buffer.from(`object ${place}`));
    assert.equal((await cos.headObject(at(key))).statusCode, 200);
  }
  const byBytes = (one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other));
  assert.deepEqual(keysOf(await cos.getBucket(PLACE)), [...AWKWARD_KEYS].sort(byBytes));
  for (const key of AWKWARD_KEYS) await cos.deleteObject(at(key));
  assert.deepEqual(keysOf(await cos.getBucket(PLACE)), []);
});

test('headers and metadata are kept', async () => {
  const { statusCode } = await put('a', 'x', {
    ContentType: 'text/x-test',
    CacheControl: 'max-age=7',
    ContentDisposition: 'attachment; filename="a b.txt"',
    Headers: { 'x-cos-meta-colour': 'dark red' },
  });
  assert.equal(statusCode, 200);
  const { headers } = await cos.headObject(at('a'));
  const kept = ['content-type', 'cache-control', 'content-disposition', 'x-cos-meta-colour', 'content-length'];
  assert.deepEqual(
    kept.map((name) => headers[name]),
    ['text/x-test', 'max-age=7', 'attachment; filename="a b.txt"', 'dark red', '1'],
  );
});

test('ranges and conditions are obeyed', async () => {
  const content = contentOf(1000);
  const { ETag } = await put('a', content);
  assertSame(await bytesOf('a', { Range: 'bytes=10-19' }), content.subarray(10, 20));
  assertSame(await bytesOf('a', { Range: 'bytes=-5' }), content.subarray(995));
  assertSame(await bytesOf('a', { IfMatch: ETag }), content);
  assert.deepEqual(await refusal(cos.getObject(at('a', { IfMatch: '"other"' }))), [412, 'PreconditionFailed']);
  assert.deepEqual(await refusal(cos.getObject(at('a', { Range: 'bytes=1000-' }))), [416, 'InvalidRange']);
});

test('lists come in pages and folders', async () => {
  const names = ['a', 'b/1', 'b/2', 'c/1', 'd'];
  for (const name of names) await put(`list/${name}`, name);
  const seen = [];
  for (let marker; marker !== ''; ) {
    const page = await cos.getBucket({ ...PLACE, Prefix: 'list/', MaxKeys: 2, Marker: marker });
    seen.push(keysOf(page).length);
    marker = page.IsTruncated === 'true' ? page.NextMarker : '';
  }
  assert.deepEqual(seen, [2, 2, 1]);
  const { CommonPrefixes, ...folders } = await cos.getBucket({ ...PLACE, Prefix: 'list/', Delimiter: '/' });
  assert.deepEqual(keysOf(folders), ['list/a', 'list/d']);
  assert.deepEqual(CommonPrefixes, [{ Prefix: 'list/b/' }, { Prefix: 'list/c/' }]);
  const { Size, ETag } = folders.Contents[0];
  assert.deepEqual([Size, ETag], ['1', `"${md5('a')}"`]);
});

test('objects are copied, with their headers or with new ones', async () => {
  const content = contentOf(70_000);
  await put('from/目录 a+b.bin', content, { ContentType: 'text/x-from' });
  const CopySource = `demo-1250000000.cos.ap-guangzhou.myqcloud.com/${encodeURIComponent('from/目录 a+b.bin')}`;
  const { ETag } = await cos.putObjectCopy(at('same', { CopySource }));
  assert.equal(ETag, `"${md5(content)}"`);
  assertSame(await bytesOf('same'), content);
  assert.equal((await cos.headObject(at('same'))).headers['content-type'], 'text/x-from');

  const Headers = { 'Content-Type': 'text/x-to' };
  await cos.putObjectCopy(at('other', { CopySource, MetadataDirective: 'Replaced', Headers }));
  assert.equal((await cos.headObject(at('other'))).headers['content-type'], 'text/x-to');
  const missing = CopySource.replace('from', 'nowhere');
  assert.deepEqual(await refusal(cos.putObjectCopy(at('none', { CopySource: missing }))), [404, 'NoSuchKey']);
});

test('a file is uploaded in parts, and copied in parts', async () => {
  const content = contentOf(5 * MIB + 12_345);
  const path = join(folder, 'large');
  await writeFile(path, content);
  const loaded = [];
  const { ETag, UploadId } = await cos.sliceUploadFile(
    at('large', { FilePath: path, ChunkSize: MIB, onProgress: (progress) => loaded.push(progress.loaded) }),
  );
  assert.match(ETag, /^"[0-9a-f]{32}-6"$/);
  assert.ok(UploadId);
  assert.equal(loaded.at(-1), content.length);
  assertSame(await bytesOf('large'), content);

  const CopySource = 'demo-1250000000.cos.ap-guangzhou.myqcloud.com/large';
  await cos.sliceCopyFile(at('large copy', { CopySource, CopyChunkSize: 2 * MIB, CopySliceSize: MIB }));
  assertSame(await bytesOf('large copy'), content);
  assert.deepEqual((await cos.multipartList(PLACE)).Upload, []);
});

test('a file is downloaded in parts', async () => {
  const content = contentOf(3 * MIB + 1);
  await put('a', content);
  const path = join(folder, 'downloaded');
  await cos.downloadFile(at('a', { FilePath: path, ChunkSize: MIB }));
  assertSame(await readFile(path), content);
});

test('an upload that broke off goes on with its other parts', async () => {
  const content = contentOf(4 * MIB);
  const path = join(folder, 'broken');
  await writeFile(path, content);
  const match = { operation: 'UploadPart', query: 'partNumber=3' };
  const fault = { kind: 'status', status: 403, code: 'AccessDenied' };
  await emulator.admin('POST', 'faults', { match, times: null, fault });
  let task;
  const params = { FilePath: path, ChunkSize: MIB, AsyncLimit: 1, onTaskReady: (id) => (task = id) };
  const upload = () => cos.sliceUploadFile(at('a', params));
  assert.deepEqual(await refusal(upload()), [403, 'AccessDenied']);
  // Until then it counts as going on.
  cos.cancelTask(task);
  const [{ UploadId }] = (await cos.multipartList({ ...PLACE, Prefix: 'a' })).Upload;
  assert.deepEqual(
    (await cos.multipartListPart(at('a', { UploadId }))).Part.map(({ PartNumber }) => PartNumber),
    ['1', '2'],
  );

  await emulator.admin('DELETE', 'faults');
  await emulator.admin('DELETE', 'log');
  assert.equal((await upload()).UploadId, UploadId);
  assertSame(await bytesOf('a'), content);
  const sent = await emulator.admin('GET', 'log?operation=UploadPart');
  assert.deepEqual(
    sent.map(({ query }) => new URLSearchParams(query).get('partNumber')),
    ['3', '4'],
  );
});

test('the steps of an upload in parts, and its end without an object', async () => {
  const parts = [contentOf(MIB), contentOf(MIB), contentOf(10)];
  const { UploadId } = await cos.multipartInit(at('a'));
  const Parts = [];
  for (const [place, Body] of parts.entries()) {
    const PartNumber = place + 1;
    const { ETag } = await cos.multipartUpload(at('a', { UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  const swapped = [Parts[1], Parts[0]];
  const complete = (Parts) => cos.multipartComplete(at('a', { UploadId, Parts }));
  assert.deepEqual(await refusal(complete(swapped)), [400, 'InvalidPartOrder']);
  await complete(Parts);
  assertSame(await bytesOf('a'), Buffer.concat(parts));

  const left = await cos.multipartInit(at('b'));
  await cos.abortUploadTask({ ...PLACE, Level: 'bucket' });
  assert.deepEqual(await refusal(cos.multipartListPart(at('b', left))), [404, 'NoSuchUpload']);
});

test('objects are deleted one by one and many at once', async () => {
  const names = ['a', 'b & c', 'd/<e>'];
  for (const name of names) await put(name, name);
  await cos.deleteObject(at('a'));
  assert.deepEqual(await refusal(cos.getObject(at('a'))), [404, 'NoSuchKey']);
  const { Deleted } = await cos.deleteMultipleObject({ ...PLACE, Objects: names.map((Key) => ({ Key })) });
  assert.deepEqual(Deleted.map(({ Key }) => Key).sort(), [...names].sort());
  assert.deepEqual(keysOf(await cos.getBucket(PLACE)), []);
});

test('bytes are appended at the place where the object ends', async () => {
  const append = (Position, Body) => cos.appendObject(at('log', { Position, Body }));
  const { headers } = await append(0, 'one ');
  assert.equal(headers['x-cos-next-append-position'], '4');
  await append(4, 'two');
  assertSame(await bytesOf('log'), Buffer.from('one two'));
  assert.equal((await refusal(append(3, 'x')))[0], 409);
});

test('temporary keys open what they are for', async () => {
  const query = 'bucket=demo-1250000000&region=ap-guangzhou&prefix=mine/';
  const getAuthorization = async (options, callback) =>
    callback(await (await fetch(`${emulator.address}/sts?${query}`)).json());
  cos = newCos({ getAuthorization });
  await put('mine/a', 'text');
  assertSame(await bytesOf('mine/a'), Buffer.from('text'));
  assert.deepEqual(await refusal(put('yours/a', 'text')), [403, 'AccessDenied']);
});

test('wrong keys open nothing', async () => {
  cos = newCos({ ...KEYS, SecretKey: 'wrong' });
  assert.deepEqual(await refusal(put('a', 'text')), [403, 'SignatureDoesNotMatch']);
  cos = newCos({ ...KEYS, SecretId: 'wrong' });
  assert.deepEqual(await refusal(put('a', 'text')), [403, 'InvalidAccessKeyId']);
});

test('a damaged body is refused', async () => {
  const ContentMD5 = Buffer.from(md5('other'), 'hex').toString('base64');
  assert.deepEqual(await refusal(put('a', 'text', { ContentMD5 })), [400, 'BadDigest']);
});

test('a signed URL is a key to one object', async () => {
  await put('signed/a b+c.txt', 'content');
  const Domain = `${emulator.address.replace('http://', '')}/{Bucket}`;
  const url = cos.getObjectUrl(at('signed/a b+c.txt', { Sign: true, Domain, ForceSignHost: false }));
  assert.equal(await (await fetch(url)).text(), 'content');
  assert.equal((await fetch(url.replace('signed/', 'signed2/'))).status, 403);
  assert.equal((await fetch(url.split('?')[0])).status, 403);
});

test('documents about buckets and objects come back', async () => {
  const CORSRules = [
    { AllowedOrigins: ['https://a.example'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'] },
  ];
  await cos.putBucketCors({ ...PLACE, CORSRules });
  const [rule] = (await cos.getBucketCors(PLACE)).CORSRules;
  assert.deepEqual([rule.AllowedOrigins, rule.AllowedMethods], [['https://a.example'], ['GET', 'PUT']]);
  await cos.deleteBucketCors(PLACE);
  assert.deepEqual((await cos.getBucketCors(PLACE)).CORSRules, []);

  await put('a', 'x');
  const Tags = [{ Key: 'colour', Value: 'dark red' }];
  await cos.putObjectTagging(at('a', { Tags }));
  assert.deepEqual((await cos.getObjectTagging(at('a'))).Tags, Tags);

  await cos.putObjectAcl(at('a', { ACL: 'public-read' }));
  assert.equal((await cos.getObjectAcl(at('a'))).ACL, 'public-read');
});

test('buckets are made, listed and removed', async () => {
  const other = { Bucket: 'other-1250000000', Region: 'ap-beijing' };
  await cos.putBucket(other);
  const { Buckets } = await cos.getService();
  assert.deepEqual(
    Buckets.map(({ Name, Location }) => [Name, Location]),
    [
      ['demo-1250000000', 'ap-guangzhou'],
      ['other-1250000000', 'ap-beijing'],
    ],
  );
  assert.equal((await cos.headBucket(other)).statusCode, 200);
  await cos.deleteBucket(other);
  assert.equal((await refusal(cos.headBucket(other)))[0], 404);
});
