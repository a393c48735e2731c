/** The package in mini programs, for the tests that ask more of it than of `cos-wx-sdk-v5`. */

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { newProgram, openEmulator, openPhone, reset } from './stage.mjs';

export const PHONE = { platform: 'android', library: '3.6.0' };
export const OBJECT = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Key: 'more' };
export const MIB = 1 << 20;

/** A program with the package in it; `load` is what gives the class. */
export const ourProgram = (load = "require('cos-wasm-sdk').loadCOS({ fallback: () => require('./core.js') })") =>
  newProgram({
    copies: {
      'miniprogram_npm/cos-wasm-sdk': '../../pkg/miniprogram',
      'core.js': '../../pkg/miniprogram-more/core.js',
      'adapter.js': '../../pkg/miniprogram-more/adapter.js',
    },
    files: { 'sdk.js': `module.exports = ${load};` },
  });

/** The emulator and a program for the tests of a file, from the first of them to the last. */
export function newWorld(openProgram) {
  const world = {};
  before(async () => {
    world.emulator = await openEmulator();
    world.program = openProgram();
  });
  after(async () => {
    world.program?.remove();
    await world.emulator?.stop();
  });
  return world;
}

/** Opens a phone of the world, gives an instance, and switches the phone off. */
export async function onPhone({ emulator, program }, { options, ...profile }, act) {
  await reset(emulator);
  const phone = openPhone(emulator, program, { ...PHONE, ...profile });
  try {
    const COS = await phone.load('sdk.js');
    await act({ phone, COS, cos: phone.load('cases.js').newCos(COS, options) });
    assert.deepEqual(phone.uncaught, []);
  } finally {
    phone.switchOff();
  }
}

export const errorOf = (call) =>
  call.then(
    () => assert.fail('it succeeded'),
    (error) => error,
  );

/** Lets the emulator do wrong from now on. */
export const addFault = ({ emulator }, match, fault, times = null) => emulator.admin('POST', 'faults', { match, times, fault });
