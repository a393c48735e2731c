/** What leaves the phone: every URL is asked at one server on this machine, which sees the host by its header. */

import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { basename } from 'node:path';

const MOST_REDIRECTS = 5;

/** Header names as this phone hands them over; values of a repeated name are joined. */
const renamed = (rawHeaders, nameCase) => {
  const headers = {};
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = { lower: rawHeaders[place].toLowerCase(), upper: rawHeaders[place].toUpperCase() }[nameCase] ?? rawHeaders[place];
    headers[name] = name in headers ? `${headers[name]},${rawHeaders[place + 1]}` : rawHeaders[place + 1];
  }
  return JSON.stringify(headers);
};

/** Writes a body in pieces and tells how far it is. */
function writeWatched(outgoing, body, watch) {
  const piece = Math.max(16_384, Math.ceil(body.length / 20));
  const next = (start) => {
    const end = Math.min(start + piece, body.length);
    outgoing.write(body.subarray(start, end), () => {
      watch.progress(end, body.length);
      if (end === body.length) outgoing.end();
      else setImmediate(next, end);
    });
  };
  next(0);
}

export function newNetwork({ server, headerCase = 'sent' }) {
  const { hostname, port } = new URL(server);

  /** Sends `{method, url, header, body, isManual}`; `watch` is told, until `abort()`. */
  function http({ method, url, header, body, isManual, isWatched }, watch, redirects = 0) {
    const { host, pathname, search } = new URL(url);
    const headers = { ...JSON.parse(header), Host: host };
    if (body || method === 'POST' || method === 'PUT') headers['Content-Length'] = body?.length ?? 0;
    const running = { isOver: false, abort: () => {} };
    const unlessOver = (tell) => (...values) => running.isOver || tell(...values);
    const failed = unlessOver(() => watch.failed('errcode:-101 cronet_error_code:-101 error_msg:net::ERR_CONNECTION_RESET'));
    // As the phone wrote it: `URL` encodes some characters anew.
    const path = url.slice(url.indexOf(host) + host.length).replace(/#.*/, '') || pathname + search;
    const options = { hostname, port, method, path: path.startsWith('/') ? path : `/${path}`, headers, agent: false };
    const outgoing = request(options, (response) => {
      const { statusCode, headers, rawHeaders } = response;
      const isRedirect = statusCode >= 300 && statusCode < 400 && headers.location;
      if (isRedirect && !isManual && redirects < MOST_REDIRECTS) {
        response.resume();
        const next = { method: 'GET', url: new URL(headers.location, url).href, header, isManual };
        running.abort = http(next, watch, redirects + 1).abort;
        return;
      }
      const text = renamed(rawHeaders, headerCase);
      watch.headers(statusCode, text);
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', unlessOver(() => watch.done(statusCode, text, Buffer.concat(chunks))));
      response.on('error', failed);
    });
    outgoing.on('error', failed);
    running.abort = () => outgoing.destroy();
    if (body && isWatched) writeWatched(outgoing, body, { progress: unlessOver(watch.progress) });
    else outgoing.end(body);
    return {
      abort() {
        running.isOver = true;
        running.abort();
      },
    };
  }

  /** Sends a form with one file, which comes last. */
  function form({ url, header, fields, name, filePath, file }, watch) {
    const boundary = `----WebKitFormBoundary${randomBytes(12).toString('hex')}`;
    const head = (rest) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${rest}`);
    const pieces = JSON.parse(fields).map(([name, value]) => head(`name="${name}"\r\n\r\n${value}\r\n`));
    const fileHead = head(`name="${name}"; filename="${basename(filePath)}"\r\nContent-Type: application/octet-stream\r\n\r\n`);
    const body = Buffer.concat([...pieces, fileHead, file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const headers = { ...JSON.parse(header), 'Content-Type': `multipart/form-data; boundary=${boundary}` };
    return http({ method: 'POST', url, header: JSON.stringify(headers), body, isWatched: true }, watch);
  }

  return { http, form };
}
