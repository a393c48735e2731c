/** Where downloads go: whatever order parts come in, and however often, each byte is written to its place once. */

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';

import { createTarget } from '../../pkg-template/target.js';

const part = (at, text) => ({ at, blob: new Blob([text], { type: at ? '' : 'a/b' }) });

test('a Blob has its parts in order, and its type from the first', async () => {
  const target = createTarget();
  for (const piece of [part(3, 'lo'), part(0, 'hel'), part(3, 'lo')]) await target.write(piece);
  const blob = await target.close();
  assert.deepEqual([await blob.text(), blob.type], ['hello', 'a/b']);
});

test('all bytes at once take the place of the parts that came before', async () => {
  const target = createTarget();
  for (const piece of [part(0, 'hel'), part(3, 'lo'), part(0, 'hello')]) await target.write(piece);
  assert.equal(await (await target.close()).text(), 'hello');
});

test('parts that overlap give each byte once', async () => {
  const target = createTarget();
  for (const piece of [part(0, 'hello'), part(3, 'lo wor'), part(0, 'hel'), part(4, 'o'), part(9, 'ld')]) await target.write(piece);
  const blob = await target.close();
  assert.deepEqual([await blob.text(), blob.type], ['hello world', 'a/b']);
});

test('nothing at all is an empty Blob', async () => {
  assert.equal((await createTarget(null).close()).size, 0);
});

test('a file is written at any place, and not before there is something to write', async () => {
  const written = [];
  let opened = 0;
  const target = createTarget({
    async createWritable() {
      opened += 1;
      return {
        write: async ({ type, position, data }) => written.push([type, position, await data.text()]),
        close: async () => void written.push('closed'),
      };
    },
  });
  assert.equal(opened, 0);
  await Promise.all([target.write(part(3, 'lo')), target.write(part(0, 'hel'))]);
  assert.equal(await target.close(), undefined);
  assert.deepEqual([opened, written], [1, [['write', 3, 'lo'], ['write', 0, 'hel'], 'closed']]);
});

test('a stream gets the parts in order, however they come and however often', async () => {
  const chunks = [];
  const target = createTarget(new WritableStream({ write: (chunk) => void chunks.push(Buffer.from(chunk).toString()) }));
  const parts = [part(3, 'lo'), part(0, 'hel'), part(3, 'lo'), part(0, 'hel'), part(5, '!')];
  await Promise.all(parts.map((piece) => target.write(piece)));
  await target.close();
  assert.deepEqual(chunks, ['hel', 'lo', '!']);
});

test('a part is written when the stream has taken it in', async () => {
  let takeIn;
  const target = createTarget(new WritableStream({ write: () => new Promise((resolve) => (takeIn = resolve)) }));
  let isWritten = false;
  const writing = target.write(part(0, 'a')).then(() => (isWritten = true));
  while (!takeIn) await turn();
  await turn();
  assert.equal(isWritten, false);
  takeIn();
  await writing;
});

test('a part that was stopped while it waited is not written, and may come again', async () => {
  const chunks = [];
  const target = createTarget(new WritableStream({ write: (chunk) => void chunks.push(Buffer.from(chunk).toString()) }));
  const waiting = part(3, 'lo');
  const stopped = target.write(waiting);
  await turn();
  waiting.isStopped = true;
  waiting.stop();
  await stopped;
  await target.write(part(0, 'hel'));
  await target.write(part(3, 'lo'));
  assert.deepEqual(chunks, ['hel', 'lo']);
});

test('a stream is aborted with the reason, opened or not', async () => {
  for (const opens of [false, true]) {
    let aborted;
    const target = createTarget(new WritableStream({ abort: (reason) => (aborted = reason) }));
    if (opens) await target.write(part(0, 'a'));
    target.abort('enough');
    await turn();
    assert.equal(aborted, 'enough');
  }
});

test('what takes nothing in is no target', () => {
  for (const target of ['file', 5, {}, new Blob([])]) assert.equal(createTarget(target), null);
});

test('what is closed twice, by who paused meanwhile, is closed once', async () => {
  let closed = 0;
  const target = createTarget(new WritableStream({ close: () => void (closed += 1) }));
  await target.write(part(0, 'hello'));
  await Promise.all([target.close(), target.close()]);
  assert.equal(closed, 1);
});
