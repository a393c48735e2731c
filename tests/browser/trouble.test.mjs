/** Uploads, downloads and copies while something around them goes wrong that is not theirs. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { BUCKET, openStage } from './stage.mjs';

const HIDDEN = { 'x-cos-hash-crc64ecma': null };

let stage;

before(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  await stage.context.setOffline(false);
  await stage.reload();
  await stage.run((place) => {
    window.place = place;
    window.fileOf = (size, seed) => {
      const words = new Uint32Array(size / 4);
      for (let at = 0; at < words.length; at += 1) words[at] = Math.imul(at + seed, 2654435761) ^ (at >> 10);
      return new File([words], 'file.bin', { lastModified: 1700000000000 });
    };
    window.isWhole = async (file, Key = 'object') => {
      const { data } = await call(newCos(), 'getObject', { Key, DataType: 'arraybuffer' });
      const digests = [await file.arrayBuffer(), data.Body].map((bytes) => crypto.subtle.digest('SHA-256', bytes));
      const [one, other] = (await Promise.all(digests)).map((digest) => new Uint8Array(digest).join());
      return one === other;
    };
    /** What a page asks its server for keys with. */
    window.asked = 0;
    window.fetchKeys = async () => {
      window.asked += 1;
      return (await fetch('/sts')).json();
    };
    window.ended = (calling) => calling.then(({ error }) => error?.kind ?? 'success');
  }, BUCKET);
});
after(() => stage?.close());

test('who has to fetch keys waits for the network, too', async () => {
  await stage.context.setOffline(true);
  await stage.run(() => {
    const keys = { SecretId: '', SecretKey: '' };
    const limited = newCos({ ...keys, getAuthorization: fetchKeys, OfflineTimeout: 0 });
    const cos = newCos({ ...keys, getAuthorization: fetchKeys });
    window.outcome = Promise.all([
      ended(call(limited, 'headBucket')),
      ended(call(cos, 'uploadFile', { Body: 'text' })),
      ended(call(cos, 'uploadFile', { Key: 'large', Body: fileOf(2 * 1024 * 1024, 1) })),
    ]);
    return null;
  });
  await pause(500);
  assert.equal(await stage.run(() => asked), 0, 'nobody is asked without a network');
  await stage.context.setOffline(false);
  assert.deepEqual(await stage.run(() => outcome), ['offline', 'success', 'success']);
  assert.equal(await stage.run(() => asked), 1);
});

test('keys that cannot be fetched for a moment cost an upload nothing', async () => {
  await stage.fault('UploadPart', { kind: 'expiredToken' }, 1);
  const outcome = await stage.run(async () => {
    const getAuthorization = () => {
      if (asked !== 1) return fetchKeys();
      asked += 1;
      throw new TypeError('Failed to fetch');
    };
    const file = fileOf(3 * 1024 * 1024, 1);
    const how = await ended(call(newCos({ SecretId: '', SecretKey: '', getAuthorization }), 'sliceUploadFile', { Body: file }));
    return { how, asked, isWhole: await isWhole(file) };
  });
  assert.deepEqual(outcome, { how: 'success', asked: 3, isWhole: true });
});

test('requests that get lost while others get through do not end an upload', async () => {
  await stage.fault('UploadPart', { kind: 'dropBefore' }, 5);
  const outcome = await stage.run(async () => {
    const file = fileOf(2 * 1024 * 1024, 1);
    const how = await ended(call(newCos(), 'sliceUploadFile', { Body: file, ChunkParallelLimit: 1 }));
    return { how, isWhole: await isWhole(file) };
  });
  assert.deepEqual(outcome, { how: 'success', isWhole: true });
});

test('an object that was there before is not taken for one that could not be put together', async () => {
  await stage.admin('POST', 'faults', { match: {}, times: null, fault: { kind: 'headers', headers: HIDDEN } });
  await stage.run(() => call(newCos(), 'sliceUploadFile', { Body: fileOf(3 * 1024 * 1024, 1) }));
  await stage.fault('CompleteMultipartUpload', { kind: 'status', status: 403, code: 'AccessDenied' }, null);
  const how = await stage.run(() => ended(call(newCos(), 'sliceUploadFile', { Body: fileOf(3 * 1024 * 1024, 2) })));
  assert.equal(how, 'permission');
});

for (const headers of [{}, { ...HIDDEN, etag: null }]) {
  test(`a source that is replaced in the middle ends its copy, with ${Object.keys(headers).length} headers hidden`, async () => {
    await stage.admin('POST', 'faults', { match: { operation: 'HeadObject' }, times: null, fault: { kind: 'headers', headers } });
    await stage.fault('UploadPartCopy', { kind: 'delay', ms: 400 }, null);
    await stage.run(async () => {
      await call(newCos(), 'putObject', { Key: 'source', Body: fileOf(6 * 1024 * 1024, 1) });
      const CopySource = `demo-1250000000.cos.ap-guangzhou.myqcloud.com/source`;
      const sizes = { CopySliceSize: 1024 * 1024, CopyChunkSize: 1024 * 1024, CopyChunkParallelLimit: 1 };
      window.outcome = call(newCos(), 'sliceCopyFile', { Key: 'copy', CopySource, ...sizes });
      return null;
    });
    while ((await stage.log('UploadPartCopy')).length < 2) await pause(50);
    // Times of objects are in whole seconds.
    await pause(1000);
    const { error } = await stage.run(async () => {
      await call(newCos(), 'putObject', { Key: 'source', Body: fileOf(6 * 1024 * 1024, 2) });
      return outcome;
    });
    assert.equal(error.code, 'PreconditionFailed');
  });
}

test('a Signal that fires by itself stops thousands of files before they are sent', async () => {
  await stage.fault('PutObject', { kind: 'delay', ms: 300 }, null);
  const COUNT = 1000;
  let sent = 0;
  const count = (request) => (sent += request.method() === 'PUT');
  stage.page.on('request', count);
  const { stopped, isRunning } = await stage.run(async (count) => {
    const cos = newCos();
    const files = Array.from({ length: count }, (_, number) => ({ ...place, Key: `${number}`, Body: 'x' }));
    const { files: results } = await cos.uploadFiles({ files, Signal: AbortSignal.timeout(700) });
    return { stopped: results.filter(({ error }) => error?.kind === 'abort').length, isRunning: cos.isUploadRunning() };
  }, COUNT);
  await pause(500);
  stage.page.off('request', count);
  assert.ok(sent < 100, `${sent} files were sent`);
  assert.ok(stopped > COUNT - sent - 1, `${stopped} were stopped`);
  assert.equal(isRunning, false);
});

test('who deletes all databases of the page need not wait, and stops no upload', async () => {
  const upload = () => ended(call(newCos(), 'sliceUploadFile', { Body: fileOf(2 * 1024 * 1024, 1) }));
  await stage.run(`(${upload})()`);
  await stage.run(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onblocked = () => reject(new Error('blocked'));
      });
    }
  });
  assert.equal(await stage.run(`(${upload})()`), 'success');
});

test('another page that holds the database keeps no upload waiting', async () => {
  const outcome = await stage.run(async () => {
    const upload = (Key) => ended(call(newCos(), 'sliceUploadFile', { Key, Body: fileOf(2 * 1024 * 1024, 1) }));
    const outcomes = [await upload('first')];
    const opened = indexedDB.open('cos-wasm-sdk');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const store = opened.result.transaction('cos-wasm-sdk', 'readwrite').objectStore('cos-wasm-sdk');
    let isHeld = true;
    const hold = () => {
      if (isHeld) store.get('nothing').onsuccess = hold;
    };
    hold();
    const late = new Promise((resolve) => setTimeout(resolve, 15_000, 'late'));
    outcomes.push(await Promise.race([upload('second'), late]));
    isHeld = false;
    opened.result.close();
    return outcomes;
  });
  assert.deepEqual(outcome, ['success', 'success']);
});

test('a file that is deleted before anything was read of it is named as the cause', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cos-wasm-sdk-'));
  const outcome = [];
  for (const size of [100, 3_000_000]) {
    const path = join(folder, 'file.bin');
    await writeFile(path, new Uint8Array(size));
    await stage.run(() => (document.body.innerHTML = '<input type="file" id="chosen">'));
    await stage.page.setInputFiles('#chosen', path);
    await rm(path);
    outcome.push(await stage.run(() => ended(call(newCos(), 'uploadFile', { Body: document.getElementById('chosen').files[0] }))));
  }
  await rm(folder, { recursive: true });
  assert.deepEqual(outcome, ['file', 'file']);
});

test('a file of another frame is as good as one of the page', async () => {
  const outcome = await stage.run(async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const bytes = await fileOf(2 * 1024 * 1024, 1).arrayBuffer();
    const newFile = (size) => new frame.contentWindow.File([bytes.slice(0, size)], 'file.bin', { type: 'text/x-frame' });
    const results = [];
    for (const [method, size] of [['uploadFile', 5000], ['putObject', 5000], ['sliceUploadFile', 2 * 1024 * 1024]]) {
      const Body = newFile(size);
      const how = await ended(call(newCos(), method, { Key: method, Body, CheckIntegrity: 'require' }));
      const { data } = await call(newCos(), 'headObject', { Key: method });
      results.push([how, data?.headers['content-type'], await isWhole(Body, method)]);
    }
    return results;
  });
  assert.deepEqual(outcome, Array(3).fill(['success', 'text/x-frame', true]));
});

test('a file of a frame that has gone is uploaded, and holds up no other', async () => {
  const outcome = await stage.run(async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const Body = new frame.contentWindow.File([await fileOf(5000, 1).arrayBuffer()], 'file.bin');
    frame.remove();
    const put = (Key, Body) => ended(call(newCos(), 'uploadFile', { Key, Body, CheckIntegrity: 'require' }));
    return Promise.all([put('gone', Body), put('other', fileOf(5000, 2))]);
  });
  assert.deepEqual(outcome, ['success', 'success']);
});

test('a worker that dies without a word costs an upload time only', async () => {
  const outcome = await stage.run(async () => {
    let started = 0;
    window.Worker = class {
      constructor() {
        started += 1;
      }
      postMessage() {}
      terminate() {}
    };
    const { setInterval } = window;
    window.setInterval = (use, milliseconds) => setInterval(use, milliseconds / 1000);
    const file = fileOf(3 * 1024 * 1024, 1);
    const how = await ended(call(newCos(), 'sliceUploadFile', { Body: file, CheckIntegrity: 'require' }));
    return { how, started, isWhole: await isWhole(file) };
  });
  assert.deepEqual(outcome, { how: 'success', started: 1, isWhole: true });
});

test('a call that fails while its file is read leaves no rejection that nobody handles', async () => {
  const { how, left } = await stage.run(async () => {
    let left = 0;
    addEventListener('unhandledrejection', () => (left += 1));
    const how = await ended(call(newCos({ SecretId: '', SecretKey: '' }), 'uploadFile', { Body: fileOf(512 * 1024, 1) }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { how, left };
  });
  assert.deepEqual([how, left], ['credentials', 0]);
});
