/** `getAuthorization` and `getSTS`: how they are asked, and what they may answer. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  OBJECT,
  PLACE,
  bothTest,
  failure,
  newCos,
  newHeldWire,
  newListener,
  newWire,
  settle,
  uncaughtOf,
  until,
} from './stage.mjs';

const NOBODY = { SecretId: '', SecretKey: '' };
const newKeys = (changes) => ({
  TmpSecretId: 'TEMPORARYID',
  TmpSecretKey: 'TEMPORARYSECRET',
  SecurityToken: 'TEMPORARYTOKEN',
  StartTime: Math.round(Date.now() / 1000) - 1,
  ExpiredTime: Math.round(Date.now() / 1000) + 1800,
  ...changes,
});

bothTest('keys of the callback sign the request and their token goes along', async (Class) => {
  const getAuthorization = (question, callback) => callback(newKeys());
  const { cos, requests } = newCos({ ...NOBODY, getAuthorization }, newWire(), Class);
  await cos.headObject(OBJECT);
  const { headers } = requests[0].opt;
  assert.match(headers.Authorization, /q-ak=TEMPORARYID&/);
  assert.equal(headers['x-cos-security-token'], 'TEMPORARYTOKEN');
});

bothTest('a finished signature is sent as it is', async (Class) => {
  const lists = 'q-header-list=&q-url-param-list=';
  const Authorization = `q-sign-algorithm=sha1&q-ak=a&q-sign-time=1;2&q-key-time=1;2&${lists}&q-signature=x`;
  for (const answer of [Authorization, { Authorization }, { Authorization, SecurityToken: 'token' }]) {
    const getAuthorization = (question, callback) => callback(answer);
    const { cos, requests } = newCos({ ...NOBODY, getAuthorization }, newWire(), Class);
    await cos.headObject(OBJECT);
    const { headers } = requests[0].opt;
    assert.equal(headers.Authorization, Authorization);
    assert.equal(headers['x-cos-security-token'], answer.SecurityToken);
  }
});

bothTest('the callback is asked on the instance, for what the request is', async (Class) => {
  const asked = newListener();
  let self;
  function getAuthorization(question, callback) {
    self = this;
    asked(question);
    callback(newKeys());
  }
  const { cos } = newCos({ ...NOBODY, getAuthorization }, newWire(), Class);
  await cos.putObject({ ...OBJECT, Key: 'dir/a b', Body: 'x', Headers: { 'x-cos-acl': 'private' } });
  assert.equal(self, cos);
  const [[{ Scope, Headers, Query, ...question }]] = asked.calls;
  assert.deepEqual(question, {
    ...PLACE,
    Method: 'PUT',
    Key: 'dir/a b',
    Pathname: '/dir/a b',
    SystemClockOffset: 0,
    ForceSignHost: true,
  });
  assert.deepEqual(Scope, [
    { action: 'name/cos:PutObject', bucket: PLACE.Bucket, region: PLACE.Region, prefix: 'dir/a b' },
  ]);
  assert.equal(Headers['x-cos-acl'], 'private');
  assert.deepEqual(Query, {});
});

test('calls that need keys at the same time share one question', async () => {
  const asked = [];
  const getAuthorization = (question, callback) => asked.push(callback);
  const { cos, requests } = newCos({ ...NOBODY, getAuthorization });
  const calls = Array.from({ length: 30 }, (_, place) => cos.headObject({ ...OBJECT, Key: `k${place}` }));
  calls.push(cos.putObject({ ...OBJECT, Body: 'x' }), cos.getService());
  await settle();
  assert.equal(asked.length, 1);
  asked[0](newKeys());
  await Promise.all(calls);
  assert.equal(asked.length, 1);
  assert.equal(requests.length, 32);
});

test('keys for one scope only are asked for once per scope', async () => {
  const scopes = [];
  const getAuthorization = ({ Scope }, callback) => {
    scopes.push(Scope[0].prefix);
    setTimeout(callback, 0, newKeys({ ScopeLimit: true }));
  };
  const { cos } = newCos({ ...NOBODY, getAuthorization });
  await cos.headObject({ ...OBJECT, Key: 'first' });
  await Promise.all(['a', 'a', 'b', 'a', 'b'].map((Key) => cos.headObject({ ...OBJECT, Key })));
  assert.deepEqual(scopes.sort(), ['a', 'b', 'first']);
});

test('an answer may come by the callback, by what is returned, or by a promise', async () => {
  const ways = {
    callback: (question, callback) => callback(newKeys()),
    'callback, later': (question, callback) => setTimeout(callback, 0, newKeys()),
    'async function with callback': async (question, callback) => void callback(newKeys()),
    'async function with callback, later': async (question, callback) => void setTimeout(callback, 5, newKeys()),
    promise: async () => newKeys(),
    thenable: () => ({ then: (resolve) => resolve(newKeys()) }),
    'both, the callback first': async (question, callback) => {
      callback(newKeys());
      await settle();
      return newKeys({ TmpSecretId: 'late' });
    },
  };
  for (const [way, ask] of Object.entries(ways)) {
    for (const name of ['getAuthorization', 'getSTS']) {
      const { cos, requests } = newCos({ ...NOBODY, [name]: ask });
      await cos.headObject(OBJECT);
      assert.match(requests[0].opt.headers.Authorization, /q-ak=TEMPORARYID&/, `${name} ${way}`);
    }
  }
});

test('only the first answer counts', async () => {
  const getAuthorization = (question, callback) => {
    callback(newKeys());
    callback(newKeys({ TmpSecretId: 'second' }));
    callback(null);
  };
  const { cos, requests } = newCos({ ...NOBODY, getAuthorization });
  await cos.headObject(OBJECT);
  await cos.headObject(OBJECT);
  for (const { opt } of requests) assert.match(opt.headers.Authorization, /q-ak=TEMPORARYID&/);
});

test('a callback that fails is an error of the call, in its own words, and is asked again by the next', async () => {
  for (const [fail, message] of [
    [() => assert.fail('no keys today'), 'no keys today'],
    [async () => assert.fail('no keys today'), 'no keys today'],
    [() => Promise.reject('a text'), 'a text'],
    [
      () => {
        throw undefined;
      },
      'undefined',
    ],
  ]) {
    for (const name of ['getAuthorization', 'getSTS']) {
      let asked = 0;
      const ask = (question, callback) => {
        asked += 1;
        if (asked === 1) return fail();
        callback(newKeys());
      };
      const { cos, requests } = newCos({ ...NOBODY, [name]: ask });
      const uncaught = await uncaughtOf(async () => {
        const error = await failure(cos.headObject(OBJECT));
        assert.ok(error.message.includes(message), error.message);
        assert.equal(error.kind, 'credentials');
        assert.equal(requests.length, 0);
        assert.equal((await cos.headObject(OBJECT)).statusCode, 200);
      });
      assert.deepEqual(uncaught, []);
    }
  }
});

bothTest('an answer that cannot be used is named as by the original', async (Class) => {
  for (const [answer, message] of [
    [{}, 'getAuthorization callback params missing "TmpSecretId"'],
    [newKeys({ TmpSecretKey: '' }), 'getAuthorization callback params missing "TmpSecretKey"'],
    [newKeys({ SecurityToken: undefined }), 'getAuthorization callback params missing "SecurityToken"'],
    [newKeys({ ExpiredTime: undefined }), 'getAuthorization callback params missing "ExpiredTime"'],
    [newKeys({ ExpiredTime: Date.now() }), 'getAuthorization callback params "ExpiredTime" should be 10 digits'],
    [newKeys({ StartTime: Date.now() }), 'getAuthorization callback params "StartTime" should be 10 StartTime'],
    ['nonsense', 'getAuthorization callback params format error'],
    [{ Authorization: 'a b' }, 'getAuthorization callback params format error'],
  ]) {
    const getAuthorization = (question, callback) => callback(answer);
    const { cos, requests } = newCos({ ...NOBODY, getAuthorization }, newWire(), Class);
    const error = await failure(cos.headObject(OBJECT));
    assert.equal(error.message, message);
    assert.deepEqual(error.error, { message, code: 'Error' });
    assert.equal(requests.length, 0);
  }
});

test('an answer of any type ends the call', async () => {
  const circular = {};
  circular.self = circular;
  for (const answer of [null, undefined, 0, 5n, Symbol('x'), true, [], () => {}, circular, new Date(), '\ud800']) {
    for (const name of ['getAuthorization', 'getSTS']) {
      const { cos, requests } = newCos({ ...NOBODY, [name]: (question, callback) => callback(answer) });
      const error = await failure(cos.headObject(OBJECT));
      assert.equal(error.kind, 'credentials', `${name} ${typeof answer}`);
      assert.ok(error.message && error.hint);
      assert.equal(requests.length, 0);
    }
  }
});

test('who never answers is given up after AuthorizationTimeout', async () => {
  const { cos, requests } = newCos({ ...NOBODY, getAuthorization: () => {}, AuthorizationTimeout: 20 });
  const errors = await Promise.all([1, 2, 3].map(() => failure(cos.headObject(OBJECT))));
  for (const error of errors) assert.equal(error.kind, 'credentials');
  assert.equal(requests.length, 0);
});

test('an answer after the time limit is not heard, the next call asks anew', async () => {
  const callbacks = [];
  const getAuthorization = (question, callback) => callbacks.push(callback);
  const { cos, requests } = newCos({ ...NOBODY, getAuthorization, AuthorizationTimeout: 20 });
  await failure(cos.headObject(OBJECT));
  callbacks[0](newKeys({ TmpSecretId: 'late' }));
  const next = cos.headObject(OBJECT);
  await until(() => callbacks.length === 2);
  callbacks[1](newKeys());
  await next;
  assert.match(requests[0].opt.headers.Authorization, /q-ak=TEMPORARYID&/);
});

bothTest('without any keys the missing one is named', async (Class) => {
  for (const [keys, message] of [
    [NOBODY, 'missing param SecretId'],
    [{ SecretId: 'a', SecretKey: '' }, 'missing param SecretKey'],
  ]) {
    const { cos, requests } = newCos(keys, newWire(), Class);
    // The original throws out of calls with a callback.
    assert.equal((await failure(cos.headObject(OBJECT))).message, message);
    assert.equal(requests.length, 0);
  }
});

test('an upload that fails for want of keys goes on when it is restarted with keys', async () => {
  const { cos, requests } = newCos(NOBODY, newHeldWire());
  const ends = [];
  let id;
  cos.putObject({ ...OBJECT, Body: 'x', onTaskReady: (ready) => (id = ready) }, (error, data) => {
    ends.push(error?.message ?? data.statusCode);
  });
  await until(() => ends.length);
  Object.assign(cos.options, { SecretId: 'now', SecretKey: 'there' });
  cos.restartTask(id);
  await until(() => requests.length);
  requests[0].answer();
  await until(() => ends.length === 2);
  assert.deepEqual(ends, ['missing param SecretId', 200]);
});
