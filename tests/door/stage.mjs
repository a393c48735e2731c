/** The built package at its outermost door, without a browser: its requests go to a transport made here. */

import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import Original from 'cos-js-sdk-v5';

import COS from '../../pkg/index.js';

export { COS, Original };

export const PLACE = { Bucket: 'test-1250000000', Region: 'ap-guangzhou' };
export const OBJECT = { ...PLACE, Key: 'a' };
export const KEYS = { SecretId: 'AKIDEXAMPLE1234567890', SecretKey: 'SecretKeyExample0987654321' };
export const OK = { statusCode: 200, headers: { etag: '"tag"', 'x-cos-request-id': 'R1' }, body: '' };

/** What nobody means as a param or an option. */
export const ODD = [
  null,
  undefined,
  '',
  'text',
  '\ud800',
  0,
  -1,
  1e300,
  NaN,
  Infinity,
  true,
  false,
  5n,
  Symbol('odd'),
  [],
  {},
  Object.create(null),
  { toString: 5 },
  new Date(NaN),
  /x/,
  new Map([[1, 2]]),
];

/** A refusal that no attempt is made again for. */
export const REFUSED = {
  statusCode: 403,
  headers: { 'x-cos-request-id': 'R2' },
  body: '<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>',
};

/**
 * A transport that keeps the requests it gets.
 *
 * `reply(request, number)` says what is answered, soon but never at once; nothing is answered where it says nothing,
 * until the test calls `request.answer(...)`.
 */
export function newWire(reply = () => OK) {
  const requests = [];
  const Request = (opt, callback) => {
    const request = { opt, isAborted: false, answer: (answer = OK) => callback(answer) };
    requests.push(request);
    const answer = reply(request, requests.length);
    if (answer) queueMicrotask(() => callback(answer));
    return { abort: () => (request.isAborted = true) };
  };
  return { Request, requests };
}

/** A transport that answers only when it is told to. */
export const newHeldWire = () => newWire(() => undefined);

/** An instance and its transport. */
export function newCos(options = {}, wire = newWire(), Class = COS) {
  const silenced = Class === Original ? silence() : undefined;
  const cos = new Class({ ...KEYS, Request: wire.Request, ...options });
  silenced?.();
  return { cos, requests: wire.requests };
}

/** An instance that uploads files named `0`, `1` ... and what it told. */
export function newQueue({ wire = newHeldWire(), Class, ...options } = {}) {
  const { cos, requests } = newCos({ ProgressInterval: 0, ...options }, wire, Class);
  const ids = [];
  const ends = [];
  const upload = (name = String(ids.length), params) => {
    const onTaskReady = (id) => ids.push(id);
    cos.putObject({ ...OBJECT, Key: name, Body: 'x', onTaskReady, ...params }, (error, data) => {
      ends.push([name, error ? error.code : data.statusCode]);
    });
  };
  const states = () => cos.getTaskList().map(({ state }) => state);
  const sent = () => requests.map(({ opt }) => opt.key);
  return { cos, requests, ids, ends, upload, states, sent };
}

/** The original says at length that it is not made for Node.js. */
function silence() {
  const { log, warn } = console;
  console.log = console.warn = () => {};
  return () => Object.assign(console, { log, warn });
}

/** One test with this package and one with the original, which says that the test is right. */
export function bothTest(name, play) {
  test(`${name}`, () => play(COS));
  test(`${name} (the original)`, () => play(Original));
}

/** How often a callback was called, with what. */
export function newListener() {
  const calls = [];
  const listener = (...values) => {
    calls.push(values);
  };
  return Object.assign(listener, { calls });
}

/** Lets everything happen that needs no more than turns of the event loop. */
export async function settle() {
  for (let left = 20; left; left -= 1) await turn();
}

/** Lets go of everything that nobody holds. */
export function collectGarbage() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** Waits until it is so. */
export async function until(isSo) {
  const end = Date.now() + 5000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`never: ${isSo}`);
    await turn();
  }
}

/** The error of a call that must fail. */
export async function failure(call) {
  const end = await call.then(
    (data) => ({ data }),
    (error) => ({ error }),
  );
  if (!end.error) throw new Error(`it succeeded: ${JSON.stringify(end.data)}`);
  return end.error;
}

/** The messages of the exceptions that are reported as uncaught while `act` runs. */
export async function uncaughtOf(act) {
  const messages = [];
  globalThis.reportError = (thrown) => messages.push(thrown?.message ?? thrown);
  const onRejection = (thrown) => messages.push(`rejection: ${thrown?.message ?? thrown}`);
  process.on('unhandledRejection', onRejection);
  try {
    await act();
    await settle();
  } finally {
    delete globalThis.reportError;
    process.off('unhandledRejection', onRejection);
  }
  return messages;
}
