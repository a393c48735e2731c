/** What else the module asks of the world around it. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { newStage, uncaughtOf } from './stage.mjs';

const HOST = fileURLToPath(new URL('../../pkg-template/host.js', import.meta.url));

test('importing it needs no global of a browser', () => {
  const globals = ['fetch', 'Headers', 'Request', 'Response', 'Blob', 'AbortController', 'navigator'];
  const script = `
    for (const name of ${JSON.stringify(globals)}) delete globalThis[name];
    import(${JSON.stringify(HOST)}).then(({ createHost }) => {
      const host = createHost(() => ({ cos: { options: {} }, events: { listens: () => false } }));
      console.log(host.isOnline(), host.clockOffset(), host.isLogged());
    });`;
  assert.equal(execFileSync(process.execPath, ['-e', script]).toString(), 'true 0 false\n');
});

test('the clock is corrected in the live options', () => {
  const { cos, host } = newStage();
  for (const [given, expected] of [
    [undefined, 0],
    ['5000', 0],
    [NaN, 0],
    [-1500.7, -1500],
  ]) {
    cos.options.SystemClockOffset = given;
    assert.equal(host.clockOffset(), expected);
  }
  host.correctClock(3600000);
  assert.equal(cos.options.SystemClockOffset, 3600000);
  assert.equal(host.clockOffset(), 3600000);
});

test('options that cannot be written are reported', async () => {
  const { cos, host } = newStage(Object.freeze({}));
  const thrown = await uncaughtOf(() => host.correctClock(1));
  assert.equal(thrown.length, 1);
  cos.options = undefined;
  assert.equal(host.clockOffset(), 0);
});

test('who is offline waits for the event, or for what the browser says', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { host } = newStage();
  const network = new EventTarget();
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const navigator = { onLine: false };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  globalThis.addEventListener = network.addEventListener.bind(network);
  t.after(() => {
    delete globalThis.addEventListener;
    delete globalThis.navigator;
    if (own) Object.defineProperty(globalThis, 'navigator', own);
  });
  for (const tell of [() => network.dispatchEvent(new Event('online')), () => t.mock.timers.tick(2000)]) {
    navigator.onLine = false;
    assert.equal(host.isOnline(), false);
    let isOver = false;
    const waiting = host.untilOnline(60_000).then(() => (isOver = true));
    t.mock.timers.tick(2000);
    await new Promise(setImmediate);
    assert.equal(isOver, false);
    navigator.onLine = true;
    tell();
    await waiting;
  }
  await host.untilOnline(60_000);
});

test('credentials come by the callback or by a promise, and the first answer counts', async () => {
  const keys = { TmpSecretId: 'id' };
  const later = (value) => new Promise((resolve) => setTimeout(resolve, 10, value));
  for (const [getAuthorization, expected] of [
    [(options, callback) => callback(keys), keys],
    [(options, callback) => (callback(keys), callback('other')), keys],
    [(options, callback) => void setTimeout(callback, 10, keys), keys],
    [async () => keys, keys],
    [async (options, callback) => callback(keys), keys],
    [(options, callback) => (callback(keys), later('other')), keys],
    [async (options, callback) => void setTimeout(callback, 10, keys), keys],
    [(options, callback) => callback('q-sign-algorithm=sha1'), 'q-sign-algorithm=sha1'],
    [(options, callback) => callback(), null],
    [async () => null, null],
  ]) {
    const { host } = newStage({ getAuthorization });
    assert.deepEqual(JSON.parse(await host.ask(false, '{}')), expected, String(getAuthorization));
  }
});

test('credential callbacks are called on the instance with the question', async () => {
  const asked = [];
  const options = {};
  for (const name of ['getAuthorization', 'getSTS']) {
    options[name] = function (question, callback) {
      asked.push([name, this, question]);
      callback({});
    };
  }
  const { cos, host } = newStage(options);
  await host.ask(false, '{"Bucket":"b"}');
  await host.ask(true, '{"Region":"r"}');
  assert.deepEqual(asked, [
    ['getAuthorization', cos, { Bucket: 'b' }],
    ['getSTS', cos, { Region: 'r' }],
  ]);
});

test('what goes wrong in a credential callback is an Error with the words of the caller', async () => {
  for (const getAuthorization of [
    async () => {
      throw new Error('the token server is down');
    },
    () => {
      throw new Error('the token server is down');
    },
    () => Promise.reject('the token server is down'),
  ]) {
    const { host } = newStage({ getAuthorization });
    await assert.rejects(host.ask(false, '{}'), { name: 'Error', message: 'the token server is down' });
  }
});

const MIB = 1 << 20;

test('checksums are of all bytes of any body, and tell how far they are', async () => {
  const { host } = newStage();
  for (const [body, bytes] of [
    ['täxt', Buffer.from('täxt')],
    [undefined, Buffer.alloc(0)],
    [new Uint8Array([1, 2, 3]), Buffer.from([1, 2, 3])],
    [new Blob([]), Buffer.alloc(0)],
    [new Blob([Buffer.alloc(MIB, 7)]), Buffer.alloc(MIB, 7)],
    [new Blob([Buffer.alloc(2 * MIB + 5, 7)]), Buffer.alloc(2 * MIB + 5, 7)],
  ]) {
    const steps = [];
    const digest = Buffer.from(await host.digest(body, 1, (...counts) => steps.push(counts)).done);
    assert.equal(digest.readBigUInt64LE(), BigInt(bytes.length));
    assert.equal(digest.subarray(8).toString('hex'), createHash('md5').update(bytes).digest('hex'));
    const starts = Array.from({ length: Math.ceil(bytes.length / MIB) }, (_, place) => place * MIB);
    assert.deepEqual(
      steps,
      starts.map((start) => [Math.min(start + MIB, bytes.length), bytes.length]),
    );
  }
});

/** A file whose bytes from `lost` on cannot be read any more. */
const brokenFile = (size, lost) => ({
  size,
  [Symbol.toStringTag]: 'Blob',
  slice: (start, end) => ({
    arrayBuffer: async () => {
      if (end > lost) throw new DOMException('changed', 'NotReadableError');
      return new ArrayBuffer(Math.min(end, size) - start);
    },
  }),
});

test('a file that cannot be read to its end has no checksum, and nothing is left uncaught', async () => {
  const { host } = newStage();
  await assert.rejects(host.digest(brokenFile(5 * MIB, 0), 1).done);
  await assert.rejects(host.digest(brokenFile(5 * MIB, 2 * MIB), 1).done);
  const short = { ...brokenFile(5, 5), slice: () => new Blob(['123']) };
  await assert.rejects(host.digest(short, 1).done);
  await new Promise(setImmediate);
});

test('hashing stops when it is told to', async () => {
  const { host } = newStage();
  let reads = 0;
  const hashing = host.digest(new Blob([Buffer.alloc(5 * MIB)]), 0, () => {
    reads += 1;
    hashing.abort();
  });
  await assert.rejects(hashing.done);
  assert.equal(reads, 1);
});

test('files are summed up one after the other, also behind one that failed', async () => {
  const { host } = newStage();
  const sums = [host.digest('one', 0), host.digest(brokenFile(5, 0), 0), host.digest('three', 0)];
  const counts = await Promise.allSettled(sums.map(({ done }) => done));
  assert.deepEqual(
    counts.map(({ value }) => value && Buffer.from(value).readBigUInt64LE()),
    [3n, undefined, 5n],
  );
});

test('a text is kept where neither IndexedDB nor localStorage are, and an empty one is forgotten', async () => {
  const { host } = newStage();
  assert.equal(await host.recall('name'), undefined);
  host.remember('name', 'text');
  assert.equal(await host.recall('name'), 'text');
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.equal(await newStage().host.recall('name'), 'text');
  host.remember('name', '');
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.ok(!(await host.recall('name')));
});

test('a text that does not fit into localStorage is kept in the page, until it is forgotten', async () => {
  const full = () => {
    throw new Error('full');
  };
  globalThis.localStorage = { getItem: () => null, setItem: full, removeItem() {} };
  try {
    const { host } = newStage();
    host.remember('large', 'text');
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(await host.recall('large'), 'text');
    host.remember('large', '');
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.ok(!(await host.recall('large')));
  } finally {
    delete globalThis.localStorage;
  }
});

test('a lock lets one in after the other, also past one who gave up waiting', async () => {
  const { host } = newStage();
  const order = [];
  const enter = (name) => {
    const lock = host.lock('upload');
    lock.done.then(() => order.push(name));
    return lock;
  };
  const [first, second, third] = ['first', 'second', 'third'].map(enter);
  await new Promise(setImmediate);
  assert.deepEqual(order, ['first']);
  second.abort();
  first.abort();
  await third.done;
  assert.equal(order.at(-1), 'third');
});

test('a file is readable when its first and its last byte are', async () => {
  const { host } = newStage();
  for (const [body, expected] of [
    [undefined, true],
    ['text', true],
    [new Blob([]), true],
    [new Blob(['text']), true],
    [brokenFile(5, 5), true],
    [brokenFile(5, 4), false],
    [brokenFile(5, 0), false],
  ]) {
    assert.equal(await host.isReadable(body), expected);
  }
});

test('a step of the log goes to whoever wants it', async (t) => {
  const { cos, host } = newStage();
  assert.equal(host.isLogged(), false);
  cos.options.EnableLog = true;
  assert.equal(host.isLogged(), false);
  const logged = [];
  const ClsLogger = { log: (...values) => logged.push(values) };
  Object.assign(cos.options, { ClsLogger, EnableLogcat: true, LogLevel: 'INFO', LogExtras: { a: 1 } });
  assert.equal(host.isLogged(), true);
  const lines = [];
  for (const method of ['debug', 'info', 'warn', 'error']) {
    t.mock.method(console, method, (line) => lines.push(`${method} ${line}`));
  }
  for (const level of ['VERBOSE', 'DEBUG', 'INFO', 'WARN', 'ERROR']) host.log(level, 'a %s step');
  cos.options.LogLevel = null;
  host.log('VERBOSE', 'a step');
  const { timestamp, ...message } = logged[0][0];
  assert.deepEqual(message, {
    version: 'cos-wasm-sdk-1.2.3',
    cate: '[RESULT]',
    tag: '[NETWORK]',
    msg: 'a %s step',
    extras: { a: 1 },
  });
  assert.equal(logged[0][1], false);
  assert.ok(Date.now() - Date.parse(timestamp) < 60_000);
  assert.deepEqual(
    lines.map((line) => line.replace(/\d{4}-\S+/, 'TIME')),
    [
      'info [cos-wasm-sdk-1.2.3] TIME [RESULT] [NETWORK] a %s step {"a":1}',
      'warn [cos-wasm-sdk-1.2.3] TIME [ERROR] [NETWORK] a %s step {"a":1}',
      'error [cos-wasm-sdk-1.2.3] TIME [ERROR] [NETWORK] a %s step {"a":1}',
      'debug [cos-wasm-sdk-1.2.3] TIME [PROCESS] [NETWORK] a step {"a":1}',
    ],
  );
});

test('a broken logger is reported and does not keep the step from others', async () => {
  const seen = [];
  const ClsLogger = {
    log() {
      throw new Error('the logger is broken');
    },
  };
  const { host } = newStage({ EnableLog: true, ClsLogger }, { 'log-message': ({ msg }) => seen.push(msg) });
  assert.deepEqual(await uncaughtOf(() => host.log('INFO', 'a step')), ['the logger is broken']);
  assert.deepEqual(seen, ['a step']);
});
