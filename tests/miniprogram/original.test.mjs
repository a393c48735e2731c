/** `cos-wx-sdk-v5` on simulated phones: what says that the simulation is one. */

import { after, before } from 'node:test';

import { EXPECTED } from './expected.mjs';
import { newProgram, openEmulator, playOnPhones } from './stage.mjs';

// What it does not do. From 2.10.0 on files could be read in slices, but it asks for the version by a function that is
// there since 2.20.1; before that it sends one form, and counts what is around the file, too.
const DIFFERENT = ({ library }) =>
  library === '3.6.0' ? {} : { 'files are sent in slices': { ...EXPECTED['files are sent in slices'], isWhole: false } };

let emulator;
let program;

before(async () => {
  emulator = await openEmulator();
  program = newProgram({
    copies: { 'miniprogram_npm/cos-wx-sdk-v5/index.js': '../node_modules/cos-wx-sdk-v5/dist/cos-wx-sdk-v5.min.js' },
    files: { 'sdk.js': "module.exports = require('cos-wx-sdk-v5');" },
  });
});
after(async () => {
  program?.remove();
  await emulator?.stop();
});

const expectedOn = (profile) => ({ ...EXPECTED, ...DIFFERENT(profile) });
playOnPhones('cos-wx-sdk-v5', expectedOn, () => ({ emulator, program }));
