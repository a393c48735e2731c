/** An emulated COS, a browser and a page that has the package: what the browser tests play on. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EMULATOR = process.env.COS_EMULATOR || `${ROOT}target/debug/cos-emulator`;
export const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const BUCKET = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };

/** Starts all three, the browser with what `more` adds to its flags. `close` ends them. */
export async function openStage(more = []) {
  const emulator = await openEmulator();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: [...FLAGS, ...more],
  });
  const context = await browser.newContext();
  const stage = new Stage(emulator, browser, context, await context.newPage());
  await stage.reload();
  return stage;
}

/** The emulator alone, which serves the pages, too. */
export async function openEmulator() {
  const folders = ['--www', `${ROOT}tests/browser/page`, '--pkg', `${ROOT}pkg`];
  const program = spawn(EMULATOR, ['--port', '0', '--until-stdin-closes', ...folders], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(program.stdout), 'line');
  const close = () => {
    program.stdin.end();
    return once(program, 'exit');
  };
  return { address: line.replace('listening on ', ''), close };
}

class Stage {
  constructor(emulator, browser, context, page) {
    this.emulator = emulator;
    this.address = emulator.address;
    this.browser = browser;
    this.context = context;
    this.page = page;
    /** Messages of the exceptions that nobody caught. */
    this.uncaught = [];
    page.on('pageerror', (error) => this.uncaught.push(error.message));
  }

  /** A fresh page: nothing of the last test is left in it, nor in the emulator. */
  async reload() {
    await this.admin('POST', 'reset');
    await this.admin('DELETE', 'faults');
    await this.admin('DELETE', 'log');
    await this.page.goto(`${this.address}/index.html`);
    await this.page.waitForFunction(() => window.isReady);
    this.uncaught.length = 0;
  }

  /** Runs a function in the page. It finds there `newCos(options)` and `call(cos, method, params)`. */
  run(play, argument) {
    return this.page.evaluate(play, argument);
  }

  async admin(method, path, body) {
    const answer = await fetch(`${this.address}/_emulator/${path}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the emulator refuses ${method} ${path}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  /** Lets something go wrong with the next requests of an operation. */
  fault(operation, fault, times = 1) {
    return this.admin('POST', 'faults', { match: { operation }, times, fault });
  }

  /** The requests of an operation that the emulator has answered. */
  log(operation) {
    return this.admin('GET', `log?operation=${operation}`);
  }

  async close() {
    await this.browser.close();
    await this.emulator.close();
  }
}
