/** How a request leaves by fetch, and what becomes of its answer. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { described, newStage, openServer, sent, uncaughtOf } from './stage.mjs';

let server;
let answer;

before(async () => {
  server = await openServer((request, response) => answer(request, response));
});
beforeEach(() => {
  server.requests.length = 0;
  answer = (request, response) => response.end('text');
});
after(() => server.close());

const toServer = (fields, ...rest) => sent(newStage().host, { url: server.url + '/key', ...fields }, ...rest);

const replies = (status, body, headers = {}) => {
  answer = (request, response) => response.writeHead(status, headers).end(body);
};

test('an answer has its status, its headers as JSON in lower case, and its text', async () => {
  replies(404, '<Error/>', { ETag: '"tag"' });
  const { status, headers, text, ...others } = await toServer();
  assert.deepEqual([status, text, others], [404, '<Error/>', {}]);
  assert.equal(JSON.parse(headers).etag, '"tag"');
});

test('a success is handed over raw as it was asked for, a refusal as text', async () => {
  for (const [raw, kind] of [
    ['text', 'String'],
    ['anything', 'String'],
    ['blob', 'Blob'],
    ['arraybuffer', 'ArrayBuffer'],
    ['stream', 'ReadableStream'],
  ]) {
    for (const onDownload of [undefined, () => {}]) {
      replies(206, 'täxt', { 'content-type': 'text/x-test' });
      const { body, text } = await toServer({ raw }, undefined, undefined, onDownload);
      assert.equal(Object.prototype.toString.call(body), `[object ${kind}]`, raw);
      assert.equal(await new Response(body).text(), 'täxt');
      assert.equal(text, undefined);
      if (raw == 'blob') assert.equal(body.type, 'text/x-test');
      replies(403, 'täxt');
      assert.equal((await toServer({ raw }, undefined, undefined, onDownload)).text, 'täxt', raw);
    }
  }
});

test('JSON is handed over parsed where that was asked for, and nothing where it is none', async () => {
  for (const [sent, expected] of [['{"a": [1]}', { a: [1] }], ['["b"]', ['b']], ['{"a":', '']]) {
    replies(200, sent);
    assert.deepEqual((await toServer({ raw: 'json' })).body, expected);
  }
  replies(403, '{"a": 1}');
  assert.equal((await toServer({ raw: 'json' })).text, '{"a": 1}');
});

test('a text is read in the charset that it names', async () => {
  for (const [bytes, type, expected] of [
    [[0xd6, 0xd0], 'text/plain; charset=gbk', '中'],
    [[0xd6, 0xd0], 'text/plain; charset="GB2312"; x=y', '中'],
    [[0xff, 0xfe, 0x2d, 0x4e], 'text/plain; charset=utf-8', '中'],
    [[0xfe, 0xff, 0x4e, 0x2d], 'text/plain', '中'],
    [[0xef, 0xbb, 0xbf, 0xe4, 0xb8, 0xad], 'text/plain; charset=UTF-8', '中'],
    [[0xe4, 0xb8, 0xad], 'text/plain; charset=nobody-knows', '中'],
    [[0xe4, 0xb8, 0xad], 'text/plain; charset=', '中'],
  ]) {
    for (const status of [200, 403]) {
      replies(status, Buffer.from(bytes), { 'content-type': type });
      const { text, body } = await toServer({ raw: 'text' });
      assert.equal(text ?? body, expected, type);
    }
  }
});

test('an answer without a body has an empty text', async () => {
  replies(204);
  assert.equal((await toServer({ method: 'DELETE' }, undefined, undefined, () => {})).text, '');
});

test('bodies leave as they are, texts with the type of texts, and GET has none', async () => {
  for (const [method, headers, body, expected] of [
    ['PUT', {}, 'täxt', ['täxt', 'text/plain;charset=utf-8']],
    ['PUT', { 'Content-Type': 'application/xml' }, '<a/>', ['<a/>', 'application/xml']],
    ['PUT', {}, new Blob(['blob']), ['blob', undefined]],
    ['POST', {}, new TextEncoder().encode('bytes').buffer, ['bytes', undefined]],
    ['PUT', {}, undefined, ['', 'text/plain;charset=UTF-8']],
    ['GET', {}, 'text', ['', undefined]],
    ['head', {}, 'text', ['', undefined]],
  ]) {
    await toServer({ method, headers }, body);
    const request = server.requests.at(-1);
    assert.deepEqual([request.body, request.headers['content-type']], expected, `${method} ${body}`);
  }
});

test('the query follows what the URL has, in the spelling of encodeURIComponent', async () => {
  const query = {
    'a b': '!()*&',
    list: ['x', 1, null, {}],
    none: null,
    object: {},
    no: false,
    zero: 0,
    empty: [],
  };
  const expected = 'a%20b=!()*%26&list=x&list=1&list=&list=&none=&object=&no=false&zero=0';
  await toServer({ query });
  await toServer({ query, url: server.url + '/?acl' });
  await toServer({});
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    [`/key?${expected}`, `/?acl&${expected}`, '/key'],
  );
});

test('headers of any value are sent, also empty ones, but not those that are left to the browser', async () => {
  const headers = { 'x-number': 5, 'x-flag': true, 'x-empty': '', 'x-none': null, 'user-AGENT': 'x', Origin: 'x' };
  await toServer({ method: 'PUT', headers: { ...headers, 'Content-Length': 99, HOST: 'x' } }, 'text');
  const seen = server.requests[0].headers;
  assert.deepEqual(
    ['x-number', 'x-flag', 'x-empty', 'x-none', 'content-length', 'origin'].map((name) => seen[name]),
    ['5', 'true', '', '', '4', undefined],
  );
  assert.notEqual(seen['user-agent'], 'x');
  assert.notEqual(seen.host, 'x');
});

test('a header that cannot be sent is named, and nothing is sent', async () => {
  for (const [name, value] of [
    ['x-cos-meta-name', '照片'],
    ['x-cos-meta-name', 'two\nlines'],
    ['not a name', 'text'],
  ]) {
    const { fault, message } = await toServer({ headers: { [name]: value } });
    assert.equal(fault, 'unsendable');
    assert.equal(message, `the header ${name} cannot be sent: a browser refuses its name or its value`);
  }
  assert.equal(server.requests.length, 0);
});

test('a URL and a method that cannot be sent are told as such', async () => {
  for (const fields of [{ url: 'http://' }, { method: 'TRACE' }]) {
    const { fault, message } = await toServer(fields);
    assert.equal(fault, 'unsendable');
    assert.ok(message);
  }
});

test('a lost connection is a failure', async () => {
  answer = (request) => request.socket.destroy();
  assert.equal((await toServer()).fault, 'failed');
  answer = (request, response) => {
    response.writeHead(200, { 'content-length': 10 }).write('part');
    setTimeout(() => request.socket.destroy(), 20);
  };
  assert.equal((await toServer()).fault, 'failed');
});

/** Answers that announce ten bytes and break after `text`. */
const breaksAfter = (status, text) => {
  answer = (request, response) => {
    response.writeHead(status, { 'content-length': 10, 'content-type': 'text/x-test' }).flushHeaders();
    if (text) response.write(text);
    setTimeout(() => request.socket.destroy(), 20);
  };
};

test('of a range whose connection breaks there is what came, and how many bytes that are', async () => {
  breaksAfter(206, 'text');
  const told = [];
  const range = await toServer({ raw: 'range' }, undefined, undefined, (...words) => told.push(words));
  assert.deepEqual([range.status, JSON.parse(range.headers).came, told.at(-1)], [206, 4, [4, 10]]);
  assert.deepEqual([await range.body.text(), range.body.type], ['text', 'text/x-test']);
  replies(206, 'text');
  const whole = await toServer({ raw: 'range' }, undefined, undefined, () => {});
  assert.deepEqual([await whole.body.text(), JSON.parse(whole.headers).came], ['text', undefined]);
});

test('nothing is left of a connection that breaks before a byte, nor of what is no range', async () => {
  for (const [raw, status, text] of [['range', 206, ''], ['range', 200, 'text'], ['range', 403, 'text'], ['blob', 206, 'text']]) {
    breaksAfter(status, text);
    const outcome = await toServer({ raw }, undefined, undefined, () => {});
    assert.deepEqual([outcome.fault, outcome.body], ['failed', undefined], `${raw} ${status}`);
  }
});

test('a range whose body ends before its length is one whose connection broke', async () => {
  const { fetch } = globalThis;
  try {
    for (const [body, came] of [['text', 4], ['ten bytes.', undefined], ['', 'failed']]) {
      globalThis.fetch = async () => new Response(body, { status: 206, headers: { 'content-length': 10 } });
      const { fault, headers } = await toServer({ raw: 'range' }, undefined, undefined, () => {});
      assert.equal(fault ?? JSON.parse(headers).came, came, body);
    }
  } finally {
    globalThis.fetch = fetch;
  }
});

test('where an XMLHttpRequest loses bodies without a word, as that of Mock.js does, fetch is tried next', async () => {
  const { sendByBrowser } = await import('../../pkg-template/transport.js?mocked');
  globalThis.XMLHttpRequest = class {
    upload = {};
    status = 206;
    open() {}
    setRequestHeader() {}
    getAllResponseHeaders = () => 'content-length: 4\r\n';
    send() {
      setTimeout(this.onloadend);
    }
  };
  try {
    const send = () => sendByBrowser({ method: 'GET', url: server.url, raw: 'range', onDownload() {} }, {});
    replies(206, 'text');
    assert.ok((await send()).error);
    assert.equal(await (await send()).body.text(), 'text');
  } finally {
    delete globalThis.XMLHttpRequest;
  }
});

test('a range that is aborted leaves nothing', async () => {
  breaksAfter(206, 'text');
  const told = [];
  const { host } = newStage({}, { 'after-receive': () => told.push('answer') });
  const running = host.send(described({ url: server.url, raw: 'range' }), undefined, undefined, () => running.abort());
  assert.deepEqual(await running.done, { fault: 'silent' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(told, []);
});

test('a timeout covers the answer to its end, but not a stream that is handed over', async () => {
  answer = (request, response) => {
    response.write('one ');
    setTimeout(() => response.end('two'), 300);
  };
  assert.equal((await toServer({ timeout: 100 })).fault, 'timeout');
  assert.equal((await toServer({ timeout: 5000 })).text, 'one two');
  const { body } = await toServer({ timeout: 100, raw: 'stream' });
  assert.equal(await new Response(body).text(), 'one two');
});

test('an abort ends the request at once and is told to nobody', async () => {
  const closed = new Promise((resolve) => {
    answer = (request) => request.socket.on('close', resolve);
  });
  const told = [];
  const { host } = newStage({}, { 'after-receive': (receive) => told.push(receive) });
  const { done, abort } = host.send(described({ url: server.url }));
  setTimeout(abort, 50);
  assert.deepEqual(await done, { fault: 'silent' });
  await closed;
  assert.deepEqual(told, []);
});

test('an abort after the end does nothing, not even to a stream', async () => {
  answer = (request, response) => {
    response.write('one ');
    setTimeout(() => response.end('two'), 50);
  };
  const { done, abort } = newStage().host.send(described({ url: server.url, raw: 'stream' }));
  const { body } = await done;
  abort();
  assert.equal(await new Response(body).text(), 'one two');
});

test('a download tells how far it is, and nothing after an abort', async () => {
  answer = async (request, response) => {
    response.writeHead(200, { 'content-length': 30 });
    for (let part = 0; part < 3; part += 1) {
      response.write('x'.repeat(10));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    response.end();
  };
  const seen = [];
  const { text } = await toServer({}, undefined, undefined, (...counts) => seen.push(counts));
  assert.equal(text.length, 30);
  assert.deepEqual(seen, [
    [10, 30],
    [20, 30],
    [30, 30],
  ]);
  let running;
  let count = 0;
  running = newStage().host.send(described({ url: server.url }), undefined, undefined, () => {
    count += 1;
    running.abort();
  });
  await running.done;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(count, 1);
});

test('a download of unknown length has no total', async () => {
  answer = (request, response) => {
    response.write('12345');
    response.end();
  };
  const seen = [];
  await toServer({}, undefined, undefined, (...counts) => seen.push(counts));
  assert.deepEqual(seen.at(-1), [5, 0]);
});

test('listeners of before-send see the request and change it', async () => {
  let seen;
  const beforeSend = (opt) => {
    seen = { ...opt, headers: { ...opt.headers }, qs: { ...opt.qs } };
    opt.headers['x-probe'] = 'probe';
    opt.qs.more = 'a b';
    opt.url += '2';
    opt.method = 'POST';
    opt.body = 'other';
  };
  const { host } = newStage({}, { 'before-send': beforeSend });
  const request = { method: 'PUT', url: server.url + '/key', query: { position: 0 }, headers: { a: 'b' } };
  await sent(host, { ...request, action: 'name/cos:X', key: 'k', timeout: 9000, raw: 'blob', dataType: 'blob' }, '');
  assert.deepEqual(seen, {
    method: 'PUT',
    url: server.url + '/key',
    headers: { a: 'b' },
    qs: { position: 0 },
    action: 'name/cos:X',
    key: 'k',
    timeout: 9000,
    dataType: 'blob',
    body: '',
  });
  const [{ method, url, headers, body }] = server.requests;
  assert.deepEqual([method, url, headers['x-probe'], body], ['POST', '/key2?position=0&more=a%20b', 'probe', 'other']);
});

test('listeners of after-receive see the answer and change it', async () => {
  let seen;
  const afterReceive = (receive) => {
    seen = { ...receive, headers: typeof receive.headers.date, options: receive.options.method };
    Object.assign(receive, { statusCode: 201, headers: { ETag: 'x' }, body: 'other' });
  };
  const { host } = newStage({}, { 'after-receive': afterReceive });
  const received = await sent(host, { url: server.url });
  assert.deepEqual(seen, {
    error: null,
    statusCode: 200,
    statusMessage: '',
    headers: 'string',
    body: 'text',
    options: 'GET',
  });
  assert.deepEqual(received, { status: 201, headers: '{"etag":"x"}', text: 'other' });
});

test('listeners of after-receive see failures and may undo them', async () => {
  answer = (request) => request.socket.destroy();
  let message;
  const afterReceive = (receive) => {
    message = receive.error.message;
    Object.assign(receive, { error: null, statusCode: 200, body: 'all is well' });
  };
  const { host } = newStage({}, { 'after-receive': afterReceive });
  assert.equal((await sent(host, { url: server.url })).text, 'all is well');
  assert.equal(message, 'CORS blocked or network error');
});

test('what a listener throws is reported and changes nothing', async () => {
  const broken = (word) => () => {
    throw new Error(word);
  };
  const { host } = newStage({}, { 'before-send': broken('before'), 'after-receive': broken('after') });
  const thrown = await uncaughtOf(async () => assert.equal((await sent(host, { url: server.url })).text, 'text'));
  assert.deepEqual(thrown, ['before', 'after']);
});

test('a server that answers anything is reachable, a closed port is not', async () => {
  const { host } = newStage();
  replies(403, 'no');
  assert.equal(await host.isReachable(`${server.url}/secret/key?sign=1`), true);
  assert.equal(server.requests[0].url, '/');
  const gone = await openServer(() => {});
  gone.close();
  assert.equal(await host.isReachable(gone.url), false);
  assert.equal(await host.isReachable('nonsense'), false);
});
