/** Errors as objects: their class, their fields, and what becomes of them when they are copied or written down. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import { COS, OBJECT, Original, PLACE, REFUSED, failure, newCos, newWire, until } from './stage.mjs';

const SECRETS = { SecretId: 'AKIDVISIBLE', SecretKey: 'VERYSECRETKEY', SecurityToken: 'VERYSECRETTOKEN' };

const replying = (answer) => newWire(() => answer);

/** Ways to fail, each with params of its own or an answer. */
const FAILURES = {
  'a param error': { params: { ...OBJECT, Region: '' } },
  'a refusal': { answer: REFUSED },
  'a refusal without words': { answer: { statusCode: 404, headers: { 'x-cos-request-id': 'R' }, body: '' } },
  'a refusal in JSON': { answer: { statusCode: 403, headers: {}, body: '{"Code":"Forbidden","Message":"m"}' } },
  'a refusal in plain words': { answer: { statusCode: 400, headers: {}, body: 'words' } },
  'a page of a proxy': { answer: { statusCode: 407, headers: {}, body: '<html><body>Login</body></html>' } },
  'a redirect': { answer: { statusCode: 302, headers: { location: 'elsewhere' }, body: '' } },
};

async function errorOf(Class, { params = OBJECT, answer }) {
  return failure(newCos(SECRETS, replying(answer), Class).cos.getBucket({ Prefix: 'a', ...params }));
}

for (const [way, how] of Object.entries(FAILURES)) {
  test(`${way} has the class, the name and the fields of the original`, async () => {
    const [error, original] = [await errorOf(newCos().cos.constructor, how), await errorOf(Original, how)];
    assert.ok(error instanceof Error && original instanceof Error);
    assert.ok(error instanceof COS.COSError);
    assert.equal(Object.prototype.toString.call(error), '[object Error]');
    assert.equal(String(error), String(original));
    assert.deepEqual([error.name, error.message], [original.name, original.message]);
    for (const [name, value] of Object.entries(original)) assert.deepEqual(error[name], value, name);
    const more = Object.keys(error).filter((name) => !(name in original));
    assert.deepEqual(more.sort(), ['hint', 'kind']);
    assert.ok(!Object.keys(error).includes('name'));
    assert.match(error.stack, /Error|Forbidden|AccessDenied/);
  });

  test(`${way} survives JSON.stringify and structuredClone, without secrets`, async () => {
    const error = await errorOf(newCos().cos.constructor, how);
    const written = JSON.parse(JSON.stringify(error));
    assert.deepEqual(written, JSON.parse(JSON.stringify({ ...error })));
    for (const name of ['message', 'code', 'kind', 'hint']) assert.deepEqual(written[name], error[name]);
    const copy = structuredClone(error);
    assert.equal(copy.message, String(error.message));
    const fields = structuredClone({ ...error });
    assert.deepEqual(fields, { ...error });
    const texts = [JSON.stringify(error), inspect(error, { depth: 9, showHidden: true }), error.stack, String(error)];
    for (const text of texts) {
      for (const secret of ['VERYSECRETKEY', 'VERYSECRETTOKEN', 'q-signature']) assert.ok(!text.includes(secret), text);
    }
  });
}

test('every way to hear of an error gives one of the class', async () => {
  const { cos } = newCos(SECRETS, replying(REFUSED));
  const errors = [];
  const hear = (error) => error && errors.push(error);
  const file = { ...OBJECT, Body: 'x' };
  const AsyncLimit = 1;
  const calls = [
    (told) => cos.headObject(OBJECT, told),
    (told) => cos.headObject({}, told),
    (told) => cos.headObject(5, told),
    (told) => cos.getObjectUrl({}, told),
    (told) => cos.putObject(file, told),
    (told) => cos.putObject({ ...file, Signal: AbortSignal.abort() }, told),
    (told) => cos.uploadFile({ ...file, onFileFinish: hear }, told),
    (told) => cos.uploadFiles({ files: [file], onFileFinish: hear }, (error, { files }) => told(files[0].error)),
    (told) => cos.uploadFiles({}, told),
    (told) => cos.sliceUploadFile(file, told),
    (told) => cos.sliceCopyFile({ ...OBJECT, CopySource: 'a-1250000000.cos.ap-guangzhou.myqcloud.com/b' }, told),
    (told) => cos.abortUploadTask({ ...OBJECT, Level: 'file', AsyncLimit }, told),
    (told) => cos.deleteMultipleObject({ ...PLACE, Objects: Array(1001).fill({ Key: 'a' }) }, told),
    (told) => newCos({}, replying({ error: new TypeError('x') })).cos.headObject(OBJECT, told),
    (told) => newCos({ SecretId: '', getAuthorization: () => { throw new TypeError('x'); } }).cos.headObject(OBJECT, told),
    (told) => newCos({ SecretId: '', getAuthorization: async () => Promise.reject(5) }).cos.headObject(OBJECT, told),
    (told) => cos.listObjects(PLACE).next().catch(told),
    (told) => cos.headObject(OBJECT).catch(told),
  ];
  for (const [number, call] of calls.entries()) {
    const before = errors.length;
    const heard = [];
    call((error) => heard.push(error));
    await until(() => heard.length);
    errors.push(...heard);
    for (const error of errors.slice(before)) {
      assert.ok(error instanceof COS.COSError && error instanceof Error, `${number}: ${inspect(error)}`);
      assert.deepEqual([typeof error.kind, typeof error.hint, typeof error.code], ['string', 'string', 'string'], `${number}`);
    }
  }
  for (const { error } of cos.getTaskList()) assert.ok(error instanceof COS.COSError);
  assert.equal(COS.COSError.name, 'COSError');
});

test('results survive JSON.stringify and structuredClone, without secrets', async () => {
  const answer = { statusCode: 200, headers: { etag: '"e"', 'x-cos-request-id': 'R' }, body: '' };
  const { cos } = newCos(SECRETS, replying(answer));
  const file = { ...OBJECT, Body: 'x', Headers: { 'x-cos-meta-a': 'b' }, _custom: 1 };
  const results = [
    await cos.getBucket(PLACE),
    await cos.headObject(OBJECT),
    await cos.getBucketAcl(PLACE),
    await cos.putObject(file),
    await cos.uploadFiles({ files: [file] }),
    await cos.request(OBJECT),
    cos.getTaskList(),
  ];
  for (const result of results) {
    assert.deepEqual(structuredClone(result), result);
    const text = JSON.stringify(result);
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(structuredClone(result))));
    for (const secret of [...Object.values(SECRETS), 'q-signature']) assert.ok(!text.includes(secret), text);
  }
});

test('two calls never share an error object', async () => {
  const getAuthorization = (question, callback) => setTimeout(callback, 0, {});
  const { cos } = newCos({ SecretId: '', SecretKey: '', getAuthorization });
  const [one, other] = await Promise.all([failure(cos.headObject(OBJECT)), failure(cos.headObject(OBJECT))]);
  assert.notEqual(one, other);
  assert.equal(one.message, other.message);
});

test('an error belongs to the caller, who may change it', async () => {
  const { cos } = newCos({}, replying(REFUSED));
  const error = await failure(cos.putObject({ ...OBJECT, Body: 'x' }));
  Object.assign(error, { message: 'mine', code: 'MINE', more: 1 });
  error.name = 'Mine';
  assert.equal(String(error), 'Mine: mine');
});
