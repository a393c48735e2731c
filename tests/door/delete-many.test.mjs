/** `deleteMultipleObject` with more keys than one request may have. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { COS, PLACE, REFUSED, failure, newCos, newHeldWire, newListener, newWire, settle, until } from './stage.mjs';

const LIMIT = 1000;
const objectsUpTo = (count) => Array.from({ length: count }, (_, number) => ({ Key: `k${number}` }));
const keysIn = (body) => [...body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key);

/** Deletes what it is told to, but keys that end with 7. */
function deleting({ opt: { body } }, number) {
  const isQuiet = body.includes('<Quiet>true</Quiet>');
  const result = (key) => {
    if (key.endsWith('7')) return `<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>m</Message></Error>`;
    return isQuiet ? '' : `<Deleted><Key>${key}</Key></Deleted>`;
  };
  const text = keysIn(body).map(result).join('');
  return { statusCode: 200, headers: { 'x-cos-request-id': `R${number}` }, body: `<DeleteResult>${text}</DeleteResult>` };
}

test('more keys than one request may have go in several, in order, and what they answer is one answer', async () => {
  const { cos, requests } = newCos({}, newWire(deleting));
  const Objects = Object.freeze(objectsUpTo(2500).map(Object.freeze));
  const data = await cos.deleteMultipleObject({ ...PLACE, Objects, 'x-cos-mfa': 'm' });
  const sent = requests.map(({ opt }) => keysIn(opt.body));
  assert.deepEqual(sent.map((keys) => keys.length), [LIMIT, LIMIT, 500]);
  assert.deepEqual(sent.flat(), Objects.map(({ Key }) => Key));
  for (const { opt } of requests) {
    assert.equal(opt.headers['Content-MD5'], createHash('md5').update(opt.body).digest('base64'));
    assert.equal(opt.headers['x-cos-mfa'], 'm');
  }
  const isRefused = ({ Key }) => Key.endsWith('7');
  assert.deepEqual(data.Deleted.map(({ Key }) => Key), Objects.filter((one) => !isRefused(one)).map(({ Key }) => Key));
  assert.deepEqual(data.Error.map(({ Key }) => Key), Objects.filter(isRefused).map(({ Key }) => Key));
  assert.equal(data.Error[0].Code, 'AccessDenied');
  assert.deepEqual([data.statusCode, data.RequestId], [200, 'R3']);
});

test('a quiet call tells of the failures of all requests, and of nothing else', async () => {
  const { cos } = newCos({}, newWire(deleting));
  const data = await cos.deleteMultipleObject({ ...PLACE, Quiet: true, Objects: objectsUpTo(1020) });
  assert.deepEqual(data.Deleted, []);
  assert.equal(data.Error.length, 102);
});

test('as many keys as one request may have go in one', async () => {
  const { cos, requests } = newCos({}, newWire(deleting));
  const data = await cos.deleteMultipleObject({ ...PLACE, Objects: objectsUpTo(LIMIT) });
  assert.equal(requests.length, 1);
  assert.equal(data.Deleted.length, 900);
});

test('a callback is called once, with the whole', async () => {
  const { cos } = newCos({}, newWire(deleting));
  const callback = newListener();
  assert.equal(cos.deleteMultipleObject({ ...PLACE, Objects: objectsUpTo(1001) }, callback), undefined);
  await until(() => callback.calls.length);
  await settle();
  const [[error, data], ...more] = callback.calls;
  assert.deepEqual([error, data.Deleted.length, more], [null, 901, []]);
});

test('a request that fails ends the call: nothing after it is deleted', async () => {
  const { cos, requests } = newCos({}, newWire((request, number) => (number === 2 ? REFUSED : deleting(request, number))));
  const error = await failure(cos.deleteMultipleObject({ ...PLACE, Objects: objectsUpTo(3000) }));
  assert.deepEqual([error.code, error instanceof COS.COSError], ['AccessDenied', true]);
  assert.equal(requests.length, 2);
});

test('a signal ends the request that is under way, and no other follows', async () => {
  const wire = newHeldWire();
  const { cos } = newCos({}, wire);
  const controller = new AbortController();
  const callback = newListener();
  const params = { ...PLACE, Objects: objectsUpTo(1001), Signal: controller.signal };
  cos.deleteMultipleObject(params, callback);
  const ended = failure(cos.deleteMultipleObject(params));
  await settle();
  controller.abort();
  assert.equal((await ended).kind, 'abort');
  await settle();
  assert.deepEqual(callback.calls.map(([error]) => error.kind), ['abort']);
  assert.deepEqual(wire.requests.map(({ isAborted }) => isAborted), [true, true]);
});

test('params that cannot be read are an error, not an exception', async () => {
  const hostile = {
    ...PLACE,
    Objects: objectsUpTo(1001),
    get Quiet() {
      throw new Error('odd');
    },
  };
  const { cos, requests } = newCos();
  const error = await failure(cos.deleteMultipleObject(hostile));
  assert.deepEqual([error.kind, error instanceof COS.COSError], ['param', true]);
  assert.equal(requests.length, 0);
});
