/** Uploads in a real browser against the emulated COS: what arrives is the file, whatever happens on the way. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openStage } from './stage.mjs';

const MB = 1024 * 1024;

let stage;

before(async () => {
  stage = await openStage(['--js-flags=--expose-gc']);
});
beforeEach(() => stage.reload());
after(() => stage?.close());

/** Gives the page `fileOf(size, seed)` and `isWhole(file, Key)`. */
const prepare = () =>
  stage.run(() => {
    window.fileOf = (size, seed, name = 'file.bin') => {
      const bytes = new Uint8Array(size);
      let state = seed + 1;
      for (let at = 0; at < size; at += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        bytes[at] = state >>> 24;
      }
      return new File([bytes], name, { type: 'application/x-test', lastModified: 1700000000000 });
    };
    window.isWhole = async (file, Key = 'object') => {
      const { data } = await call(newCos(), 'getObject', { Key, DataType: 'arraybuffer' });
      const [one, other] = [new Uint8Array(data.Body), new Uint8Array(await file.arrayBuffer())];
      return one.length == other.length && one.every((byte, at) => byte == other[at]);
    };
  });

const counts = async (...operations) => {
  const logs = await Promise.all(operations.map((operation) => stage.log(operation)));
  return logs.map((log) => log.length);
};

test('a file goes in parts, its progress is told to the byte, and its callbacks come in order', async () => {
  await prepare();
  const outcome = await stage.run(async () => {
    const cos = newCos({ ProgressInterval: 20 });
    const file = fileOf(12 * 1024 * 1024 + 5, 1);
    const events = [];
    const told = [];
    const { data } = await call(cos, 'uploadFile', {
      Body: file,
      onTaskReady: () => events.push('ready'),
      onTaskStart: ({ state }) => events.push(state),
      onProgress: ({ loaded, total, percent }) => told.push([loaded, total, percent]),
      onFileFinish: (error, data, options) => events.push([error, data.UploadId?.length > 0, typeof options.TaskId]),
    });
    return { events, told, data, size: file.size, isWhole: await isWhole(file), list: cos.getTaskList() };
  });
  assert.deepEqual(outcome.events, ['ready', 'checking', [null, true, 'string']]);
  assert.deepEqual(outcome.told[0], [0, outcome.size, 0]);
  assert.deepEqual(outcome.told.at(-1), [outcome.size, outcome.size, 1]);
  const loaded = outcome.told.map(([loaded]) => loaded);
  assert.deepEqual(loaded, loaded.toSorted((one, other) => one - other));
  assert.ok(outcome.isWhole);
  assert.match(outcome.data.Location, /^demo-1250000000\.cos\.ap-guangzhou\..*\/object$/);
  assert.equal(outcome.list[0].state, 'success');
  assert.deepEqual(await counts('ListMultipartUploads', 'InitiateMultipartUpload', 'UploadPart'), [0, 1, 5]);
  assert.deepEqual(stage.uncaught, []);
});

test('a connection that drops in the middle is survived', async () => {
  await prepare();
  for (const fault of [{ kind: 'dropBefore' }, { kind: 'dropDuring' }, { kind: 'dropAfter' }]) {
    await stage.fault('UploadPart', fault, 2);
    await stage.fault('CompleteMultipartUpload', fault, 1);
    const outcome = await stage.run(async () => {
      const file = fileOf(12 * 1024 * 1024, 2);
      const { data, error } = await call(newCos(), 'sliceUploadFile', { Body: file });
      return { error, isDone: !!data, isWhole: await isWhole(file) };
    });
    assert.deepEqual(outcome, { error: undefined, isDone: true, isWhole: true }, JSON.stringify(fault));
  }
});

/** The numbers of the parts that were sent. */
const partsSent = async () => {
  const log = await stage.log('UploadPart');
  return [...new Set(log.map(({ query }) => +new URLSearchParams(query).get('partNumber')))].toSorted();
};

/** Uploads slowly, one part at a time, until three have arrived; then does what is asked for. */
const interrupted = async (seed, act) => {
  await stage.fault('UploadPart', { kind: 'slowUpload', bytesPerSecond: 4 * MB }, null);
  await stage.run((seed) => {
    const cos = newCos({ ChunkSize: 1024 * 1024, ChunkParallelLimit: 1, ProgressInterval: 0 });
    window.cos = cos;
    window.file = fileOf(8 * 1024 * 1024, seed);
    const onTaskReady = (id) => (window.id = id);
    window.ended = call(cos, 'sliceUploadFile', { Body: file, onTaskReady });
    // Not waited for here.
    return null;
  }, seed);
  while ((await counts('UploadPart'))[0] < 3) await pause(20);
  if (act) await stage.run((act) => cos[act](id), act);
  // The record is written shortly after a part has arrived.
  await pause(150);
  await stage.admin('DELETE', 'faults');
  await stage.admin('DELETE', 'log');
};

test('a paused upload goes on with the parts that are missing', async () => {
  await prepare();
  await interrupted(3, 'pauseTask');
  const outcome = await stage.run(async () => {
    const state = cos.getTaskList()[0].state;
    cos.restartTask(id);
    const { data } = await ended;
    return { state, isDone: !!data?.UploadId, isWhole: await isWhole(file) };
  });
  assert.deepEqual(outcome, { state: 'paused', isDone: true, isWhole: true });
  assert.deepEqual(await partsSent(), [4, 5, 6, 7, 8]);
  assert.deepEqual(await counts('InitiateMultipartUpload'), [0]);
});

test('after a reload the upload goes on with the parts that are missing', async () => {
  await prepare();
  await interrupted(4);
  await stage.page.goto(`${stage.address}/index.html`);
  await stage.page.waitForFunction(() => window.isReady);
  await prepare();
  const outcome = await stage.run(async () => {
    const file = fileOf(8 * 1024 * 1024, 4);
    const { data, error } = await call(newCos({ ChunkSize: 1024 * 1024 }), 'sliceUploadFile', { Body: file });
    return { error, isDone: !!data, isWhole: await isWhole(file) };
  });
  assert.deepEqual(outcome, { error: undefined, isDone: true, isWhole: true });
  assert.deepEqual(await partsSent(), [4, 5, 6, 7, 8]);
  assert.deepEqual(await counts('InitiateMultipartUpload', 'ListParts'), [0, 0]);
});

test('what was remembered while the database did not work is found when it does', async () => {
  await prepare();
  await stage.run(() => {
    indexedDB.open = () => ({});
  });
  await interrupted(4);
  await stage.page.goto(`${stage.address}/index.html`);
  await stage.page.waitForFunction(() => window.isReady);
  await prepare();
  const outcome = await stage.run(async () => {
    const { data } = await call(newCos({ ChunkSize: 1024 * 1024 }), 'sliceUploadFile', { Body: fileOf(8 * 1024 * 1024, 4) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { isDone: !!data, left: Object.keys(localStorage) };
  });
  assert.deepEqual(outcome, { isDone: true, left: [] });
  assert.deepEqual(await partsSent(), [4, 5, 6, 7, 8]);
});

test('progress goes on where it was, says how long the rest takes, and is exact', async () => {
  await prepare();
  await interrupted(11, 'pauseTask');
  await stage.fault('UploadPart', { kind: 'slowUpload', bytesPerSecond: 2 * MB }, null);
  const told = await stage.run(async () => {
    cos.pauseTask(id);
    const told = [];
    const file = fileOf(8 * 1024 * 1024, 11);
    cos.cancelTask(id);
    const again = newCos({ ChunkSize: 1024 * 1024, ChunkParallelLimit: 1, ProgressInterval: 100 });
    await call(again, 'sliceUploadFile', { Body: file, onProgress: (event) => told.push(event) });
    return told;
  });
  const loaded = told.map(({ loaded }) => loaded);
  assert.ok(loaded[0] >= 3 * MB, `${loaded[0]}`);
  assert.deepEqual(loaded, loaded.toSorted((one, other) => one - other));
  for (const { loaded, total, speed, fraction, percent, remaining } of told) {
    assert.equal(fraction, loaded / total);
    assert.equal(percent, Math.floor((loaded / total) * 100) / 100);
    if (speed > 0) assert.equal(remaining, (total - loaded) / speed);
  }
  const middle = told[Math.floor(told.length / 2)];
  assert.ok(middle.speed > MB / 2 && middle.speed < 8 * MB, `${middle.speed}`);
  assert.equal(told.at(-1).remaining, 0);
});

test('another file of the same name, size and date is not mixed with what has arrived', async () => {
  await prepare();
  await interrupted(5, 'cancelTask');
  const outcome = await stage.run(async () => {
    const { error } = await ended;
    const other = fileOf(8 * 1024 * 1024, 6);
    const { data } = await call(newCos({ ChunkSize: 1024 * 1024 }), 'sliceUploadFile', { Body: other });
    return { error: error.name, isDone: !!data, isWhole: await isWhole(other) };
  });
  assert.deepEqual(outcome, { error: 'AbortError', isDone: true, isWhole: true });
});

test('a canceled upload is ended at the service where that is wanted, while it runs and while it is paused', async () => {
  await prepare();
  await stage.fault('UploadPart', { kind: 'slowUpload', bytesPerSecond: MB }, null);
  const outcome = await stage.run(async () => {
    const left = async () => (await call(newCos(), 'multipartList', { Prefix: 'e' })).data.Upload.length;
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const started = async (options, params) => {
      const cos = newCos({ ChunkSize: 1024 * 1024, ProgressInterval: 0, ...options });
      const controller = new AbortController();
      let id;
      const loaded = new Promise((resolve) => {
        const onProgress = (event) => event.loaded && resolve();
        const task = { Body: fileOf(4 * 1024 * 1024, 12), onTaskReady: (ready) => (id = ready), onProgress };
        const place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Signal: controller.signal };
        cos.sliceUploadFile({ ...place, ...task, ...params }, () => {});
      });
      await loaded;
      return {
        cancel: () => cos.cancelTask(id),
        abort: () => controller.abort(),
        cancelPaused() {
          cos.pauseTask(id);
          cos.cancelTask(id);
        },
      };
    };
    const found = [];
    for (const [options, params, way] of [
      [{}, { Key: 'e1' }, 'cancel'],
      [{ AbortOnCancel: true }, { Key: 'e2' }, 'cancel'],
      [{}, { Key: 'e3', AbortOnCancel: true }, 'cancelPaused'],
      [{ AbortOnCancel: true }, { Key: 'e4', AbortOnCancel: false }, 'cancel'],
      [{ AbortOnCancel: true }, { Key: 'e5' }, 'abort'],
      [{ AbortOnCancel: true }, { Key: 'e6', SkipTask: true }, 'abort'],
    ]) {
      const ways = await started(options, params);
      ways[way]();
      await wait(400);
      found.push(await left());
    }
    return found;
  });
  assert.deepEqual(outcome, [1, 1, 1, 2, 2, 2]);
});

test('cancelled at any moment an upload leaves no request running and tells it once', async () => {
  await prepare();
  await stage.fault('UploadPart', { kind: 'slowUpload', bytesPerSecond: MB }, null);
  for (const moment of ['onTaskReady', 'onTaskStart', 'onProgress', 0, 15, 60, 200, 500]) {
    const started = new Set();
    const note = (request) => request.url().includes('cos.ap-guangzhou') && started.add(request);
    const forget = (request) => started.delete(request);
    stage.page.on('request', note).on('requestfinished', forget).on('requestfailed', forget);
    const outcome = await stage.run(async (moment) => {
      const cos = newCos({ ChunkSize: 1024 * 1024, ProgressInterval: 0 });
      let id;
      let ends = 0;
      const cancel = () => cos.cancelTask(id);
      const hooks = { onTaskReady: (task) => (id = task) };
      const named = hooks[moment];
      if (typeof moment == 'string') {
        hooks[moment] = (told) => {
          named?.(told);
          cancel();
        };
      }
      const ended = call(cos, 'sliceUploadFile', { Body: fileOf(6 * 1024 * 1024, 7), Key: 'c', ...hooks });
      ended.then(() => (ends += 1));
      if (typeof moment == 'number') setTimeout(cancel, moment);
      const { error } = await ended;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { name: error?.name, ends, state: cos.getTaskList()[0].state, isRunning: cos.isUploadRunning() };
    }, moment);
    assert.deepEqual(outcome, { name: 'AbortError', ends: 1, state: 'canceled', isRunning: false }, `${moment}`);
    assert.equal(started.size, 0, `${moment}: ${[...started].map((request) => request.url())}`);
    stage.page.off('request', note).off('requestfinished', forget).off('requestfailed', forget);
  }
  assert.deepEqual(stage.uncaught, []);
});

test('many files go as one: each has its result, and what fails does not stop the rest', async () => {
  await prepare();
  await stage.fault('PutObject', { kind: 'status', status: 403, code: 'AccessDenied' }, 1);
  const outcome = await stage.run(async () => {
    const place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
    const cos = newCos({ ProgressInterval: 0, FileParallelLimit: 1 });
    const finished = [];
    let last;
    const files = [
      { ...place, Key: 'a', Body: 'täxt' },
      { ...place, Key: 'b', Body: fileOf(2 * 1024 * 1024, 8) },
      { ...place, Key: 'c', Body: new ArrayBuffer(7) },
      { ...place, Body: 'without a key' },
      { ...place, Key: 'e' },
      { ...place, Key: 'f', Body: new File([], 'empty') },
    ];
    const { files: results } = await cos.uploadFiles({
      files,
      onProgress: (event) => (last = event),
      onFileFinish: (error, data, { Key, Index }) => finished.push([Key, Index, error?.message]),
    });
    const kinds = results.map(({ error, data, options }) => [error?.code ?? data.statusCode, options.Index]);
    return { kinds, finished: finished.length, last, empty: await cos.uploadFiles({ files: [] }) };
  });
  assert.deepEqual(outcome.kinds, [
    ['AccessDenied', '0'],
    [200, '1'],
    [200, '2'],
    ['Error', '3'],
    ['Error', '4'],
    [200, '5'],
  ]);
  assert.equal(outcome.finished, 6);
  assert.deepEqual(outcome.empty, { files: [] });
  assert.equal(outcome.last.total, 5 + 2 * MB + 7 + 13);
  assert.equal(outcome.last.loaded, 2 * MB + 7);
});

test('uploads that nobody will finish are ended one by one, by file, and by bucket', async () => {
  const outcome = await stage.run(async () => {
    const cos = newCos();
    const begin = async (Key) => (await call(cos, 'multipartInit', { Key })).data.UploadId;
    const ids = [await begin('a'), await begin('a'), await begin('ab'), await begin('c')];
    const abort = async (params) => {
      const { data, error } = await call(cos, 'abortUploadTask', { Key: undefined, ...params });
      return error?.message ?? data.successList.map(({ Key }) => Key).toSorted();
    };
    return [
      await abort({ Key: 'c', UploadId: ids[3] }),
      await abort({ Key: 'a', Level: 'file' }),
      await abort({ Level: 'bucket', AsyncLimit: 3 }),
      await abort({ Level: 'bucket' }),
      await abort({ Key: 'c' }),
      await abort({ UploadId: 'u' }),
      await abort({ Level: 'town' }),
    ];
  });
  assert.deepEqual(outcome, [
    ['c'],
    ['a', 'a'],
    ['ab'],
    [],
    'abort_upload_task_no_id',
    'abort_upload_task_no_key',
    'abort_unknown_level',
  ]);
});

test('an object is copied in parts, with its metadata', async () => {
  await prepare();
  const outcome = await stage.run(async () => {
    const cos = newCos();
    const file = fileOf(5 * 1024 * 1024 + 1, 9);
    await call(cos, 'uploadFile', { Body: file, 'x-cos-meta-a': '1', ContentType: 'text/plain' });
    const told = [];
    const { data, error } = await call(cos, 'sliceCopyFile', {
      Key: 'copy',
      CopySource: 'demo-1250000000.cos.ap-guangzhou.myqcloud.com/object',
      CopySliceSize: 1024 * 1024,
      CopyChunkSize: 1024 * 1024,
      onProgress: ({ loaded, total }) => told.push([loaded, total]),
    });
    const { data: head } = await call(cos, 'headObject', { Key: 'copy' });
    return { error, ETag: data?.ETag, meta: head.headers['x-cos-meta-a'], told, isWhole: await isWhole(file, 'copy') };
  });
  assert.equal(outcome.error, undefined);
  assert.ok(outcome.isWhole);
  assert.match(outcome.ETag, /-6"$/);
  assert.equal(outcome.meta, '1');
  assert.deepEqual(outcome.told.at(-1), [5 * MB + 1, 5 * MB + 1]);
});

test('the parts of a file are summed up from one stream, also when three files go side by side', async () => {
  await prepare();
  const whole = await stage.run(async () => {
    const count =
      'const { stream } = Blob.prototype; self.streams = 0;' +
      'Blob.prototype.stream = function () { self.streams += 1; return stream.call(this); };';
    const { createObjectURL } = URL;
    URL.createObjectURL = (script) => createObjectURL(new Blob([count, script]));
    const place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
    const files = [1, 2, 3].map((seed) => ({ ...place, Key: `${seed}`, Body: fileOf(9 * 1024 * 1024 + seed, seed) }));
    await call(newCos(), 'uploadFiles', { files });
    return Promise.all(files.map(({ Body, Key }) => isWhole(Body, Key)));
  });
  assert.deepEqual(whole, [true, true, true]);
  assert.equal(await stage.page.workers()[0].evaluate('streams'), 3);
});

test('files are held while a worker reads them, however often garbage is collected, and no longer', async () => {
  await prepare();
  const outcome = await stage.run(async () => {
    const { createObjectURL } = URL;
    const note =
      'const { stream } = Blob.prototype; self.files = [];' +
      'Blob.prototype.stream = function () { files.push(new WeakRef(this)); return stream.call(this); };';
    URL.createObjectURL = (script) => createObjectURL(new Blob(['setInterval(gc, 1);', note, script]));
    const cos = newCos();
    const onProgress = () => cos.cancelTask(cos.getTaskList()[0].id);
    const canceled = call(cos, 'uploadFile', { Key: 'canceled', Body: fileOf(24 * 1024 * 1024, 1), onProgress });
    // The last part of the second one is so small that it is not worth the way to a worker.
    const files = [2, 3].map((seed) => fileOf(24 * 1024 * 1024 + (seed - 2) * (1024 * 1024 + 4096), seed));
    const uploads = files.map((Body, at) => call(cos, 'uploadFile', { Key: `${at}`, Body }));
    const late = new Promise((resolve) => setTimeout(resolve, 20_000, 'late'));
    const ended = (call) => Promise.race([call.then(({ error }) => error?.name), late]);
    return [await ended(canceled), ...(await Promise.all(uploads.map(ended)))];
  });
  assert.deepEqual(outcome, ['AbortError', undefined, undefined]);
  const [worker] = stage.page.workers();
  assert.ok((await worker.evaluate('files.length')) >= 2);
  await pause(300);
  assert.equal(await worker.evaluate('files.filter((file) => file.deref()).length'), 0);
});

test('where workers are forbidden files are summed up in slices that leave the page smooth', async () => {
  await stage.run(() => {
    window.Worker = class {
      constructor() {
        throw new Error('forbidden');
      }
    };
  });
  await prepare();
  const outcome = await stage.run(async () => {
    const file = fileOf(6 * 1024 * 1024, 10);
    const { data } = await call(newCos(), 'sliceUploadFile', { Body: file });
    return { isDone: !!data, isWhole: await isWhole(file) };
  });
  assert.deepEqual(outcome, { isDone: true, isWhole: true });
});
