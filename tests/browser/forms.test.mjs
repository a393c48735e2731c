/** Small files that go as forms, for which browsers do not ask first: `SimpleUploadMethod: 'postObject'`. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { BUCKET, openStage } from './stage.mjs';

let stage;

before(async () => {
  stage = await openStage();
});
beforeEach(() => stage.reload());
after(() => stage?.close());

/** Uploads in the page, as forms unless options say otherwise, and looks at the object. */
const upload = (params = {}, options = {}) =>
  stage.run(
    async ([params, options]) => {
      const cos = newCos({ SimpleUploadMethod: 'postObject', ...options });
      const Body = new File(['content of a file'], 'a.txt', { type: 'text/x-test' });
      const told = [];
      const onProgress = ({ loaded, total }) => told.push([loaded, total]);
      const outcome = await call(cos, 'uploadFile', { Body, onProgress, ...params });
      return { ...outcome, told };
    },
    [params, options],
  );

const head = (Key = 'object') => stage.run((Key) => call(newCos(), 'headObject', { Key }), Key);

test('two hundred small files are two hundred requests, and the browser asks for none of them', async () => {
  const outcome = await stage.run(async (place) => {
    const cos = newCos({ SimpleUploadMethod: 'postObject' });
    const files = Array.from({ length: 200 }, (_, number) => ({
      ...place,
      Key: `crowd/${number}`,
      Body: new Blob([`file ${number}`]),
    }));
    const { data } = await call(cos, 'uploadFiles', { files });
    const last = await call(newCos(), 'getObject', { Key: 'crowd/199' });
    return { failed: data.files.filter(({ error }) => error).length, last: last.data.Body };
  }, BUCKET);
  assert.deepEqual(outcome, { failed: 0, last: 'file 199' });
  const posts = await stage.log('PostObject');
  assert.deepEqual([posts.length, posts.every(({ status }) => status === 200)], [200, true]);
  const asked = (await stage.log('Preflight')).filter(({ path }) => path === '/');
  assert.deepEqual(asked, []);
});

test('the result is that of a file that was put', async () => {
  const put = await upload({}, { SimpleUploadMethod: 'putObject' });
  const posted = await upload();
  const shape = ({ data: { headers, ...data } }) => ({ ...data, RequestId: typeof data.RequestId });
  assert.deepEqual(shape(posted), shape(put));
  assert.equal(posted.data.headers['x-cos-hash-crc64ecma'], put.data.headers['x-cos-hash-crc64ecma']);
  assert.deepEqual(posted.told.at(-1), [17, 17]);
  assert.equal((await stage.log('PostObject')).length, 1);
});

test('what headers say of the object is said in fields', async () => {
  const own = { 'x-cos-meta-own': 'ü and "more"', 'Cache-Control': 'max-age=7' };
  const { error } = await upload({ Key: 'dir/ä "b" & c.txt', Headers: own, ACL: 'public-read' });
  assert.equal(error, undefined);
  assert.equal((await stage.log('PostObject')).length, 1);
  const { headers } = (await head('dir/ä "b" & c.txt')).data;
  assert.equal(headers['cache-control'], 'max-age=7');
  assert.equal(headers['content-type'], 'text/x-test');
  const { data } = await stage.run(() => call(newCos(), 'getObjectAcl', { Key: 'dir/ä "b" & c.txt' }));
  assert.equal(data.ACL, 'public-read');
});

test('what a form cannot say is put', async () => {
  for (const [params, options] of [
    [{ Query: { a: 'b' } }],
    [{ Key: 'a${filename}' }],
    [{ Key: '/raw' }, { UseRawKey: true }],
    [{ Headers: { 'If-None-Match': '*' } }],
    [{}, { UploadCheckContentMd5: true }],
  ]) {
    const { error } = await upload(params, options);
    assert.equal(error, undefined, JSON.stringify(params));
  }
  assert.deepEqual([(await stage.log('PutObject')).length, (await stage.log('PostObject')).length], [5, 0]);
});

test('larger files go in parts as ever', async () => {
  const { data } = await stage.run(() =>
    call(newCos({ SimpleUploadMethod: 'postObject' }), 'uploadFile', { Body: new Blob([new Uint8Array(1 << 21)]) }),
  );
  assert.ok(data.UploadId);
  assert.equal((await stage.log('PostObject')).length, 0);
});

test('keys and finished signatures of a callback let forms through, as far as their policy does', async () => {
  const keysFor = (prefix) =>
    stage.run(
      async ([prefix, place]) => {
        const query = new URLSearchParams({ bucket: place.Bucket, region: place.Region, prefix });
        const keys = await (await fetch(`/sts?${query}`)).json();
        const asked = [];
        const getAuthorization = (options, callback) => {
          asked.push(options.Method, options.Pathname, options.Scope[0].action);
          callback(keys);
        };
        const cos = newCos({ SimpleUploadMethod: 'postObject', SecretId: '', SecretKey: '', getAuthorization });
        return { ...(await call(cos, 'uploadFile', { Key: 'mine/a', Body: new Blob(['a']) })), asked };
      },
      [prefix, BUCKET],
    );
  const mine = await keysFor('mine/*');
  assert.deepEqual(mine.asked, ['POST', '/', 'name/cos:PostObject']);
  assert.ok(mine.data.ETag);
  const theirs = await keysFor('theirs/*');
  assert.deepEqual([theirs.error.code, theirs.error.kind, theirs.error.statusCode], ['AccessDenied', 'permission', 403]);

  const signed = await stage.run(async () => {
    const { secretId, secretKey } = await (await fetch('/_emulator/info')).json();
    const { default: COS } = await import('/pkg/index.js');
    const getAuthorization = ({ Method, Pathname, Headers }, callback) => {
      callback(COS.getAuthorization({ SecretId: secretId, SecretKey: secretKey, Method, Pathname, Headers }));
    };
    const cos = newCos({ SimpleUploadMethod: 'postObject', SecretId: '', SecretKey: '', getAuthorization });
    return call(cos, 'uploadFile', { Body: new Blob(['a']) });
  });
  assert.ok(signed.data?.ETag, JSON.stringify(signed.error));
});

test('a form is sent again when the service is busy, and one that was changed on its way is refused', async () => {
  await stage.fault('PostObject', { kind: 'status', status: 503, code: 'SlowDown' });
  assert.ok((await upload()).data.ETag);
  assert.equal((await stage.log('PostObject')).length, 2);
  const [longer, elsewhere] = await stage.run(() => {
    const changed = (change) => {
      const cos = newCos({ SimpleUploadMethod: 'postObject' });
      cos.on('before-send', change);
      return call(cos, 'uploadFile', { Body: new Blob(['four']) });
    };
    return Promise.all([
      changed((request) => (request.body = new Blob(['other bytes']))),
      changed((request) => (request.headers.key = 'elsewhere')),
    ]);
  });
  assert.deepEqual([longer.error?.code, elsewhere.error?.code], ['EntityTooLarge', 'AccessDenied']);
});
