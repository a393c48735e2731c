/** `on`, `once`, `off`, `emit` and the events there are. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  OBJECT,
  REFUSED,
  bothTest,
  failure,
  newCos,
  newHeldWire,
  newListener,
  newWire,
  settle,
  uncaughtOf,
  until,
} from './stage.mjs';

bothTest('listeners hear what is emitted, as often as they were added, until they are removed', (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  const [one, other] = [newListener(), newListener()];
  assert.equal(cos.on('mine', one), undefined);
  cos.on('mine', one);
  cos.on('mine', other);
  cos.on('yours', other);
  const payload = {};
  assert.equal(cos.emit('mine', payload), undefined);
  assert.equal(one.calls.length, 2);
  assert.equal(other.calls.length, 1);
  assert.equal(other.calls[0][0], payload);
  assert.equal(cos.off('mine', one), undefined);
  cos.off('mine', () => {});
  cos.off('nobody', one);
  cos.emit('mine');
  assert.equal(one.calls.length, 2);
  assert.equal(other.calls.length, 2);
});

test('who listens once hears once, also when he emits himself', () => {
  const { cos } = newCos();
  let heard = 0;
  cos.once('mine', () => {
    heard += 1;
    if (heard < 3) cos.emit('mine');
  });
  cos.emit('mine');
  cos.emit('mine');
  assert.equal(heard, 1);
});

test('listeners that come and go while an event is told do not change who hears it', () => {
  const { cos } = newCos();
  const heard = [];
  const late = () => heard.push('late');
  const second = () => heard.push('second');
  cos.on('mine', () => {
    heard.push('first');
    cos.off('mine', second);
    cos.on('mine', late);
  });
  cos.on('mine', second);
  cos.emit('mine');
  assert.deepEqual(heard, ['first', 'second']);
  heard.length = 0;
  cos.emit('mine');
  assert.deepEqual(heard, ['first', 'late']);
});

test('names of events are just names', () => {
  const { cos } = newCos();
  for (const name of ['__proto__', 'constructor', 'toString', '', '\ud800', 5, undefined, null, Symbol('x')]) {
    const listener = newListener();
    cos.emit(name, 1);
    cos.on(name, listener);
    cos.emit(name, 1);
    assert.deepEqual(listener.calls, [[1]], String(name));
  }
});

bothTest('before-send hears each request and may change it', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  const names = ['action', 'body', 'headers', 'key', 'method', 'qs', 'url'];
  const seen = [];
  cos.on('before-send', (opt) => {
    seen.push(names.filter((name) => name in opt));
    opt.headers['x-mine'] = '1';
    opt.url += '?changed';
    opt.qs.more = '2';
  });
  await cos.putObject({ ...OBJECT, Body: 'x' });
  assert.deepEqual(seen, [names]);
  const [{ opt }] = requests;
  assert.equal(opt.headers['x-mine'], '1');
  assert.match(opt.url, /\?changed$/);
  assert.equal(opt.qs.more, '2');
  assert.equal(opt.method, 'PUT');
  assert.equal(opt.action, 'name/cos:PutObject');
  assert.equal(opt.key, 'a');
});

bothTest('after-receive hears each answer and may change it', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  const seen = [];
  cos.on('after-receive', (answer) => {
    seen.push({ ...answer });
    answer.statusCode = 299;
    answer.headers['x-cos-request-id'] = 'changed';
  });
  const data = await cos.headObject(OBJECT);
  assert.equal(data.statusCode, 299);
  assert.equal(data.RequestId, 'changed');
  const names = ['body', 'error', 'headers', 'options', 'statusCode', 'statusMessage'];
  assert.deepEqual(Object.keys(seen[0]).sort(), names);
  assert.equal(seen[0].statusCode, 200);
  assert.equal(seen[0].options, requests[0].opt);
});

test('each attempt is an event of its own', async () => {
  const answers = [{ statusCode: 503, headers: {}, body: '' }];
  const { cos } = newCos({}, newWire(() => answers.shift() ?? { statusCode: 200, headers: {}, body: '' }));
  const [sent, received] = [newListener(), newListener()];
  cos.on('before-send', sent);
  cos.on('after-receive', received);
  await cos.headObject(OBJECT);
  assert.deepEqual(received.calls.map(([{ statusCode }]) => statusCode), [503, 200]);
  assert.equal(sent.calls.length, 2);
  assert.notEqual(sent.calls[0][0], sent.calls[1][0]);
});

test('a listener that throws stops neither a call nor other listeners', async () => {
  const { cos } = newCos({ EnableLog: true });
  const told = { lists: 0 };
  const uncaught = await uncaughtOf(async () => {
    for (const name of ['before-send', 'after-receive', 'list-update', 'log-message']) {
      cos.on(name, () => {
        throw new Error(name);
      });
    }
    cos.on('list-update', ({ list }) => {
      told.lists += 1;
      told.state = list[0].state;
    });
    assert.equal((await cos.headObject(OBJECT)).statusCode, 200);
    assert.equal((await cos.putObject({ ...OBJECT, Body: 'x' })).statusCode, 200);
    await until(() => told.state === 'success');
  });
  assert.ok(told.lists > 0);
  assert.equal(cos.isUploadRunning(), false);
  for (const name of ['before-send', 'after-receive', 'list-update', 'log-message']) {
    assert.ok(uncaught.includes(name), name);
  }
  assert.ok(uncaught.every((message) => !message.startsWith('rejection')));
});

test('what a listener throws is reported also where the caller emits', async () => {
  const { cos } = newCos();
  const other = newListener();
  const uncaught = await uncaughtOf(() => {
    cos.on('mine', () => {
      throw new Error('mine');
    });
    cos.on('mine', other);
    cos.on('mine', 'no function');
    cos.emit('mine', 5);
  });
  assert.deepEqual(other.calls, [[5]]);
  assert.equal(uncaught.length, 2);
  assert.equal(uncaught[0], 'mine');
  assert.match(uncaught[1], /is not a function/);
});

test('a listener may call and stop whatever it likes', async () => {
  const { cos, requests } = newCos({ FileParallelLimit: 1 }, newHeldWire());
  let id;
  cos.once('before-send', () => cos.cancelTask(id));
  const cancelled = failure(cos.putObject({ ...OBJECT, Body: 'x', onTaskReady: (ready) => (id = ready) }));
  const next = cos.putObject({ ...OBJECT, Key: 'b', Body: 'y' });
  assert.equal((await cancelled).name, 'AbortError');
  await until(() => requests.some(({ opt }) => opt.key === 'b'));
  requests.find(({ opt }) => opt.key === 'b').answer();
  assert.equal((await next).statusCode, 200);
});

test('log-message tells the way of a call without secrets, and only when it is wanted', async () => {
  const options = { SecretId: 'AKIDVISIBLE', SecretKey: 'VERYSECRET', SecurityToken: 'TOKENSECRET' };
  for (const [more, isTold] of [
    [{}, false],
    [{ EnableLog: true }, true],
    [{ EnableLog: true, LogLevel: 'DEBUG' }, true],
    [{ EnableLog: true, LogLevel: 'ERROR' }, true],
  ]) {
    const { cos } = newCos({ ...options, ...more, LogExtras: { page: 1 } }, newWire(() => REFUSED));
    const listener = newListener();
    cos.on('log-message', listener);
    await failure(cos.headObject(OBJECT));
    await settle();
    assert.equal(listener.calls.length > 0, isTold, JSON.stringify(more));
    const text = JSON.stringify(listener.calls);
    for (const secret of ['VERYSECRET', 'TOKENSECRET', 'q-signature=']) assert.ok(!text.includes(secret), secret);
    for (const [message] of listener.calls) {
      assert.deepEqual(Object.keys(message), ['version', 'timestamp', 'cate', 'tag', 'msg', 'extras']);
      assert.deepEqual(message.extras, { page: 1 });
      assert.ok(!isNaN(Date.parse(message.timestamp)));
    }
  }
});

test('what went wrong stands in the log of each level, with its reason', async () => {
  const busy = { statusCode: 503, headers: {}, body: '<Error><Code>SlowDown</Code><Message>Busy</Message></Error>' };
  const toldAt = async (LogLevel) => {
    const wire = newWire((_, number) => (number === 1 ? busy : REFUSED));
    const { cos } = newCos({ EnableLog: true, LogLevel }, wire);
    const told = [];
    cos.on('log-message', ({ cate, msg }) => told.push(`${cate} ${msg.replace(/https:\S+:/, 'URL:')}`));
    await failure(cos.getBucket(OBJECT));
    return told;
  };
  const failed = '[ERROR] failed GET URL: AccessDenied Access Denied.';
  assert.deepEqual(await toldAt('ERROR'), [failed]);
  assert.deepEqual(await toldAt('WARN'), ['[ERROR] retry GET URL: SlowDown Busy', failed]);
  assert.equal((await toldAt('DEBUG')).length, 4);
});

test('a proxy around the instance, as frameworks make it, listens and emits like the instance', async () => {
  const { cos } = newCos();
  const proxy = new Proxy(cos, {});
  const listener = newListener();
  proxy.on('before-send', listener);
  await cos.headObject(OBJECT);
  await proxy.headObject(OBJECT);
  assert.equal(listener.calls.length, 2);
});
