/** The param `Signal`: how a call is stopped, whenever that is. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import {
  OBJECT,
  OK,
  REFUSED,
  collectGarbage,
  failure,
  newCos,
  newHeldWire,
  newListener,
  newWire,
  settle,
  uncaughtOf,
  until,
} from './stage.mjs';

const CALLS = [
  ['headObject', OBJECT],
  ['getObject', OBJECT],
  ['putObject', { ...OBJECT, Body: 'text' }],
  ['putObject', { ...OBJECT, Body: 'text', SkipTask: true }],
  ['multipartUpload', { ...OBJECT, UploadId: 'u', PartNumber: 1, Body: 'text' }],
];

/** Calls in both forms; gives the error of each, told once. */
async function abortErrors(cos, method, params, abort) {
  const callback = newListener();
  cos[method](params, callback);
  const promised = failure(cos[method](params));
  await abort();
  const error = await promised;
  await settle();
  assert.equal(callback.calls.length, 1, method);
  return [error, callback.calls[0][0]];
}

function assertAborted(error) {
  assert.ok(error instanceof Error);
  assert.deepEqual([error.name, error.code, error.kind], ['AbortError', 'AbortError', 'abort']);
  assert.equal(error.statusCode, undefined);
}

test('a signal that is aborted beforehand stops the call before anything happens', async () => {
  for (const [method, params] of CALLS) {
    const { cos, requests } = newCos();
    const onTaskReady = newListener();
    const Signal = AbortSignal.abort();
    const errors = await abortErrors(cos, method, { ...params, Signal, onTaskReady }, () => {});
    errors.forEach(assertAborted);
    assert.equal(requests.length, 0);
    assert.deepEqual(onTaskReady.calls, []);
    assert.deepEqual(cos.getTaskList(), []);
  }
});

test('a signal that aborts during the request ends the request and frees the slot', async () => {
  for (const [method, params] of CALLS) {
    const { cos, requests } = newCos({}, newHeldWire());
    const controller = new AbortController();
    const { signal: Signal } = controller;
    const errors = await abortErrors(cos, method, { ...params, Signal }, async () => {
      await until(() => requests.length === 2);
      controller.abort();
    });
    errors.forEach(assertAborted);
    assert.deepEqual(requests.map(({ isAborted }) => isAborted), [true, true], method);
    assert.equal(cos.isUploadRunning(), false);
    assert.ok(cos.getTaskList().every(({ state }) => state === 'canceled'));
  }
});

test('a signal that aborts while keys are asked for stops the call, and the keys serve the next', async () => {
  let answer;
  let asked = 0;
  const getAuthorization = (question, callback) => {
    asked += 1;
    answer = callback;
  };
  const { cos, requests } = newCos({ getAuthorization });
  const controller = new AbortController();
  const stopped = failure(cos.headObject({ ...OBJECT, Signal: controller.signal }));
  await until(() => answer);
  const other = cos.headObject(OBJECT);
  controller.abort();
  assertAborted(await stopped);
  const ExpiredTime = Math.round(Date.now() / 1000) + 1800;
  // Who waited for the dropped call asks himself.
  await settle();
  answer({ TmpSecretId: 'a', TmpSecretKey: 'b', SecurityToken: 'c', ExpiredTime });
  assert.equal((await other).statusCode, 200);
  await cos.headObject(OBJECT);
  assert.equal(requests.length, 2);
  assert.ok(asked <= 2);
});

test('a signal that aborts between two attempts stops the pause', async () => {
  const wire = newWire(() => ({ statusCode: 503, headers: {}, body: '' }));
  const { cos } = newCos({}, wire);
  const controller = new AbortController();
  const stopped = failure(cos.headObject({ ...OBJECT, Signal: controller.signal }));
  await until(() => wire.requests.length === 1);
  await settle();
  controller.abort();
  assertAborted(await stopped);
  const sent = wire.requests.length;
  await pause(400);
  assert.equal(wire.requests.length, sent);
});

test('a signal that aborts while the task waits or is paused ends the task', async () => {
  const { cos, requests } = newCos({ FileParallelLimit: 1 }, newHeldWire());
  const controller = new AbortController();
  let paused;
  const upload = (Key, params) => cos.putObject({ ...OBJECT, Key, Body: 'x', ...params });
  const first = upload('first');
  const waiting = failure(upload('waiting', { Signal: controller.signal }));
  const resting = failure(upload('paused', { Signal: controller.signal, onTaskReady: (id) => (paused = id) }));
  cos.pauseTask(paused);
  controller.abort();
  assertAborted(await waiting);
  assertAborted(await resting);
  const [, ...others] = cos.getTaskList();
  assert.deepEqual(
    others.map(({ state }) => state),
    ['canceled', 'canceled'],
  );
  await until(() => requests.length);
  requests[0].answer();
  assert.equal((await first).statusCode, 200);
  await settle();
  assert.equal(requests.length, 1);
});

test('a signal that aborts afterwards changes nothing', async () => {
  for (const [method, params] of CALLS) {
    const { cos } = newCos();
    const controller = new AbortController();
    const callback = newListener();
    cos[method]({ ...params, Signal: controller.signal }, callback);
    const promised = cos[method]({ ...params, Signal: controller.signal });
    assert.equal((await promised).statusCode, 200);
    await until(() => callback.calls.length);
    controller.abort();
    await settle();
    assert.equal(callback.calls.length, 1);
    assert.equal((await promised).statusCode, 200);
    assert.ok(cos.getTaskList().every(({ state }) => state === 'success'));
  }
});

test('the calls of a signal share one listener, and are let go when they have ended', async () => {
  const source = new AbortController();
  const { signal } = source;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...values) => (listeners++, add(...values));
  const ended = [];
  const end = async (cos, method, params) => {
    await cos[method]({ ...params, Signal: signal }).catch(() => {});
    ended.push([cos, cos.getTaskList()]);
  };
  for (const [method, params] of CALLS) {
    for (const answer of [OK, REFUSED]) await end(newCos({}, newWire(() => answer)).cos, method, params);
  }
  const { cos } = newCos({}, newHeldWire());
  await end(cos, 'putObject', { ...OBJECT, Body: 'x', onTaskReady: (id) => cos.cancelTask(id) });
  assert.equal(listeners, 1);
  source.abort();
  await settle();
  for (const [cos, tasks] of ended) assert.deepEqual(cos.getTaskList(), tasks);
});

test('a task that failed obeys its signal again when it is restarted', async () => {
  const wire = newWire((request, count) => (count === 1 ? REFUSED : undefined));
  const { cos, requests } = newCos({}, wire);
  const source = new AbortController();
  const told = newListener();
  let id;
  cos.putObject({ ...OBJECT, Body: 'x', Signal: source.signal, onTaskReady: (given) => (id = given) }, told);
  await until(() => told.calls.length === 1);
  cos.restartTask(id);
  await until(() => requests.length === 2);
  source.abort();
  await until(() => told.calls.length === 2);
  assertAborted(told.calls[1][0]);
  assert.equal(cos.getTaskList()[0].state, 'canceled');
  assert.ok(requests[1].isAborted);
});

test('one signal stops a hundred calls', async () => {
  const { cos, requests } = newCos({ FileParallelLimit: 3 }, newHeldWire());
  const source = new AbortController();
  const calls = Array.from({ length: 50 }, () => [
    failure(cos.headObject({ ...OBJECT, Signal: source.signal })),
    failure(cos.putObject({ ...OBJECT, Body: 'x', Signal: source.signal })),
  ]).flat();
  await until(() => requests.length === 53);
  source.abort();
  (await Promise.all(calls)).forEach(assertAborted);
  assert.ok(requests.every(({ isAborted }) => isAborted));
  assert.equal(requests.length, 53);
  assert.equal(cos.isUploadRunning(), false);
});

test('a signal that aborts inside a listener of the call stops it', async () => {
  for (const name of ['onTaskReady', 'onTaskStart', 'onProgress']) {
    const { cos, requests } = newCos({ FileParallelLimit: 1 }, newHeldWire());
    const controller = new AbortController();
    const params = { ...OBJECT, Body: 'x', Signal: controller.signal, [name]: () => controller.abort() };
    assertAborted(await failure(cos.putObject(params)));
    assert.ok(requests.every(({ isAborted }) => isAborted), name);
    assert.equal(cos.isUploadRunning(), false, name);
  }
  const { cos, requests } = newCos({}, newHeldWire());
  const controller = new AbortController();
  cos.on('before-send', () => controller.abort());
  assertAborted(await failure(cos.headObject({ ...OBJECT, Signal: controller.signal })));
  await settle();
  assert.ok(requests.every(({ isAborted }) => isAborted));
});

test('what a signal stops while its last bytes are told of ends once', async () => {
  const copied = { statusCode: 200, headers: { 'content-length': '1', etag: '"tag"' }, body: '<CopyObjectResult/>' };
  for (const [method, more] of [
    ['getObject', {}],
    ['putObject', { Body: 'x', SkipTask: true }],
    ['uploadFile', { Body: 'x', SkipTask: true }],
    ['sliceCopyFile', { CopySource: 'test-1250000000.cos.ap-guangzhou.myqcloud.com/b' }],
  ]) {
    const { cos } = newCos({}, newWire(() => copied));
    const controller = new AbortController();
    const onProgress = ({ percent }) => percent === 1 && controller.abort();
    const callback = newListener();
    cos[method]({ ...OBJECT, ...more, Signal: controller.signal, onProgress }, callback);
    await until(() => callback.calls.length);
    await settle();
    assert.equal(callback.calls.length, 1, method);
  }
});

test('a task that is restarted and waits is stopped by its signal, too', async () => {
  const { cos, requests } = newCos({ FileParallelLimit: 1 }, newWire((_, number) => (number === 1 ? REFUSED : undefined)));
  const controller = new AbortController();
  const ready = newListener();
  await failure(cos.putObject({ ...OBJECT, Body: 'x', Signal: controller.signal, onTaskReady: ready }));
  const ended = cos.putObject({ ...OBJECT, Key: 'other', Body: 'x' });
  await until(() => requests.length === 2);
  cos.restartTask(ready.calls[0][0]);
  controller.abort();
  requests[1].answer();
  await ended;
  await settle();
  assert.equal(requests.length, 2);
  assert.deepEqual(cos.getTaskList().map(({ state }) => state), ['canceled', 'success']);
});

test('a signal that stops many tasks starts none of them', async () => {
  const { cos, requests } = newCos({ FileParallelLimit: 1 }, newHeldWire());
  const controller = new AbortController();
  const onTaskStart = newListener();
  const tasks = [0, 1, 2, 3].map((Key) => failure(cos.putObject({ ...OBJECT, Key: `${Key}`, Body: 'x', Signal: controller.signal, onTaskStart })));
  await until(() => requests.length);
  controller.abort();
  await Promise.all(tasks);
  assert.equal(onTaskStart.calls.length, 1);
});

test('a stream that its reader leaves is not held by its signal', async () => {
  const { cos } = newCos({}, newWire(() => ({ ...OK, body: new Response('x'.repeat(100)).body })));
  const { signal } = new AbortController();
  const left = async () => {
    const { Body } = await cos.getObject({ ...OBJECT, DataType: 'stream', Signal: signal });
    const reader = Body.getReader();
    await reader.read();
    await reader.cancel();
    return new WeakRef(Body);
  };
  const streams = [];
  for (let round = 0; round < 20; round += 1) streams.push(await left());
  await settle();
  collectGarbage();
  const held = streams.filter((stream) => stream.deref()).length;
  assert.ok(held < 3, `${held} are held`);
});

test('a signal with a time limit stops the call in time, and the error tells why', async () => {
  const { cos } = newCos({}, newHeldWire());
  const Signal = AbortSignal.timeout(30);
  const stopped = failure(cos.headObject({ ...OBJECT, Signal }));
  const listed = failure(cos.listObjects({ ...OBJECT, Signal }).next());
  const uploads = [false, true].map((SkipTask) => failure(cos.uploadFile({ ...OBJECT, Body: 'x', SkipTask, Signal })));
  const { files } = await cos.uploadFiles({ files: [{ ...OBJECT, Body: 'x' }], Signal });
  // Such a signal alone does not keep Node.js alive.
  await pause(60);
  for (const error of [await stopped, await listed, ...(await Promise.all(uploads)), files[0].error]) {
    assertAborted(error);
    assert.equal(error.cause.name, 'TimeoutError');
  }
});

test('a signal tells the listener of a file that it has ended, and stops entries that give none of their own', async () => {
  for (const call of [
    (cos, entry, Signal) => cos.uploadFile({ ...entry, Signal }),
    (cos, entry, Signal) => cos.uploadFiles({ files: [{ ...entry, Signal: undefined }], Signal }),
  ]) {
    const { cos, requests } = newCos({}, newHeldWire());
    const controller = new AbortController();
    const onFileFinish = newListener();
    const ended = call(cos, { ...OBJECT, Body: 'x', onFileFinish }, controller.signal);
    ended.catch(() => {});
    await until(() => requests.length);
    controller.abort();
    await Promise.race([ended.catch(() => {}), pause(500)]);
    assert.deepEqual(onFileFinish.calls.map(([error]) => error.kind), ['abort']);
  }
});

test('a signal ends uploadFiles, although more files are still waited for', async () => {
  const { cos, requests } = newCos({}, newHeldWire());
  const controller = new AbortController();
  let isLetGo = false;
  async function* drawn() {
    try {
      yield { ...OBJECT, Body: 'x' };
      await pause(100);
      yield { ...OBJECT, Key: 'late', Body: 'x' };
    } finally {
      isLetGo = true;
    }
  }
  const ended = cos.uploadFiles({ files: drawn(), Signal: controller.signal });
  await until(() => requests.length === 1);
  controller.abort();
  const { files } = await Promise.race([ended, pause(50, { files: 'none' })]);
  assert.deepEqual(files.map(({ error }) => error.kind), ['abort']);
  await pause(150);
  assert.equal(requests.length, 1);
  assert.ok(isLetGo);
});

test('uploadFiles with a signal that is aborted beforehand draws no file', async () => {
  const { cos } = newCos();
  const files = (async function* drawn() {
    throw new Error('drawn');
  })();
  assert.deepEqual(await cos.uploadFiles({ files, Signal: AbortSignal.abort() }), { files: [] });
});

test('the files of a list have their results, although a signal stops them while they are drawn', async () => {
  for (const isEarly of [true, false]) {
    const { cos } = newCos({}, newHeldWire());
    const handle = { kind: 'file', name: 'a', getFile: () => pause(20, new Blob(['x'])) };
    const controller = new AbortController();
    if (isEarly) controller.abort();
    const files = [handle, 'text', handle].map((Body, number) => ({ ...OBJECT, Key: `${number}`, Body }));
    const onFileFinish = newListener();
    const ended = cos.uploadFiles({ files, Signal: controller.signal, onFileFinish });
    controller.abort();
    const { files: results } = await ended;
    assert.deepEqual(results.map(({ error, options }) => [error.kind, options.Key]), [['abort', '0'], ['abort', '1'], ['abort', '2']]);
    assert.equal(onFileFinish.calls.length, 3);
  }
});

test('uploadFiles leaves its signal when it has ended', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  signal.addEventListener = () => (listeners += 1);
  const { cos } = newCos();
  for (let round = 0; round < 5; round++) {
    await cos.uploadFiles({ files: [{ ...OBJECT, Body: 'x' }], Signal: signal });
    await cos.uploadFiles({ files: new Set([{ ...OBJECT, Body: 'x' }]), Signal: signal });
  }
  assert.equal(listeners, 1);
});

test('a stream that has been handed over still obeys its signal, whoever reads it when', async () => {
  for (const [reads, isPending] of [[0, false], [1, false], [0, true]]) {
    let cancelled;
    const body = new ReadableStream({
      pull: (controller) => (isPending ? new Promise(() => {}) : controller.enqueue(new Uint8Array(3))),
      cancel: (reason) => (cancelled = reason.name),
    });
    const { cos } = newCos({}, newWire(() => ({ ...OK, body })));
    const controller = new AbortController();
    const { Body } = await cos.getObject({ ...OBJECT, DataType: 'stream', Signal: controller.signal });
    const reader = Body.getReader();
    for (let read = 0; read < reads; read++) assert.equal((await reader.read()).value.length, 3);
    await settle();
    const pending = isPending ? failure(reader.read()) : undefined;
    controller.abort();
    assertAborted(await failure(reader.closed));
    if (pending) assertAborted(await pending);
    assert.equal(cancelled, 'AbortError');
  }
});

test('a stream is the same with a signal, to its end', async () => {
  const body = new Blob(['a stream']).stream();
  const { cos } = newCos({}, newWire(() => ({ ...OK, body })));
  const controller = new AbortController();
  const { Body } = await cos.getObject({ ...OBJECT, DataType: 'stream', Signal: controller.signal });
  assert.equal(await new Response(Body).text(), 'a stream');
  controller.abort();
});

test('what is no signal is a param error', async () => {
  const { cos, requests } = newCos();
  for (const Signal of [true, 'text', 5, {}, new AbortController(), () => {}, { aborted: true }]) {
    const error = await failure(cos.putObject({ ...OBJECT, Body: 'x', Signal }));
    assert.deepEqual([error.kind, error.message], ['param', 'param Signal should be an AbortSignal']);
  }
  for (const Signal of [undefined, null]) assert.ok(await cos.headObject({ ...OBJECT, Signal }));
  assert.equal(requests.length, 2);
  assert.deepEqual(cos.getTaskList(), []);
});

test('a callback that throws when it is told of the abort does not keep others from it', async () => {
  const { cos } = newCos({}, newHeldWire());
  const controller = new AbortController();
  const params = { ...OBJECT, Signal: controller.signal };
  let told;
  const uncaught = await uncaughtOf(async () => {
    cos.headObject(params, () => {
      throw new Error('mine');
    });
    told = failure(cos.headObject(params));
    controller.abort();
    assertAborted(await told);
  });
  assert.deepEqual(uncaught, ['mine']);
});
