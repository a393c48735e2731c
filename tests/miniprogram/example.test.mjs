/** The example mini program on a simulated phone. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { newProgram, openEmulator, openPhone } from './stage.mjs';

test('the example uploads the files that are chosen, and lists them', async () => {
  const emulator = await openEmulator();
  const program = newProgram({
    copies: { '.': '../../www/miniprogram', 'miniprogram_npm/cos-wasm-sdk': '../../pkg/miniprogram' },
    files: {
      'settings.js': `module.exports = {
        Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Prefix: 'mini/', sts: 'https://sts.example.com/sts',
      };`,
    },
  });
  const picked = [];
  const phone = openPhone(emulator, program, { platform: 'android', library: '3.6.0', picked });
  try {
    for (const [name, size] of [['small.txt', 10], ['large.bin', 3 << 20]]) {
      picked.push({ name, size, path: phone.pick(name, Buffer.alloc(size, 1)) });
    }
    phone.load('app.js');
    phone.load('pages/files/files.js');
    const page = phone.openPage();
    page.choose();
    const end = Date.now() + 10_000;
    while (page.data.objects.length < 2 && !page.data.problem && Date.now() < end) await pause(20);
    assert.equal(page.data.problem, '');
    assert.deepEqual(Array.from(page.data.objects, ({ Key, Size }) => [Key, Size]), [
      ['mini/large.bin', String(3 << 20)],
      ['mini/small.txt', '10'],
    ]);
    await pause(100);
    assert.deepEqual(Array.from(page.data.tasks, ({ state, done }) => [state, done]), [['success', 100], ['success', 100]]);
    assert.deepEqual(phone.uncaught, []);
  } finally {
    phone.switchOff();
    program.remove();
    await emulator.stop();
  }
});
