/** A hundred thousand uploads that wait: what they cost. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { PLACE } from './stage.mjs';

const COUNT = 100_000;
const MIB = 1 << 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const memories = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...given) {
    super(...given);
    memories.push(this.exports.memory);
  }
};
// A module of its own, whose memory is looked at.
const { default: COS } = await import('../../pkg/index.js?crowd');

const heap = () => {
  collect();
  return process.memoryUsage().heapUsed;
};

const Body = new Blob(['x']);
const settings = { getAuthorization() {}, UploadQueueSize: COUNT };

/** Adds them, and waits until the list has all of them. */
async function fill(cos) {
  const files = Array.from({ length: COUNT }, (_, number) => ({ ...PLACE, Key: `folder/${number}.txt`, Body }));
  const before = heap();
  cos.uploadFiles({ files }, () => {});
  while (cos.getTaskList().length < COUNT) await pause(100);
  return { files, grown: heap() - before };
}

test('a hundred thousand waiting uploads are small, and one change of theirs is told soon', async (t) => {
  const cos = new COS(settings);
  // The last ones first, so that none of them starts.
  const pauseAll = () => cos.getTaskList().reverse().forEach(({ id }) => cos.pauseTask(id));
  // What waits keeps a test alive that fails.
  t.after(pauseAll);
  const { files, grown } = await fill(cos);
  assert.equal(files.length, COUNT);
  // The first one unpacked the second.
  assert.equal(memories.length, 2);
  const { byteLength } = memories[1].buffer;
  assert.ok(byteLength < 16 * MIB, `${byteLength / MIB} MiB in the module`);
  // Without compressed pointers, as Node.js is built, an object takes twice the room that it has in a browser.
  assert.ok(grown / COUNT < 1_200, `${grown / COUNT} bytes of heap each`);

  const [{ id }] = cos.getTaskList().slice(-1);
  const told = new Promise((resolve) => cos.on('list-update', ({ list }) => resolve(list)));
  const start = process.cpuUsage();
  cos.pauseTask(id);
  const list = await told;
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 200_000, `${(user + system) / 1000} ms`);
  assert.deepEqual([list.length, list.at(-1).state], [COUNT, 'paused']);
  assert.equal(new Set(list.map(({ id }) => id)).size, COUNT);
  pauseAll();
  assert.equal(cos.isUploadRunning(), false);
});
