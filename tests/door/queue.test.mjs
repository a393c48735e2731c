/** Upload tasks: their order, their states, and what the caller hears of them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  OBJECT,
  OK,
  REFUSED,
  bothTest,
  failure,
  newCos,
  newHeldWire,
  newListener,
  newWire,
  settle,
  uncaughtOf,
  until,
} from './stage.mjs';

/** An instance that uploads files named `0`, `1` ... and what it told. */
function newQueue({ wire = newHeldWire(), Class, ...options } = {}) {
  const { cos, requests } = newCos({ ProgressInterval: 0, ...options }, wire, Class);
  const ids = [];
  const ends = [];
  const upload = (name = String(ids.length), params) => {
    const onTaskReady = (id) => ids.push(id);
    cos.putObject({ ...OBJECT, Key: name, Body: 'x', onTaskReady, ...params }, (error, data) => {
      ends.push([name, error ? error.code : data.statusCode]);
    });
  };
  const states = () => cos.getTaskList().map(({ state }) => state);
  const sent = () => requests.map(({ opt }) => opt.key);
  return { cos, requests, ids, ends, upload, states, sent };
}

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
