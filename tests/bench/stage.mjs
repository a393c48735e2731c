/** What the bench plays on: an emulated COS, lines to it, and a page for each SDK in one browser. */

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { openBrowser } from '../chromium.mjs';
import { Emulator } from '../emulator.mjs';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const FLAGS = ['--enable-precise-memory-info', '--js-flags=--expose-gc'];

export const SIDES = ['ours', 'original'];

export class Stage {
  static async open(packageFolder) {
    const emulator = await Emulator.start(TESTS, packageFolder);
    const stage = new Stage(emulator, await openBrowser(FLAGS));
    for (const side of SIDES) stage.pages[side] = await stage.browser.newPage();
    return stage;
  }

  constructor(emulator, browser) {
    this.emulator = emulator;
    this.browser = browser;
    this.pages = {};
    this.lines = [];
  }

  /** Everything as at the start, but for what the browser has compiled. */
  async reset() {
    await this.emulator.reset();
    for (const side of SIDES) await this.load(side);
  }

  /** A page that has done nothing yet; it has a file where one is given. */
  async load(side, file) {
    const page = this.pages[side];
    await page.goto(`${this.emulator.address}/bench/page.html?side=${side}`);
    await page.waitForFunction(() => window.isReady);
    if (file) await page.setInputFiles('#file', file);
  }

  /** The same in a process of its own, which has compiled nothing. */
  async renew(side) {
    await this.pages[side].close();
    this.pages[side] = await this.browser.newPage();
    await this.load(side);
  }

  /** The port by which the service is reached over a line; without one, its own. */
  async port(line) {
    const target = Number(new URL(this.emulator.address).port);
    if (!line) return target;
    const worker = new Worker(new URL('line.mjs', import.meta.url), { workerData: { target, ...line } });
    this.lines.push(worker);
    const [port] = await once(worker, 'message');
    return port;
  }

  /** Plays once with one SDK. */
  async play(side, action, given) {
    const page = this.pages[side];
    const played = await page.evaluate((values) => window.play(...values), [action, given]);
    const workers = page.workers().map((worker) => worker.evaluate('exports.memory.buffer.byteLength'));
    return { ...played, wasm: (await Promise.all(workers)).reduce((sum, bytes) => sum + bytes, played.wasm) };
  }

  /**
   * Plays once more, watched by the browser, which costs time: the longest task of the page's main thread. What went
   * before leaves no garbage, and nobody collects it meanwhile but the browser itself.
   */
  async longestTask(side, action, given) {
    const page = this.pages[side];
    await page.evaluate('gc()');
    await this.browser.startTracing(page, { categories: ['toplevel'] });
    await page.evaluate((values) => window.playUnwatched(...values), [action, given]);
    return longestTask(await this.browser.stopTracing());
  }

  async close() {
    await this.browser.close();
    await Promise.all(this.lines.map((worker) => worker.terminate()));
    await this.emulator.stop();
  }
}

/** How long the longest task took that a page's main thread did, in milliseconds: by the clock. */
function longestTask(trace) {
  const { traceEvents } = JSON.parse(trace.toString());
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain';
  const main = new Set(traceEvents.filter(isMain).map(threadOf));
  const tasks = traceEvents.filter((event) => event.ph === 'X' && main.has(threadOf(event)));
  return tasks.reduce((longest, { dur }) => Math.max(longest, dur), 0) / 1000;
}
