/** A minute without a network in the middle of a large upload. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openStage } from './stage.mjs';

const MB = 1024 * 1024;
const CONNECTIONS = 4;
const MINUTE = 60_000;

let stage;
let cable;

before(async () => {
  stage = await openStage();
  cable = await layCable(+new URL(stage.address).port);
});
after(async () => {
  await stage?.close();
  cable?.close();
});

/** What the page reaches the service through. Chromium's own offline mode lets requests end that have begun. */
async function layCable(target) {
  const sockets = new Set();
  let isPlugged = true;
  const server = createServer((near) => {
    if (!isPlugged) return near.destroy();
    const far = connect({ port: target, host: '127.0.0.1' });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one) && other.destroy());
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: server.address().port,
    async unplug() {
      isPlugged = false;
      // Told late, a page tries in vain to send again what it has lost.
      await stage.context.setOffline(true);
      cut();
    },
    plugIn() {
      isPlugged = true;
      return stage.context.setOffline(false);
    },
    close() {
      server.close();
      cut();
    },
  };
}

/** Counts how often each part is begun to be sent, which the service does not know of parts that get lost. */
function countAttempts(page) {
  const attempts = new Map();
  page.on('request', (request) => {
    const part = new URL(request.url()).searchParams.get('partNumber');
    if (part && request.method() === 'PUT') attempts.set(part, (attempts.get(part) ?? 0) + 1);
  });
  return attempts;
}

test('a minute offline in the middle of 200 MB costs at most one part of each connection', async () => {
  const attempts = countAttempts(stage.page);
  await stage.page.goto(`http://localhost:${cable.port}/index.html`);
  await stage.page.waitForFunction(() => window.isReady);
  await stage.fault('UploadPart', { kind: 'slowUpload', bytesPerSecond: 8 * MB }, null);
  await stage.run(
    ({ size, connections }) => {
      // Every 4 KiB are others than those before them.
      const words = new Uint32Array(size / 4);
      for (let at = 0; at < words.length; at += 1) words[at] = Math.imul(at, 2654435761) ^ (at >> 10);
      window.file = new File([words], 'large.bin', { lastModified: 1700000000000 });
      const cos = newCos({ ChunkParallelLimit: connections });
      window.ended = call(cos, 'sliceUploadFile', { Body: file });
      return null;
    },
    { size: 200 * MB, connections: CONNECTIONS },
  );
  while ((await stage.log('UploadPart')).length < CONNECTIONS) await pause(50);
  await cable.unplug();
  await pause(1000);
  const [sent, begun] = [(await stage.log('UploadPart')).length, attempts.size];
  await pause(MINUTE - 1000);
  assert.equal((await stage.log('UploadPart')).length, sent, 'nothing arrives from a page that is offline');
  assert.equal(attempts.size, begun, 'nothing is begun by a page that is offline');
  await cable.plugIn();
  await stage.admin('DELETE', 'faults');

  const outcome = await stage.run(async () => {
    const { data, error } = await ended;
    if (error) return { error };
    const { data: got } = await call(newCos(), 'getObject', { DataType: 'arraybuffer' });
    const digests = [await file.arrayBuffer(), got.Body].map((bytes) => crypto.subtle.digest('SHA-256', bytes));
    const [local, remote] = (await Promise.all(digests)).map((digest) => new Uint8Array(digest).join());
    return { isDone: !!data.UploadId, isWhole: local === remote };
  });
  assert.deepEqual(outcome, { isDone: true, isWhole: true });
  const repeated = [...attempts.values()].reduce((sum, count) => sum + count - 1, 0);
  assert.ok(repeated > 0 && repeated <= CONNECTIONS, `${repeated} parts were sent again`);
});
