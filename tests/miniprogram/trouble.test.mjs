/** What goes wrong in a mini program: an error says what it is and what to do, and uploads go on when they can. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MIB, OBJECT, PHONE, addFault, errorOf, newWorld, onPhone, ourProgram } from './package.mjs';
import { openPhone } from './stage.mjs';

const world = newWorld(() => ourProgram());
const deaf = newWorld(() => ourProgram("(delete wx.onAppHide, require('cos-wasm-sdk').loadCOS())"));
const HOST = /demo-1250000000\.cos\.ap-guangzhou\.myqcloud\.com/;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const stateOf = (cos, id) => cos.getTaskList().find((task) => task.id === id)?.state;

/** Checks an error: what it is, what it says, in the field of cos-wx-sdk-v5, too, and what to do. */
function check(error, { kind, message, hint }) {
  assert.match(error.message, message);
  assert.match(typeof error.error === 'string' ? error.error : error.error.Message, message);
  assert.deepEqual([error.kind, hint.test(error.hint)], [kind, true], `${error.kind}: ${error.hint}`);
}

/** All ways to upload a file by its path. */
const WAYS = ['putObject', 'postObject', 'uploadFile', 'sliceUploadFile'];

const NOT_THERE = { kind: 'file', message: /no such file/, hint: /Pick the file again/ };
const FORBIDDEN = { kind: 'file', message: /permission denied/, hint: /may not read this path/ };

for (const [what, path, expected] of [
  ['that does not exist', 'wxfile://tmp/nowhere', NOT_THERE],
  ['without permission', 'wxfile://tmp/forbidden', FORBIDDEN],
]) {
  test(`a path ${what} is told, and nothing is sent`, () =>
    onPhone(world, {}, async ({ phone, cos }) => {
      for (const way of WAYS) check(await errorOf(cos[way]({ ...OBJECT, FilePath: path })), expected);
      const FilePath = phone.pick('there', Buffer.from('a'));
      const finished = [];
      const { files } = await cos.uploadFiles({
        files: [{ ...OBJECT, FilePath: path }, { ...OBJECT, Key: 'there', FilePath }],
        onFileFinish: (error, data, { Key }) => finished.push([Key, error?.kind]),
      });
      check(files[0].error, expected);
      assert.equal(files[1].data.statusCode, 200);
      assert.deepEqual(finished, [['more', 'file'], ['there', undefined]]);
      assert.equal(phone.requests.length, 1);
    }));
}

test('a file that goes away during its upload ends it with an error', () =>
  onPhone(world, {}, async ({ phone, cos }) => {
    for (const way of WAYS) {
      const FilePath = phone.pick('gone', Buffer.alloc(5 * MIB, 7));
      // putObject reads its file in the call, the others when it is their turn.
      const given = { ...OBJECT, FilePath, onTaskReady: () => phone.unlink(FilePath) };
      const error = await errorOf(cos[way](given));
      assert.equal(error.kind, 'file', `${way}: ${error.message}`);
      assert.ok(error.hint && error.message);
    }
  }));

test('a host that is not entered is named, and asked once', () =>
  onPhone(world, { domains: [] }, async ({ phone, cos }) => {
    const FilePath = phone.pick('a', Buffer.from('a'));
    const expected = { kind: 'denied', message: HOST, hint: /console of the mini program/ };
    for (const way of [...WAYS, 'getObject']) {
      phone.requests.length = 0;
      check(await errorOf(cos[way]({ ...OBJECT, FilePath })), expected);
      assert.equal(phone.requests.length, 1);
    }
    const { files } = await cos.uploadFiles({ files: [{ ...OBJECT, FilePath }] });
    check(files[0].error, expected);
  }));

test('a refusal has the fields of cos-wx-sdk-v5, and ours', () =>
  onPhone(world, {}, async ({ phone, cos }) => {
    for (const DataType of ['text', 'arraybuffer']) {
      const refused = await errorOf(cos.getObject({ ...OBJECT, Key: 'nowhere', DataType }));
      const { error, code, statusCode, kind } = refused;
      const found = { Code: error.Code, code, statusCode, kind };
      assert.deepEqual(found, { Code: 'NoSuchKey', code: 'NoSuchKey', statusCode: 404, kind: 'service' });
    }
    assert.equal(phone.requests.length, 2);
  }));

test('keys that do not allow it are told, with what they lack', () =>
  onPhone(world, {}, async ({ phone, cos }) => {
    await addFault(world, { method: 'POST' }, { kind: 'status', status: 403, code: 'AccessDenied' });
    const error = await errorOf(cos.postObject({ ...OBJECT, FilePath: phone.pick('a', Buffer.from('a')) }));
    assert.deepEqual([error.kind, error.statusCode, error.error.Code], ['permission', 403, 'AccessDenied']);
    assert.match(error.hint, /name\/cos:PostObject/);
  }));

test('a wrong path of the module, and an engine that is missing, are told with what to do', async () => {
  for (const [library, options, message, hint] of [
    ['3.6.0', "{ wasmPath: '/nowhere.wasm' }", /\/nowhere\.wasm: .*not found/, /Give wasmPath/],
    ['2.13.0', '{}', /cos\.wasm\.br: .*newer base library/, /2\.14\.0.*miniprogram-more\/cos\.wasm/],
    ['2.9.0', '{}', /WXWebAssembly.*2\.13\.0/, /miniprogram-more\/core\.js.*fallback/],
  ]) {
    const lame = ourProgram(`require('cos-wasm-sdk').loadCOS(${options})`);
    const phone = openPhone(world.emulator, lame, { ...PHONE, library });
    await assert.rejects(phone.load('sdk.js'), { message, kind: 'engine', hint });
    phone.switchOff();
    lame.remove();
  }
});

test('a connection that breaks is tried again', () =>
  onPhone(world, {}, async ({ phone, cos }) => {
    await addFault(world, { method: 'PUT' }, { kind: 'dropBefore' }, 2);
    await cos.putObject({ ...OBJECT, Body: 'a' });
    assert.equal(phone.requests.length, 3);
  }));

/** Starts an upload of 8 parts, and waits until some of them are there. */
async function halfAnUpload({ phone, cos }, options) {
  const upload = { FilePath: phone.pick('paused', Buffer.alloc(8 * MIB, 5)) };
  const given = { ...OBJECT, Key: 'paused', ChunkSize: MIB, ...upload, onTaskReady: (id) => (upload.id = id), ...options };
  const begun = new Promise((resolve) => {
    upload.done = cos.sliceUploadFile({ ...given, onProgress: ({ loaded }) => loaded >= 2 * MIB && resolve() });
  });
  upload.done.catch(() => {});
  await begun;
  return upload;
}

const partsOf = ({ requests }) => requests.filter(({ url }) => url.includes('partNumber=')).length;
const IN_PARTS = { options: { ChunkParallelLimit: 2, ProgressInterval: 1 }, grace: 20 };

test('an upload that the background interrupts goes on when the app is back', () =>
  onPhone(world, IN_PARTS, async ({ phone, cos }) => {
    const upload = await halfAnUpload({ phone, cos });
    phone.hide();
    await pause(200);
    const before = phone.requests.length;
    phone.sleep();
    await pause(500);
    assert.equal(phone.requests.length, before, 'it sent something in the background');
    assert.equal(stateOf(cos, upload.id), 'uploading');
    phone.show();
    const { statusCode } = await upload.done;
    assert.equal(statusCode, 200);
    assert.ok(partsOf(phone) <= 8 + 2 * 2, `${partsOf(phone)} parts were sent`);
  }));

test('a form that the background interrupts goes on when the app is back', () =>
  onPhone(world, { grace: 20 }, async ({ phone, cos }) => {
    await addFault(world, { method: 'POST' }, { kind: 'delay', ms: 200 });
    const done = cos.postObject({ ...OBJECT, FilePath: phone.pick('form', Buffer.alloc(MIB, 5)) });
    await pause(60);
    phone.hide();
    await pause(100);
    phone.sleep();
    await pause(100);
    phone.show();
    assert.equal((await done).statusCode, 200);
  }));

test('where nobody tells of the background, an interruption is an error of the network, and restartTask goes on', () =>
  onPhone(deaf, { ...IN_PARTS, options: { ...IN_PARTS.options, OfflineTimeout: 1 } }, async ({ phone, cos }) => {
    const upload = await halfAnUpload({ phone, cos });
    phone.hide();
    const error = await errorOf(upload.done);
    check(error, { kind: 'network', message: /request:fail interrupted/, hint: /in the background.*restartTask/ });
    phone.show();
    const before = partsOf(phone);
    cos.restartTask(upload.id);
    const end = Date.now() + 20_000;
    while (stateOf(cos, upload.id) !== 'success' && Date.now() < end) await pause(10);
    assert.equal(stateOf(cos, upload.id), 'success');
    assert.ok(partsOf(phone) - before <= 7, 'parts that had arrived were sent again');
  }));

test('a background that lasts longer than OfflineTimeout ends the upload with an error that says so', () =>
  onPhone(world, { ...IN_PARTS, options: { ...IN_PARTS.options, OfflineTimeout: 300 } }, async ({ phone, cos }) => {
    const upload = await halfAnUpload({ phone, cos });
    phone.hide();
    const error = await errorOf(upload.done);
    assert.deepEqual([error.kind, /background/.test(error.hint)], ['offline', true], error.hint);
    phone.show();
    cos.restartTask(upload.id);
    const end = Date.now() + 20_000;
    while (stateOf(cos, upload.id) !== 'success' && Date.now() < end) await pause(10);
    assert.equal(stateOf(cos, upload.id), 'success');
  }));
