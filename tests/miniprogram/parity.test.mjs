/** All methods of `cos-wx-sdk-v5` with it and with the package: what is sent and what is answered is equal but for the declared differences. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { compileFunction } from 'node:vm';

import { differencesOf } from '../parity/compare.mjs';
import { DIFFERENCES, documented, evened, idOf } from './differences.mjs';
import { ourProgram } from './package.mjs';
import { playOf } from './parity.mjs';
import { EXPECTED } from './expected.mjs';
import { PHONES, nameOf, newProgram, openEmulator, openPhone, play, reset } from './stage.mjs';

const script = { exports: {} };
compileFunction(readFileSync(new URL('calls.js', import.meta.url), 'utf8'), ['module'])(script);
const { CHAPTERS } = script.exports;

/** One phone of each kind, and libraries that can and cannot read slices. */
const CHOSEN = PHONES.filter(({ platform, library }) => ['android 3.6.0', 'ios 2.15.0', 'devtools 2.9.0'].includes(`${platform} ${library}`));

let emulator;
let programs;

before(async () => {
  emulator = await openEmulator();
  programs = {
    theirs: newProgram({
      copies: { 'miniprogram_npm/cos-wx-sdk-v5/index.js': '../node_modules/cos-wx-sdk-v5/dist/cos-wx-sdk-v5.min.js' },
      files: { 'sdk.js': "module.exports = require('cos-wx-sdk-v5');" },
    }),
    ours: ourProgram(),
  };
});
after(async () => {
  Object.values(programs ?? {}).forEach((program) => program.remove());
  await emulator?.stop();
});

/** Plays on a phone of its own. */
async function playWith(program, profile, act) {
  await reset(emulator);
  const phone = openPhone(emulator, program, profile);
  try {
    const plays = await act(phone);
    assert.deepEqual(phone.uncaught, []);
    // The original hands over numbers as headers.
    if (program === programs.ours) assert.deepEqual([...phone.notes], []);
    return plays;
  } finally {
    phone.switchOff();
  }
}

/** What came of each call of a chapter. */
const chapter = (name) => async (phone) => {
  const COS = await phone.load('sdk.js');
  const plays = [];
  const hear = (method, outcome) => plays.push(playOf(method, outcome, phone.requests.splice(0)));
  await phone.load('calls.js').playChapter(COS, phone, name, hear);
  return plays;
};

/** What was sent for a shared case, whose results are compared elsewhere. */
const shared = (name) => async (phone) => {
  await play(phone, name);
  return [playOf(name, '{}', phone.requests)];
};

// How much of an upload is sent when it is stopped is a matter of time; what is wrong is told by the calls, too.
const isSteady = (name) => !/paused|canceled|wrong/.test(name);

const PLAYS = [
  ...Object.keys(CHAPTERS).map((name) => [name, chapter(name)]),
  ...Object.keys(EXPECTED).filter(isSteady).map((name) => [name, shared(name)]),
];

const occurred = new Set();

/** The differences of one call that nobody has declared. */
function undeclared(theirs, ours, profile) {
  const { alike, ids } = evened(theirs, ours, profile);
  ids.forEach((id) => occurred.add(id));
  const found = differencesOf(alike, ours, theirs.method);
  return found.filter((difference) => {
    const id = idOf(difference, { theirs, ours, profile });
    if (id) occurred.add(id);
    return !id;
  });
}

for (const profile of CHOSEN) {
  describe(`both SDKs, ${nameOf(profile)}: ${PLAYS.length} chapters and cases`, () => {
    for (const [name, act] of PLAYS) {
      test(name, async () => {
        const theirs = await playWith(programs.theirs, profile, act);
        const ours = await playWith(programs.ours, profile, act);
        assert.deepEqual(ours.map(({ method }) => method), theirs.map(({ method }) => method));
        const unknown = theirs.flatMap((play, place) => undeclared(play, ours[place], profile).map((one) => ({ place, ...one })));
        assert.deepEqual(unknown, [], JSON.stringify(unknown, null, 1));
      });
    }
  });
}

test('each declared difference is documented, and occurs', () => {
  const declared = [...new Set(DIFFERENCES.map(({ id }) => id))].sort();
  assert.deepEqual([...occurred].sort(), declared);
  assert.deepEqual(documented().sort(), declared);
});

// Played by the shared cases.
const ELSEWHERE = ['on', 'off', 'emit', 'pauseTask', 'restartTask', 'cancelTask'];

/** The methods of an instance, own and inherited. */
async function methodsOf(program) {
  const phone = openPhone(emulator, program, CHOSEN[0]);
  const COS = await phone.load('sdk.js');
  const names = [];
  for (let one = new COS({ SecretId: 'a', SecretKey: 'b' }); Object.getPrototypeOf(one); one = Object.getPrototypeOf(one)) {
    const isMethod = (name) => typeof one[name] === 'function' && !/^_|^constructor$/.test(name);
    names.push(...Object.getOwnPropertyNames(one).filter(isMethod));
  }
  phone.switchOff();
  return new Set(names);
}

test('the package has each method of cos-wx-sdk-v5, and each of them is played', async () => {
  const [theirs, ours] = await Promise.all([methodsOf(programs.theirs), methodsOf(programs.ours)]);
  const played = Object.values(CHAPTERS).flatMap(({ calls }) => calls.map(([method]) => method));
  assert.ok(theirs.size >= 75, `${theirs.size} methods`);
  assert.deepEqual([...theirs].filter((name) => !ours.has(name)), []);
  assert.deepEqual([...theirs].filter((name) => ![...played, ...ELSEWHERE].includes(name)), []);
});
