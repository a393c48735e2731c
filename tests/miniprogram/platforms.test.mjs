/** The shared cases on other platforms, by the adapter: `wx` is gone, what is there has other names and habits. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { EXPECTED } from './expected.mjs';
import { MIB, OBJECT, PHONE, errorOf, onPhone, ourProgram } from './package.mjs';
import { openEmulator, openPhone, play, reset } from './stage.mjs';

const KINDS = { uni: 'uni', 'uni of Vue 2': 'uni', tt: 'tt', my: 'my', 'uni without files': 'uni' };

/** How the class is loaded there: modules are run by another engine, or are JavaScript. */
const loaderOf = (platform) => `(() => {
  const { adaptApi } = require('./adapter.js');
  const api = require('./platforms.js')[${JSON.stringify(platform)}](wx);
  const engine = ${platform === 'tt' ? 'WXWebAssembly' : 'null'};
  delete global.wx;
  delete global.WXWebAssembly;
  const fallback = () => require('./core.js');
  return require('cos-wasm-sdk').loadCOS({ api: adaptApi(api, '${KINDS[platform]}'), engine, fallback });
})()`;

let emulator;
const programs = {};

before(async () => {
  emulator = await openEmulator();
  for (const platform of Object.keys(KINDS)) programs[platform] = ourProgram(loaderOf(platform));
});
after(async () => {
  Object.values(programs).forEach((program) => program.remove());
  await emulator?.stop();
});

// It asks for keys by `wx`.
const { 'keys are asked for': _, ...CASES } = EXPECTED;
// What needs no file, or posts it. Without `onProgressUpdate` there is the end only.
const WITHOUT_FILES = Object.fromEntries(
  Object.entries(CASES).filter(([name]) => !/picked file|slices|large files|paused|canceled/.test(name)),
);

for (const platform of Object.keys(KINDS)) {
  describe(platform, () => {
    for (const [name, expected] of Object.entries(platform === 'uni without files' ? WITHOUT_FILES : CASES)) {
      test(name, async () => {
        await reset(emulator);
        const phone = openPhone(emulator, programs[platform], PHONE);
        try {
          assert.deepEqual(await play(phone, name), expected);
          assert.deepEqual(phone.uncaught, []);
          assert.deepEqual([...phone.notes], []);
        } finally {
          phone.switchOff();
        }
      });
    }

    test('a refusal, a missing file and a denied host are told', () =>
      onPhone({ emulator, program: programs[platform] }, {}, async ({ phone, cos }) => {
        for (const DataType of ['text', 'arraybuffer']) {
          const refused = await errorOf(cos.getObject({ ...OBJECT, Key: 'nowhere', DataType }));
          assert.deepEqual([refused.statusCode, refused.error.Code], [404, 'NoSuchKey']);
        }
        const missing = await errorOf(cos.uploadFile({ ...OBJECT, FilePath: 'wxfile://tmp/nowhere' }));
        assert.equal(missing.kind, 'file', missing.message);
        const denied = await errorOf(cos.headObject({ ...OBJECT, Bucket: 'other-1250000000' }));
        assert.equal(denied.kind, 'denied', denied.message);
        assert.deepEqual(phone.uncaught, []);
      }));
  });
}

test('where files cannot be read, they are posted whatever their size', () =>
  onPhone({ emulator, program: programs['uni without files'] }, {}, async ({ phone, cos }) => {
    const FilePath = phone.pick('large.bin', Buffer.alloc(3 * MIB, 7));
    for (const method of ['uploadFile', 'sliceUploadFile']) {
      await cos[method]({ ...OBJECT, FilePath });
      assert.equal((await cos.headObject(OBJECT)).headers['content-length'], String(3 * MIB));
    }
  }));
