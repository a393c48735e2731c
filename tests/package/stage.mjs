/** What the tests of the package share: the installed package, and what a page with it comes to. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

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
