/** Upload tasks: their order, their states, and what ends them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import {
  OBJECT,
  OK,
  REFUSED,
  bothTest,
  newCos,
  newHeldWire,
  newQueue,
  newWire,
  settle,
  uncaughtOf,
  until,
} from './stage.mjs';

bothTest('one upload tells its way in the order of the original', async (Class) => {
  const wire = newHeldWire();
  const { cos, requests } = newCos({ ProgressInterval: 0 }, wire, Class);
  const told = [];
  const states = [];
  cos.on('list-update', ({ list }) => states.push(list[0].state));
  const returned = cos.putObject({
    ...OBJECT,
    Body: 'hello',
    onTaskReady: (id) => told.push(`ready ${typeof id}`),
    onTaskStart: (item) => told.push(`start ${item.state} ${item.size}`),
    onProgress: ({ loaded, total, percent }) => told.push(`progress ${loaded}/${total} ${percent}`),
  });
  told.push(`returned ${Object.prototype.toString.call(returned)}`);
  await until(() => requests.length);
  requests[0].opt.onProgress({ loaded: 3, total: 5 });
  await pause(10);
  requests[0].answer();
  await returned;
  told.push('done');
  assert.deepEqual(
    told.filter((line) => !line.startsWith('returned')),
    ['ready string', 'start checking 5', 'progress 0/5 0', 'progress 3/5 0.6', 'progress 5/5 1', 'done'],
  );
  assert.ok(told.includes('returned [object Promise]'));
  await until(() => states.at(-1) === 'success');
  assert.deepEqual([...new Set(states)], ['uploading', 'success']);
});

bothTest('as many uploads run as may, the next when one has ended, in the order they came', async (Class) => {
  const { upload, requests, sent, ends } = newQueue({ FileParallelLimit: 2, Class });
  for (let count = 0; count < 5; count += 1) upload();
  await until(() => requests.length === 2);
  requests[1].answer();
  await until(() => requests.length === 3);
  requests[0].answer(REFUSED);
  await until(() => requests.length === 4);
  assert.deepEqual(sent(), ['0', '1', '2', '3']);
  for (const request of requests) request.answer();
  await until(() => requests.length === 5);
  requests[4].answer();
  await until(() => ends.length === 5);
  assert.deepEqual(ends.sort(), [
    ['0', 'AccessDenied'],
    ['1', 200],
    ['2', 200],
    ['3', 200],
    ['4', 200],
  ]);
});

test('whatever ends a task frees its slot', async () => {
  const ways = {
    refused: { wire: newWire(() => REFUSED) },
    'no answer': { wire: newWire(() => ({ error: new Error('gone') })) },
    'no keys': { SecretId: '', SecretKey: '' },
    'broken transport': { Request: () => assert.fail('broken') },
    'broken keys': { SecretId: '', SecretKey: '', getAuthorization: () => assert.fail('broken') },
    'useless keys': { SecretId: '', SecretKey: '', getAuthorization: (question, callback) => callback(null) },
    'no keys in time': { SecretId: '', SecretKey: '', getAuthorization: () => {}, AuthorizationTimeout: 10 },
    'broken Domain': { Domain: () => assert.fail('broken') },
  };
  for (const [way, options] of Object.entries(ways)) {
    const { cos, upload, ends, states } = newQueue({ FileParallelLimit: 1, ...options });
    for (let count = 0; count < 3; count += 1) upload();
    await until(() => ends.length === 3);
    assert.ok(ends.every(([, end]) => end !== 200), way);
    assert.ok(states().every((state) => state === 'error'), way);
    assert.equal(cos.isUploadRunning(), false);
  }
});

test('listeners of a task that throw do not cost it its slot', async () => {
  for (const name of ['onTaskReady', 'onTaskStart', 'onProgress', 'onHashProgress']) {
    const { cos, upload, ends } = newQueue({ wire: newWire(), FileParallelLimit: 1, UploadCheckContentMd5: true });
    const uncaught = await uncaughtOf(async () => {
      const broken = () => {
        throw new Error(name);
      };
      for (let count = 0; count < 3; count += 1) upload(String(count), { [name]: broken });
      await until(() => ends.length === 3);
    });
    assert.ok(ends.every(([, end]) => end === 200), name);
    assert.ok(uncaught.length >= 3 && uncaught.every((message) => message === name), `${name}: ${uncaught}`);
    assert.equal(cos.isUploadRunning(), false);
  }
});

bothTest('a paused task stops, tells nobody, and goes on when it is restarted', async (Class) => {
  const { cos, upload, requests, ids, ends, states } = newQueue({ Class });
  upload();
  await until(() => requests.length);
  cos.pauseTask(ids[0]);
  assert.deepEqual(states(), ['paused']);
  await until(() => requests[0].isAborted);
  assert.equal(cos.isUploadRunning(), false);
  requests[0].answer();
  await settle();
  assert.deepEqual(ends, []);
  cos.restartTask(ids[0]);
  await until(() => requests.length === 2);
  requests[1].answer();
  await until(() => ends.length);
  assert.deepEqual(ends, [['0', 200]]);
  assert.deepEqual(states(), ['success']);
});

bothTest('a task that is paused while it waits does not take its turn', async (Class) => {
  const { cos, upload, requests, ids, sent, states } = newQueue({ FileParallelLimit: 1, Class });
  for (let count = 0; count < 3; count += 1) upload();
  cos.pauseTask(ids[1]);
  await until(() => requests.length === 1);
  requests[0].answer();
  await until(() => requests.length === 2);
  assert.deepEqual(sent(), ['0', '2']);
  cos.restartTask(ids[1]);
  requests[1].answer();
  await until(() => requests.length === 3);
  assert.deepEqual(sent(), ['0', '2', '1']);
  requests[2].answer();
  await until(() => states().every((state) => state === 'success'));
});

bothTest('a cancelled task is over and its callback hears nothing', async (Class) => {
  const { cos, upload, requests, ids, ends, states } = newQueue({ FileParallelLimit: 1, Class });
  upload();
  upload();
  await until(() => requests.length);
  cos.cancelTask(ids[0]);
  cos.cancelTask(ids[1]);
  assert.deepEqual(states(), ['canceled', 'canceled']);
  await until(() => requests[0].isAborted);
  requests[0].answer();
  for (const id of ids) {
    cos.restartTask(id);
    cos.pauseTask(id);
  }
  await settle();
  assert.deepEqual(ends, []);
  assert.deepEqual(states(), ['canceled', 'canceled']);
  assert.ok(requests.every(({ isAborted }) => isAborted));
  assert.equal(cos.isUploadRunning(), false);
});

test('a cancelled promise is rejected, a paused one waits', async () => {
  const { cos, requests } = newCos({}, newHeldWire());
  let id;
  const told = cos.putObject({ ...OBJECT, Body: 'x', onTaskReady: (ready) => (id = ready) });
  const end = told.then(
    () => 'done',
    (error) => error.name,
  );
  cos.pauseTask(id);
  assert.equal(await Promise.race([end, settle()]), undefined);
  cos.restartTask(id);
  await until(() => requests.length);
  cos.cancelTask(id);
  assert.equal(await end, 'AbortError');
});

test('a task may be cancelled from each of its own listeners', async () => {
  for (const name of ['onTaskReady', 'onTaskStart', 'onProgress']) {
    const { cos, upload, ends, states, sent } = newQueue({ wire: newWire(), FileParallelLimit: 1 });
    let id;
    const ready = (given) => (id = given);
    const cancel = () => cos.cancelTask(id);
    const params = { onTaskReady: ready, [name]: name === 'onTaskReady' ? (given) => cos.cancelTask(given) : cancel };
    upload('first', params);
    upload('second', { onTaskReady: undefined });
    await until(() => ends.length);
    await settle();
    assert.deepEqual(ends, [['second', 200]], name);
    assert.deepEqual(states(), ['canceled', 'success'], name);
    assert.ok(sent().filter((key) => key === 'first').length <= 1);
  }
});

bothTest('a failed task can be restarted and tells its callback again', async (Class) => {
  const answers = [REFUSED, OK];
  const { cos, upload, ids, ends, states } = newQueue({ wire: newWire(() => answers.shift()), Class });
  upload();
  await until(() => ends.length === 1);
  assert.deepEqual(states(), ['error']);
  assert.equal(cos.getTaskList()[0].error.code, 'AccessDenied');
  cos.restartTask(ids[0]);
  await until(() => ends.length === 2);
  assert.deepEqual(ends, [
    ['0', 'AccessDenied'],
    ['0', 200],
  ]);
  assert.deepEqual(states(), ['success']);
});

test('a failed task may be restarted from its own callback', async () => {
  const answers = [REFUSED, REFUSED, OK];
  const { cos } = newCos({ FileParallelLimit: 1 }, newWire(() => answers.shift()));
  const codes = [];
  let id;
  const params = { ...OBJECT, Body: 'x', onTaskReady: (ready) => (id = ready) };
  cos.putObject(params, (error, data) => {
    codes.push(error ? error.code : data.statusCode);
    if (error) cos.restartTask(id);
  });
  await until(() => codes.length === 3);
  assert.deepEqual(codes, ['AccessDenied', 'AccessDenied', 200]);
});

test('tasks that nobody knows are nobody', async () => {
  const { cos } = newQueue();
  for (const id of [undefined, null, '', 'unknown', 5, {}, Symbol('x'), '__proto__', '\ud800', 5n]) {
    for (const act of ['pauseTask', 'restartTask', 'cancelTask']) {
      assert.equal(cos[act](id), undefined, `${act} ${String(id)}`);
    }
  }
  assert.deepEqual(cos.getTaskList(), []);
});

test('a Signal stops the files of one call, whatever else the call says of them', async () => {
  for (const more of [{}, { SkipIdentical: false }, { SliceSize: 0 }]) {
    const { cos, requests } = newCos({}, newHeldWire());
    const controller = new AbortController();
    const files = [{ ...OBJECT, Body: new Blob(['x']) }];
    const ended = cos.uploadFiles({ files, Signal: controller.signal, ...more });
    await until(() => requests.length);
    controller.abort();
    const kinds = (await ended).files.map(({ error }) => error?.kind);
    assert.deepEqual(kinds, ['abort'], JSON.stringify(more));
  }
});
