/** Pages without a bundler, and pages and browsers that forbid something. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { openBrowser } from '../chromium.mjs';
import { Emulator } from '../emulator.mjs';
import { Project, outcomeOf } from './stage.mjs';

const HEAD = '<!doctype html><meta charset="utf-8"><title>Page</title>';
const DONE = '.then((outcome) => (window.outcome = outcome));';
const WORKS = { status: 200, body: 'written by a page' };

let project;
let server;
let browser;

before(async () => {
  project = await Project.create();
  await project.write({ 'www/visit.js': await readFile(new URL('visit.js', import.meta.url), 'utf8') });
  server = await Emulator.start(project.path('www'), project.sdk);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await project?.remove();
});

/** Opens a page with this HTML. */
async function outcome(html, options) {
  await project.write({ 'www/index.html': html });
  return outcomeOf(browser, `${server.address}/index.html`, options);
}

function module(script) {
  return `<script type="module">import { visit } from '/visit.js';\n${script}</script>`;
}

async function assertWorks(html, options) {
  const { status, body } = await outcome(html, options);
  assert.deepEqual({ status, body }, WORKS);
}

test('a script tag gives the global COS at once', async () => {
  await assertWorks(`${HEAD}<script src="/pkg/cos-wasm-sdk.min.js"></script>${module(`visit(COS)${DONE}`)}`);
});

test('the script tag does not depend on the encoding that a page declares', async () => {
  const head = '<!doctype html><meta charset="windows-1252"><title>Page</title>';
  await assertWorks(`${head}<script src="/pkg/cos-wasm-sdk.min.js"></script>${module(`visit(COS)${DONE}`)}`);
});

test('an AMD loader gets the class', async () => {
  const loader = 'globalThis.define = (make) => (globalThis.made = make()); define.amd = {};';
  const html = `${HEAD}<script>${loader}</script><script src="/pkg/cos-wasm-sdk.min.js"></script>`;
  await assertWorks(`${html}${module(`visit(made)${DONE}`)}`);
});

test('a native import needs no bundler', async () => {
  await assertWorks(HEAD + module(`import COS from '/pkg/index.js';\nvisit(COS)${DONE}`));
});

const STREAMING = [
  ['the file beside it', 'loadCOS()'],
  ['an address', "loadCOS('/pkg/cos_wasm_sdk_bg.wasm')"],
  ['a Response', "loadCOS(fetch('/pkg/cos_wasm_sdk_bg.wasm'))"],
  ['a module', "loadCOS(WebAssembly.compileStreaming(fetch('/pkg/cos_wasm_sdk_bg.wasm')))"],
  [
    'a Response that does not say that it is wasm',
    "loadCOS(fetch('/pkg/cos_wasm_sdk_bg.wasm').then((r) => r.arrayBuffer()).then((b) => new Response(b)))",
  ],
];
for (const [source, expression] of STREAMING) {
  test(`the streaming entry loads ${source}`, async () => {
    await assertWorks(HEAD + module(`import loadCOS from '/pkg/streaming.js';\n${expression}.then(visit)${DONE}`));
  });
}

test('the streaming entry loads once, and again after a failure', async () => {
  const script = `import loadCOS from '/pkg/streaming.js';
    const failure = await loadCOS('/missing.wasm').catch(({ message, hint }) => [message, hint]);
    const [first, second] = await Promise.all([loadCOS(), loadCOS()]);
    window.outcome = { failure, isSame: first === second, version: first.version };`;
  const { failure, isSame } = await outcome(HEAD + module(script));
  assert.match(failure[0], /missing\.wasm answered 404/);
  assert.match(failure[1], /Serve the \.wasm file/);
  assert.ok(isSame);
});

test("a Content-Security-Policy with 'wasm-unsafe-eval' is enough", async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'">`;
  await assertWorks(HEAD + policy + module(`import COS from '/pkg/index.js';\nvisit(COS)${DONE}`));
});

const FORBIDDEN = [
  ['new COS', "import COS from '/pkg/index.js';", 'new COS({})'],
  ['COS.getAuthorization', "import COS from '/pkg/index.js';", "COS.getAuthorization({ SecretId: 'a', SecretKey: 'b' })"],
  ['COS.ready', "import COS from '/pkg/index.js';", 'await COS.ready'],
  ['loadCOS', "import loadCOS from '/pkg/streaming.js';", 'await loadCOS()'],
];
for (const [name, heading, expression] of FORBIDDEN) {
  test(`without 'wasm-unsafe-eval' ${name} fails with an error that names it`, async () => {
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'">`;
    const script = `${heading}
      try { ${expression}; window.outcome = 'no error'; } catch (error) { window.outcome = error.message; }`;
    assert.match(await outcome(HEAD + policy + module(script)), /Content-Security-Policy .* 'wasm-unsafe-eval'/);
  });
}

test("a bucket's host that connect-src lacks is an error that names the policy", async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`;
  const script = `import COS from '/pkg/index.js';
    visit(COS).catch(({ kind, hint }) => (window.outcome = { kind, hint }));`;
  const { kind, hint } = await outcome(HEAD + policy + module(script));
  assert.equal(kind, 'cors');
  assert.match(hint, /connect-src/);
});

/** What Chrome before 114 does with modules of more than 4 KB. */
function refuseSynchronousCompilation() {
  WebAssembly.Module = class extends WebAssembly.Module {
    constructor(bytes) {
      if (bytes.byteLength > 4096) {
        throw new RangeError('WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB.');
      }
      super(bytes);
    }
  };
}

test('where modules are compiled in the background only, asynchronous methods wait by themselves', async () => {
  const html = HEAD + module(`import COS from '/pkg/index.js';\nvisit(COS)${DONE}`);
  await assertWorks(html, { beforehand: refuseSynchronousCompilation });
});

test('there, callbacks are called, listeners are added, and synchronous methods say what to do', async () => {
  const script = `import COS from '/pkg/index.js';
    const cos = new COS({ SecretId: 'id', SecretKey: 'key' });
    const place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Key: 'a' };
    const heard = [];
    cos.on('hello', (data) => heard.push(data));
    cos.emit('hello', 1);
    const messages = [];
    for (const early of [() => cos.getObjectUrl(place), () => COS.getAuthorization({}), () => COS.util.md5('')]) {
      try { early(); } catch (error) { messages.push(error.message); }
    }
    const called = new Promise((resolve) => cos.headBucket({}, (error) => resolve(error.message)));
    await COS.ready;
    const url = cos.getObjectUrl({ ...place, Sign: false });
    window.outcome = { messages, heard, url, called: await called, later: new COS({}) instanceof COS };`;
  const found = await outcome(HEAD + module(script), { beforehand: refuseSynchronousCompilation });
  assert.equal(found.messages.length, 3);
  for (const message of found.messages) assert.match(message, /await COS\.ready/);
  assert.deepEqual(found.heard, [1]);
  assert.match(found.url, /demo-1250000000\.cos\.ap-guangzhou\.myqcloud\.com\/a$/);
  assert.equal(found.called, 'missing param Bucket');
  assert.ok(found.later);
});
