/**
 * Compiles the cases with the package as its users see it, and checks that each declared member exists.
 *
 * `node tests/types/check.mjs [folder of the package]`, by default `pkg/`.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packageFolder = resolve(process.argv[2] ?? join(here, '../../pkg'));
const { resolve: locate } = createRequire(import.meta.url);
const compiler = join(dirname(locate('typescript/package.json')), 'bin/tsc');
const original = dirname(locate('cos-js-sdk-v5/package.json'));

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: false,
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
};
const NODE = { module: 'nodenext', moduleResolution: 'nodenext' };
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };

/** What is compiled, as which kind of project, with `the-sdk` being which package. */
const PROJECTS = [
  { name: 'Node project', options: NODE, files: ['right-usage.mts', 'wrong-calls.mts', 'common-js.cts', 'streaming.mts'] },
  { name: 'bundler project', options: BUNDLER, files: ['right-usage.mts', 'wrong-calls.mts', 'streaming.mts'] },
  { name: 'page with a script tag', options: BUNDLER, files: ['script-tag.ts'] },
  { name: 'old code, original package', options: BUNDLER, files: ['original-style.mts'], sdk: original },
  { name: 'old code, this package', options: BUNDLER, files: ['original-style.mts'], sdk: packageFolder },
];

const scratch = mkdtempSync(join(tmpdir(), 'cos-wasm-sdk-types-'));
try {
  PROJECTS.forEach(compile);
  await compareMembers();
} finally {
  rmSync(scratch, { recursive: true });
}
console.log(`types ok: ${PROJECTS.length} projects compiled, class and declaration have the same members`);

/** Lays out a project as npm would, with the package under its own name, and compiles it. */
function compile({ name, options, files, sdk = packageFolder }, index) {
  const project = join(scratch, String(index));
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(packageFolder, join(project, 'node_modules/cos-wasm-sdk'), 'junction');
  symlinkSync(sdk, join(project, 'node_modules/the-sdk'), 'junction');
  for (const file of files) cpSync(join(here, 'cases', file), join(project, file));
  const compilerOptions = { ...STRICT, ...options };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} does not compile:\n${stdout}${stderr}`);
}

/** The members of the class in the declarations and in the code have to be the same. */
async function compareMembers() {
  const text = readFileSync(join(packageFolder, 'index.d.cts'), 'utf8');
  const declared = declaredMembers(text);
  const { default: COS } = await import(join(packageFolder, 'index.js'));
  const cos = new COS({ SecretId: 'id', SecretKey: 'key' });
  const missing = declared.filter(({ isStatic, name }) => !(name in (isStatic ? COS : cos)));
  const names = new Set(declared.filter(({ isStatic }) => !isStatic).map(({ name }) => name));
  const there = Object.getOwnPropertyNames(COS.prototype).filter((name) => name !== 'constructor' && !name.startsWith('_'));
  const undeclared = there.filter((name) => !names.has(name));
  for (const name of declaredUtilities(text)) if (typeof COS.util[name] !== 'function') missing.push({ name: `COS.util.${name}` });
  if (missing.length > 0) throw new Error(`declared, but not there: ${missing.map(({ name }) => name).join(', ')}`);
  if (undeclared.length > 0) throw new Error(`there, but not declared: ${undeclared.join(', ')}`);
}

/** Reads class and interface `COS` line by line: their members are indented by two spaces. */
function declaredMembers(text) {
  const bodies = text.matchAll(/^(?:declare class|interface) COS \{\n(.*?)^\}/gms);
  const heads = [...bodies].flatMap(([, body]) => [...body.matchAll(/^ {2}(static )?(?:readonly )?(\w+)[(:<]/gm)]);
  const members = heads.map(([, isStatic, name]) => ({ isStatic: Boolean(isStatic), name }));
  return members.filter(({ name }) => name !== 'constructor');
}

function declaredUtilities(text) {
  const [body] = text.slice(text.indexOf('interface Util {')).split('\n  }');
  return [...body.matchAll(/^ {4}(\w+)\(/gm)].map(([, name]) => name);
}
