/** Downloads in a real browser from the emulated COS: what the target has is the object, whatever happens on the way. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openStage } from './stage.mjs';

const MB = 1024 * 1024;

let stage;

before(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  await stage.reload();
  await prepare();
});
after(() => stage?.close());

/** Gives the page an object of so many bytes, what tells whether something is that object, and the kinds of targets. */
const prepare = () =>
  stage.run(() => {
    window.fileOf = (size, seed = 1) => {
      const words = new Uint32Array(Math.ceil(size / 4));
      let state = seed;
      for (let at = 0; at < words.length; at += 1) words[at] = state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return new File([words.buffer.slice(0, size)], 'file.bin', { type: 'application/x-test' });
    };
    window.upload = async (file, params) => {
      window.file = file;
      const { error } = await call(newCos(), 'uploadFile', { Body: file, ...params });
      if (error) throw new Error(error.message);
    };
    window.isWhole = async (blob) => {
      if (blob?.size !== file.size) return `${blob?.size} bytes`;
      for (let at = 0; at < file.size; at += 1 << 22) {
        const slices = [blob, file].map((one) => one.slice(at, at + (1 << 22)).arrayBuffer());
        const [one, other] = (await Promise.all(slices)).map((bytes) => new Uint8Array(bytes));
        for (let place = 0; place < one.length; place += 1) if (one[place] !== other[place]) return at + place;
      }
      return true;
    };
    window.inFile = async () => {
      const folder = await navigator.storage.getDirectory();
      await folder.removeEntry('target.bin').catch(() => {});
      const Target = await folder.getFileHandle('target.bin', { create: true });
      return { Target, result: () => Target.getFile() };
    };
    // `wait` is how long it takes to take in a chunk.
    window.inStream = (wait = 0) => {
      const chunks = [];
      const seen = { chunks, largest: 0 };
      seen.Target = new WritableStream({
        async write(chunk) {
          seen.largest = Math.max(seen.largest, chunk.length);
          if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
          chunks.push(new Blob([chunk]));
        },
        close: () => (seen.isClosed = true),
        abort: (reason) => (seen.aborted = reason?.code ?? String(reason)),
      });
      seen.result = () => (seen.isClosed ? new Blob(chunks) : undefined);
      return seen;
    };
    window.inMemory = () => ({});
    // Downloads, and gives what became of the target.
    window.download = async (target, params = {}, options = {}) => {
      const { data, error } = await call(newCos(options), 'downloadFile', { Target: target.Target, ...params });
      return { data, error, blob: data && (data.Body ?? (await target.result())) };
    };
  });

const counts = async (...operations) => {
  const logs = await Promise.all(operations.map((operation) => stage.log(operation)));
  return logs.map((log) => log.length);
};

/** Meets requests for bytes only. */
const fault = (fault, { times = 1, skip = 0 } = {}) =>
  stage.admin('POST', 'faults', { match: { operation: 'GetObject', method: 'GET' }, times, skip, fault });

test('200 MB arrive unchanged in a Blob, in a file and in a stream', async () => {
  await stage.run((size) => upload(fileOf(size)), 200 * MB + 7);
  for (const kind of ['inMemory', 'inFile', 'inStream']) {
    await stage.admin('DELETE', 'log');
    const outcome = await stage.run(async (kind) => {
      const target = await window[kind]();
      const told = [];
      const { data, error, blob } = await download(target, { onProgress: (event) => told.push(event) }, { ProgressInterval: 50 });
      const { Body, headers, ...fields } = data ?? {};
      const loaded = told.map(({ loaded }) => loaded);
      const isSorted = loaded.every((count, place) => !place || count >= loaded[place - 1]);
      const [first, last] = [told[0], told.at(-1)].map(({ loaded, total, percent }) => [loaded, total, percent]);
      return { error, isWhole: await isWhole(blob), type: Body?.type, ETag: fields.ETag, isSorted, first, last, size: file.size };
    }, kind);
    const { size, ETag } = outcome;
    assert.match(ETag, /^"[0-9a-f-]+"$/);
    const type = kind === 'inMemory' ? 'application/x-test' : undefined;
    assert.deepEqual(outcome, {
      error: undefined, isWhole: true, type, ETag, isSorted: true, first: [0, size, 0], last: [size, size, 1], size,
    }, kind);
    assert.deepEqual(await counts('HeadObject', 'GetObject'), [1, 26]);
  }
  assert.deepEqual(stage.uncaught, []);
});

test('the bytes of a Blob do not pass through the page while it hears how far they are', async () => {
  const outcome = await stage.run(async (size) => {
    await upload(fileOf(size));
    const { prototype } = ReadableStreamDefaultReader;
    const { read } = prototype;
    let reads = 0;
    prototype.read = function () {
      reads += 1;
      return read.call(this);
    };
    const told = [];
    const onProgress = ({ loaded }) => told.push(loaded);
    const { error, blob } = await download({}, { onProgress }, { ProgressInterval: 0 });
    prototype.read = read;
    const isFine = told.some((loaded) => loaded % (8 << 20) && loaded < size);
    return { error, reads, isFine, isWhole: await isWhole(blob) };
  }, 60 * MB);
  assert.deepEqual(outcome, { error: undefined, reads: 0, isFine: true, isWhole: true });
});

test('empty and small objects need no more than they have', async () => {
  for (const [size, gets] of [[0, 0], [5, 1]]) {
    for (const kind of ['inMemory', 'inFile', 'inStream']) {
      await stage.admin('DELETE', 'log');
      const outcome = await stage.run(async ([size, kind]) => {
        await upload(fileOf(size));
        const told = [];
        const { error, blob } = await download(await window[kind](), { onProgress: ({ percent }) => told.push(percent) });
        return { error, isWhole: await isWhole(blob), last: told.at(-1) };
      }, [size, kind]);
      assert.deepEqual(outcome, { error: undefined, isWhole: true, last: 1 }, `${size} ${kind}`);
      assert.deepEqual(await counts('HeadObject', 'GetObject'), [1, gets]);
    }
  }
});

test('dropped connections and a busy service are survived', async () => {
  await stage.run((size) => upload(fileOf(size)), 24 * MB);
  const busy = { kind: 'status', status: 503, code: 'SlowDown' };
  for (const trouble of [{ kind: 'dropBefore' }, { kind: 'dropDuring', answer: true }, busy]) {
    for (const kind of ['inMemory', 'inFile', 'inStream']) {
      await fault(trouble, { times: 3, skip: 1 });
      const outcome = await stage.run(async (kind) => {
        const { error, blob } = await download(await window[kind](), { ChunkSize: 1 << 21 });
        return { error, isWhole: await isWhole(blob) };
      }, kind);
      assert.deepEqual(outcome, { error: undefined, isWhole: true }, `${trouble.kind} ${kind}`);
    }
  }
});

/** Browsers drop what a page has not read when a connection breaks: the first missing byte is behind some of what was sent. */
const isInTheMiddle = (start) => start > 0 && start <= 3 * MB;

/** The first bytes of the ranges that were asked for, and how many bytes were sent in all. */
const served = async () => {
  const log = (await stage.log('GetObject')).filter(({ method }) => method === 'GET');
  const starts = log.map(({ headers }) => +headers.range.match(/\d+/)[0]);
  return { starts, bytes: log.reduce((sum, { bytesOut }) => sum + bytesOut, 0) };
};

for (const kind of ['inMemory', 'inFile', 'inStream']) {
  test(`a range whose connection breaks goes on from its first missing byte, ${kind}`, async () => {
    await stage.run((size) => upload(fileOf(size)), 12 * MB);
    await fault({ kind: 'dropDuring', answer: true, bytes: 3 * MB }, { times: 6 });
    await stage.admin('DELETE', 'log');
    const outcome = await stage.run(async (kind) => {
      const told = [];
      const onProgress = ({ loaded }) => told.push(loaded);
      const params = { ChunkSize: 4 << 20, ParallelLimit: 1, onProgress, CheckIntegrity: 'require' };
      const { error, blob } = await download(await window[kind](), params, { ProgressInterval: 0 });
      const isBack = told.some((loaded, place) => loaded < told[place - 1] && told[place - 1] > 4 << 20);
      return { error, isWhole: await isWhole(blob), isBack };
    }, kind);
    assert.deepEqual(outcome, { error: undefined, isWhole: true, isBack: false });
    const { starts, bytes } = await served();
    // Each range breaks once; the very first has been asked for by XMLHttpRequest, which keeps nothing.
    assert.deepEqual(starts.slice(1), [...new Set(starts.slice(1))].sort((one, other) => one - other));
    assert.deepEqual(starts.filter((start) => start % (4 * MB) == 0), [0, 0, 4 * MB, 8 * MB]);
    const pieces = starts.map((start) => Math.min(3 * MB, 4 * MB - (start % (4 * MB))));
    assert.equal(bytes, pieces.reduce((sum, piece) => sum + piece));
  });
}

/** Downloads in ranges, until one has broken in its middle and no server is to be found any more; then does what is asked for. */
const broken = async (kind, act) => {
  await stage.run((size) => upload(fileOf(size)), 4 * MB);
  await fault({ kind: 'dropDuring', answer: true, bytes: 3 * MB }, { times: 2 });
  await fault({ kind: 'dropBefore' }, { skip: 2, times: null });
  await stage.admin('DELETE', 'log');
  await stage.run(async (kind) => {
    window.cos = newCos({ ProgressInterval: 0 });
    window.target = await window[kind]();
    const onTaskReady = (id) => (window.id = id);
    window.ended = call(cos, 'downloadFile', { Target: target.Target, ChunkSize: 4 << 20, onTaskReady });
  }, kind);
  while ((await served()).starts.length < 3) await pause(20);
  await act();
  // What was on its way is in the log when it has ended.
  await pause(500);
  await stage.admin('DELETE', 'faults');
};

for (const kind of ['inMemory', 'inFile', 'inStream']) {
  test(`an object that changes after a connection broke is an error, and never a mixture, ${kind}`, async () => {
    await broken(kind, () => stage.run((size) => upload(fileOf(size, 2)), 4 * MB));
    const outcome = await stage.run(async () => {
      const { code, statusCode } = (await ended).error;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { code, statusCode, left: (await target.result?.())?.size ?? 0, aborted: target.aborted };
    });
    const aborted = kind === 'inStream' ? 'PreconditionFailed' : undefined;
    assert.deepEqual(outcome, { code: 'PreconditionFailed', statusCode: 412, left: 0, aborted });
    assert.ok(isInTheMiddle((await served()).starts.at(-1)));
  });

  test(`a download that is paused after a connection broke goes on from its first missing byte, ${kind}`, async () => {
    await broken(kind, () => stage.run(() => cos.pauseTask(id)));
    const before = (await served()).starts.length;
    await pause(1500);
    assert.equal((await served()).starts.length, before);
    const outcome = await stage.run(async () => {
      cos.restartTask(id);
      const { data, error } = await ended;
      return { error, isWhole: await isWhole(data && (data.Body ?? (await target.result()))) };
    });
    assert.deepEqual(outcome, { error: undefined, isWhole: true });
    const { starts, bytes } = await served();
    assert.ok(isInTheMiddle(starts.at(-1)));
    assert.equal(bytes, (3 + 3 + 4) * MB - starts.at(-1));
  });

  test(`a download that is cancelled after a connection broke leaves nothing behind, ${kind}`, async () => {
    await broken(kind, () => stage.run(() => cos.cancelTask(id)));
    const before = (await served()).starts.length;
    const outcome = await stage.run(async () => {
      const { error } = await ended;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return { kind: error?.kind, left: (await target.result?.())?.size ?? 0, aborted: target.aborted };
    });
    const aborted = kind === 'inStream' ? 'AbortError' : undefined;
    assert.deepEqual(outcome, { kind: 'abort', left: 0, aborted });
    assert.equal((await served()).starts.length, before);
    assert.deepEqual(stage.uncaught, []);
  });
}

test('a byte that changed on its way is an error, and leaves nothing behind', async () => {
  await stage.run((size) => upload(fileOf(size)), 5 * MB);
  for (const kind of ['inMemory', 'inFile', 'inStream']) {
    await fault({ kind: 'corruptBody' }, { skip: 1 });
    const outcome = await stage.run(async (kind) => {
      const target = await window[kind]();
      const { error } = await download(target, { ChunkSize: 1 << 20 });
      return { kind: error?.kind, left: (await target.result?.())?.size ?? 0, aborted: target.aborted };
    }, kind);
    assert.deepEqual(outcome, { kind: 'integrity', left: 0, aborted: kind === 'inStream' ? 'Error' : undefined }, kind);
  }
});

test('an object that changes in the middle is an error, and never a mixture', async () => {
  await stage.run((size) => upload(fileOf(size)), 8 * MB);
  await fault({ kind: 'slowBody', bytesPerSecond: 4 * MB }, { times: null });
  await stage.run(() => {
    window.target = inStream();
    window.ended = download(target, { ChunkSize: 1 << 20, ParallelLimit: 1 });
  });
  while ((await counts('GetObject'))[0] < 3) await pause(20);
  await stage.run((size) => upload(fileOf(size, 2)), 8 * MB);
  const outcome = await stage.run(async () => {
    const { code, statusCode, kind } = (await ended).error;
    return { code, statusCode, kind, aborted: target.aborted };
  });
  assert.deepEqual(outcome, { code: 'PreconditionFailed', statusCode: 412, kind: 'service', aborted: 'PreconditionFailed' });
});

/** Downloads slowly, until three parts have arrived; then does what is asked for. */
const interrupted = async (kind, act) => {
  await stage.run((size) => upload(fileOf(size)), 8 * MB);
  await stage.admin('DELETE', 'log');
  await fault({ kind: 'slowBody', bytesPerSecond: 4 * MB }, { times: null });
  await stage.run(async (kind) => {
    window.cos = newCos({ ProgressInterval: 0 });
    window.target = await window[kind]();
    const onTaskReady = (id) => (window.id = id);
    const params = { Target: target.Target, ChunkSize: 1 << 20, ParallelLimit: 1, onTaskReady };
    window.ended = call(cos, 'downloadFile', params);
  }, kind);
  while ((await counts('GetObject'))[0] < 4) await pause(20);
  await stage.run((act) => cos[act](id), act);
  await stage.admin('DELETE', 'faults');
};

/** The beginnings of the ranges that were asked for. */
const ranges = async () => (await stage.log('GetObject')).length;

for (const kind of ['inMemory', 'inFile', 'inStream']) {
  test(`a paused download goes on with the parts that are missing, ${kind}`, async () => {
    await interrupted(kind, 'pauseTask');
    const before = await ranges();
    const outcome = await stage.run(async () => {
      const { state, size, loaded } = cos.getTaskList()[0];
      const isRunning = cos.isUploadRunning();
      // What was on its way to the target arrives there.
      await new Promise((resolve) => setTimeout(resolve, 100));
      cos.restartTask(id);
      const { data, error } = await ended;
      const list = cos.getTaskList();
      const blob = data?.Body ?? (await target.result());
      return { state, isRunning, size, isPart: loaded > 0 && loaded < size, error, isWhole: await isWhole(blob), end: list[0].state };
    });
    assert.deepEqual(outcome, {
      state: 'paused', isRunning: false, size: 8 * MB, isPart: true, error: undefined, isWhole: true, end: 'success',
    });
    // The part in flight may have been asked for twice.
    const all = await ranges();
    assert.ok(all >= 8 && all <= 9 && all - before <= 6, `${before} ${all}`);
    assert.deepEqual(await counts('HeadObject'), [1]);
  });

  test(`a cancelled download leaves nothing behind, ${kind}`, async () => {
    await interrupted(kind, 'cancelTask');
    const outcome = await stage.run(async () => {
      const { error } = await ended;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { kind: error?.kind, left: (await target.result?.())?.size ?? 0, aborted: target.aborted, state: cos.getTaskList()[0].state };
    });
    const aborted = kind === 'inStream' ? 'AbortError' : undefined;
    assert.deepEqual(outcome, { kind: 'abort', left: 0, aborted, state: 'canceled' });
    const before = await ranges();
    await pause(300);
    assert.equal(await ranges(), before);
    assert.deepEqual(stage.uncaught, []);
  });
}

test('a Signal stops a download, and its stream with it', async () => {
  await stage.run((size) => upload(fileOf(size)), 8 * MB);
  await fault({ kind: 'slowBody', bytesPerSecond: 2 * MB }, { times: null });
  for (const SkipTask of [false, true]) {
    const outcome = await stage.run(async (SkipTask) => {
      const controller = new AbortController();
      const target = inStream();
      setTimeout(() => controller.abort(), 900);
      const { error } = await download(target, { Signal: controller.signal, SkipTask, ChunkSize: 1 << 20, ParallelLimit: 1 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { kind: error?.kind, aborted: target.aborted };
    }, SkipTask);
    assert.deepEqual(outcome, { kind: 'abort', aborted: 'AbortError' });
  }
});

test('being offline in the middle is survived', async () => {
  await stage.run((size) => upload(fileOf(size)), 16 * MB);
  await fault({ kind: 'slowBody', bytesPerSecond: 2 * MB }, { times: null });
  await stage.run(() => {
    window.ended = download(inMemory(), { ChunkSize: 1 << 20 });
  });
  await pause(700);
  await stage.context.setOffline(true);
  await pause(2500);
  await stage.context.setOffline(false);
  await stage.admin('DELETE', 'faults');
  const outcome = await stage.run(async () => {
    const { error, blob } = await ended;
    return { error, isWhole: await isWhole(blob) };
  });
  assert.deepEqual(outcome, { error: undefined, isWhole: true });
});

test('a slow stream is waited for, and gets the bytes in order and part by part', async () => {
  await stage.run((size) => upload(fileOf(size)), 6 * MB);
  await stage.admin('DELETE', 'log');
  await stage.run(() => {
    window.target = inStream(150);
    window.ended = download(target, { ChunkSize: 1 << 20, ParallelLimit: 2 });
  });
  let most = 0;
  for (let isOver = false; !isOver; ) {
    const arrived = await stage.run(() => [target.chunks.length, !!target.isClosed]);
    isOver = arrived[1];
    most = Math.max(most, (await ranges()) - arrived[0]);
  }
  const outcome = await stage.run(async () => ({ isWhole: await isWhole((await ended).blob), largest: target.largest }));
  assert.deepEqual(outcome, { isWhole: true, largest: MB });
  assert.ok(most <= 3, `${most} parts ahead of the stream`);
});

test('a server that knows no ranges is asked for everything at once', async () => {
  const body = 'How now, brown cow? '.repeat(100_000);
  await stage.run((body) => upload(new File([body], 'text')), body);
  for (const kind of ['inMemory', 'inFile', 'inStream']) {
    for (const skip of [0, 1]) {
      await stage.admin('DELETE', 'faults');
      await fault({ kind: 'answer', status: 200, body }, { skip, times: null });
      const outcome = await stage.run(async (kind) => {
        const { error, blob } = await download(await window[kind](), { ChunkSize: 1 << 20, ParallelLimit: 1 });
        return { error, isWhole: await isWhole(blob) };
      }, kind);
      assert.deepEqual(outcome, { error: undefined, isWhole: true }, `${kind} ${skip}`);
    }
  }
});

test('an object with an encoding arrives as it is stored', async () => {
  const outcome = await stage.run(async () => {
    const packed = await new Response(fileOf(3 << 20).stream().pipeThrough(new CompressionStream('gzip'))).blob();
    await upload(new File([packed], 'packed'), { ContentEncoding: 'gzip' });
    const { error, blob } = await download(inMemory(), { ChunkSize: 1 << 20 });
    return { error, isWhole: await isWhole(blob), isLarge: packed.size > 1 << 20 };
  });
  assert.deepEqual(outcome, { error: undefined, isWhole: true, isLarge: true });
});

test('an object that is encrypted with a key of its own needs that key', async () => {
  const key = Buffer.alloc(32, 7);
  const outcome = await stage.run(async (keys) => {
    await upload(fileOf(3 << 20), keys);
    const { blob } = await download(inMemory(), { ChunkSize: 1 << 20, ...keys });
    const { error } = await download(inMemory());
    return { isWhole: await isWhole(blob), statusCode: error?.statusCode };
  }, {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  });
  assert.deepEqual(outcome, { isWhole: true, statusCode: 400 });
});

test('what is no target, or is in use, or takes in no more, is an error of its own', async () => {
  await stage.run(() => upload(fileOf(5)));
  const outcome = await stage.run(async () => {
    const locked = new WritableStream();
    locked.getWriter();
    const full = new WritableStream({
      write() {
        throw new Error('no room');
      },
    });
    const ends = [];
    for (const Target of ['target.bin', {}, locked, full]) ends.push((await download({ Target })).error);
    return ends.map(({ kind, message }) => [kind, message.replace(/: .*(locked|room).*/i, ': $1')]);
  });
  const wrong = 'param Target should be a WritableStream or a FileSystemFileHandle';
  assert.deepEqual(outcome, [
    ['param', wrong],
    ['param', wrong],
    ['file', 'the target cannot be written: locked'],
    ['file', 'the target cannot be written: room'],
  ]);
  assert.deepEqual(stage.uncaught, []);
});

test('an object that is not there is told with its name', async () => {
  const { error, aborted } = await stage.run(async () => {
    const target = inStream();
    const { error } = await download(target, { Key: 'nowhere' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { error, aborted: target.aborted !== undefined };
  });
  assert.deepEqual([error.statusCode, error.kind, aborted], [404, 'service', true]);
});
