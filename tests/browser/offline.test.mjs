/** A minute without a network in the middle of a large upload. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openStage } from './stage.mjs';

const MB = 1024 * 1024;
const CONNECTIONS = 4;
const PART = 8 * MB;
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
  let sentBytes = 0;
  const server = createServer((near) => {
    if (!isPlugged) return near.destroy();
    const far = connect({ port: target, host: '127.0.0.1' });
    near.on('data', (bytes) => {
      sentBytes += bytes.length;
    });
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
    /** What the page has sent, requests that came to nothing included. */
    sentBytes: () => sentBytes,
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

/** Counts the requests that bring parts, which the service does not know of those that get lost. */
function countAttempts(page) {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().includes('partNumber=')) count += 1;
  });
  return () => count;
}

/** What is under way when the network breaks may still arrive: the number of parts once it stays the same. */
async function arrivedParts() {
  for (let last = -1; ; ) {
    const { length } = await stage.log('UploadPart');
    if (length === last) return length;
    last = length;
    await pause(3000);
  }
}

test('a minute offline in the middle of 200 MB costs at most one part of each connection', async () => {
  const attempts = countAttempts(stage.page);
  await stage.page.goto(`http://localhost:${cable.port}/index.html`);
  await stage.page.waitForFunction(() => window.isReady);
  await stage.fault('UploadPart', { kind: 'slowUpload', bytesPerSecond: 8 * MB }, null);
  await stage.run(
    ({ size, part, connections }) => {
      // Every 4 KiB are others than those before them.
      const words = new Uint32Array(size / 4);
      for (let at = 0; at < words.length; at += 1) words[at] = Math.imul(at, 2654435761) ^ (at >> 10);
      window.file = new File([words], 'large.bin', { lastModified: 1700000000000 });
      const cos = newCos({ ChunkParallelLimit: connections, ChunkSize: part });
      window.ended = call(cos, 'sliceUploadFile', { Body: file });
      return null;
    },
    { size: 200 * MB, part: PART, connections: CONNECTIONS },
  );
  // Each connection has brought one part, and half of another.
  while (cable.sentBytes() < 1.5 * CONNECTIONS * PART) await pause(20);
  await cable.unplug();
  const [arrived, begun] = [await arrivedParts(), attempts()];
  await pause(MINUTE);
  assert.equal(await arrivedParts(), arrived, 'nothing arrives from a page that is offline');
  assert.equal(attempts(), begun, 'nothing is begun by a page that is offline');
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
  const [repeated, headers] = [cable.sentBytes() - 200 * MB, 1 * MB];
  assert.ok(repeated > headers, `${repeated} bytes more than the file were sent: nothing was lost`);
  assert.ok(repeated <= CONNECTIONS * PART + headers, `${repeated} bytes more than the file were sent`);
});
