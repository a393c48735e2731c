/**
 * Records again what `cos-js-sdk-v5` does: plays the inputs that stand in `tests/vectors/` and writes what comes of them
 * to the same place. Nothing changes there as long as neither the inputs nor the original change.
 *
 * `node tests/parity/vectors.mjs [--check]`; with `--check` nothing is written, and whatever would change is a failure.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { loadOriginal, newWorld } from './node.mjs';
import { alive, written } from './notation.mjs';
import { answerTo } from './recorded-service.mjs';

const { values: wanted } = parseArgs({ options: { check: { type: 'boolean' } } });

const KEYS = { SecretId: 'AKIDEXAMPLE1234567890', SecretKey: 'SecretKeyExample0987654321' };
const TIMES = { StartTime: 1700000000, ExpiredTime: 1700003600 };
const SIGNATURE =
  'q-sign-algorithm=sha1&q-ak=id&q-sign-time=1;2&q-key-time=1;2&q-header-list=host&q-url-param-list=&q-signature=s';
/** What is recorded of the question for a signature. */
const ASKED = ['Method', 'Key', 'Pathname', 'Query', 'Headers', 'Scope'];

// Dates are recorded as texts.
process.env.TZ = 'UTC';

const COS = loadOriginal();

/** Calls, and waits for the end: `{ data }`, `{ error }` or `{ exception }`, with the value that was returned. */
async function call(one, world, options) {
  const cos = new COS({ ...options, ...alive(one.options ?? {}), Request: world.options.Request });
  const end = { heard: undefined };
  const callback = (...heard) => (end.heard = heard);
  end.returned = cos[one.method](...(one.params ? [alive(one.params)] : []), callback);
  await world.until(() => end.heard);
  await world.rest();
  return end;
}

/** An opt of the original's transport as it is recorded. */
async function requestOf({ onProgress, onDownloadProgress, ...opt }) {
  const fields = Object.entries(opt).filter(([, value]) => value !== undefined);
  const request = Object.fromEntries(
    await Promise.all(fields.map(async ([name, value]) => [name, await written(value)])),
  );
  if (onProgress) request.hasOnProgress = true;
  if (onDownloadProgress) request.hasOnDownloadProgress = true;
  return request;
}

/** A world whose transport keeps what it is told, and answers. */
function recordingWorld(answer) {
  const world = newWorld();
  const sent = [];
  world.options.Request = (opt, callback) => {
    sent.push(requestOf({ ...opt, headers: { ...opt.headers }, qs: opt.qs && { ...opt.qs } }));
    setImmediate(() => callback(answer(opt)));
    return { abort() {} };
  };
  return { ...world, sent: () => Promise.all(sent) };
}

async function askedBy(one) {
  const world = recordingWorld((opt) => answerTo(opt, one));
  const asked = [];
  const getAuthorization = (question, callback) => {
    asked.push(
      Object.fromEntries(
        ASKED.filter((name) => question[name] !== undefined).map((name) => [name, structuredClone(question[name])]),
      ),
    );
    callback(SIGNATURE);
  };
  await call(one, world, { getAuthorization });
  return asked;
}

async function requestsOf(one) {
  const world = recordingWorld((opt) => answerTo(opt, one));
  const { heard, returned } = await call(one, world, { ...KEYS, ...TIMES });
  const [error, data] = heard ?? [];
  const found = { requests: await world.sent() };
  if (error) return { ...found, error: await written(error) };
  if (one.method !== 'getAuth') found.getAuthorizationInput = await askedBy(one);
  if (returned !== undefined) found.returnValue = returned;
  found.data = await written(one.method === 'getAuth' ? returned : data);
  return found;
}

async function responsesOf(one) {
  const { error, ...answer } = alive(one.response);
  const world = recordingWorld(() => structuredClone({ ...answer, error: error ? new Error(error) : null }));
  const { heard } = await call(one, world, { ...KEYS, ...TIMES });
  const sent = await world.sent();
  const found = { attempts: sent.length };
  if (!heard) return { ...found, exception: String(world.thrown()[0]) };
  const [err, data] = await written(heard);
  return { ...found, err, data };
}

const thrownBy = (run) => {
  try {
    return run();
  } catch (thrown) {
    return { $throws: String(thrown) };
  }
};

const authorizationOf = ({ input }) => ({ authorization: COS.getAuthorization(alive(input)) });
const authOf = ({ options, params }) => new COS({ ...KEYS, ...alive(options) }).getAuth(alive(params));

function refusalOf(input) {
  const given = input === '$undefined' ? undefined : alive(input);
  return thrownBy(() => COS.getAuthorization(given)).$throws.replace('Error: ', '');
}

function urlOf({ params, options, page }) {
  globalThis.location = page && { ...page };
  const url = thrownBy(() => new COS(alive(options)).getObjectUrl({ Sign: false, ...alive(params) }));
  delete globalThis.location;
  return url;
}

/** The URL at which a request with this query arrives. */
async function sentUrlOf({ query }) {
  const sent = [];
  globalThis.XMLHttpRequest = class {
    upload = {};
    open(method, url) {
      sent.push(url);
    }
    setRequestHeader() {}
    send() {}
  };
  const cos = new COS({ ...KEYS, ...TIMES });
  cos.request({ Bucket: 'test-1250000000', Region: 'ap-guangzhou', Key: 'a', Query: alive(query) }, () => {});
  await newWorld().until(() => sent.length > 0);
  return sent[0];
}

/** What is recorded: in which file and list, under which names, and how it comes about. */
const RECORDINGS = [
  ['requests.json', 'cases', ['requests', 'error', 'getAuthorizationInput', 'returnValue', 'data'], requestsOf],
  ['responses.json', 'cases', ['attempts', 'exception', 'err', 'data'], responsesOf],
  ['vectors-sign.json', 'vectors', ['authorization'], authorizationOf],
  ['vectors-sign.json', 'published', ['authorization'], authorizationOf],
  ['vectors-sign.json', 'errors', ['throws'], ({ input }) => ({ throws: refusalOf(input) })],
  ['vectors-sign.json', 'getAuth', ['returns'], async (one) => ({ returns: await written(authOf(one)) })],
  ['vectors-url.json', 'url', ['url'], async (one) => ({ url: await written(urlOf(one)) })],
  ['vectors-url.json', 'sent', ['url'], async (one) => ({ url: await sentUrlOf(one) })],
  ['vectors-xml.json', 'xml2json', ['json'], ({ xml }) => ({ json: thrownBy(() => COS.util.xml2json(xml)) })],
  ['vectors-xml.json', 'json2xml', ['xml'], ({ json }) => ({ xml: COS.util.json2xml(alive(json)) })],
];

/** Plays all cases of a list anew. */
async function playAll(cases, outcomes, outcomeOf) {
  const played = [];
  for (const one of cases) {
    const outcome = await outcomeOf(one);
    const kept = Object.entries(one).filter(([name]) => name in outcome || !outcomes.includes(name));
    played.push({ ...Object.fromEntries(kept), ...outcome });
  }
  return played;
}

/** Records one list; true when it is what it was. */
async function record(file, list, outcomes, outcomeOf) {
  const place = new URL(`../vectors/${file}`, import.meta.url);
  const document = JSON.parse(readFileSync(place, 'utf8'));
  const before = document[list];
  const after = await playAll(before, outcomes, outcomeOf);
  const changed = after.filter((one, number) => JSON.stringify(one) !== JSON.stringify(before[number]));
  process.stdout.write(`${file}: ${after.length} ${list}, ${changed.length} changed\n`);
  for (const one of changed) process.stdout.write(`  ${[one.method, one.case ?? one.name].join(' ')}\n`);
  if (!wanted.check) writeFileSync(place, `${JSON.stringify({ ...document, [list]: after }, null, 1)}\n`);
  return changed.length === 0;
}

const isSame = [];
for (const recording of RECORDINGS) isSame.push(await record(...recording));
if (wanted.check && isSame.includes(false)) process.exitCode = 1;
