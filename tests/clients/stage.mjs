/** What the tests of other people's clients share: an emulated COS over HTTP, contents, and how they are compared. */

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { Emulator } from '../emulator.mjs';

export const PLACE = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
export const KEYS = {
  SecretId: 'AKIDEMULATOR0000000000000000000000000',
  SecretKey: 'EmulatorSecretKey000000000000000',
};
export const MIB = 1024 * 1024;

/** Keys with everything that has to be encoded somewhere. */
export const AWKWARD_KEYS = [
  'plain.txt',
  'folder/',
  'a b+c&d=e?f#g.txt',
  "!'()*~-_.,;:@$[]|^`{}<>\"\\",
  '100%25 sure',
  '目录/文件 ü😀.bin',
  'two//slashes',
];

/** An emulated COS. Its pages are those of this folder, at `/pkg/` is the original's browser build. */
export function openEmulator() {
  const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
  return Emulator.start(folder('page'), folder('../node_modules/cos-js-sdk-v5/dist'));
}

export const contentOf = (size) => randomBytes(size);

/** Compares every byte, without printing them. */
export function assertSame(actual, expected) {
  assert.equal(actual.length, expected.length);
  assert.ok(Buffer.compare(actual, expected) === 0, 'the bytes differ');
}

export const md5 = (content) => createHash('md5').update(content).digest('hex');
