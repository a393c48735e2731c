/**
 * A line to a server that is far away: a worker that passes on what comes in on a port of its own.
 *
 * Bytes arrive half a round trip after they were sent; a connection costs a round trip before its first byte. All
 * connections share the line's speed, each gets its turn. Packets are not lost, and no connection starts slowly.
 */

import { connect, createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { target, roundTrip, bitsPerSecond } = workerData;
const BYTES_PER_MS = bitsPerSecond ? bitsPerSecond / 8000 : Infinity;
/** What one direction of a connection may have on its way. */
const WINDOW = 8 << 20;

/** One direction of the line. */
class Direction {
  freeAt = 0;

  /** When bytes that are sent now have left. */
  send(length) {
    this.freeAt = Math.max(this.freeAt, performance.now()) + length / BYTES_PER_MS;
    return this.freeAt;
  }
}

const up = new Direction();
const down = new Direction();

/** Passes on what `from` gives. `patience` is what the first byte waits for besides. */
function pass(from, to, direction, patience) {
  const onItsWay = [];
  let length = 0;
  let isLeaving = false;
  let timer;
  const firstAt = performance.now() + patience;

  const deliver = () => {
    timer = undefined;
    const now = performance.now();
    while (onItsWay[0]?.at <= now) {
      const { chunk } = onItsWay.shift();
      if (!chunk) return to.end();
      length -= chunk.length;
      to.write(chunk);
    }
    wait();
  };
  const wait = () => {
    // Who does not take what arrives gets no more of it.
    if (length < WINDOW && !isLeaving && !to.writableNeedDrain) from.resume();
    if (onItsWay.length > 0) timer ??= setTimeout(deliver, onItsWay[0].at - performance.now());
  };
  const put = (chunk, leftAt) => {
    isLeaving = false;
    onItsWay.push({ chunk, at: Math.max(leftAt, firstAt) + roundTrip / 2 });
    length += chunk?.length ?? 0;
    wait();
  };

  from.on('data', (chunk) => {
    const leftAt = direction.send(chunk.length);
    // Timers are late: bytes that came meanwhile would overtake these.
    isLeaving = true;
    from.pause();
    const left = () => put(chunk, leftAt);
    const pause = leftAt - performance.now();
    if (pause > 1) setTimeout(left, pause);
    else left();
  });
  from.on('end', () => put(undefined, performance.now()));
  to.on('drain', wait);
}

const accept = (near) => {
  const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  pass(near, far, up, roundTrip);
  pass(far, near, down, 0);
  for (const [one, other] of [
    [near, far],
    [far, near],
  ]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
};

const OPTIONS = { allowHalfOpen: true, noDelay: true };
const server = createServer(OPTIONS, accept);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const tell = () => parentPort.postMessage(port);
  // Browsers try names below localhost there first; where there is no IPv6 the other address has to do.
  createServer(OPTIONS, accept).on('error', tell).listen(port, '::1', tell);
});
