/** What the tests of the package share: the installed package, an emulated COS that serves pages, a browser. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { chromium } from 'playwright-core';

export const run = promisify(execFile);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EMULATOR = process.env.COS_EMULATOR || join(ROOT, 'target/debug/cos-emulator');
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A folder of a project that has installed the package from its packed form, as npm's users get it. */
export class Project {
  static async create() {
    const folder = await mkdtemp(join(tmpdir(), 'cos-wasm-sdk-package-'));
    const project = new Project(folder);
    await project.write({ 'package.json': '{ "name": "page", "private": true, "type": "module" }' });
    const { stdout } = await run('npm', ['pack', join(ROOT, 'pkg'), '--json', '--loglevel=error'], { cwd: folder });
    [project.packed] = JSON.parse(stdout);
    const offline = ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', [...offline, join(folder, project.packed.filename)], { cwd: folder });
    return project;
  }

  constructor(folder) {
    this.folder = folder;
    this.sdk = join(folder, 'node_modules/cos-wasm-sdk');
  }

  path(...names) {
    return join(this.folder, ...names);
  }

  /** Writes files, given as `{ path: text }`. */
  async write(files) {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(this.path(name)), { recursive: true });
      await writeFile(this.path(name), text);
    }
  }

  /** Runs a script with Node.js and gives what it prints. */
  async node(...options) {
    const { stdout } = await run(process.execPath, options, { cwd: this.folder });
    return stdout.trim();
  }

  remove() {
    return rm(this.folder, { recursive: true });
  }
}

/** An emulated COS that serves the files of a folder, and under `/pkg/` those of the package. */
export class Server {
  static async start(folder, sdk) {
    const program = spawn(EMULATOR, ['--port', '0', '--until-stdin-closes', '--www', folder, '--pkg', sdk], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(program.stdout), 'line');
    return new Server(program, line.replace('listening on ', ''));
  }

  constructor(program, address) {
    this.program = program;
    this.address = address;
  }

  async stop() {
    this.program.stdin.end();
    await once(this.program, 'exit');
  }
}

export function openBrowser(more = []) {
  const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

/** Opens a page that sets `window.outcome` and gives that, or why it is not set. */
export async function outcomeOf(browser, address, { beforehand } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  try {
    if (beforehand) await page.addInitScript(beforehand);
    await page.goto(address);
    await page.waitForFunction(() => 'outcome' in window, undefined, { timeout: 20_000 });
    return await page.evaluate(() => window.outcome);
  } catch (error) {
    throw new Error(`${address} has no outcome: ${[error.message, ...complaints].join('; ')}`);
  } finally {
    await page.close();
  }
}
