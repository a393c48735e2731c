/** The list of upload tasks: what it shows, when it is told, and that it may be long. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  OBJECT,
  bothTest,
  newCos,
  newListener,
  newQueue,
  newWire,
  until,
} from './stage.mjs';

bothTest('an entry of the list has the fields of the original', async (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  await cos.putObject({ ...OBJECT, Body: 'hello', FilePath: 'dir/a', _custom: { mine: 1 } });
  const [{ id, speed, ...others }] = cos.getTaskList();
  assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal(typeof speed, 'number');
  assert.deepEqual(others, {
    ...OBJECT,
    FilePath: 'dir/a',
    state: 'success',
    loaded: 5,
    size: 5,
    percent: 1,
    hashPercent: 0,
    error: null,
    _custom: { mine: 1 },
  });
});

test('the list shows how much of a file is hashed', async () => {
  const { cos } = newCos({ UploadCheckContentMd5: true });
  await cos.putObject({ ...OBJECT, Body: new Blob(['hello']) });
  assert.equal(cos.getTaskList()[0].hashPercent, 1);
});

bothTest('changes of one turn are told once, with the whole list', async (Class) => {
  const { cos, upload, requests } = newQueue({ FileParallelLimit: 2, Class });
  const lists = newListener();
  cos.on('list-update', lists);
  for (let count = 0; count < 20; count += 1) upload();
  assert.equal(lists.calls.length, 0);
  await until(() => requests.length === 2);
  await pause(10);
  assert.ok(lists.calls.length >= 1 && lists.calls.length <= 4, `${lists.calls.length} times`);
  for (const [{ list }] of lists.calls) assert.equal(list.length, 20);
  assert.deepEqual(Object.keys(lists.calls[0][0]), ['list']);
});

bothTest('the old name of list-update is told, too', async (Class) => {
  const { cos, upload } = newQueue({ wire: newWire(), Class });
  const { warn } = console;
  console.warn = () => {};
  const lists = newListener();
  cos.on('task-list-update', lists);
  console.warn = warn;
  upload();
  await until(() => lists.calls.length);
});

test('a list is a copy', async () => {
  const { cos, upload } = newQueue();
  upload();
  const [item] = cos.getTaskList();
  item.state = 'changed';
  cos.getTaskList().length = 0;
  assert.equal(cos.getTaskList().length, 1);
  assert.notEqual(cos.getTaskList()[0].state, 'changed');
});

test('only tasks that are over leave a list that is too long', async () => {
  const { cos, upload, requests, ids, ends } = newQueue({ UploadQueueSize: 2, FileParallelLimit: 1 });
  upload('paused');
  cos.pauseTask(ids[0]);
  for (const name of ['1', '2', '3']) upload(name);
  for (let count = 0; count < 3; count += 1) {
    await until(() => requests.length > count && !requests[count].isAborted);
    requests[count].answer();
    await until(() => ends.length === count + 1);
  }
  assert.deepEqual(
    cos.getTaskList().map(({ Key, state }) => [Key, state]),
    [
      ['paused', 'paused'],
      ['3', 'success'],
    ],
  );
  cos.restartTask(ids[0]);
  await until(() => requests.length === 4);
  requests[3].answer();
  await until(() => ends.length === 4);
});

test('a task that is over lets go of its body and its callbacks', async () => {
  const { cos, upload, requests, ids } = newQueue();
  const kept = [];
  const add = () => {
    const [Body, onProgress] = [new Blob(['x'.repeat(1000)]), () => {}];
    kept.push(new WeakRef(Body), new WeakRef(onProgress));
    upload(undefined, { Body, onProgress });
  };
  add();
  add();
  await until(() => requests.length === 2);
  requests[0].answer();
  cos.cancelTask(ids[1]);
  requests.length = 0;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  for (let left = 20; left && kept.some((one) => one.deref()); left -= 1) {
    await pause(10);
    collect();
  }
  assert.deepEqual(
    kept.map((one) => one.deref()),
    [undefined, undefined, undefined, undefined],
  );
  assert.equal(cos.getTaskList().length, 2);
});

for (const form of ['callback', 'promise']) {
  test(`ten thousand uploads are added in less than a second, by ${form}`, async () => {
    const { cos, requests } = newCos({ UploadQueueSize: 20_000 });
    const lists = newListener();
    cos.on('list-update', lists);
    const Body = new Blob(['x']);
    let done = 0;
    const callback = () => (done += 1);
    const start = process.cpuUsage();
    for (let count = 0; count < 10_000; count += 1) {
      const params = { ...OBJECT, Key: `folder/${count}.txt`, Body };
      if (form === 'callback') cos.putObject(params, callback);
      else cos.putObject(params).then(callback);
    }
    // Other programs on the machine count little for the time of its processors.
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < 1_000_000, `${(user + system) / 1000} ms`);
    const end = Date.now() + 60_000;
    while (done < 10_000 && Date.now() < end) await pause(20);
    assert.equal(done, 10_000);
    assert.equal(requests.length, 10_000);
    assert.equal(cos.isUploadRunning(), false);
    assert.equal(lists.calls[0][0].list.length, 10_000);
  });
}
