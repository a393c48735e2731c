/** The option `Request`: a transport of the caller's own. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { described, newStage, sent } from './stage.mjs';

const replying = (...answers) => ({
  Request(opt, callback) {
    for (const answer of answers) setTimeout(callback, 0, answer);
    return { abort() {} };
  },
});

const answerOf = (answer, fields) => sent(newStage(replying(answer)).host, fields);

test('a transport gets the request without its query in the URL, and its first answer counts', async () => {
  let opt;
  const Request = (given, callback) => {
    opt = given;
    callback({ statusCode: 200, headers: { ETag: '"tag"', 'X-Count': 5 }, body: 'first' });
    callback({ statusCode: 500 });
  };
  const request = { method: 'PUT', url: 'http://a/b?acl', query: { c: 'd' }, search: 'c=d' };
  const answer = await sent(newStage({ Request }).host, request, 'text');
  assert.deepEqual(opt, { method: 'PUT', url: 'http://a/b?acl', headers: {}, qs: { c: 'd' }, body: 'text' });
  assert.deepEqual(answer, { status: 200, headers: '{"etag":"\\"tag\\"","x-count":5}', text: 'first' });
});

test('bodies of any form are read', async () => {
  const bytes = new TextEncoder().encode('Später');
  for (const [body, text] of [
    [new Blob([bytes]), 'Später'],
    [bytes.buffer, 'Später'],
    [bytes, 'Später'],
    [{ a: 1 }, '{"a":1}'],
    [null, ''],
    [undefined, ''],
  ]) {
    for (const statusCode of [200, 404]) assert.equal((await answerOf({ statusCode, body })).text, text);
    assert.equal((await answerOf({ statusCode: 404, body }, { raw: 'blob' })).text, text);
  }
  const body = new Blob([bytes]);
  assert.equal((await answerOf({ statusCode: 200, body }, { raw: 'blob' })).body, body);
});

test('a missing answer has the status 0', async () => {
  assert.deepEqual(await answerOf(undefined), { status: 0, headers: '{}', text: '' });
});

test('errors are told apart by their words', async () => {
  for (const [error, fault, message] of [
    ['abort', 'silent'],
    [new Error('abort'), 'silent'],
    ['timeout', 'timeout'],
    [new Error('timeout'), 'timeout'],
    [new Error('CORS blocked or network error'), 'failed'],
    ['no route', 'custom', 'no route'],
    [{ message: 'no route' }, 'custom', 'no route'],
    [5, 'custom', '5'],
  ]) {
    const answer = await answerOf({ error });
    assert.equal(answer.fault, fault);
    if (message) assert.equal(answer.message, message);
  }
});

test('what a transport throws is its error', async () => {
  const Request = () => {
    throw new Error('broken');
  };
  assert.deepEqual(await sent(newStage({ Request }).host), { fault: 'custom', message: 'broken' });
});

test('a listener may change what came, hears nothing of an abort, and may set the transport itself', async () => {
  const seen = [];
  const listeners = {
    'before-send': () => Object.assign(cos.options, replying({ statusCode: 404 }, {})),
    'after-receive': (receive) => {
      seen.push(receive.statusCode);
      receive.error = 'mended';
    },
  };
  const { cos, host } = newStage({}, listeners);
  assert.equal((await sent(host)).message, 'mended');
  listeners['before-send'] = () => Object.assign(cos.options, replying({ error: 'abort' }));
  assert.equal((await sent(host)).fault, 'silent');
  assert.deepEqual(seen, [404]);
});

test('progress is thinned out, and not heard after the end', async () => {
  const seen = [];
  let opt;
  const Request = (given, callback) => {
    opt = given;
    for (let loaded = 1; loaded <= 100; loaded += 1) opt.onProgress({ loaded, total: 100 });
    opt.onDownloadProgress({ loaded: 7, total: 9 });
    setTimeout(callback, 0, { statusCode: 200 });
  };
  await sent(
    newStage({ Request }).host,
    {},
    'text',
    (...counts) => seen.push(counts),
    (...counts) => seen.push(counts),
  );
  opt.onProgress({ loaded: 100, total: 100 });
  assert.deepEqual(seen, [
    [1, 100],
    [100, 100],
    [7, 9],
  ]);
});

test('an abort reaches the transport once, and only while it runs', async () => {
  let aborted = 0;
  let callback;
  const Request = (opt, given) => {
    callback = given;
    return { abort: () => (aborted += 1) };
  };
  const first = newStage({ Request }).host.send(described());
  first.abort();
  first.abort();
  assert.equal(aborted, 1);
  assert.equal((await first.done).fault, 'silent');
  const second = newStage({ Request }).host.send(described());
  callback({ statusCode: 200 });
  await second.done;
  second.abort();
  assert.equal(aborted, 1);
});

test('a transport without abort is left alone', async () => {
  const { done, abort } = newStage({ Request() {} }).host.send(described());
  abort();
  assert.equal((await done).fault, 'silent');
});
