/**
 * Params made by chance, always the same ones, for every method: the call ends once and soon, with a result or with an
 * error that says why, and the module lives on.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import cases from './cases/all.mjs';
import { refusal, usualAnswer } from './service.mjs';
import { COS, memoryUsed } from './watched-package.mjs';

const ROUNDS = Number(process.env.COS_ROUNDS || 60);
const MIB = 2 ** 20;
/** Far more than any call should take on a busy machine, far less than it would take a call that goes on for ever. */
const MOST_MILLISECONDS = 5000;
const MOST_MEMORY = 256 * MIB;

const KEYS = { SecretId: 'id', SecretKey: 'key', StartTime: 1700000000, ExpiredTime: 1700003600 };

const least = new Map(cases.filter(({ name, params }) => name === 'least' && params).map((one) => [one.method, one.params]));
/** Names of params that any case has. */
const PARAMS = [...new Set(cases.flatMap(({ params }) => Object.keys(params ?? {})))];
/** What answers at once, or answers nobody: no call of its own. */
const NO_CALLS = /^(constructor|on|once|off|emit|getAuth|getObjectUrl|getTaskList|isUploadRunning|\w+Task)$/;
const METHODS = Object.getOwnPropertyNames(COS.prototype).filter((name) => name === 'abortUploadTask' || !NO_CALLS.test(name));
const LISTINGS = ['listObjects', 'listVersions', 'listUploads', 'listParts'];

const LARGE = '<&中'.repeat((10 * MIB) / 5);
const throwing = () => {
  throw new Error('thrown by the caller');
};
const circle = { list: [] };
circle.list.push(circle);

const PIECES = [
  ...['a', '/', '.', '..', ' ', '%', '%2F', '+', '&', '=', '?', '#', ';', ':', ',', '\\', '~', '0', '-1', '\u0000'],
  ...['"', "'", '<', '>', ']]>', '<![CDATA[', '<!--', '&amp;', '\r\n', '\t', '\u007f', '\u0085', '\u202e', '\ufeff'],
  ...['\ud800', '\udc00', '😀', '中', 'é', '__proto__', 'constructor', 'toString', '{Bucket}', '${filename}', 'x-cos-'],
];
const SINGLES = [
  ...[undefined, null, true, false, 0, -0, -1, 1.5, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 70, 10n ** 30n, Symbol('x')],
  ...[throwing, () => 'x', async () => 'x', new Date(0), new Date(NaN), /x/g, new Map([[1, 2]]), new Set([1]), circle],
  ...[new Blob(['x']), new ArrayBuffer(3), new Uint8Array(3), new String('boxed'), new Error('x'), Object.create(null)],
  ...[{ toJSON: throwing }, { toString: throwing }, { then: throwing }, { valueOf: throwing, toString: null }],
  ...[new Proxy({}, { get: throwing, ownKeys: throwing }), new Proxy([], { get: throwing }), new Proxy(throwing, {})],
  ...[new AbortController().signal, AbortSignal.abort(), { aborted: true }, { addEventListener: throwing }],
];

/** Chance that can be repeated. */
function chanceOf(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { next, below, pick: (list) => list[below(list.length)] };
}

const textOf = (chance) => Array.from({ length: chance.below(6) }, () => chance.pick(PIECES)).join('');
const several = (chance, make) => Array.from({ length: chance.below(5) }, make);

function valueOf(chance, depth = 3) {
  const kind = chance.below(depth > 0 ? 10 : 6);
  if (kind < 4) return textOf(chance);
  if (kind < 6) return chance.pick(SINGLES);
  if (kind < 8) return several(chance, () => valueOf(chance, depth - 1));
  const name = () => (chance.below(2) ? textOf(chance) : chance.pick(PARAMS));
  const entries = several(chance, () => [name(), valueOf(chance, depth - 1)]);
  // So `__proto__` is a name like any other.
  return Object.fromEntries(entries);
}

/** The least params of a method, some of them gone or another thing, and some that nobody asked for. */
function paramsOf(method, chance) {
  if (chance.below(20) === 0) {
    const value = valueOf(chance);
    // A function in place of the params is the callback.
    return typeof value === 'function' ? {} : value;
  }
  const params = { ...least.get(method) };
  for (const name of Object.keys(params)) {
    if (chance.below(3) === 0) params[name] = valueOf(chance);
    else if (chance.below(15) === 0) delete params[name];
  }
  for (const name of several(chance, () => chance.pick(PARAMS))) params[name] = valueOf(chance);
  for (const name of several(chance, () => textOf(chance))) {
    Object.defineProperty(params, name, { value: valueOf(chance), enumerable: true, configurable: true, writable: true });
  }
  if (chance.below(400) === 0) params[chance.pick(Object.keys(params))] = LARGE;
  return params;
}

/** No answer that the call would be repeated for, with pauses. */
function answerOf(opt, chance) {
  const kind = chance.below(8);
  const { status, headers, body } = kind ? usualAnswer(opt) : refusal(chance.pick([403, 404]), textOf(chance) || 'NoSuchKey');
  return { statusCode: status, headers, body: kind === 1 ? textOf(chance) : body };
}

function newCos(chance) {
  const Request = (opt, callback) => {
    const answer = answerOf(opt, chance);
    setImmediate(() => callback(answer));
    return { abort() {} };
  };
  return new COS({ ...KEYS, Request });
}

const isErrorThatSpeaks = (error) =>
  error instanceof COS.COSError && (error.message === null || error.message !== '') && typeof error.hint === 'string';

function start(cos, method, params, callback) {
  if (!LISTINGS.includes(method)) return cos[method](params, callback);
  const listing = cos[method](params);
  listing.next().then((step) => callback(null, step), callback);
}

/** Plays a call to its end; what is wrong with that, else nothing. */
async function faultOf(method, seed) {
  const chance = chanceOf(seed);
  const cos = newCos(chance);
  const params = paramsOf(method, chance);
  const begin = performance.now();
  const ends = [];
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, MOST_MILLISECONDS)));
  try {
    const ended = new Promise((resolve) => start(cos, method, params, (...end) => resolve(ends.push(end))));
    await Promise.race([ended, late]);
  } catch (thrown) {
    return `throws ${thrown?.stack ?? String(thrown)}`;
  } finally {
    clearTimeout(timer);
  }
  await new Promise((resolve) => setImmediate(resolve));
  if (ends.length !== 1) return `ends ${ends.length} times`;
  const took = performance.now() - begin;
  if (took > MOST_MILLISECONDS) return `takes ${Math.round(took)} ms`;
  const [[error]] = ends;
  if (error === null) return undefined;
  if (!isErrorThatSpeaks(error)) return `fails with ${error?.stack ?? String(error)}`;
  if (/unreachable|recursion|memory access/.test(error.message)) return error.message;
}

const uncaught = [];
const keep = (thrown) => uncaught.push(String(thrown?.stack ?? thrown));
before(() => ['uncaughtException', 'unhandledRejection'].forEach((event) => process.on(event, keep)));
after(() => ['uncaughtException', 'unhandledRejection'].forEach((event) => process.off(event, keep)));

for (const [number, method] of METHODS.entries()) {
  test(`${method} stands any params`, async () => {
    const faults = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const seed = number * 1_000_003 + round;
      const fault = await faultOf(method, seed);
      if (fault) faults.push(`seed ${seed}: ${fault}`);
    }
    assert.deepEqual(faults.slice(0, 5), []);
    // What the caller's own functions throw is his, and is told as uncaught.
    assert.deepEqual(uncaught.splice(0).filter((text) => !text.includes('thrown by the caller')), []);
  });
}

test('after all that the module lives, and has not grown', () => {
  const used = memoryUsed();
  assert.ok(used < MOST_MEMORY, `the module has taken ${Math.round(used / MIB)} MiB`);
  assert.equal(COS.util.md5(''), 'd41d8cd98f00b204e9800998ecf8427e', 'the module is dead');
  assert.equal({}.polluted, undefined);
  assert.deepEqual(Object.keys(Object.prototype), []);
});
