/** Folders, drops and crowds of files in a real browser against the emulated COS. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { openStage } from './stage.mjs';

let stage;
let folder;

before(async () => {
  stage = await openStage();
  folder = mkdtempSync(join(tmpdir(), 'folders-'));
  mkdirSync(join(folder, 'photos/deep/empty'), { recursive: true });
  writeFileSync(join(folder, 'photos/a.txt'), 'a');
  writeFileSync(join(folder, 'photos/deep/ü b.txt'), 'bb');
  writeFileSync(join(folder, 'lone.txt'), 'lone');
});
beforeEach(async () => {
  await stage.reload();
  await stage.run(async () => {
    window.place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
    window.root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
    window.write = async (path, text) => {
      const names = path.split('/');
      const name = names.pop();
      let at = root;
      for (const folder of names) at = await at.getDirectoryHandle(folder, { create: true });
      const writable = await (await at.getFileHandle(name, { create: true })).createWritable();
      await writable.write(text);
      await writable.close();
    };
    /** What is in the bucket, by key. */
    window.stored = async () => {
      const { Contents } = await newCos().getBucket({ ...place });
      return Object.fromEntries(Contents.map(({ Key, Size }) => [Key, Number(Size)]));
    };
    window.told = ({ files }) =>
      files.map(({ options, error, data }) => [options.Index, options.Key, error ? error.kind : data.statusCode]);
  });
});
after(async () => {
  if (folder) rmSync(folder, { recursive: true });
  await stage?.close();
});

test('a folder is uploaded below the key of its entry, with what the entry says, among other files', async () => {
  const outcome = await stage.run(async () => {
    for (const path of ['up/a.txt', 'up/deep/b.txt', 'up/deep/er/ü c.txt']) await write(path, path);
    await root.getDirectoryHandle('empty', { create: true });
    let last;
    const result = await newCos().uploadFiles({
      files: [
        { ...place, Key: 'first', Body: '1' },
        { ...place, Key: 'in/', Body: await root.getDirectoryHandle('up'), ContentType: 'text/x', 'x-cos-meta-a': '1' },
        { ...place, Key: 'none/', Body: await root.getDirectoryHandle('empty') },
        { ...place, Key: 'last', Body: await (await root.getDirectoryHandle('up')).getFileHandle('a.txt') },
      ],
      onProgress: (event) => (last = event),
    });
    const { headers } = await newCos().headObject({ ...place, Key: 'in/deep/er/ü c.txt' });
    const types = [headers['content-type'], headers['x-cos-meta-a']];
    return { told: told(result), stored: await stored(), types, loaded: last.loaded, total: last.total };
  });
  assert.deepEqual(outcome.stored, { first: 1, 'in/a.txt': 8, 'in/deep/b.txt': 13, 'in/deep/er/ü c.txt': 19, last: 8 });
  assert.deepEqual(outcome.told.map(([index]) => index), ['0', '1', '2', '3', '4']);
  assert.ok(outcome.told.every(([, , status]) => status === 200));
  assert.equal(outcome.told[0][1], 'first');
  assert.equal(outcome.told[4][1], 'last');
  assert.deepEqual(outcome.types, ['text/x', '1']);
  assert.deepEqual([outcome.loaded, outcome.total], [49, 49]);
});

/** Lets the page upload what is dropped on it, as files below `drop/`. */
async function drop(files) {
  const session = await stage.context.newCDPSession(stage.page);
  await stage.run(() => {
    window.dropped = new Promise((resolve) => {
      document.ondragover = (event) => event.preventDefault();
      document.ondrop = (event) => {
        event.preventDefault();
        const { dataTransfer } = event;
        const asFiles = [...dataTransfer.files];
        const files = [
          { ...place, Key: 'drop/', Body: dataTransfer },
          { ...place, Key: 'items/', Body: dataTransfer.items },
        ];
        resolve(newCos().uploadFiles({ files }).then((result) => ({ result, asFiles })));
      };
    });
  });
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await session.send('Input.dispatchDragEvent', { type, x: 5, y: 5, data });
  await session.detach();
}

test('what is dropped is uploaded below the names of what was dropped, folders and files', async () => {
  await drop([join(folder, 'photos'), join(folder, 'lone.txt')]);
  const outcome = await stage.run(async () => ({ told: told((await dropped).result), stored: await stored() }));
  const expected = { 'lone.txt': 4, 'photos/a.txt': 1, 'photos/deep/ü b.txt': 2 };
  const below = (prefix) => Object.entries(expected).map(([key, size]) => [prefix + key, size]);
  assert.deepEqual(outcome.stored, Object.fromEntries([...below('drop/'), ...below('items/')]));
  assert.equal(outcome.told.length, 6);
});

test('a folder that was picked is uploaded by its relative paths, as a list of files or as an array', async () => {
  await stage.run(() => document.querySelector('#file').setAttribute('webkitdirectory', ''));
  await stage.page.setInputFiles('#file', join(folder, 'photos'));
  const outcome = await stage.run(async () => {
    const { files } = document.querySelector('#file');
    await newCos().uploadFiles({ files: [{ ...place, Key: 'x/', Body: files }, { ...place, Key: 'y/', Body: [...files] }] });
    return stored();
  });
  const expected = { 'photos/a.txt': 1, 'photos/deep/ü b.txt': 2 };
  const below = (prefix) => Object.entries(expected).map(([key, size]) => [prefix + key, size]);
  assert.deepEqual(outcome, Object.fromEntries([...below('x/'), ...below('y/')]));
});

test('what is wrong with one entry is its own error, says what to do, and stops nothing else', async () => {
  await drop([join(folder, 'photos')]);
  const outcome = await stage.run(async () => {
    const { asFiles } = await dropped;
    await write('gone', 'gone');
    await write('up/gone', 'gone');
    await write('up/stays', 'stays');
    const gone = await root.getFileHandle('gone');
    const file = await gone.getFile();
    await root.removeEntry('gone');
    const up = await root.getDirectoryHandle('up');
    const lost = await root.getDirectoryHandle('lost', { create: true });
    await root.removeEntry('lost');
    const files = [
      { ...place, Key: 'fine', Body: 'fine' },
      { ...place, Key: 'handle', Body: gone },
      { ...place, Key: 'file', Body: file },
      { ...place, Key: 'folder', Body: asFiles[0] },
      { ...place, Key: 'lost/', Body: lost },
      { ...place, Key: 'list/', Body: [await up.getFileHandle('stays'), gone] },
      { ...place, Key: 'no body' },
      { ...place, Key: '/fine', Body: 'again' },
      { ...place, Key: 'number', Body: 5 },
      null,
      { ...place, Key: 'end', Body: 'end' },
    ];
    const finished = [];
    const onFileFinish = (error, data, { Index }) => finished.push(Index);
    const result = await newCos().uploadFiles({ files, onFileFinish });
    const silent = result.files.filter(({ error }) => error && !error.hint).length;
    const twice = result.files.find(({ options }) => options.Key == 'fine' && options.Index != '0').error.message;
    return { told: told(result), finished: finished.length, silent, twice, stored: await stored() };
  });
  assert.deepEqual(outcome.told, [
    ['0', 'fine', 200],
    ['1', 'handle', 'file'],
    ['2', 'file', 'file'],
    ['3', 'folder', 'file'],
    ['4', 'lost/', 'file'],
    ['5', 'list/stays', 200],
    ['6', 'list/gone', 'file'],
    ['7', 'no body', 'param'],
    ['8', 'fine', 'param'],
    ['9', 'number', 'param'],
    ['10', undefined, 'param'],
    ['11', 'end', 200],
  ]);
  assert.equal(outcome.finished, 12);
  assert.equal(outcome.silent, 0);
  assert.equal(outcome.twice, 'the key /fine is there twice');
  const below = Object.keys(outcome.stored).filter((key) => !key.startsWith('drop/') && !key.startsWith('items/'));
  assert.deepEqual(below, ['end', 'fine', 'list/stays']);
  assert.deepEqual(stage.uncaught, []);
});

test('files of a folder are drawn when there is room for them', async () => {
  const outcome = await stage.run(async () => {
    const up = await root.getDirectoryHandle('many', { create: true });
    for (let number = 0; number < 700; number += 1) await up.getFileHandle(`n${number}`, { create: true });
    const cos = newCos({ FileParallelLimit: 6 });
    let most = 0;
    cos.on('list-update', ({ list }) => {
      most = Math.max(most, list.filter(({ state }) => state != 'success').length);
    });
    const controller = new AbortController();
    let ends = 0;
    const onFileFinish = () => (ends += 1) == 250 && controller.abort();
    const { files } = await cos.uploadFiles({ files: [{ ...place, Key: 'm/', Body: up }], Signal: controller.signal, onFileFinish });
    const done = files.filter(({ error }) => !error).length;
    const stopped = files.filter(({ error }) => error?.kind == 'abort').length;
    const all = await newCos({ FileParallelLimit: 6 }).uploadFiles({ files: [{ ...place, Key: 'all/', Body: up }] });
    return { most, done, all: all.files.filter(({ data }) => data).length, isStopped: done + stopped == files.length && files.length < 760 };
  });
  assert.deepEqual({ ...outcome, most: 0 }, { most: 0, done: 250, all: 700, isStopped: true });
  assert.ok(outcome.most <= 500, `${outcome.most}`);
});

test('what is there already is not sent again where that is wanted', async () => {
  const outcome = await stage.run(async () => {
    const large = new File([new Uint8Array(3 << 20).fill(7)], 'large');
    const other = new File([new Uint8Array(3 << 20).fill(8)], 'large');
    const file = (Key, Body) => ({ ...place, Key, Body });
    await newCos().uploadFiles({ files: [file('small', 'text'), file('large', large), file('other', large)] });
    let last;
    const result = await newCos().uploadFiles({
      SkipIdentical: true,
      files: [file('small', 'text'), file('large', large), file('other', other), file('new', 'text')],
      onProgress: (event) => (last = event),
    });
    const skipped = result.files.map(({ data }) => [data.skipped, data.statusCode, data.Location.split('/')[1], !!data.ETag]);
    return { skipped, loaded: last.loaded, total: last.total };
  });
  assert.deepEqual(outcome.skipped, [
    [true, 200, 'small', true],
    [true, 200, 'large', true],
    [undefined, 200, 'other', true],
    [undefined, 200, 'new', true],
  ]);
  assert.equal(outcome.loaded, outcome.total);
  const [puts, begins] = await Promise.all(['PutObject', 'InitiateMultipartUpload'].map((name) => stage.log(name)));
  assert.deepEqual([puts.length, begins.length], [2, 3]);
});

test('where the object cannot be looked at or hides its checksum the file is sent', async () => {
  await stage.fault('HeadObject', { kind: 'status', status: 403, code: 'AccessDenied' }, 1);
  const outcome = await stage.run(async () => {
    const params = { Body: 'text', SkipIdentical: true };
    const first = await call(newCos(), 'uploadFile', params);
    const second = await call(newCos(), 'uploadFile', params);
    return [first, second].map(({ data }) => [data.skipped, data.statusCode]);
  });
  assert.deepEqual(outcome, [[undefined, 200], [true, 200]]);
  await stage.fault('HeadObject', { kind: 'headers', headers: { 'x-cos-hash-crc64ecma': null } }, 1);
  const hidden = await stage.run(() => call(newCos(), 'uploadFile', { Body: 'text', SkipIdentical: true }));
  assert.equal(hidden.data.skipped, undefined);
});

test('a hundred thousand entries are listed in little memory', async () => {
  await stage.run(async () => {
    // Nothing is answered, so that all of them stay.
    window.cos = newCos({ UploadQueueSize: 200_000, Request: () => ({ abort() {} }) });
    const Body = new Blob(['x']);
    const files = Array.from({ length: 100_000 }, (_, number) => ({ ...place, Key: `k/${number}`, Body }));
    await new Promise((resolve) => {
      files.at(-1).onTaskReady = resolve;
      cos.uploadFiles({ files });
    });
  });
  const session = await stage.context.newCDPSession(stage.page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  assert.ok(usedSize < 150e6, `${usedSize} bytes`);
  assert.equal(await stage.run(() => cos.getTaskList().length), 100_000);
});
