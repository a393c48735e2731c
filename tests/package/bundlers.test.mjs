/** Pages that are built with the default settings of a bundler upload and read back. */

import assert from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { build } from 'vite';
import { parse } from 'acorn';
import { build as esbuild } from 'esbuild';
import webpack from 'webpack';

import { openBrowser } from '../chromium.mjs';
import { Emulator } from '../emulator.mjs';
import { Project, outcomeOf } from './stage.mjs';

const VISIT = fileURLToPath(new URL('visit.js', import.meta.url));
const ENTRIES = {
  default: "import COS from 'cos-wasm-sdk';\n",
  streaming: "import loadCOS from 'cos-wasm-sdk/streaming';\nconst COS = await loadCOS();\n",
};
const HEAD = '<!doctype html><meta charset="utf-8"><title>Page</title>';

let project;
let browser;
let version;

before(async () => {
  project = await Project.create();
  browser = await openBrowser();
  ({ version } = JSON.parse(await readFile(project.path('node_modules/cos-wasm-sdk/package.json'), 'utf8')));
});
after(async () => {
  await browser?.close();
  await project?.remove();
});

for (const [entry, heading] of Object.entries(ENTRIES)) {
  test(`Vite, ${entry} entry`, async () => {
    await writePage(`vite-${entry}`, heading, `${HEAD}<script type="module" src="/page.js"></script>`);
    await build({ root: project.path(`vite-${entry}`), logLevel: 'error' });
    await assertWorks(project.path(`vite-${entry}/dist`));
  });

  test(`webpack, ${entry} entry`, async () => {
    await writePage(`webpack-${entry}`, heading, '');
    const folder = project.path(`webpack-${entry}`);
    await bundle({ context: folder, entry: './page.js', mode: 'production', output: { path: `${folder}/dist` } });
    await project.write({ [`webpack-${entry}/dist/index.html`]: `${HEAD}<script defer src="main.js"></script>` });
    await assertWorks(`${folder}/dist`);
  });
}

for (const [name, heading] of Object.entries({
  require: "const COS = require('cos-wasm-sdk');\n",
  'import * as': "import * as COS from 'cos-wasm-sdk';\n",
})) {
  test(`${name} in a webpack bundle`, async () => {
    const place = name.replace(/\W+/g, '-');
    await project.write({
      [`${place}/package.json`]: '{}',
      [`${place}/page.js`]: heading + (await visitText()).replace('export ', ''),
    });
    const folder = project.path(place);
    await bundle({ context: folder, entry: './page.js', mode: 'production', output: { path: `${folder}/dist` } });
    await project.write({ [`${place}/dist/index.html`]: `${HEAD}<script defer src="main.js"></script>` });
    await assertWorks(`${folder}/dist`);
  });
}

test('a copy of the script among the files of a project can be imported', async () => {
  await writePage('copied', "import COS from './cos-wasm-sdk.min.js';\n", `${HEAD}<script type="module" src="/page.js"></script>`);
  await copyFile(`${project.sdk}/cos-wasm-sdk.min.js`, project.path('copied/cos-wasm-sdk.min.js'));
  await build({ root: project.path('copied'), logLevel: 'error' });
  await assertWorks(project.path('copied/dist'));
});

test('who knows no `exports` gets CommonJS in the language of webpack 4', async () => {
  const { main, module } = JSON.parse(await readFile(`${project.sdk}/package.json`, 'utf8'));
  assert.equal(module, undefined);
  const text = await readFile(`${project.sdk}/${main}`, 'utf8');
  parse(text, { ecmaVersion: 2019 });
  const show = `console.log(new (require('./node_modules/cos-wasm-sdk/${main}'))().getObjectUrl({
    Bucket: 'b-1250000000', Region: 'r', Key: 'k', Sign: false }))`;
  assert.equal(await project.node('--input-type=commonjs', '-e', show), 'https://b-1250000000.cos.r.myqcloud.com/k');
});

test('an import that is not used leaves nothing in the bundle', async () => {
  await project.write({
    'unused/index.html': `${HEAD}<script type="module" src="/page.js"></script>`,
    'unused/page.js': "import COS from 'cos-wasm-sdk';\ndocument.title = 'no COS here';\n",
  });
  const { output } = await build({ root: project.path('unused'), logLevel: 'error' });
  const script = output.find((file) => file.type === 'chunk');
  assert.ok(script.code.length < 2000, `the bundle has ${script.code.length} bytes`);
});

test('uploads are hashed although a bundler has rewritten async functions, as that of Angular does', async () => {
  const script = `import COS from 'cos-wasm-sdk';
    const upload = async () => {
      const { secretId, secretKey } = await (await fetch('/_emulator/info')).json();
      const Domain = '{Bucket}.cos.{Region}.localhost:' + location.port;
      const cos = new COS({ SecretId: secretId, SecretKey: secretKey, Protocol: 'http:', Domain, UploadCheckContentMd5: true });
      const place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Key: 'large' };
      return cos.putObject({ ...place, Body: new Blob([new Uint8Array(400_000)]) });
    };
    upload().then(
      ({ statusCode }) => (window.outcome = { statusCode }),
      ({ message }) => (window.outcome = { message }));`;
  await project.write({ 'lowered/page.mjs': script, 'lowered/index.html': `${HEAD}<script type="module" src="out.mjs"></script>` });
  const [entryPoints, outfile] = [[project.path('lowered/page.mjs')], project.path('lowered/out.mjs')];
  await esbuild({ entryPoints, outfile, bundle: true, format: 'esm', supported: { 'async-await': false } });
  const server = await Emulator.start(project.path('lowered'), project.sdk);
  try {
    assert.deepEqual(await outcomeOf(browser, `${server.address}/index.html`), { statusCode: 200 });
  } finally {
    await server.stop();
  }
});

async function visitText() {
  return `${await readFile(VISIT, 'utf8')}\nvisit(COS).then((outcome) => (window.outcome = outcome));\n`;
}

async function writePage(folder, heading, html) {
  await project.write({ [`${folder}/page.js`]: heading + (await visitText()), [`${folder}/index.html`]: html });
}

async function bundle(configuration) {
  const stats = await promisify(webpack)(configuration);
  assert.ok(!stats.hasErrors(), stats.toString({ all: false, errors: true }));
}

async function assertWorks(folder) {
  const server = await Emulator.start(folder, project.sdk);
  try {
    const outcome = await outcomeOf(browser, `${server.address}/index.html`);
    assert.deepEqual(outcome, { version, status: 200, body: 'written by a page' });
  } finally {
    await server.stop();
  }
}
