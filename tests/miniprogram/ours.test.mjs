/** The package on simulated phones: the same cases as of `cos-wx-sdk-v5`, and what is more. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { parse } from 'acorn';

import { EXPECTED } from './expected.mjs';
import { MIB, OBJECT, PHONE, newWorld, onPhone, ourProgram } from './package.mjs';
import { openPhone, playOnPhones, reset } from './stage.mjs';

const world = newWorld(() => ourProgram());
playOnPhones('cos-wasm-sdk', () => EXPECTED, () => world, ({ mostInFlight }) => assert.ok((mostInFlight.request ?? 0) <= 7));

const folder = new URL('../../pkg/miniprogram/', import.meta.url);

test('the folder holds a script in ES5 without eval, a module, and nothing else', () => {
  assert.deepEqual(readdirSync(folder).sort(), ['cos.wasm.br', 'index.js', 'package.json']);
  const script = readFileSync(new URL('index.js', folder), 'utf8');
  parse(script, { ecmaVersion: 5, allowReserved: true });
  assert.doesNotMatch(script, /\beval\(|new Function\(|\brequire\(/);
});

test('files are read in slices, seven requests run at most', () =>
  onPhone(world, {}, async ({ phone, cos }) => {
    cos.options.ChunkParallelLimit = 20;
    const FilePath = phone.pick('long', Buffer.alloc(12 * MIB, 7));
    await cos.sliceUploadFile({ ...OBJECT, FilePath, ChunkSize: MIB });
    assert.equal(phone.mostInFlight.request, 7);
    assert.ok(phone.found.largestRead <= MIB);
  }));

test('an upload goes on after a restart of the app', async () => {
  const storage = new Map();
  const bytes = Buffer.alloc(6 * MIB, 9);
  const sent = (phone) => phone.requests.filter(({ method, url }) => method === 'PUT' && url.includes('partNumber=')).length;
  const given = { ...OBJECT, Key: 'paused', ChunkSize: MIB };
  await reset(world.emulator);
  const first = openPhone(world.emulator, world.program, { ...PHONE, storage });
  const cos = first.load('cases.js').newCos(await first.load('sdk.js'), { ChunkParallelLimit: 1, ProgressInterval: 1 });
  const path = first.pick('kept', bytes);
  let id;
  await new Promise((resolve) => {
    const onProgress = ({ loaded }) => loaded >= 3 * MIB && resolve();
    cos.sliceUploadFile({ ...given, FilePath: path, onTaskReady: (ready) => (id = ready), onProgress }, () => {});
  });
  cos.pauseTask(id);
  await new Promise((resolve) => setTimeout(resolve, 600));
  first.switchOff();
  const again = openPhone(world.emulator, world.program, { ...PHONE, storage });
  try {
    const next = again.load('cases.js').newCos(await again.load('sdk.js'), {});
    await next.sliceUploadFile({ ...given, FilePath: again.pick('kept', bytes) });
    assert.ok(sent(again) <= 3, `${sent(again)} parts were sent again`);
  } finally {
    again.switchOff();
  }
});
