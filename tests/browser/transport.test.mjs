/** What happens between a call and the network, in a real browser against the emulated COS. */

import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openStage } from './stage.mjs';

const MB = 1024 * 1024;

let stage;

before(async () => {
  stage = await openStage();
});
beforeEach(() => stage.reload());
after(() => stage?.close());

test('an upload that somebody watches tells how far it is and arrives unchanged', async () => {
  // Large enough for the buffers of the sockets, which take in some megabytes at once.
  const size = 24 * MB;
  await stage.fault('PutObject', { kind: 'slowUpload', bytesPerSecond: size / 2 });
  const { events, head } = await stage.run(async (size) => {
    const cos = newCos({ ProgressInterval: 0 });
    const events = [];
    const onProgress = ({ loaded, total, percent }) => events.push({ loaded, total, percent });
    await call(cos, 'putObject', { Body: new Blob([new Uint8Array(size).fill(7)]), onProgress });
    return { events, head: await call(cos, 'headObject') };
  }, size);
  const loaded = events.map((event) => event.loaded);
  assert.ok(new Set(loaded).size > 3, `only ${loaded}`);
  assert.deepEqual(loaded, loaded.toSorted((a, b) => a - b), 'it never goes back');
  assert.deepEqual(events.at(-1), { loaded: size, total: size, percent: 1 });
  assert.equal(head.data.headers['content-length'], String(size));
});

test('an upload that nobody watches goes by fetch', async () => {
  const made = await stage.run(async () => {
    let made = 0;
    window.XMLHttpRequest = class extends XMLHttpRequest {
      constructor() {
        super();
        made += 1;
      }
    };
    await call(newCos(), 'appendObject', { Body: 'text', Position: 0 });
    return made;
  });
  assert.equal(made, 0);
  assert.equal((await stage.log('AppendObject')).length, 1);
});

test('a download tells how far it is', async () => {
  await stage.fault('GetObject', { kind: 'slowBody', bytesPerSecond: 4 * MB });
  const { events, length } = await stage.run(async (size) => {
    const cos = newCos({ ProgressInterval: 0 });
    await call(cos, 'putObject', { Body: 'x'.repeat(size) });
    const events = [];
    const onProgress = ({ loaded, total }) => events.push([loaded, total]);
    const { data } = await call(cos, 'getObject', { onProgress });
    return { events, length: data.Body.length };
  }, 2 * MB);
  assert.equal(length, 2 * MB);
  assert.ok(events.length > 3, `only ${JSON.stringify(events)}`);
  assert.deepEqual(events.at(-1), [2 * MB, 2 * MB]);
});

for (const [DataType, kind] of [
  [undefined, 'String'],
  ['text', 'String'],
  ['blob', 'Blob'],
  ['arraybuffer', 'ArrayBuffer'],
  ['stream', 'ReadableStream'],
]) {
  for (const isWatched of [false, true]) {
    const how = `DataType ${DataType}${isWatched ? ', watched' : ''}`;
    test(`an object comes as it was asked for: ${how}`, async () => {
      const got = await stage.run(
        async ({ DataType, isWatched }) => {
          const cos = newCos();
          await call(cos, 'putObject', { Body: new Blob(['täxt'], { type: 'text/x-test' }) });
          const onProgress = isWatched ? () => {} : undefined;
          const { data } = await call(cos, 'getObject', { DataType, onProgress });
          const kind = Object.prototype.toString.call(data.Body).slice(8, -1);
          return { kind, type: data.Body.type, text: await new Response(data.Body).text() };
        },
        { DataType, isWatched },
      );
      assert.equal(got.kind, kind);
      assert.equal(got.text, 'täxt');
      if (DataType === 'blob') assert.equal(got.type, 'text/x-test');
    });
  }
}

test('an error is read as one whatever DataType was asked for', async () => {
  for (const DataType of ['blob', 'arraybuffer', 'stream']) {
    const { error } = await stage.run(
      (DataType) => call(newCos(), 'getObject', { Key: 'missing', DataType }),
      DataType,
    );
    assert.equal(error.code, 'NoSuchKey', DataType);
    assert.equal(error.statusCode, 404, DataType);
  }
});

test('a stream can be read after its Timeout', async () => {
  await stage.fault('GetObject', { kind: 'slowBody', bytesPerSecond: 100 });
  const text = await stage.run(async () => {
    const cos = newCos({ Timeout: 500 });
    await call(cos, 'putObject', { Body: 'x'.repeat(100) });
    const { data } = await call(cos, 'getObject', { DataType: 'stream' });
    return new Response(data.Body).text();
  });
  assert.equal(text.length, 100);
});

test('what the browser has kept of an object does not hide that it was replaced', async () => {
  const sizes = await stage.run(async () => {
    const cos = newCos({ SliceSize: 0, ChunkSize: 1024 * 1024 });
    const size = async () => (await call(cos, 'headObject')).data.headers['content-length'];
    const put = (size) => call(cos, 'uploadFile', { Body: new Blob(['x'.repeat(size)]), CacheControl: 'max-age=3600' });
    const sizes = [];
    for (const parts of [2, 3]) {
      await put(parts * 1024 * 1024);
      await call(cos, 'getObject');
      sizes.push(await size() / 1024 / 1024);
    }
    return sizes;
  });
  assert.deepEqual(sizes, [2, 3]);
});

test('Timeout ends a request that takes too long, by either transport', async () => {
  await stage.fault('PutObject', { kind: 'delay', ms: 60_000 }, null);
  await stage.fault('HeadObject', { kind: 'delay', ms: 60_000 }, null);
  const errors = await stage.run(async () => {
    const cos = newCos({ Timeout: 100 });
    const calls = [call(cos, 'putObject', { Body: 'text', onProgress() {} }), call(cos, 'headObject')];
    return (await Promise.all(calls)).map(({ error }) => [error.message, error.kind]);
  });
  assert.deepEqual(errors, [
    ['timeout', 'timeout'],
    ['timeout', 'timeout'],
  ]);
});

test('cancelling a task ends its request', async () => {
  await stage.fault('PutObject', { kind: 'slowUpload', bytesPerSecond: MB });
  const failed = stage.page.waitForEvent('requestfailed');
  const outcome = await stage.run(async (size) => {
    const cos = newCos({ ProgressInterval: 0 });
    let id;
    const ended = call(cos, 'putObject', {
      Body: new Blob([new Uint8Array(size)]),
      onTaskReady: (task) => (id = task),
      onProgress: ({ loaded }) => loaded > 0 && cos.cancelTask(id),
    });
    return (await ended).error.name;
  }, 16 * MB);
  assert.equal(outcome, 'AbortError');
  assert.equal((await failed).failure().errorText, 'net::ERR_ABORTED');
  const head = await stage.run(() => call(newCos(), 'headObject'));
  assert.equal(head.error.statusCode, 404);
});

test('a listener of before-send may change what is sent', async () => {
  const seen = await stage.run(async () => {
    const cos = newCos();
    let seen;
    cos.on('before-send', (opt) => {
      seen = { ...opt, headers: Object.keys(opt.headers) };
      opt.headers['x-probe'] = 'from a listener';
      opt.body = 'other text';
    });
    await call(cos, 'appendObject', { Body: 'text', Position: 0 });
    return seen;
  });
  const [request] = await stage.log('AppendObject');
  assert.equal(request.headers['x-probe'], 'from a listener');
  assert.equal(request.bytesIn, 'other text'.length);
  assert.equal(seen.method, 'POST');
  assert.deepEqual(seen.qs, { position: 0 });
  assert.equal(seen.body, 'text');
  assert.equal(seen.action, 'name/cos:AppendObject');
  assert.equal(seen.key, 'object');
  assert.ok(seen.headers.includes('Authorization'));
});

test('a listener of after-receive may change what came', async () => {
  const { seen, body } = await stage.run(async () => {
    const cos = newCos();
    await call(cos, 'putObject', { Body: 'text' });
    const seen = [];
    cos.on('after-receive', (receive) => {
      seen.push([receive.options.method, receive.error, receive.statusCode, receive.headers.etag, receive.body]);
      receive.body = 'other text';
    });
    const { data } = await call(cos, 'getObject');
    return { seen, body: data.Body };
  });
  assert.equal(body, 'other text');
  assert.deepEqual(seen, [['GET', null, 200, '"1cb251ec0d568de6a929b520c4aed8d1"', 'text']]);
});

test('what a listener throws is reported and changes nothing', async () => {
  const { data } = await stage.run(() => {
    const cos = newCos();
    cos.on('before-send', () => {
      throw new Error('the listener is broken');
    });
    return call(cos, 'putObject', { Body: 'text' });
  });
  assert.equal(data.statusCode, 200);
  assert.deepEqual(stage.uncaught, ['the listener is broken']);
});

test('the option Request replaces the transport', async () => {
  const { opt, upload, refusal, failures } = await stage.run(async () => {
    let opt;
    let answer = { statusCode: 200, headers: { ETag: '"tag"' }, body: '' };
    const Request = (given, callback) => {
      opt = { ...given, headers: Object.keys(given.headers), onProgress: typeof given.onProgress };
      callback(answer);
      callback({ statusCode: 500 });
      return { abort() {} };
    };
    const cos = newCos({ Request });
    const upload = await call(cos, 'putObject', { Body: 'text', onProgress() {} });
    answer = { statusCode: 404, body: new Blob(['<Error><Code>Später</Code></Error>']) };
    const refusal = await call(cos, 'headObject');
    const failures = [];
    for (const error of ['no route', new Error('no route')]) {
      answer = { error };
      failures.push((await call(cos, 'headObject')).error.message);
    }
    return { opt, upload, refusal, failures };
  });
  assert.equal(upload.data.ETag, '"tag"');
  assert.equal(refusal.error.code, 'Später');
  assert.deepEqual(failures, ['no route', 'no route']);
  assert.equal(opt.method, 'HEAD');
  assert.equal((await stage.admin('GET', 'log')).filter((entry) => entry.bucket).length, 0);
});

test("cancelling a task calls abort of the caller's transport", async () => {
  const aborted = await stage.run(async () => {
    let aborted = 0;
    const cos = newCos({ Request: () => ({ abort: () => (aborted += 1) }) });
    const id = await new Promise((onTaskReady) => {
      call(cos, 'putObject', { Body: 'text', onTaskReady });
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    cos.cancelTask(id);
    return aborted;
  });
  assert.equal(aborted, 1);
});

test('a call made offline waits for the network and then goes through once', async () => {
  await stage.context.setOffline(true);
  const upload = stage.run(() => call(newCos(), 'putObject', { Body: 'text' }));
  await pause(500);
  assert.equal((await stage.log('PutObject')).length, 0);
  await stage.context.setOffline(false);
  assert.equal((await upload).data.statusCode, 200);
  assert.equal((await stage.log('PutObject')).length, 1);
});

test('a header that no browser sends is an error that names it, and nothing is sent', async () => {
  for (const [Headers, name] of [
    [{ 'x-cos-meta-name': '照片' }, 'x-cos-meta-name'],
    [{ 'x-cos-meta-name': 'two\nlines' }, 'x-cos-meta-name'],
    [{ 'not a name': 'text' }, 'not a name'],
  ]) {
    for (const isWatched of [false, true]) {
      const { error } = await stage.run(
        ({ Headers, isWatched }) => {
          const onProgress = isWatched ? () => {} : undefined;
          return call(newCos(), 'putObject', { Body: 'text', Headers, onProgress });
        },
        { Headers, isWatched },
      );
      assert.equal(error.kind, 'param');
      assert.ok(error.message.includes(name), error.message);
      assert.ok(error.hint.includes('encodeURIComponent'), error.hint);
    }
  }
  assert.equal((await stage.log('PutObject')).length, 0);
});

test('a file that changed on disk after it was picked is an error of the file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cos-transport-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'file.txt');
  await writeFile(file, 'text');
  await stage.page.setInputFiles('#file', file);
  // The browser notes what it has picked when a page looks at it; it compares times by the second.
  await stage.run(() => document.querySelector('#file').files[0].size);
  await pause(1100);
  await appendFile(file, ', and more');
  const { error } = await stage.run(() =>
    call(newCos(), 'putObject', { Body: document.querySelector('#file').files[0] }),
  );
  assert.equal(error.kind, 'file');
  assert.match(error.hint, /pick/);
});

test('a dropped connection is tried again', async () => {
  await stage.fault('PutObject', { kind: 'dropBefore' });
  const { data } = await stage.run(() => call(newCos(), 'putObject', { Body: 'text' }));
  assert.equal(data.statusCode, 200);
});

test('getAuthorization answers by its callback or by a promise, an async one by either', async () => {
  const outcomes = await stage.run(async () => {
    const keys = await (await fetch('/sts?bucket=demo-1250000000&region=ap-guangzhou')).json();
    const outcomes = [];
    for (const getAuthorization of [
      (options, callback) => callback(keys),
      (options, callback) => void setTimeout(callback, 10, keys),
      async () => keys,
      async (options, callback) => callback(keys),
      async () => {
        throw new Error('the token server is down');
      },
      () => {
        throw new Error('the token server is down');
      },
      (options, callback) => callback(null),
    ]) {
      const { data, error } = await call(newCos({ getAuthorization }), 'putObject', { Body: 'text' });
      outcomes.push(data ? data.statusCode : `${error.kind}: ${error.message}`);
    }
    return outcomes;
  });
  assert.deepEqual(outcomes, [
    200,
    200,
    200,
    200,
    'credentials: the token server is down',
    'credentials: the token server is down',
    'credentials: getAuthorization callback params format error',
  ]);
});

test('the package works in a worker, with upload progress', async () => {
  const { upload, last } = await stage.run(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker('/worker.mjs', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
  );
  assert.equal(upload.data.statusCode, 200);
  assert.deepEqual(last, { loaded: 4, total: 4, percent: 1 });
});

test('the package works in a service worker, which has no XMLHttpRequest', async () => {
  const { upload, last } = await stage.run(async () => {
    const registration = await navigator.serviceWorker.register('/worker.mjs', { type: 'module' });
    const answered = new Promise((resolve) => {
      navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
    });
    navigator.serviceWorker.startMessages();
    (await navigator.serviceWorker.ready).active.postMessage('begin');
    const answer = await answered;
    await registration.unregister();
    return answer;
  });
  assert.equal(upload.data.statusCode, 200);
  assert.deepEqual(last, { loaded: 4, total: 4, percent: 1 });
});

test("with the caller's own transport the package works in Node", async () => {
  const { default: COS } = await import('../../pkg/index.js');
  const Request = (opt, callback) => {
    setTimeout(callback, 0, { statusCode: 200, headers: { etag: opt.headers.Authorization && '"tag"' }, body: '' });
    return { abort() {} };
  };
  const cos = new COS({ SecretId: 'id', SecretKey: 'key', Request });
  const data = await cos.putObject({ Bucket: 'b-1250000000', Region: 'ap-x', Key: 'k', Body: new Blob(['text']) });
  assert.equal(data.ETag, '"tag"');
});
