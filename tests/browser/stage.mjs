/** An emulated COS, a browser and a page that has the package: what the browser tests play on. */

import { fileURLToPath } from 'node:url';

import { openBrowser } from '../chromium.mjs';
import { Emulator } from '../emulator.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

export const BUCKET = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };

/** Starts all three, the browser with what `more` adds to its flags. `close` ends them. */
export async function openStage(more = []) {
  const emulator = await openEmulator();
  const browser = await openBrowser(more);
  const context = await browser.newContext();
  const stage = new Stage(emulator, browser, context, await context.newPage());
  await stage.reload();
  return stage;
}

/** The emulator alone, which serves the pages, too. */
export const openEmulator = () => Emulator.start(folder('page'), folder('../../pkg'));

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
    await this.emulator.reset();
    await this.page.goto(`${this.address}/index.html`);
    await this.page.waitForFunction(() => window.isReady);
    this.uncaught.length = 0;
  }

  /** Runs a function in the page. It finds there `newCos(options)` and `call(cos, method, params)`. */
  run(play, argument) {
    return this.page.evaluate(play, argument);
  }

  admin(method, path, body) {
    return this.emulator.admin(method, path, body);
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
    await this.emulator.stop();
  }
}
