/** A proxy in front of the emulated COS that writes down what pages send to the service. */

import { once } from 'node:events';
import { Agent, createServer, request as forward } from 'node:http';

import { plain } from './plain.mjs';

/** What browsers add by themselves. */
const OF_THE_BROWSER = /^(accept|accept-.*|connection|origin|referer|sec-.*|user-agent|pragma)$/;

const agent = new Agent({ keepAlive: true });
const isPreflight = ({ method, headers }) => method === 'OPTIONS' && 'access-control-request-method' in headers;

/** What `fetch` adds to a request whose answer the browser may have kept. */
const asksAgain = (method, name, value) =>
  /^(GET|HEAD)$/.test(method) && name === 'cache-control' && value === 'max-age=0';

function written({ method, url, headers }, body) {
  const own = Object.entries(headers).filter(
    ([name, value]) => !OF_THE_BROWSER.test(name) && !asksAgain(method, name, value),
  );
  return { method, url, headers: Object.fromEntries(own), body: plain(new Uint8Array(body)) };
}

/** Starts it; `requests` are those since it was emptied. */
export async function openRecorder(target) {
  const { port } = new URL(target);
  const requests = [];
  const server = createServer(async (incoming, response) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isForService = incoming.headers.host.includes('.');
    if (isForService && !isPreflight(incoming)) requests.push(written(incoming, body));
    const { method, url: path, headers } = incoming;
    const sent = forward({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      // Else the second SDK would be answered out of the browser's cache.
      response.writeHead(answer.statusCode, { 'cache-control': 'no-store', ...answer.headers });
      answer.pipe(response);
    });
    sent.on('error', () => incoming.socket.destroy());
    sent.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://localhost:${server.address().port}`,
    requests,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
