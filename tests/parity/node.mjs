/** Both SDKs in Node.js: a clock that stands still, timers without waiting, a transport with written answers. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { plain } from './plain.mjs';
import { usualAnswer } from './service.mjs';

export const NOW = 1700000100000;

const { setImmediate: nextTurn } = globalThis;

const OPTIONS = {
  SecretId: 'AKIDEXAMPLE1234567890',
  SecretKey: 'SecretKeyExample0987654321',
  StartTime: 1700000000,
  ExpiredTime: 1700003600,
};

/** After that many turns of the event loop in which nothing happened, what is left waits for a timer. */
const IDLE_TURNS = 12;
/** Whoever sets timers for ever waits for something that does not come. */
const MOST_TIMERS = 200;

const timers = new Map();
let reading = 0;
let broken = [];

function setTimer(run, ms = 0, ...values) {
  const timer = { due: clock.elapsed + (ms || 0), run: () => run(...values), [Symbol.toPrimitive]: () => timer.number };
  timer.number = clock.last += 1;
  timers.set(timer.number, timer);
  return timer.number;
}

const clock = { elapsed: 0, last: 0, chance: 1 };

/** Runs the timer that is due next; false when there is none. */
function runTimer() {
  const [next] = [...timers.values()].sort((one, other) => one.due - other.due || one.number - other.number);
  if (!next) return false;
  timers.delete(next.number);
  clock.elapsed = Math.max(clock.elapsed, next.due);
  next.run();
  return true;
}

/** FileReader as the original uses it for hashing. */
class FileReader {
  readAsBinaryString(blob) {
    blob.arrayBuffer().then((buffer) => {
      this.result = Buffer.from(buffer).toString('latin1');
      this.onload?.({ target: this });
    });
  }

  readAsText(blob, encoding = 'utf-8') {
    blob.arrayBuffer().then((buffer) => {
      this.result = new TextDecoder(encoding).decode(buffer);
      this.onload?.({ target: this });
    });
  }
}

/** Gives the process the clock, the timers and the globals that the SDKs are to meet. */
function prepareGlobals() {
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = function () {
    reading += 1;
    return arrayBuffer.call(this).finally(() => (reading -= 1));
  };
  Date.now = () => NOW;
  Math.random = () => (clock.chance = (clock.chance * 16807) % 2147483647) / 2147483647;
  const clear = (number) => void timers.delete(Number(number));
  Object.assign(globalThis, { FileReader, setTimeout: setTimer, clearTimeout: clear });
  globalThis.setInterval = (run, ms) => setTimer(run, ms);
  globalThis.clearInterval = clear;
  for (const name of ['log', 'info', 'warn', 'error', 'debug']) console[name] = () => {};
  for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (thrown) => broken.push(thrown));
}

async function until(isOver) {
  for (let fired = 0, idle = 0; ; idle++) {
    if (isOver()) return true;
    await new Promise((resolve) => nextTurn(resolve));
    if (reading > 0) idle = 0;
    if (idle < IDLE_TURNS) continue;
    if (fired >= MOST_TIMERS || !runTimer()) return isOver();
    fired += 1;
    idle = 0;
  }
}

/** A store of the page's, with nothing in it. */
function newStorage() {
  const entries = new Map();
  return {
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, text) => entries.set(name, String(text)),
    removeItem: (name) => entries.delete(name),
  };
}

/** The transport: writes requests down and gives the answers of the case, the last one again and again. */
function transport(answers) {
  const requests = [];
  const later = [];
  const send = (opt, callback) => {
    const { method, url, qs, headers, body, action, key, dataType, timeout } = opt;
    const query = Object.entries(qs ?? {});
    const seen = { method, url, query, headers, body, action, key: key || undefined, dataType, timeout };
    const number = requests.push(plain(seen, later)) - 1;
    const answer = answers ? answers[Math.min(number, answers.length - 1)] : usualAnswer(opt);
    nextTurn(() => {
      try {
        callback({
          statusCode: answer.status,
          headers: answer.headers,
          body: answer.body,
          error: answer.error ?? null,
        });
      } catch (thrown) {
        broken.push(thrown);
      }
    });
    return { abort() {} };
  };
  return { send, requests, later };
}

/** The original, in a process that is prepared for it. */
export function loadOriginal() {
  prepareGlobals();
  return createRequire(import.meta.url)('cos-js-sdk-v5');
}

/** The two classes. */
export async function loadBoth(packageFolder) {
  const original = loadOriginal();
  const { default: ours } = await import(pathToFileURL(join(packageFolder, 'index.js')));
  return { original, ours };
}

/** What one play needs; `finish()` gives the requests. */
export function newWorld(answers) {
  broken = [];
  timers.clear();
  clock.chance = 1;
  const { send, requests, later } = transport(answers);
  globalThis.localStorage = newStorage();
  globalThis.fetch = async (url, { method }) => {
    requests.push({ method, url: new URL(url).pathname });
    throw new TypeError('there is no network here');
  };
  const isOverOrBroken = (isOver) => () => isOver() || broken.length > 0;
  return {
    options: { ...OPTIONS, Request: send },
    until: async (isOver) => (await until(isOverOrBroken(isOver))) && isOver(),
    rest: () => until(() => false),
    thrown: () => broken,
    async finish() {
      await Promise.all(later);
      return requests;
    },
  };
}
