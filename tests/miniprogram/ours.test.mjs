/** The package on simulated phones: the same cases as of `cos-wx-sdk-v5`, and what is more. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { parse } from 'acorn';

import { EXPECTED } from './expected.mjs';
import { newProgram, openEmulator, openPhone, play, playOnPhones, reset } from './stage.mjs';

let emulator;
let program;

before(async () => {
  emulator = await openEmulator();
  program = newProgram({
    copies: { 'miniprogram_npm/cos-wasm-sdk': '../../pkg/miniprogram', 'core.js': '../../pkg/miniprogram-more/core.js' },
    files: { 'sdk.js': "module.exports = require('cos-wasm-sdk').loadCOS({ fallback: () => require('./core.js') });" },
  });
});
after(async () => {
  program?.remove();
  await emulator?.stop();
});

const world = () => ({ emulator, program });
playOnPhones('cos-wasm-sdk', () => EXPECTED, world, ({ mostInFlight }) => assert.ok((mostInFlight.request ?? 0) <= 7));

const PHONE = { platform: 'android', library: '3.6.0' };
const OBJECT = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Key: 'more' };
const folder = new URL('../../pkg/miniprogram/', import.meta.url);

/** Opens a phone, gives an instance, and switches the phone off. */
async function onPhone(profile, act) {
  await reset(emulator);
  const phone = openPhone(emulator, program, { ...PHONE, ...profile });
  try {
    const COS = await phone.load('sdk.js');
    await act({ phone, cos: phone.load('cases.js').newCos(COS, {}) });
    assert.deepEqual(phone.uncaught, []);
  } finally {
    phone.switchOff();
  }
}

const errorOf = (call) =>
  call.then(
    () => assert.fail('it succeeded'),
    (error) => error,
  );

test('the folder holds a script in ES5 without eval, a module, and nothing else', () => {
  assert.deepEqual(readdirSync(folder).sort(), ['cos.wasm.br', 'index.js', 'package.json']);
  const script = readFileSync(new URL('index.js', folder), 'utf8');
  parse(script, { ecmaVersion: 5, allowReserved: true });
  assert.doesNotMatch(script, /\beval\(|new Function\(|\brequire\(/);
});

test('a host that is not entered is named, and asked once', () =>
  onPhone({ domains: [] }, async ({ phone, cos }) => {
    const error = await errorOf(cos.putObject({ ...OBJECT, Body: 'a' }));
    assert.equal(error.kind, 'denied');
    assert.match(error.message, /demo-1250000000\.cos\.ap-guangzhou\.myqcloud\.com/);
    assert.equal(phone.requests.length, 1);
    const posted = await errorOf(cos.postObject({ ...OBJECT, FilePath: phone.pick('a', Buffer.from('a')) }));
    assert.equal(posted.kind, 'denied');
  }));

test('a failure has the fields of cos-wx-sdk-v5, and ours', () =>
  onPhone({}, async ({ phone, cos }) => {
    const missing = await errorOf(cos.putObject({ ...OBJECT, FilePath: 'wxfile://tmp/nowhere' }));
    assert.match(missing.error, /no such file/);
    assert.equal(missing.kind, 'file');
    assert.ok(missing.hint);
    const refused = await errorOf(cos.getObject({ ...OBJECT, Key: 'nowhere' }));
    const { error, code, statusCode, kind } = refused;
    const found = { Code: error.Code, code, statusCode, kind };
    assert.deepEqual(found, { Code: 'NoSuchKey', code: 'NoSuchKey', statusCode: 404, kind: 'service' });
    assert.equal(phone.requests.length, 1);
  }));

test('a file that goes away during its upload ends it with an error', () =>
  onPhone({}, async ({ phone, cos }) => {
    const FilePath = phone.pick('gone', Buffer.alloc(5 << 20, 7));
    const uploading = cos.sliceUploadFile({ ...OBJECT, FilePath, onTaskReady: () => phone.unlink(FilePath) });
    const error = await errorOf(uploading);
    assert.equal(error.kind, 'file');
  }));

test('files are read in slices, seven requests run at most', () =>
  onPhone({}, async ({ phone, cos }) => {
    cos.options.ChunkParallelLimit = 20;
    const FilePath = phone.pick('long', Buffer.alloc(12 << 20, 7));
    await cos.sliceUploadFile({ ...OBJECT, FilePath, ChunkSize: 1 << 20 });
    assert.equal(phone.mostInFlight.request, 7);
    assert.ok(phone.found.largestRead <= 1 << 20);
  }));

test('an upload goes on after a restart of the app', async () => {
  const storage = new Map();
  const bytes = Buffer.alloc(6 << 20, 9);
  const sent = (phone) => phone.requests.filter(({ method, url }) => method === 'PUT' && url.includes('partNumber=')).length;
  const given = { ...OBJECT, Key: 'paused', ChunkSize: 1 << 20 };
  await reset(emulator);
  const first = openPhone(emulator, program, { ...PHONE, storage });
  const cos = first.load('cases.js').newCos(await first.load('sdk.js'), { ChunkParallelLimit: 1, ProgressInterval: 1 });
  const path = first.pick('kept', bytes);
  let id;
  await new Promise((resolve) => {
    const onProgress = ({ loaded }) => loaded >= 3 << 20 && resolve();
    cos.sliceUploadFile({ ...given, FilePath: path, onTaskReady: (ready) => (id = ready), onProgress }, () => {});
  });
  cos.pauseTask(id);
  await new Promise((resolve) => setTimeout(resolve, 600));
  first.switchOff();
  const again = openPhone(emulator, program, { ...PHONE, storage });
  try {
    const next = again.load('cases.js').newCos(await again.load('sdk.js'), {});
    await next.sliceUploadFile({ ...given, FilePath: again.pick('kept', bytes) });
    assert.ok(sent(again) <= 3, `${sent(again)} parts were sent again`);
  } finally {
    again.switchOff();
  }
});

test('a wrong path, and an engine that is missing, are told', async () => {
  for (const [library, options, expected] of [
    ['3.6.0', "{ wasmPath: '/nowhere.wasm' }", /nowhere\.wasm/],
    ['2.9.0', '{}', /WXWebAssembly/],
  ]) {
    const lame = newProgram({
      copies: { 'miniprogram_npm/cos-wasm-sdk': '../../pkg/miniprogram' },
      files: { 'sdk.js': `module.exports = require('cos-wasm-sdk').loadCOS(${options});` },
    });
    const phone = openPhone(emulator, lame, { ...PHONE, library });
    await assert.rejects(phone.load('sdk.js'), (error) => expected.test(error.message));
    phone.switchOff();
    lame.remove();
  }
});

test('another platform is an object like wx', async () => {
  const uni = newProgram({
    copies: { 'miniprogram_npm/cos-wasm-sdk': '../../pkg/miniprogram', 'core.js': '../../pkg/miniprogram-more/core.js' },
    files: {
      'sdk.js': `const { request, uploadFile, getFileSystemManager, getStorageSync, setStorageSync, removeStorageSync } = wx;
        const api = { request, uploadFile, getFileSystemManager, getStorageSync, setStorageSync, removeStorageSync };
        delete global.wx;
        module.exports = require('cos-wasm-sdk').loadCOS({ api, engine: null, fallback: () => require('./core.js') });`,
    },
  });
  for (const name of ['a picked file is put', 'forms are posted', 'files are sent in slices']) {
    await reset(emulator);
    const phone = openPhone(emulator, uni, PHONE);
    assert.deepEqual(await play(phone, name), EXPECTED[name]);
    phone.switchOff();
  }
  uni.remove();
});
