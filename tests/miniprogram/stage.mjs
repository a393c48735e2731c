/** What the tests of the mini program share: the emulated COS, a program with an SDK in it, phones of all kinds. */

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Emulator } from '../emulator.mjs';
import { newPhone } from './simulation/phone.mjs';

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));

const HOST = 'demo-1250000000.cos.ap-guangzhou.myqcloud.com';
const DOMAINS = [
  HOST,
  ...['new', 'none'].map((name) => HOST.replace('demo', name)),
  HOST.replace('myqcloud.com', 'tencentcos.cn'),
  'service.cos.myqcloud.com',
  'cos.ap-guangzhou.myqcloud.com',
  'sts.example.com',
];

/** Platforms, base libraries and header cases: each library on each platform, each case on each platform. */
export const PHONES = [
  { platform: 'android', library: '3.6.0' },
  { platform: 'android', library: '2.15.0', headerCase: 'lower' },
  { platform: 'android', library: '2.9.0', headerCase: 'upper', removed: ['BigInt', 'WeakRef', 'FinalizationRegistry', 'globalThis'] },
  { platform: 'ios', library: '3.6.0', hasTimerPromises: true, headerCase: 'upper' },
  { platform: 'ios', library: '2.15.0', hasTimerPromises: true, removed: ['BigInt', 'WeakRef', 'FinalizationRegistry', 'globalThis'] },
  { platform: 'ios', library: '2.9.0', hasTimerPromises: true, headerCase: 'lower' },
  { platform: 'devtools', library: '3.6.0', headerCase: 'lower' },
  { platform: 'devtools', library: '2.15.0', headerCase: 'upper' },
  { platform: 'devtools', library: '2.9.0' },
];

export const nameOf = ({ platform, library, headerCase = 'sent' }) => `${platform}, base library ${library}, headers as ${headerCase}`;

export const openEmulator = () => Emulator.start(fileOf('.'), fileOf('.'));

/** The folder of a mini program; `files` are more of them, given as `{ path: text }`, `copies` as `{ path: source }`. */
export function newProgram({ files = {}, copies = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'mini-program-package-'));
  for (const file of ['cases.js', 'calls.js', 'platforms.js']) cpSync(fileOf(file), join(folder, file));
  for (const [path, source] of Object.entries(copies)) cpSync(fileOf(source), join(folder, path), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** A phone on which the program is open. */
export function openPhone(emulator, program, profile) {
  return newPhone({ server: emulator.address, packageFolder: program.folder, domains: DOMAINS, ...profile });
}

/** Everything as at the start; parts of the uploads that are stopped take their time. */
export async function reset(emulator) {
  await emulator.reset();
  const fault = { kind: 'delay', ms: 150 };
  await emulator.admin('POST', 'faults', { match: { path: '^/(paused|canceled)', query: 'partNumber' }, times: null, fault });
  await emulator.admin('POST', 'faults', { match: { method: 'POST', path: '^/$' }, times: null, fault });
}

/** Plays a case; `sdk.js` of the program gives the class, or a promise of it. */
export async function play(phone, name, options) {
  const COS = await phone.load('sdk.js');
  const cases = phone.load('cases.js');
  const cos = cases.newCos(COS, options);
  return JSON.parse(JSON.stringify(await cases[name]({ COS, cos, phone })));
}

/**
 * Plays all cases on all phones. `world()` gives the emulator and the program, when they are there; `check(phone)` says what
 * else has to be so.
 */
export function playOnPhones(sdk, expectedOn, world, check = () => {}) {
  for (const profile of PHONES) {
    const cases = Object.entries(expectedOn(profile));
    describe(`${sdk}, ${nameOf(profile)}: ${cases.length} cases`, () => {
      for (const [name, expected] of cases) {
        test(name, async () => {
          const { emulator, program } = world();
          await reset(emulator);
          const phone = openPhone(emulator, program, profile);
          try {
            assert.deepEqual(await play(phone, name), expected);
            assert.deepEqual(phone.uncaught, []);
            assert.deepEqual([...phone.notes], []);
            check(phone);
          } finally {
            phone.switchOff();
          }
        });
      }
    });
  }
}
