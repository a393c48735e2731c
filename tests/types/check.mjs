/**
 * Compiles the cases with the package as its users see it, compares its types with the original's, and checks that what
 * is declared is there and what is there is declared.
 *
 * `node tests/types/check.mjs [folder of the package]`, by default `pkg/`.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { comparison, corrected } from './original.mjs';

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

const OLD_CODE = ['original-style.mts', 'original-buckets.mts', 'original-transfers.mts'];

/** What is compiled, as which kind of project, with `the-sdk` being which package. */
const PROJECTS = [
  { name: 'Node project', options: NODE, files: ['right-usage.mts', 'wrong-calls.mts', 'common-js.cts', 'streaming.mts', 'miniprogram.mts'] },
  { name: 'bundler project', options: BUNDLER, files: ['right-usage.mts', 'wrong-calls.mts', 'streaming.mts'] },
  { name: 'page with a script tag', options: BUNDLER, files: ['script-tag.ts'] },
  { name: 'old code, original package', options: BUNDLER, files: OLD_CODE, sdk: original },
  { name: 'old code, this package', options: BUNDLER, files: OLD_CODE, sdk: packageFolder },
];

const declarations = readFileSync(join(packageFolder, 'index.d.cts'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'cos-wasm-sdk-types-'));
try {
  PROJECTS.forEach(compile);
  compareWithOriginal();
  await compareWithClass();
} finally {
  rmSync(scratch, { recursive: true });
}
console.log(`types ok: ${PROJECTS.length + 1} projects compiled, class and declarations have the same members`);

/** Lays out a project as npm would, with the package under its own name, and compiles it. */
function compile({ name, options, files, sdk = packageFolder }, index) {
  const project = join(scratch, String(index));
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(packageFolder, join(project, 'node_modules/cos-wasm-sdk'), 'junction');
  symlinkSync(sdk, join(project, 'node_modules/the-sdk'), 'junction');
  for (const file of files) cpSync(join(here, 'cases', file), join(project, file));
  runCompiler({ name, project, files, compilerOptions: { ...STRICT, ...options } });
}

function runCompiler({ name, project, files, compilerOptions }) {
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} does not compile:\n${stdout}${stderr}`);
}

/** Type by type: what the original takes must be taken, what is handed out must be what the original hands out. */
function compareWithOriginal() {
  const project = join(scratch, 'original');
  const theirs = join(project, 'node_modules/the-original');
  mkdirSync(theirs, { recursive: true });
  symlinkSync(packageFolder, join(project, 'node_modules/cos-wasm-sdk'), 'junction');
  const text = corrected(readFileSync(join(original, 'index.d.ts'), 'utf8'));
  writeFileSync(join(theirs, 'index.d.ts'), text);
  writeFileSync(join(project, 'comparison.mts'), comparison(text, declarations));
  const compilerOptions = { ...STRICT, ...BUNDLER, exactOptionalPropertyTypes: false };
  runCompiler({ name: 'comparison with the original', project, files: ['comparison.mts'], compilerOptions });
}

/** Members, static members and options in the declarations and in the code have to be the same. */
async function compareWithClass() {
  const { default: COS } = await import(join(packageFolder, 'index.js'));
  const cos = new COS({ SecretId: 'id', SecretKey: 'key' });
  const { statics, members } = declaredMembers();
  const own = [...Object.keys(cos), ...Object.getOwnPropertyNames(COS.prototype)];
  const notYet = JSON.parse(readFileSync(join(here, 'not-yet.json'), 'utf8'));
  const there = own.filter((name) => name !== 'constructor' && !name.startsWith('_'));
  compareNames('member', members, [...there, ...notYet]);
  const builtIn = Object.getOwnPropertyNames(class {});
  compareNames('static member', statics, Object.getOwnPropertyNames(COS).filter((name) => !builtIn.includes(name)));
  compareNames('member of COS.util', declaredFields('Util'), Object.keys(COS.util));
  const options = ['CredentialOptions', 'AddressOptions', 'TransferOptions', 'LogOptions', 'ReportOptions'].flatMap(declaredFields);
  const undeclared = Object.keys(cos.options).filter((name) => !options.includes(name));
  if (undeclared.length > 0) throw new Error(`options with a default, but not declared: ${undeclared.join(', ')}`);
}

function compareNames(kind, declared, there) {
  const twice = there.filter((name, place) => there.indexOf(name) !== place);
  if (twice.length > 0) throw new Error(`there, take it out of tests/types/not-yet.json: ${twice.join(', ')}`);
  const missing = declared.filter((name) => !there.includes(name));
  if (missing.length > 0) throw new Error(`${kind} declared, but not there: ${missing.join(', ')}`);
  const undeclared = there.filter((name) => !declared.includes(name));
  if (undeclared.length > 0) throw new Error(`${kind} there, but not declared: ${undeclared.join(', ')}`);
}

/** Reads class and interface `COS` line by line: their members are indented by two spaces. */
function declaredMembers() {
  const bodies = declarations.matchAll(/^(?:declare class|interface) COS \{\n(.*?)^\}/gms);
  const heads = [...bodies].flatMap(([, body]) => [...body.matchAll(/^ {2}(static )?(?:readonly )?(\w+)[(:<]/gm)]);
  const names = (isStatic) => heads.filter((head) => Boolean(head[1]) === isStatic).map((head) => head[2]);
  return { statics: unique(names(true)), members: unique(names(false)).filter((name) => name !== 'constructor') };
}

/** Names of the fields and methods of an interface, which are indented by four spaces. */
function declaredFields(name) {
  const [, body] = declarations.match(new RegExp(`^ {2}interface ${name} [^\\n]*\\{\\n(.*?)^ {2}\\}`, 'ms'));
  return unique([...body.matchAll(/^ {4}(\w+)[?(:<]/gm)].map(([, field]) => field));
}

function unique(names) {
  return [...new Set(names)];
}
