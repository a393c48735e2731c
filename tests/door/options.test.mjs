/** The options of `new COS()`: what they may be, and that they are live. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import {
  COS,
  KEYS,
  OBJECT,
  ODD,
  OK,
  Original,
  bothTest,
  newCos,
  newHeldWire,
  newWire,
  settle,
  until,
} from './stage.mjs';

const sentFor = async (cos, requests, params = OBJECT) => {
  await cos.headObject(params);
  return requests.at(-1).opt;
};

bothTest('an option that is set afterwards holds for the next call', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  const url = async () => (await sentFor(cos, requests)).url;
  const authorization = async () => (await sentFor(cos, requests)).headers.Authorization;

  assert.match(await url(), /^https:\/\/test-1250000000\.cos\.ap-guangzhou\.myqcloud\.com\/a$/);
  cos.options.Domain = 'cdn.example.com';
  assert.equal(await url(), 'https://cdn.example.com/a');
  cos.options.Protocol = 'http:';
  assert.equal(await url(), 'http://cdn.example.com/a');
  cos.options.Domain = ({ Bucket, Region }) => `${Bucket}.${Region}.example.com`;
  assert.equal(await url(), 'http://test-1250000000.ap-guangzhou.example.com/a');
  Object.assign(cos.options, { Domain: '', Protocol: '', UseAccelerate: true });
  assert.match(await url(), /\.cos\.accelerate\./);
  cos.options.UseAccelerate = false;

  cos.options.SecretId = 'other';
  assert.match(await authorization(), /q-ak=other&/);
  cos.options.SystemClockOffset = 3_600_000;
  const [, start] = /q-sign-time=(\d+);/.exec(await authorization());
  assert.ok(Math.abs(start - Date.now() / 1000 - 3600) < 5);
  cos.options.SystemClockOffset = 0;
  cos.options.ForceSignHost = false;
  assert.match(await authorization(), /q-header-list=&/);
  cos.options.SecurityToken = 'token';
  assert.equal((await sentFor(cos, requests)).headers['x-cos-security-token'], 'token');
  cos.options.Timeout = 7000;
  assert.equal((await sentFor(cos, requests)).timeout, 7000);
});

test('an option that is set between two uploads of one turn holds for the second alone', () => {
  const { cos } = newCos({ FileParallelLimit: 1 }, newHeldWire());
  const add = (params) => cos.putObject({ ...OBJECT, Key: '/a', Body: 'x', ...params }, () => {});
  const changes = [
    ['UseRawKey', true, {}, { Key: '/a' }],
    ['UseRawKey', false, {}, { Key: 'a' }],
    ['AppId', '7', { Bucket: 'own' }, { Bucket: 'own-7' }],
    ['AppId', '8', { Bucket: 'own' }, { Bucket: 'own-8' }],
    ['CompatibilityMode', true, { Region: 'cos.own' }, { Region: 'cos.own' }],
    ['Domain', 'cdn.example.com', { Bucket: '' }, { Bucket: '' }],
  ];
  for (const [option, value, params, shown] of changes) {
    cos.options[option] = value;
    add(params);
    const item = cos.getTaskList().at(-1);
    for (const name in shown) assert.equal(item[name], shown[name], option);
  }
  assert.equal(cos.getTaskList().length, changes.length);
});

test('an upload that waited is sent with the options of its start', async () => {
  const { cos, requests } = newCos({ FileParallelLimit: 1 }, newHeldWire());
  for (const Key of ['a', 'b', 'c']) cos.putObject({ ...OBJECT, Key, Body: 'x' }, () => {});
  await until(() => requests.length === 1);
  cos.options.SecretId = 'other';
  // Its params are checked, which needs less of the options.
  cos.putObject({ ...OBJECT, Key: 'd', Body: 'x' }, () => {});
  for (const number of [0, 1, 2, 3]) {
    await until(() => requests.length > number);
    const isOther = requests[number].opt.headers.Authorization.includes('q-ak=other&');
    assert.equal(isOther, number > 0, requests[number].opt.key);
    requests[number].answer();
  }
});

bothTest('a credential callback that is set afterwards is asked', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  await cos.headObject(OBJECT);
  cos.options.getAuthorization = (question, callback) => {
    const ExpiredTime = Math.round(Date.now() / 1000) + 1800;
    callback({ TmpSecretId: 'later', TmpSecretKey: 'b', SecurityToken: 'c', ExpiredTime });
  };
  assert.match((await sentFor(cos, requests)).headers.Authorization, /q-ak=later&/);
});

bothTest('a transport that is set afterwards is used', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  await cos.headObject(OBJECT);
  const other = newWire();
  cos.options.Request = other.Request;
  await cos.headObject(OBJECT);
  assert.deepEqual([requests.length, other.requests.length], [1, 1]);
});

bothTest('a limit that is raised holds for the next upload', async (Class) => {
  const { cos, requests } = newCos({ FileParallelLimit: 1 }, newHeldWire(), Class);
  const upload = (Key) => cos.putObject({ ...OBJECT, Key, Body: 'x' }, () => {});
  upload('a');
  upload('b');
  await settle();
  assert.equal(requests.length, 1);
  cos.options.FileParallelLimit = 3;
  upload('c');
  await until(() => requests.length === 3);
});

test('a wholly new set of options holds, too', async () => {
  const { cos, requests } = newCos();
  cos.options = { ...cos.options, SecretId: 'new' };
  assert.match((await sentFor(cos, requests)).headers.Authorization, /q-ak=new&/);
});

bothTest('the options of the caller are copied and completed', (Class) => {
  const own = { ...KEYS, ChunkSize: 5, mine: 1 };
  const { cos } = newCos(own, newWire(), Class);
  assert.equal(own.ChunkSize, 5);
  assert.equal(cos.options.ChunkSize, 1024 * 1024);
  assert.equal(cos.options.mine, 1);
  own.SecretId = 'changed';
  assert.equal(cos.options.SecretId, KEYS.SecretId);
});

test('defaults are those of the original', () => {
  const ours = new COS().options;
  const { cos } = newCos({ ...KEYS, Request: undefined }, newWire(), Original);
  for (const [name, value] of Object.entries(cos.options)) {
    if (['Request', 'SecretId', 'SecretKey', 'EnableReporter'].includes(name)) continue;
    assert.deepEqual(ours[name], value, name);
  }
});

bothTest('numbers are kept within their bounds', (Class) => {
  const least = {
    FileParallelLimit: 1,
    ChunkParallelLimit: 1,
    ChunkRetryTimes: 0,
    ChunkSize: 1024 * 1024,
    CopyChunkParallelLimit: 1,
    CopyChunkSize: 1024 * 1024,
    CopySliceSize: 0,
    MaxPartNumber: 1024,
    Timeout: 0,
  };
  const tooSmall = Object.fromEntries(Object.keys(least).map((name) => [name, -7]));
  const { options } = newCos(tooSmall, newWire(), Class).cos;
  for (const [name, value] of Object.entries(least)) assert.equal(options[name], value, name);
  assert.equal(newCos({ MaxPartNumber: 1e9 }, newWire(), Class).cos.options.MaxPartNumber, 10_000);
});

test('undefined counts as not given', () => {
  const { options } = newCos({ FileParallelLimit: undefined, ChunkSize: undefined, Domain: undefined }).cos;
  assert.deepEqual([options.FileParallelLimit, options.ChunkSize, options.Domain], [3, 1024 * 1024, '']);
});

test('options that cannot be used are refused by the constructor, by name', () => {
  const refusals = [
    [5, 'options should be an object'],
    ['text', 'options should be an object'],
    [true, 'options should be an object'],
    [{ ForcePathStyle: true }, 'ForcePathStyle is not supported'],
    [{ getAuthorization: 'https://example.com/sts' }, 'option getAuthorization should be a function'],
    [{ getSTS: {} }, 'option getSTS should be a function'],
    [{ Request: 5 }, 'option Request should be a function'],
    [{ CopySourceParser: 'text' }, 'option CopySourceParser should be a function'],
    [{ ChunkSize: 'large' }, 'option ChunkSize should be a number'],
    [{ FileParallelLimit: {} }, 'option FileParallelLimit should be a number'],
    [{ Timeout: NaN }, 'option Timeout should be a number'],
    [{ ChunkRetryTimes: Symbol('x') }, 'option ChunkRetryTimes should be a number'],
    [{ MaxPartNumber: Object.create(null) }, 'option MaxPartNumber should be a number'],
  ];
  for (const [options, message] of refusals) {
    assert.throws(
      () => new COS(options),
      (error) => {
        assert.deepEqual([error.message, error.kind, error.code], [message, 'param', 'Error']);
        assert.ok(error.hint);
        return true;
      },
    );
  }
  for (const options of [undefined, null, {}]) assert.ok(new COS(options) instanceof COS);
});

const ODDER = [
  ...ODD,
  [1, 'a'],
  class Odd {},
  () => undefined,
  () => {
    throw new Error('an odd function');
  },
  new Proxy({}, { get: () => assert.fail('a trap') }),
];

/** Whether a call ends, and how. */
async function endOf(cos, method, params) {
  let end;
  cos[method](params, (error) => (end = error ? 'failed' : 'done'));
  await until(() => end);
  return end;
}

test('whatever an option is set to, calls end and others are not harmed', { timeout: 120_000 }, async () => {
  const names = Object.keys(new COS().options);
  for (const name of [...names, 'getAuthorization', 'getSTS', 'XCosSecurityToken', 'appId']) {
    for (const odd of ODDER) {
      const { cos } = newCos({ AuthorizationTimeout: 5 });
      cos.options[name] = odd;
      try {
        await endOf(cos, 'headObject', OBJECT);
        await endOf(cos, 'putObject', { ...OBJECT, Body: 'x' });
        assert.equal(cos.isUploadRunning(), false);
      } catch (error) {
        throw new Error(`option ${name} set to ${inspect(odd)}: ${error.message}`, { cause: error });
      }
    }
  }
  assert.equal((await newCos().cos.headObject(OBJECT)).statusCode, OK.statusCode);
});
