/** Every method with params and answers that nobody should give: it ends soon, with a result or with an error that says why. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import cases from './cases/all.mjs';
import { answerOf, usualAnswer } from './service.mjs';
import { COS, memoryUsed } from './watched-package.mjs';

const KEYS = { SecretId: 'id', SecretKey: 'key', StartTime: 1700000000, ExpiredTime: 1700003600 };
/** Far more than any call should take on a busy machine, far less than it would take a call that goes on for ever. */
const MOST_MILLISECONDS = 5000;
const MIB = 2 ** 20;
/** Values of 10 MiB are escaped, joined and signed, each time as a copy. */
const MOST_MEMORY = 256 * MIB;

/** The least params of each request. */
const LEAST = cases.filter(({ name, params }) => name === 'least' && params);

const circle = { list: [] };
circle.list.push(circle);
const deep = (depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const throwing = () => {
  throw new Error('thrown by the caller');
};

/** One request for each way in which answers are read. */
const KINDS = [
  'getService',
  'getBucket',
  'getBucketAcl',
  'getBucketPolicy',
  'getObject',
  'selectObjectContent',
  'request',
];

/** Values that are not what a param wants. */
const VALUES = {
  null: null,
  undefined: undefined,
  'a number': 5,
  'no number': NaN,
  'a large number': 2 ** 70,
  true: true,
  'an object': {},
  'a list': [1, null, ['x']],
  'a function': () => 'x',
  'a symbol': Symbol('x'),
  'a BigInt': 10n ** 30n,
  'a date': new Date(0),
  'a map': new Map([[1, 2]]),
  'a Blob': new Blob(['x']),
  bytes: new Uint8Array(3),
  'no prototype': Object.create(null),
  circle,
  'deep lists': deep(5000),
  'a getter that throws': Object.defineProperty({}, 'x', { get: throwing, enumerable: true }),
  'a toJSON that throws': { toJSON: throwing },
  'a proxy that throws': new Proxy({}, { ownKeys: throwing, get: throwing }),
  'an empty text': '',
  __proto__: '__proto__',
  constructor: 'constructor',
  quotes: '"\'<&>',
  'an end of data': ']]>',
  'control characters': 'a\u0000\u0001\u001f\u007f\r\n\t',
  'half a character': 'a\ud800b',
  'other directions': '\u202e\u2066\ufeff',
  'a path': '../../../etc/passwd',
  'a URL': 'https://example.invalid/?x=y#z',
};

const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}">${'cdefgh'.replace(/./g, (name, at) => `<!ENTITY ${name} "${`&${'bcdefg'[at]};`.repeat(20)}">`)}]><a>&h;</a>`;
const nested = (depth) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

/** Bodies that are not what a method wants. */
const BODIES = {
  'deep XML': nested(100_000),
  'deep XML without end': '<a>'.repeat(100_000),
  'an entity bomb': bomb,
  'an external entity': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  'half a tag': '<a',
  'a tag without name': '<><</>',
  'crossed tags': '<a><b></a></b>',
  'a comment without end': '<!-- ',
  'data without end': '<a><![CDATA[',
  'many attributes': `<a ${'b="c" '.repeat(50_000)}/>`,
  'many elements': `<a>${'<b/>'.repeat(200_000)}</a>`,
  'names of the language': '<__proto__><constructor>1</constructor><prototype/></__proto__>',
  'a long text': `<a>${'x'.repeat(5 * MIB)}</a>`,
  'a wrong encoding': '<?xml version="1.0" encoding="UTF-16"?><a>\ufffd\u0000</a>',
  'character references': '<a>&#0;&#xD800;&#x110000;&#99999999999;&unknown;&</a>',
  'a page': '<!DOCTYPE html><html><body><br>Sign in<script>if (a < b) {}</script></body></html>',
  'deep JSON': '['.repeat(100_000),
  'deep JSON objects': '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
  'half JSON': '{"a":',
  'JSON of the language': '{"__proto__":{"x":1},"constructor":null}',
  'large numbers': '{"a":1e999,"b":-0,"c":123456789012345678901234567890}',
  'a long line': 'x'.repeat(5 * MIB),
  nothing: '',
};

const LARGE = 10_000;

/** Answers of a transport that is out of its mind. */
const ANSWERS = {
  undefined: undefined,
  null: null,
  'a text': 'answer',
  'an empty object': {},
  'no headers': { statusCode: 200, headers: null, body: '' },
  'odd headers': { statusCode: 200, headers: { __proto__: 'x', ETag: 5, 'x-cos-request-id': {}, a: null }, body: '' },
  'a status as text': { statusCode: '200', headers: {}, body: '' },
  'a negative status': { statusCode: -1, headers: {}, body: '' },
  'a status of 1e9': { statusCode: 1e9, headers: {}, body: '' },
  'a body of a number': { statusCode: 200, headers: {}, body: 5 },
  'a body of an object': { statusCode: 200, headers: {}, body: { a: circle } },
  'a body of bytes': { statusCode: 200, headers: {}, body: new Uint8Array([0xff, 0xfe, 0x3c, 0x00]).buffer },
  'a body of a Blob': { statusCode: 404, headers: {}, body: new Blob([new Uint8Array([0xff, 0x3c])]) },
  'an error of null': { error: Object.create(null) },
  'an error of a number': { error: 5 },
  'an error that throws': { error: new Proxy({}, { get: throwing }) },
};

let uncaught;
before(() => {
  uncaught = [];
  process.on('uncaughtException', (thrown) => uncaught.push(thrown));
});
after(() => {
  assert.deepEqual(uncaught.map(String), []);
  const used = memoryUsed();
  assert.ok(used < MOST_MEMORY, `the module has taken ${Math.round(used / MIB)} MiB`);
  assert.equal(COS.util.md5(''), 'd41d8cd98f00b204e9800998ecf8427e', 'the module is dead');
});

const transport = (answer) => (opt, callback) => {
  setImmediate(() => callback(answer(opt)));
  return { abort() {} };
};
const asSent = ({ status, ...answer }) => ({ statusCode: status, ...answer });
const newCos = (answer) => new COS({ ...KEYS, Request: transport(answer) });

const isErrorThatSpeaks = (error) =>
  error instanceof Error && (error.message === null || error.message !== '') && typeof error.hint === 'string';

/** Plays a call; what is wrong with its end, else nothing. */
async function faultOf(cos, method, params) {
  const start = performance.now();
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, MOST_MILLISECONDS, 'it does not end')));
  const ended = (async () => {
    try {
      await cos[method](params);
    } catch (error) {
      if (!isErrorThatSpeaks(error)) return `it throws ${error?.stack ?? error}`;
      if (/unreachable|recursion|memory access/.test(error.message)) return error.message;
    }
    const took = performance.now() - start;
    return took > MOST_MILLISECONDS ? `it takes ${Math.round(took)} ms` : undefined;
  })();
  const fault = await Promise.race([ended, late]);
  clearTimeout(timer);
  return fault && `${method}: ${fault}`;
}

async function faultsOf(calls) {
  const faults = [];
  for (const [what, cos, method, params] of calls) {
    const fault = await faultOf(cos, method, params);
    if (fault) faults.push(`${what}: ${fault}`);
  }
  return faults.slice(0, 20);
}

test('a method without params, or with something else in their place', async () => {
  const cos = newCos((opt) => asSent(usualAnswer(opt)));
  const calls = LEAST.flatMap(({ method }) =>
    Object.entries(VALUES).map(([what, value]) => [what, cos, method, typeof value === 'function' ? {} : value]),
  );
  assert.deepEqual(await faultsOf(calls), []);
});

test('each param of each method as something else', async () => {
  const cos = newCos((opt) => asSent(usualAnswer(opt)));
  const calls = LEAST.flatMap(({ method, params }) =>
    Object.keys(params).flatMap((name) =>
      Object.entries(VALUES).map(([what, value]) => [`${name} as ${what}`, cos, method, { ...params, [name]: value }]),
    ),
  );
  assert.deepEqual(await faultsOf(calls), []);
});

test('strange names of params, headers and query', async () => {
  const cos = newCos((opt) => asSent(usualAnswer(opt)));
  const odd = JSON.parse('{"__proto__":{"x-cos-a":"1"},"constructor":"x","x-cos-\\u0000":"y","":"z","a\\ud800":"b"}');
  const calls = LEAST.flatMap(({ method, params }) =>
    [
      { ...params, ...odd },
      { ...params, Headers: odd },
      { ...params, Query: odd },
    ].map((given) => ['odd names', cos, method, given]),
  );
  assert.deepEqual(await faultsOf(calls), []);
  assert.equal({}['x-cos-a'], undefined);
});

test('params of 10 MiB', async () => {
  const cos = newCos((opt) => asSent(usualAnswer(opt)));
  const large = '<&中'.repeat((10 * MIB) / 5);
  const calls = [
    ['headBucket', { Bucket: large, Region: 'ap-guangzhou' }],
    ['headObject', { Bucket: 'a-1', Region: 'b', Key: large }],
    ['putObject', { Bucket: 'a-1', Region: 'b', Key: 'k', Body: large }],
    ['putBucketTagging', { Bucket: 'a-1', Region: 'b', Tags: [{ Key: 'k', Value: large }] }],
    ['putBucketPolicy', { Bucket: 'a-1', Region: 'b', Policy: { a: large } }],
    ['request', { Bucket: 'a-1', Region: 'b', Key: 'k', Query: { q: large }, Headers: { 'x-cos-meta-a': large } }],
  ].map(([method, params]) => ['10 MiB', cos, method, params]);
  assert.deepEqual(await faultsOf(calls), []);
});

test('hostile bodies, as successes and as refusals', async () => {
  const calls = Object.entries(BODIES).flatMap(([what, body]) =>
    [200, 403].flatMap((status) => {
      const cos = newCos(() => asSent(answerOf({ status, body })));
      const read = LEAST.filter(({ method }) => body.length < LARGE || KINDS.includes(method));
      return read.map(({ method, params }) => [`${what} with ${status}`, cos, method, params]);
    }),
  );
  assert.deepEqual(await faultsOf(calls), []);
  assert.equal({}.x, undefined);
});

test('answers of a strange transport', async () => {
  const calls = Object.entries(ANSWERS).flatMap(([what, answer]) => {
    const cos = newCos(() => answer);
    return LEAST.map(({ method, params }) => [what, cos, method, params]);
  });
  assert.deepEqual(await faultsOf(calls), []);
});

test('transports that throw, answer twice or answer at once', async () => {
  const answer = { statusCode: 200, headers: {}, body: '' };
  const transports = {
    'that throws': throwing,
    'that returns nothing': (opt, callback) => void setImmediate(callback, answer),
    'that answers twice': (opt, callback) => void [callback(answer), callback({ statusCode: 500 })],
    'that answers at once': (opt, callback) => void callback(answer),
  };
  const calls = Object.entries(transports).flatMap(([what, Request]) => {
    const cos = new COS({ ...KEYS, Request });
    return LEAST.map(({ method, params }) => [what, cos, method, params]);
  });
  assert.deepEqual(await faultsOf(calls), []);
});

test('static functions with anything', () => {
  const functions = [COS.getAuthorization, COS.util.md5, COS.util.xml2json, COS.util.json2xml, COS.util.encodeBase64];
  for (const [what, value] of [...Object.entries(VALUES), ...Object.entries(BODIES)]) {
    for (const run of functions) {
      try {
        run(value);
      } catch (error) {
        assert.ok(error instanceof Error, what);
        assert.doesNotMatch(error.message, /unreachable|recursion|memory access/, what);
      }
    }
  }
});
