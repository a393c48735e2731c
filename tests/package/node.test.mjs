/** The package as Node.js and npm see it. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Project } from './stage.mjs';

const KEYS = "{ SecretId: 'id', SecretKey: 'key' }";

let project;

before(async () => {
  project = await Project.create();
});
after(() => project?.remove());

/** Runs an ES module and gives what it prints, as JSON. */
async function play(script) {
  return JSON.parse(await project.node('--input-type=module', '-e', script));
}

test('the tarball has every file that package.json names, and nothing that is not needed', async () => {
  const names = project.packed.files.map((file) => file.path).sort();
  assert.deepEqual(names.filter((name) => !name.startsWith('docs/')), [
    'LICENSE',
    'README.md',
    'adapter.d.ts',
    'cos-wasm-sdk.min.js',
    'cos_wasm_sdk_bg.wasm',
    'cos_wasm_sdk_streams.wasm',
    'index.cjs',
    'index.d.cts',
    'index.d.ts',
    'index.js',
    'legacy/index.js',
    'legacy/package.json',
    'miniprogram-more/adapter.js',
    'miniprogram-more/core.js',
    'miniprogram-more/cos.wasm',
    'miniprogram-more/package.json',
    'miniprogram.d.ts',
    'miniprogram/cos.wasm.br',
    'miniprogram/index.js',
    'miniprogram/package.json',
    'package.json',
    'streaming.d.ts',
    'streaming.js',
  ]);
  const manifest = JSON.parse(await readFile(project.path('node_modules/cos-wasm-sdk/package.json'), 'utf8'));
  const targets = JSON.stringify(manifest.exports).match(/\.\/[\w./-]+(?=")/g);
  const { main, types, unpkg, jsdelivr } = manifest;
  for (const target of [...targets, main, types, unpkg, jsdelivr]) {
    assert.ok(names.includes(target.replace('./', '')) || ['./streaming', './miniprogram'].includes(target), target);
  }
});

test('it brings its documents along, and no link in them is dead', async () => {
  const names = project.packed.files.map((file) => file.path);
  const documents = names.filter((name) => name.endsWith('.md'));
  for (const name of ['README.md', 'docs/api.md', 'docs/migration.md', 'docs/differences.md', 'docs/miniprogram.md']) {
    assert.ok(documents.includes(name), name);
  }
  for (const name of documents) {
    const text = await readFile(project.path('node_modules/cos-wasm-sdk', name), 'utf8');
    for (const [, link] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      const target = path.posix.join(path.posix.dirname(name), link).replace(/\/$/, '');
      const isThere = names.some((file) => file === target || file.startsWith(`${target}/`));
      assert.ok(isThere, `${name}: ${link}`);
    }
  }
});

test('it installs without scripts and without other packages', async () => {
  const manifest = JSON.parse(await readFile(project.path('node_modules/cos-wasm-sdk/package.json'), 'utf8'));
  assert.equal(manifest.scripts, undefined);
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.peerDependencies, undefined);
});

test('it carries no path of the machine that built it', async () => {
  for (const name of ['index.js', 'streaming.js', 'cos_wasm_sdk_bg.wasm', 'miniprogram-more/cos.wasm']) {
    const bytes = await readFile(project.path('node_modules/cos-wasm-sdk', name), 'latin1');
    assert.doesNotMatch(bytes, /\.cargo|\/rustc\/|\.rs\b/, name);
  }
});

test('import and require give the class', async () => {
  assert.equal(await project.node('-e', "import('cos-wasm-sdk').then((m) => console.log(m.default.name))"), 'COS');
  const script = "const COS = require('cos-wasm-sdk'); console.log(COS.name, COS.default === COS)";
  assert.equal(await project.node('-e', script), 'COS true');
});

test('importing touches nothing that only browsers have, and does not start WebAssembly', async () => {
  const names = ['window', 'self', 'document', 'location', 'navigator', 'localStorage', 'indexedDB', 'fetch'];
  names.push('XMLHttpRequest', 'Blob', 'File', 'FileReader', 'Worker', 'WebAssembly', 'crypto', 'atob', 'setTimeout');
  // The jsdom of Jest lacks these.
  names.push('TextDecoder', 'TextEncoder');
  const touched = await play(`
    const touched = [];
    for (const name of ${JSON.stringify(names)}) {
      const value = globalThis[name];
      Object.defineProperty(globalThis, name, { configurable: true, get: () => (touched.push(name), value) });
    }
    await import('cos-wasm-sdk');
    await import('cos-wasm-sdk/streaming');
    const found = [...touched];
    console.log(JSON.stringify(found));`);
  assert.deepEqual(touched, []);
});

test('the class behaves like one', async () => {
  const found = await play(`
    import COS from 'cos-wasm-sdk';
    class Own extends COS { hello() { return this.options.SecretId; } }
    const own = new Own(${KEYS});
    let refusal;
    try { COS(); } catch (error) { refusal = error.name; }
    console.log(JSON.stringify({
      isCos: own instanceof COS, hello: own.hello(), refusal, own: Object.keys(own),
      hasPrototype: typeof COS.prototype.putObject, version: COS.version,
      proxied: new Proxy(own, {}).getObjectUrl({ Bucket: 'a-1', Region: 'b', Key: 'c', Sign: false }),
    }));`);
  const { version } = JSON.parse(await readFile(project.path('node_modules/cos-wasm-sdk/package.json'), 'utf8'));
  const { proxied, ...others } = found;
  assert.deepEqual(others, {
    isCos: true,
    hello: 'id',
    refusal: 'TypeError',
    own: ['options', 'on', 'once', 'off', 'emit', 'pauseTask', 'restartTask', 'cancelTask', 'getTaskList', 'isUploadRunning'],
    hasPrototype: 'function',
    version,
  });
  assert.match(proxied, /^https?:\/\/a-1\.cos\.b\.myqcloud\.com\/c$/);
});

test('options are live', async () => {
  const found = await play(`
    import COS from 'cos-wasm-sdk';
    const cos = new COS(${KEYS});
    const place = { Bucket: 'a-1', Region: 'b', Key: 'c', Sign: false };
    cos.options.Domain = 'first.example';
    const first = cos.getObjectUrl(place);
    cos.options.Domain = 'second.example';
    console.log(JSON.stringify([first, cos.getObjectUrl(place)]));`);
  assert.deepEqual(found, ['https://first.example/c', 'https://second.example/c']);
});

test("the caller's own transport makes it work on servers", async () => {
  const found = await play(`
    import COS from 'cos-wasm-sdk';
    const Request = (opt, callback) => {
      queueMicrotask(() => callback({ statusCode: 200, headers: { etag: '"e"' }, body: '' }));
      return { abort() {} };
    };
    const cos = new COS({ ...${KEYS}, Request });
    const { statusCode, ETag } = await cos.putObject({ Bucket: 'a-1', Region: 'b', Key: 'c', Body: 'text' });
    console.log(JSON.stringify({ statusCode, ETag }));`);
  assert.deepEqual(found, { statusCode: 200, ETag: '"e"' });
});

test("a wrong clock is corrected by the service's, however it is written", async () => {
  const found = await play(`
    import COS from 'cos-wasm-sdk';
    const refusal = (more) => '<Error><Code>RequestTimeTooSkewed</Code>' + more + '</Error>';
    const answers = [
      [{ date: 'Tue, 14 Nov 2023 22:15:00 GMT' }, refusal('')],
      [{}, refusal('<ServerTime>2023-11-14T22:15:00Z</ServerTime>')],
    ];
    const found = [];
    for (const [headers, body] of answers) {
      let sent = 0;
      const Request = (opt, callback) => callback(sent++ ? { statusCode: 200 } : { statusCode: 403, headers, body });
      const cos = new COS({ ...${KEYS}, Request });
      await cos.headBucket({ Bucket: 'a-1', Region: 'b' });
      found.push([sent, Math.abs(Date.now() + cos.options.SystemClockOffset - 1700000100000) < 10000]);
    }
    console.log(JSON.stringify(found));`);
  assert.deepEqual(found, [[2, true], [2, true]]);
});

test('the streaming entry takes the bytes', async () => {
  const found = await play(`
    import { readFile } from 'node:fs/promises';
    import { createRequire } from 'node:module';
    import loadCOS from 'cos-wasm-sdk/streaming';
    const path = createRequire(process.cwd() + '/').resolve('cos-wasm-sdk/cos_wasm_sdk_bg.wasm');
    const COS = await loadCOS(readFile(path));
    console.log(JSON.stringify(new COS(${KEYS}) instanceof COS));`);
  assert.equal(found, true);
});

test('COS.util has the forms of the original', async () => {
  const found = await play(`
    import COS from 'cos-wasm-sdk';
    const { md5, encodeBase64, xml2json, json2xml } = COS.util;
    let refusal;
    try { md5(new Uint8Array(1)); } catch (error) { refusal = error.name; }
    const context = md5.create().update('ab').update('c');
    console.log(JSON.stringify([
      md5('abc'), md5('\\u00e9'), md5('\\u00e9', true), md5.base64('abc'), md5.array('abc').length,
      context.hex(), context.base64(), md5.arrayBuffer('').byteLength, refusal,
      encodeBase64('\\u00e9'), json2xml(xml2json('<a><b>1</b></a>')),
    ]));`);
  assert.deepEqual(found, [
    '900150983cd24fb0d6963f7d28e17f72',
    '66ddcd97cfdeabb2f6fb8a999b4bc76f',
    '3406877694691ddd1dfb0aca54681407',
    'kAFQmDzST7DWlj99KOF/cg==',
    16,
    '900150983cd24fb0d6963f7d28e17f72',
    'kAFQmDzST7DWlj99KOF/cg==',
    16,
    'TypeError',
    'w6k=',
    '<a><b>1</b></a>',
  ]);
});
