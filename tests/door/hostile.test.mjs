/** Params of every kind, meant well or not: the call ends, once, and nobody else is harmed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import { COS, OBJECT, ODD, OK, PLACE, failure, newCos, newWire, uncaughtOf, until } from './stage.mjs';

const fail = () => {
  throw new Error('odd');
};
const circular = {};
circular.self = circular;

const WORSE = [
  ...ODD,
  '__proto__',
  'x'.repeat(100_000),
  [1, null, {}, undefined],
  [circular],
  circular,
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  { toJSON: fail },
  new Proxy({}, { get: fail }),
  new Proxy({}, { ownKeys: fail }),
  new Uint8Array(3),
  new ArrayBuffer(3),
  new Blob(['x']),
  new String('boxed'),
  new Error('x'),
  Promise.resolve(1),
  () => undefined,
  fail,
];

/** Calls that have documents, lists, bodies, copies and callbacks among their params. */
const CALLS = {
  getService: { Region: 'ap-guangzhou' },
  getObjectUrl: { ...OBJECT, Expires: 5, Query: {}, Headers: {}, Method: 'PUT', Protocol: 'http:', Domain: 'a' },
  getBucket: { ...PLACE, Prefix: 'p', Delimiter: '/', MaxKeys: 5, Headers: {}, Query: {} },
  headObject: { ...OBJECT, VersionId: 'v', IfMatch: 'e' },
  getObject: { ...OBJECT, Range: 'bytes=0-1', DataType: 'blob', onProgress() {} },
  putObject: { ...OBJECT, Body: 'x', Headers: {}, ACL: 'private', ContentType: 't', ContentLength: 1, onProgress() {} },
  putObjectCopy: { ...OBJECT, CopySource: 'a-1250000000.cos.ap-guangzhou.myqcloud.com/b', MetadataDirective: 'Copy' },
  deleteMultipleObject: { ...PLACE, Objects: [{ Key: 'a' }] },
  multipartUpload: { ...OBJECT, UploadId: 'u', PartNumber: 1, Body: 'x', onHashProgress() {} },
  multipartComplete: { ...OBJECT, UploadId: 'u', Parts: [{ PartNumber: 1, ETag: 'e' }] },
  appendObject: { ...OBJECT, Position: 0, Body: 'x' },
  request: { ...OBJECT, Method: 'GET', Action: 'name/cos:X', Url: 'http://a.example/', Body: 'x', RawBody: true },
};

const tasks = { onTaskReady() {}, onTaskStart() {}, SkipTask: false, FilePath: 'f', _custom: 1 };

test('a query is answered with anything but bytes', async () => {
  const bodies = ['-1', '5', '99999999999', 'text', -1, 2 ** 40, true, {}, [], { length: -1 }, { length: 2 ** 40 }, { byteLength: -1 }];
  for (const body of bodies) {
    const { cos } = newCos({}, newWire(() => ({ ...OK, body })));
    const query = { ...OBJECT, SelectType: 2, SelectRequest: { Expression: 'x' } };
    const error = await failure(cos.selectObjectContent(query).then(({ Payload }) => Promise.reject(new Error(Payload))));
    assert.ok(error instanceof Error, inspect(body));
  }
  assert.equal(COS.util.md5(''), 'd41d8cd98f00b204e9800998ecf8427e');
});

async function endsOf(cos, method, params) {
  const ends = [];
  cos[method](params, (...end) => ends.push(end));
  await until(() => ends.length);
  return ends;
}

for (const [method, params] of Object.entries(CALLS)) {
  test(`${method} ends once, whatever a param is`, { timeout: 60_000 }, async () => {
    const { cos } = newCos({ UploadQueueSize: 5 });
    const base = method === 'putObject' ? { ...params, ...tasks } : params;
    const uncaught = await uncaughtOf(async () => {
      for (const name of Object.keys(base)) {
        for (const odd of WORSE) {
          const what = `${name}: ${inspect(odd).slice(0, 50)}`;
          const ends = await endsOf(cos, method, { ...base, [name]: odd });
          assert.equal(ends.length, 1, what);
          const [[error]] = ends;
          assert.ok(error === null || (error instanceof Error && typeof error.message === 'string'), what);
          assert.equal(cos.isUploadRunning(), false, what);
        }
      }
    });
    // What listeners throw is theirs.
    assert.deepEqual([...new Set(uncaught)].filter((message) => message !== 'odd'), []);
    assert.equal({}.polluted, undefined);
    assert.equal((await cos.headObject(OBJECT)).statusCode, OK.statusCode);
  });
}

test('params themselves may be anything', async () => {
  const { cos } = newCos();
  for (const odd of WORSE.filter((value) => typeof value !== 'function')) {
    for (const method of Object.keys(CALLS)) {
      const ends = await endsOf(cos, method, odd);
      assert.equal(ends.length, 1, `${method} ${inspect(odd).slice(0, 50)}`);
    }
  }
});

test('the statics take or refuse whatever they are given', () => {
  const statics = [COS.getAuthorization, COS.util.json2xml, COS.util.xml2json, COS.util.encodeBase64, COS.util.md5];
  for (const [place, call] of statics.entries()) {
    for (const odd of WORSE) {
      try {
        const result = call(odd);
        assert.ok(['string', 'object'].includes(typeof result), `${place}`);
      } catch (error) {
        assert.ok(error instanceof Error, `${place} ${inspect(odd).slice(0, 50)}`);
      }
    }
  }
  assert.equal({}.polluted, undefined);
});

test('a name from Object.prototype is a header, a query entry and a key like any other', async () => {
  const { cos, requests } = newCos();
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const given = Object.fromEntries(names.map((name) => [name, 'v']));
  for (const Key of names) await cos.getObject({ ...OBJECT, Key, Query: given, Headers: given });
  for (const [place, { opt }] of requests.entries()) {
    assert.ok(opt.url.endsWith(`/${names[place]}`));
    for (const part of [opt.qs, opt.headers]) {
      for (const name of names) assert.equal(Object.getOwnPropertyDescriptor(part, name)?.value, 'v', name);
    }
  }
});
