/** A host around an instance that has nothing but options and listeners. */

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

import { createEvents } from '../../pkg-template/events.js';
import { createHost } from '../../pkg-template/host.js';

/** The checksums of the module, with a counter in the place of the CRC-64. */
function createExports() {
  const memory = { buffer: new ArrayBuffer(1 << 20) };
  let hash;
  let count;
  return {
    memory,
    hashBegin() {
      hash = createHash('md5');
      count = 0n;
      return 0;
    },
    hashBlock(length) {
      hash.update(new Uint8Array(memory.buffer, 0, length));
      count += BigInt(length);
    },
    hashEnd() {
      new DataView(memory.buffer).setBigUint64(0, count, true);
      new Uint8Array(memory.buffer, 8).set(hash.digest());
      return 24;
    },
  };
}

export function newStage(options = {}, listeners = {}) {
  class COS {
    static version = '1.2.3';
    options = options;
  }
  const cos = new COS();
  const events = createEvents();
  for (const name in listeners) events.on(name, (payload) => listeners[name](payload));
  const exports = createExports();
  return { cos, host: createHost(() => ({ cos, events }), { exports: () => exports, md5: String }) };
}

/** A request as the module describes it. */
export function described(fields = {}) {
  const plain = { method: 'GET', url: 'http://cos.invalid/', query: {}, headers: {}, search: '' };
  return JSON.stringify({ ...plain, action: '', key: '', timeout: 0, raw: null, dataType: null, ...fields });
}

/** Sends a request to its end. */
export function sent(host, fields, body, onUpload, onDownload) {
  return host.send(described(fields), body, onUpload, onDownload).done;
}

/** A server that keeps what it got and answers by `answer(request, response)`. */
export async function openServer(answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Collects the exceptions that are reported as uncaught while `act` runs. */
export async function uncaughtOf(act) {
  const thrown = [];
  globalThis.reportError = ({ message }) => thrown.push(message);
  try {
    await act();
  } finally {
    delete globalThis.reportError;
  }
  return thrown;
}
