/** Files that are posted as forms, by `wx.uploadFile`: `postObject`, and small files unless `SimpleUploadMethod` says otherwise. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MIB, OBJECT, errorOf, newWorld, onPhone, ourProgram } from './package.mjs';

const world = newWorld(() => ourProgram());
const SMALL = Buffer.alloc(1000, 7);

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sent = ({ requests }) => requests.map(({ api, method }) => (api === 'uploadFile' ? api : method));
const stateOf = (cos, id) => cos.getTaskList().find((task) => task.id === id)?.state;

/** The uploads of small files: what is called, and the params beside Bucket, Region and Key. */
const uploads = (FilePath) => [
  ['uploadFile', { FilePath }],
  ['uploadFiles', { files: [{ ...OBJECT, FilePath }] }],
];

for (const [name, options, api] of [
  ['by a form where nothing is chosen', {}, 'uploadFile'],
  ["by a form with 'postObject'", { SimpleUploadMethod: 'postObject' }, 'uploadFile'],
  ["by a PUT with 'putObject'", { SimpleUploadMethod: 'putObject' }, 'PUT'],
]) {
  test(`small files go ${name}`, () =>
    onPhone(world, { options }, async ({ phone, cos }) => {
      for (const [method, params] of uploads(phone.pick('small.txt', SMALL))) {
        phone.requests.length = 0;
        await cos[method]({ ...OBJECT, ...params });
        assert.deepEqual(sent(phone), [api], method);
        const { headers } = await cos.headObject(OBJECT);
        assert.deepEqual([headers['content-length'], headers['content-type']], ['1000', 'application/octet-stream']);
      }
    }));

  test(`where files cannot be read in slices, sliceUploadFile sends them ${name}`, () =>
    onPhone(world, { options, library: '2.9.0' }, async ({ phone, cos }) => {
      const FilePath = phone.pick('large.bin', Buffer.alloc(3 * MIB, 7));
      const { ETag } = await cos.sliceUploadFile({ ...OBJECT, FilePath });
      await cos.uploadFile({ ...OBJECT, FilePath });
      assert.doesNotMatch(ETag, /-/);
      assert.deepEqual(sent(phone), [api, api]);
    }));
}

test('a text or bytes go by a form that is written out', () =>
  onPhone(world, {}, async ({ phone, cos }) => {
    await cos.uploadFile({ ...OBJECT, Body: 'Größe' });
    assert.deepEqual(sent(phone), ['POST']);
    assert.equal((await cos.getObject(OBJECT)).Body, 'Größe');
  }));

test('postObject is a task: it is listed, tells its bytes, and gives what cos-wx-sdk-v5 gives', () =>
  onPhone(world, { options: { ProgressInterval: 1 } }, async ({ phone, cos }) => {
    const states = new Set();
    const events = [];
    let id;
    cos.on('list-update', ({ list }) => list.forEach((task) => states.add(`${task.state} ${task.FilePath}`)));
    const bytes = Buffer.alloc(4 * MIB, 3);
    const FilePath = phone.pick('form.bin', bytes);
    const data = await cos.postObject({
      ...OBJECT,
      Key: 'posted/${filename}',
      FilePath,
      onTaskReady: (given) => (id = given),
      onProgress: (event) => events.push(event),
    });
    assert.equal(data.Location, 'demo-1250000000.cos.ap-guangzhou.myqcloud.com/posted/form.bin');
    assert.equal(data.statusCode, 200);
    assert.match(data.ETag, /^"[0-9a-f]{32}"$/);
    assert.ok(data.RequestId && data.headers);
    assert.deepEqual(sent(phone), ['uploadFile']);
    assert.equal(stateOf(cos, id), 'success');
    await pause(20);
    for (const state of ['uploading', 'success']) assert.ok(states.has(`${state} ${FilePath}`), state);
    const between = events.filter(({ loaded }) => loaded > 0 && loaded < bytes.length);
    assert.ok(between.length > 0, 'no progress by the byte');
    assert.deepEqual([events.at(-1).loaded, events.at(-1).total, events.at(-1).percent], [bytes.length, bytes.length, 1]);
  }));

test('postObject can be paused, restarted and canceled', () =>
  onPhone(world, { options: { ProgressInterval: 1 } }, async ({ phone, cos }) => {
    const FilePath = phone.pick('form.bin', Buffer.alloc(8 * MIB, 3));
    /** Starts an upload and pauses it as soon as some of it is sent. */
    const start = (callback) =>
      new Promise((resolve) => {
        let id;
        const onProgress = ({ loaded }) => {
          if (!loaded || !id) return;
          cos.pauseTask(id);
          resolve(id);
          id = undefined;
        };
        cos.postObject({ ...OBJECT, FilePath, onTaskReady: (given) => (id = given), onProgress }, callback);
      });
    let told = 0;
    const first = await start((error) => (told += error ? 100 : 1));
    assert.equal(stateOf(cos, first), 'paused');
    await pause(50);
    assert.equal((await errorOf(cos.headObject(OBJECT))).statusCode, 404);
    cos.restartTask(first);
    while (!told) await pause(5);
    assert.deepEqual([told, stateOf(cos, first)], [1, 'success']);
    await cos.deleteObject(OBJECT);
    const second = await start(() => (told += 100));
    cos.cancelTask(second);
    await pause(50);
    assert.deepEqual([told, stateOf(cos, second)], [1, 'canceled']);
    assert.equal((await errorOf(cos.headObject(OBJECT))).statusCode, 404);
  }));

test('the Location of postObject follows Domain', () => {
  const Domain = 'demo-1250000000.cos.ap-guangzhou.tencentcos.cn';
  return onPhone(world, { options: { Domain }, domains: [Domain] }, async ({ phone, cos }) => {
    const { Location } = await cos.postObject({ ...OBJECT, FilePath: phone.pick('a', SMALL) });
    assert.equal(Location, `${Domain}/${OBJECT.Key}`);
    assert.equal(phone.requests[0].url, `https://${Domain}/`);
  });
});

test('finished signatures and temporary keys let forms through', () =>
  onPhone(world, {}, async ({ phone, COS, cos }) => {
    const FilePath = phone.pick('a', SMALL);
    const { SecretId, SecretKey } = cos.options;
    const asked = [];
    const signing = new COS({
      getAuthorization({ Method, Pathname, Query, Headers, Scope }, callback) {
        asked.push([Method, Pathname, Scope[0].action]);
        callback(COS.getAuthorization({ SecretId, SecretKey, Method, Pathname, Query, Headers }));
      },
    });
    await signing.postObject({ ...OBJECT, FilePath, StorageClass: 'STANDARD_IA' });
    assert.deepEqual(Array.from(asked, (one) => Array.from(one)), [['POST', '/', 'name/cos:PostObject']]);
    const { headers } = await cos.headObject(OBJECT);
    assert.equal(headers['x-cos-storage-class'], 'STANDARD_IA');
  }));
