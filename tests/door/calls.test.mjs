/** How a method is called and how the caller is told. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import {
  COS,
  KEYS,
  OBJECT,
  OK,
  Original,
  PLACE,
  REFUSED,
  bothTest,
  collectGarbage,
  failure,
  newCos,
  newHeldWire,
  newListener,
  newWire,
  settle,
  uncaughtOf,
  until,
} from './stage.mjs';

bothTest('with a callback nothing is returned, and the callback is told once and later', async (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  for (const [method, params] of [
    ['headObject', OBJECT],
    ['putObject', { ...OBJECT, Body: 'text' }],
    ['getService', {}],
  ]) {
    const callback = newListener();
    assert.equal(cos[method](params, callback), undefined);
    assert.equal(callback.calls.length, 0, method);
    await until(() => callback.calls.length);
    await settle();
    assert.equal(callback.calls.length, 1, method);
    const [error, data] = callback.calls[0];
    assert.equal(error, null);
    assert.equal(data.statusCode, 200);
  }
});

bothTest('without a callback there is a promise, of the same', async (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  const told = newListener();
  cos.headObject(OBJECT, told);
  const data = await cos.headObject(OBJECT);
  await until(() => told.calls.length);
  assert.deepEqual({ ...data }, { ...told.calls[0][1] });
  assert.deepEqual(data.headers, OK.headers);
  assert.equal(data.RequestId, 'R1');
});

bothTest('a function in place of the params is the callback', async (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  const callback = newListener();
  assert.equal(cos.getService(callback), undefined);
  await until(() => callback.calls.length);
  assert.equal(callback.calls[0][1].statusCode, 200);
});

bothTest('a call without params names the first that is missing', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  for (const params of [{}, undefined]) {
    const error = await failure(params ? cos.headObject(params) : new Class(KEYS).headObject({}));
    assert.equal(error.message, 'missing param Bucket');
  }
  assert.equal(requests.length, 0);
});

bothTest('a param that cannot be used is told before the method returns, and nothing is sent', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  for (const [method, params, message] of [
    ['headObject', { Region: 'r-1', Key: 'a' }, 'missing param Bucket'],
    ['headObject', { Bucket: 'test-1250000000', Key: 'a' }, 'missing param Region'],
    ['headObject', PLACE, 'missing param Key'],
    ['headObject', { ...OBJECT, Key: '' }, 'missing param Key'],
    ['headObject', { ...OBJECT, Region: 'cos.ap-guangzhou' }, 'param Region should not be start with "cos."'],
    ['headObject', { ...OBJECT, Region: 'ap_guangzhou' }, 'Region format error.'],
    ['headObject', { ...OBJECT, Bucket: 'test' }, 'Bucket should format as "test-1250000000".'],
    ['getObject', { ...OBJECT, Key: '/../' }, 'The Getobject Key is illegal'],
    ['putObjectCopy', { ...OBJECT, CopySource: 'elsewhere' }, 'CopySource format error'],
    ['putObject', { ...OBJECT, Body: 5 }, 'params body format error, Only allow File|Blob|String.'],
  ]) {
    const callback = newListener();
    assert.equal(cos[method](params, callback), undefined);
    assert.equal(callback.calls.length, 1, message);
    const [error, data] = callback.calls[0];
    assert.equal(data, undefined);
    assert.ok(error instanceof Error);
    assert.equal(error.message, message);
    assert.equal(error.code, 'Error');
    assert.equal(error.name, 'Error');
    assert.deepEqual(error.error, { message, code: 'Error' });
    assert.equal((await failure(cos[method](params))).message, message);
    assert.equal(callback.calls.length, 1);
  }
  assert.equal(requests.length, 0);
  assert.deepEqual(cos.getTaskList(), []);
});

test('a param error says which param and how to mend it', async () => {
  const error = await failure(newCos().cos.headObject(PLACE));
  assert.equal(error.kind, 'param');
  assert.ok(error.hint.length > 10);
  assert.equal(error.statusCode, undefined);
});

test('half a character in a key is refused, because it would be sent as another', async () => {
  const { cos, requests } = newCos();
  for (const Key of ['\ud800', 'a\udfffb', '\udc00\ud800']) {
    for (const [method, params] of [['headObject', {}], ['putObject', { Body: 'x' }], ['getObjectUrl', {}]]) {
      const callback = newListener();
      cos[method]({ ...OBJECT, ...params, Key }, callback);
      assert.equal(callback.calls[0][0].message, 'param Key holds half a character', method);
    }
  }
  for (const Key of ['😀', '\\ud800', '\ufffd', '\uffff']) {
    await cos.headObject({ ...OBJECT, Key });
    assert.equal(decodeURIComponent(requests.at(-1).opt.url.split('/').at(-1)), Key);
  }
  assert.deepEqual(cos.getTaskList(), []);
});

test('params that are no object are a param error', async () => {
  const { cos, requests } = newCos();
  for (const params of ['text', 5, true, Symbol('x'), 5n]) {
    assert.equal((await failure(cos.headObject(params))).message, 'params should be an object');
    const callback = newListener();
    cos.headObject(params, callback);
    assert.equal(callback.calls[0][0].kind, 'param');
  }
  for (const params of [undefined, null, {}, []]) {
    assert.equal((await failure(cos.headObject(params))).message, 'missing param Bucket');
  }
  assert.equal(requests.length, 0);
});

test('the callback counts only when it is a function', async () => {
  const { cos } = newCos();
  for (const callback of [undefined, null, 0, 'text', {}, true]) {
    assert.equal((await cos.headObject(OBJECT, callback)).statusCode, 200);
  }
});

bothTest('only own params count', async (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  const inherited = Object.assign(Object.create({ Key: 'inherited' }), PLACE);
  assert.equal((await failure(cos.headObject(inherited))).message, 'missing param Key');
});

test("the caller's objects are never written to", async () => {
  const frozen = (value) => {
    Object.values(value).forEach((inner) => inner && typeof inner === 'object' && frozen(inner));
    return Object.freeze(value);
  };
  const bodies = ['', '', '<CompleteMultipartUploadResult/>', '<DeleteResult/>'];
  const { cos, requests } = newCos({}, newWire((request, number) => ({ ...OK, body: bodies[number - 1] })));
  await cos.putObject(frozen({ ...OBJECT, Body: 'text', Headers: { a: '1' }, Query: { b: '2' }, ACL: 'private' }));
  await cos.getObject(frozen({ ...OBJECT, Headers: {}, Query: {}, Range: 'bytes=0-1', VersionId: 'v' }));
  await cos.multipartComplete(frozen({ ...OBJECT, UploadId: 'u', Parts: [{ PartNumber: 1, ETag: 'e' }] }));
  await cos.deleteMultipleObject(frozen({ ...PLACE, Objects: [{ Key: '/a' }] }));
  assert.equal(requests.length, 4);
});

test('what the caller changes after the call does not count', async () => {
  const { cos, requests } = newCos();
  const params = { ...OBJECT, Headers: { 'x-cos-meta-a': 'before' } };
  const told = cos.headObject(params);
  Object.assign(params, { Key: 'b', Bucket: 'other-1250000000' });
  params.Headers['x-cos-meta-a'] = 'after';
  await told;
  assert.match(requests[0].opt.url, /^https:\/\/test-1250000000\.[^/]+\/a$/);
  assert.equal(requests[0].opt.headers['x-cos-meta-a'], 'before');
});

test('nor does it for uploads that wait, and each of them tells its own listeners', async () => {
  const told = [];
  const { cos, requests } = newCos({ FileParallelLimit: 1, Domain: ({ Bucket }) => `${Bucket}.example.com` });
  const params = { Region: OBJECT.Region };
  const ended = [];
  for (const name of ['one', 'two', 'three']) {
    const onFileFinish = () => told.push(name);
    Object.assign(params, { Bucket: `${name}-1250000000`, Key: name, Body: name, onFileFinish });
    ended.push(cos.uploadFile(params));
  }
  await Promise.all(ended);
  const hosts = ['one', 'two', 'three'].map((name) => `https://${name}-1250000000.example.com/${name}`);
  assert.deepEqual(requests.map(({ opt }) => opt.url), hosts);
  assert.deepEqual(told, ['one', 'two', 'three']);
});

test('an instance that nobody holds any more is let go, and one that still works is not', async () => {
  const used = async (wire) => {
    const { cos } = newCos({}, wire);
    cos.on('list-update', () => cos.getTaskList());
    const ended = cos.uploadFile({ ...OBJECT, Body: 'x', onProgress: () => cos });
    if (wire) return [new WeakRef(cos), ended];
    await ended;
    return [new WeakRef(cos)];
  };
  const wire = newHeldWire();
  const [working, ended] = await used(wire);
  const instances = [];
  for (let round = 0; round < 20; round += 1) instances.push((await used())[0]);
  await pause(20);
  collectGarbage();
  const held = instances.filter((instance) => instance.deref()).length;
  assert.ok(held < 3, `${held} of 20 are held`);
  assert.ok(working.deref());
  wire.requests[0].answer();
  assert.equal((await ended).statusCode, 200);
});

test('what has left the task list is let go, although nobody reads that', async () => {
  const { cos } = newCos({ UploadQueueSize: 10 });
  const customs = [];
  const upload = () => {
    const _custom = {};
    customs.push(new WeakRef(_custom));
    return cos.putObject({ ...OBJECT, Body: 'x', _custom });
  };
  for (let round = 0; round < 600; round += 1) await upload();
  await settle();
  collectGarbage();
  const held = customs.filter((custom) => custom.deref()).length;
  assert.ok(held < 150, `${held} of 600 are held`);
});

test('what a page keeps beside its params may be anything', async () => {
  const component = { $el: null };
  component.$parent = component;
  const { cos, requests } = newCos();
  const entry = { ...OBJECT, vm: component, _owner: component, Body: 'x' };
  await cos.uploadFile(entry);
  await cos.putObject({ ...entry, 'x-cos-acl': 'private' });
  const { files } = await cos.uploadFiles({ files: [entry] });
  assert.equal(files[0].error, null);
  assert.equal(requests[1].opt.headers['x-cos-acl'], 'private');
  assert.equal((await failure(cos.putObject({ ...entry, Headers: component }))).kind, 'param');
});

test('an addition to all objects, as old pages have it, is nothing of ours', async () => {
  Object.prototype.addition = () => 'x';
  try {
    const { cos, requests } = newCos();
    await cos.putObject({ ...OBJECT, Body: 'text' });
    assert.equal(requests.length, 1);
  } finally {
    delete Object.prototype.addition;
  }
});

test('a body that has no bytes to send is refused', async () => {
  const { cos, requests } = newCos();
  const detached = new ArrayBuffer(8);
  structuredClone(detached, { transfer: [detached] });
  for (const Body of [new SharedArrayBuffer(8), ...('detached' in detached ? [detached] : [])]) {
    for (const method of ['putObject', 'uploadFile', 'appendObject']) {
      const error = await failure(cos[method]({ ...OBJECT, Position: 0, SkipTask: true, Body }));
      assert.equal(error.kind, 'param', method);
    }
  }
  assert.equal(requests.length, 0);
});

test('half a character in one of many keys is refused, too', async () => {
  const { cos, requests } = newCos();
  for (const Objects of [[{ Key: 'a' }, { Key: 'b\ud800' }], { Key: '\ud800' }]) {
    assert.match((await failure(cos.deleteMultipleObject({ ...PLACE, Objects }))).message, /half a character/);
  }
  assert.equal(requests.length, 0);
});

test('an exception on its way through the module costs one call, and no other', async () => {
  // The test runner counts any rejection that nobody handles.
  const script = `
    import COS from ${JSON.stringify(new URL('../../pkg/index.js', import.meta.url))};
    process.on('unhandledRejection', () => {});
    const answers = [];
    const Request = (opt, callback) => {
      answers.push(() => callback({ statusCode: opt.method == 'GET' ? 5n : 200 }));
    };
    const cos = new COS({ SecretId: 'a', SecretKey: 'b', Request });
    const calls = ['headObject', 'getObject', 'headObject'].map((method) => cos[method](${JSON.stringify(OBJECT)}));
    setTimeout(() => answers.forEach((answer) => answer()), 20);
    await Promise.all([calls[0], calls[2]]);
    console.log('both');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 5000 });
  assert.equal(stdout, 'both\n');
});

test('what fails before its size is known is nowhere near its end', async () => {
  const { cos } = newCos({ ProgressInterval: 0 }, newWire(() => ({ statusCode: 404, headers: {} })));
  const onProgress = newListener();
  await failure(cos.downloadFile({ ...OBJECT, onProgress }));
  await failure(cos.sliceCopyFile({ ...OBJECT, CopySource: 'b-1250000000.cos.ap-beijing.myqcloud.com/a', onProgress }));
  assert.deepEqual(onProgress.calls.filter(([{ percent }]) => percent), []);
  assert.equal(cos.getTaskList()[0].percent, 0);
});

test('a copy that is made at once tells the size of its source', async () => {
  const { cos } = newCos({}, newWire(() => ({ statusCode: 200, headers: { 'content-length': '7' } })));
  const onProgress = newListener();
  await cos.sliceCopyFile({ ...OBJECT, CopySource: 'b-1250000000.cos.ap-beijing.myqcloud.com/a', onProgress });
  const { loaded, total, percent } = onProgress.calls.at(-1)[0];
  assert.deepEqual({ loaded, total, percent }, { loaded: 7, total: 7, percent: 1 });
});

test('what a source of files throws is one more result, and what it gave before goes on to its end', async () => {
  const { cos } = newCos();
  const files = (async function* drawn() {
    yield { ...OBJECT, Key: 'first', Body: 'x' };
    yield { ...OBJECT, Key: 'second', Body: 'x' };
    throw new Error('the list has gone');
  })();
  const onFileFinish = newListener();
  const { files: results } = await cos.uploadFiles({ files, onFileFinish });
  assert.deepEqual(results.map(({ options, error }) => [options.Key, error?.kind]), [['first', undefined], ['second', undefined], [undefined, 'param']]);
  assert.match(results[2].error.message, /the list has gone/);
  assert.equal(onFileFinish.calls.length, 3);
});

test('a Domain that is a function is asked for the bucket of what is copied, too', async () => {
  const CopySource = 'source-1250000000.cos.ap-beijing.myqcloud.com/a';
  const parser = { CopySourceParser: () => ({ Bucket: 'parsed-1250000000', Region: 'ap-beijing', Key: 'a' }) };
  for (const [bucket, options] of [['source-1250000000', {}], ['parsed-1250000000', parser]]) {
    const Domain = ({ Bucket, Region }) => `${Bucket}.${Region}.example.com`;
    const { cos, requests } = newCos({ ...options, Domain }, newWire(() => ({ statusCode: 200, headers: { 'content-length': '1' } })));
    await cos.sliceCopyFile({ ...OBJECT, CopySource });
    const hosts = requests.map(({ opt }) => new URL(opt.url).host);
    assert.deepEqual(hosts, [`${bucket}.ap-beijing.example.com`, `${OBJECT.Bucket}.${OBJECT.Region}.example.com`]);
  }
});

test('a number without an end, or nearly so, is no small one', async () => {
  for (const SliceSize of [1e18, 1e20, 1e21, Number.MAX_VALUE, Infinity]) {
    const { cos, requests } = newCos({ SliceSize });
    await cos.uploadFile({ ...OBJECT, Body: new Blob([new Uint8Array(3 << 20)]) });
    await cos.uploadFile({ ...OBJECT, Body: new Blob([new Uint8Array(3 << 20)]), SliceSize });
    assert.deepEqual(requests.map(({ opt }) => opt.method), ['PUT', 'PUT'], SliceSize);
  }
});

bothTest('a number that is too large to be exact is written as JavaScript writes it', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  for (const number of [2 ** 53, 2 ** 60, 1e20]) {
    await cos.putObjectTagging({ ...OBJECT, Tags: [{ Key: 'id', Value: number }], 'x-cos-meta-id': number });
    const { body, headers } = requests.at(-1).opt;
    assert.match(body, new RegExp(`<Value>${number}</Value>`));
    assert.equal(String(headers['x-cos-meta-id']), String(number));
  }
});

bothTest('an empty VersionId is none', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  for (const method of ['headObject', 'getObject', 'deleteObject']) {
    await cos[method]({ ...OBJECT, VersionId: '' });
    assert.deepEqual(requests.at(-1).opt.qs, {}, method);
  }
});

bothTest('an undefined item of a list is none', async (Class) => {
  const { cos, requests } = newCos({}, newWire(), Class);
  const sent = () => requests.at(-1).opt.body;
  await cos.putBucketLifecycle({ ...PLACE, Rules: [undefined, { ID: 'a' }, undefined] });
  assert.equal(sent(), '<LifecycleConfiguration><Rule><ID>a</ID></Rule></LifecycleConfiguration>');
  await cos.putBucketTagging({ ...PLACE, Tagging: { Tags: [{ Key: 'a', Value: '1' }, undefined] } });
  assert.equal(sent(), '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>');
  const sentAlready = requests.length;
  await assert.rejects(async () => cos.multipartComplete({ ...OBJECT, UploadId: 'u', Parts: [undefined] }));
  assert.equal(requests.length, sentAlready);
});

test('onFileFinish hears once of every end of a file, and of nothing else', async () => {
  const ends = async (use, options) => {
    const onFileFinish = newListener();
    await use(newCos(options).cos, { ...OBJECT, Body: 'x', onFileFinish })?.catch(() => {});
    return onFileFinish.calls.map(([error, data, { TaskId }]) => [error?.message ?? data.statusCode, typeof TaskId]);
  };
  const refused = [['params body format error, Only allow File|Blob|String.', 'string']];
  const bytes = new Uint8Array([1]);
  assert.deepEqual(await ends((cos, file) => cos.uploadFile(file)), [[200, 'string']]);
  assert.deepEqual(await ends((cos, file) => cos.uploadFile({ ...file, SkipTask: true })), [[200, 'string']]);
  assert.deepEqual(await ends((cos, file) => cos.uploadFile({ ...file, Body: bytes })), refused);
  assert.deepEqual(await ends((cos, file) => cos.uploadFiles({ files: [{ ...file, Body: bytes }] })), refused);
  assert.equal((await ends((cos, file) => cos.uploadFile({ ...file, Key: '\ud800' }))).length, 1);
  assert.equal((await ends((cos, file) => cos.uploadFiles({ files: [file, file] }))).length, 2);
  assert.deepEqual(await ends((cos, file) => cos.headObject(file)), []);
  assert.deepEqual(await ends((cos, file) => cos.putObject(file)), []);
});

test('an upload that is no task begins at nothing, too', async () => {
  for (const SkipTask of [false, true]) {
    const { cos } = newCos();
    for (const method of ['uploadFile', 'putObject']) {
      const onProgress = newListener();
      await cos[method]({ ...OBJECT, Body: 'text', SkipTask, onProgress });
      const [{ loaded, total, percent, speed }] = onProgress.calls[0];
      assert.deepEqual({ loaded, total, percent, speed }, { loaded: 0, total: 4, percent: 0, speed: 0 });
      assert.equal(onProgress.calls.at(-1)[0].percent, 1);
    }
  }
  const onProgress = newListener();
  await newCos().cos.putObject({ ...OBJECT, Body: new Uint8Array(4), SkipTask: true, onProgress });
  assert.equal(onProgress.calls[0][0].percent, 0);
});

test('a callback that throws is reported as uncaught and nobody else notices', async () => {
  const { cos, requests } = newCos({ FileParallelLimit: 1 });
  const answers = [];
  const uncaught = await uncaughtOf(async () => {
    const throwing = (words) => () => {
      throw new Error(words);
    };
    cos.headObject(OBJECT, throwing('success'));
    cos.headObject({}, throwing('param error'));
    cos.putObject({ ...OBJECT, Body: 'x' }, throwing('task'));
    cos.putObject({ ...OBJECT, Body: 'y', Key: 'b' }, (error, data) => answers.push(data.statusCode));
    await until(() => answers.length);
  });
  assert.deepEqual(uncaught.sort(), ['param error', 'success', 'task']);
  assert.deepEqual(answers, [200]);
  assert.equal(requests.length, 3);
  assert.equal(cos.isUploadRunning(), false);
});

test('a transport that answers twice, or after its abort, is heard once', async () => {
  const wire = newHeldWire();
  const { cos } = newCos({}, wire);
  const callback = newListener();
  cos.putObject({ ...OBJECT, Body: 'text' }, callback);
  cos.headObject(OBJECT, callback);
  await until(() => wire.requests.length === 2);
  for (const { answer } of wire.requests) {
    answer();
    answer(REFUSED);
    answer();
  }
  await settle();
  assert.deepEqual(
    callback.calls.map(([error]) => error),
    [null, null],
  );
});

test('a transport that throws, or answers nonsense, is an error of the call', async () => {
  for (const [Request, message] of [
    [() => assert.fail('broken transport'), 'broken transport'],
    [(opt, callback) => void callback({ error: new Error('no way') }), 'no way'],
    [(opt, callback) => void callback({ error: { message: 'no object of class Error' } }), 'no object of class Error'],
    [(opt, callback) => void callback({ error: 'a text' }), 'a text'],
  ]) {
    const { cos } = newCos({ Request });
    assert.equal((await failure(cos.headObject(OBJECT))).message, message);
    assert.equal((await failure(cos.putObject({ ...OBJECT, Body: 'x' }))).message, message);
    assert.equal(cos.isUploadRunning(), false);
  }
});

test('an answer that is no answer ends the call all the same', async () => {
  for (const answer of [
    undefined,
    null,
    'text',
    {},
    [],
    { statusCode: 'text' },
    { statusCode: NaN },
    { statusCode: -1 },
    { statusCode: 2 ** 53 },
    { statusCode: 200, headers: 'text', body: 'text' },
    { statusCode: 200, headers: null, body: 5 },
    { statusCode: 200, headers: { etag: 5, a: null, b: undefined, c: {}, d: [1], e: 5n }, body: '' },
    { statusCode: 400, headers: {}, body: '\ud800<' },
    { statusCode: 400, body: new ArrayBuffer(3) },
    { statusCode: 200, body: '<a>'.repeat(10_000) },
    { statusCode: 200, body: '['.repeat(100_000) },
    { statusCode: 200, body: '<a><__proto__>1</__proto__></a>' },
  ]) {
    const Request = (opt, callback) => {
      setTimeout(callback, 0, answer);
    };
    const { cos } = newCos({ Request });
    const ends = [];
    cos.getBucket(PLACE, (...end) => ends.push(end));
    await until(() => ends.length);
  }
  assert.equal({}.polluted, undefined);
});

test('instances do not know of each other', async () => {
  const one = newCos({ SecretId: 'one' }, newHeldWire());
  const other = newCos({ SecretId: 'other' });
  one.cos.putObject({ ...OBJECT, Body: 'x' }, () => {});
  await other.cos.putObject({ ...OBJECT, Body: 'x' });
  assert.equal(one.cos.getTaskList().length, 1);
  assert.equal(other.cos.isUploadRunning(), false);
  assert.equal(one.cos.isUploadRunning(), true);
  assert.match(other.requests[0].opt.headers.Authorization, /q-ak=other&/);
});

test('every method and every static of the original is there, or the README says that it is not', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const missing = Object.keys(Original.prototype).filter((name) => typeof COS.prototype[name] !== 'function');
  assert.deepEqual(
    missing.filter((name) => !readme.includes('`' + name + '`')),
    [],
  );
  for (const name of Object.keys(Original)) assert.equal(typeof COS[name], typeof Original[name], name);
  for (const name of Object.keys(Original.util)) assert.equal(typeof COS.util[name], 'function', name);
});
