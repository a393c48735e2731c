/** The browser, and the demo page in the words of a person who uses it. */

import { Failure, expect } from './failure.mjs';
import { observe } from './observe.mjs';

const PATIENCE_MS = 60_000;
const QUIET_MS = 600;

export async function openBrowser() {
  const { openBrowser: open, executablePath } = await import('../chromium.mjs').catch((error) => {
    throw new Failure(`playwright-core cannot be loaded (${error.message}); run "npm ci" in tests/`);
  });
  return open().catch((error) => {
    const reason = error.message.split('\n')[0];
    throw new Failure(`the browser ${executablePath} does not start (${reason}); set CHROMIUM_PATH to a Chromium`);
  });
}

/** Chromium gives a navigation up now and then that begins while another page closes: it is made again, once. */
const go = (page, address) =>
  page.goto(address).catch((error) => {
    if (error.message.includes('ERR_ABORTED')) return page.goto(address);
    throw error;
  });

/** Opens the page and waits until it has read the bucket. */
export async function openPage(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(observe);
  const demo = new DemoPage(page, await context.newCDPSession(page));
  const answer = await go(page, address).catch((error) => {
    throw new Failure(`${address} cannot be opened: ${error.message.split('\n')[0]}`);
  });
  expect(answer.ok(), `${address} answers with status ${answer.status()}`);
  await demo.until('the bucket has been read', () => /object|empty/.test(document.querySelector('#object-summary').textContent));
  return demo;
}

/** Opens an address at which the page cannot work, and returns what it says about that. */
export async function noteAtStart(browser, address) {
  const page = await browser.newPage();
  await go(page, address);
  const note = page.locator('#start-error .note');
  await note.waitFor({ timeout: PATIENCE_MS }).catch(() => {
    throw new Failure(`${address} shows no error`);
  });
  return note.textContent();
}

class DemoPage {
  constructor(page, devtools) {
    this.page = page;
    this.devtools = devtools;
    this.folder = '';
    this.complaints = [];
    this.aborted = [];
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? error.message));
    page.on('requestfailed', (request) => this.aborted.push(decodeURI(new URL(request.url()).pathname)));
  }

  /** Waits until `question(argument)` is true in the page. */
  async until(wish, question, argument) {
    try {
      await this.page.waitForFunction(question, argument, { polling: 50, timeout: PATIENCE_MS });
    } catch {
      throw new Failure(`waited ${PATIENCE_MS / 1000} s in vain until ${wish}${await this.shownErrors()}`);
    }
  }

  async shownErrors() {
    const notes = await this.page.locator('.note').allTextContents();
    const said = [...notes, ...this.complaints].slice(0, 3);
    return said.length ? `; the page says: ${said.join(' | ')}` : '';
  }

  /** From now on files go to this folder of the bucket, and only it is listed. */
  async workIn(folder) {
    this.folder = `${folder}/`;
    await this.page.getByLabel('Folder in the bucket').fill(folder);
    await this.page.getByLabel('Show names that begin with').fill(this.folder);
  }

  async pick(paths) {
    await this.page.setInputFiles('#files', paths);
  }

  /** Drops a file or folder of the disk on the page, as the desktop does. */
  async drop(path) {
    const box = await this.page.locator('#drop-zone').boundingBox();
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await this.devtools.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 20, data });
    }
  }

  /** Presses the button with this label, of the row of `name` if there is one. */
  async press(label, name) {
    const title = name ? `${label} ${this.folder}${name}` : label;
    await this.page.getByRole('button', { name: title, exact: true }).click({ timeout: PATIENCE_MS }).catch(async () => {
      throw new Failure(`there is no button "${title}" to press${await this.shownErrors()}`);
    });
  }

  async taskIs(name, state) {
    const matches = ([wanted, expected]) =>
      [...document.querySelectorAll('#tasks .task')].some(({ dataset }) => dataset.key === wanted && dataset.state === expected);
    await this.until(`the transfer of ${name} is "${state}"`, matches, [this.folder + name, state]);
  }

  /** Bytes per second that may be sent, 0 for no limit. */
  async limitUpload(uploadThroughput) {
    await this.devtools.send('Network.enable');
    await this.devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: uploadThroughput || -1,
    });
  }

  /** Lets the page's own switch break something; an empty choice ends that. */
  async makeTrouble(choice) {
    await this.page.evaluate(() => (document.getElementById('trouble').open = true));
    await this.page.locator('#trouble-choice').selectOption(choice);
    await this.page.waitForFunction(
      (isOn) => !!document.getElementById('trouble-note').textContent === isOn,
      choice !== '',
    );
  }

  progressOf(name) {
    return this.page.evaluate((wanted) => window.observed.progress[wanted] ?? [], this.folder + name);
  }

  async progressPasses(name, share) {
    const passes = ([wanted, least]) => (window.observed.progress[wanted]?.at(-1) ?? 0) > least;
    await this.until(`${name} is sent by more than ${share * 100} %`, passes, [this.folder + name, share]);
  }

  /** Makes sure that a pause has ended the request and that nothing moves; returns the share reached. */
  async restsWhilePaused(name) {
    expect(this.aborted.includes(`/${this.folder}${name}`), `pausing ${name} did not end its request`);
    const before = await this.progressOf(name);
    await this.page.waitForTimeout(QUIET_MS);
    const after = await this.progressOf(name);
    expect(after.length === before.length, `${name} went on while it was paused, from ${before.at(-1)} to ${after.at(-1)}`);
    return after.at(-1);
  }

  async objectIsListed(name) {
    const listed = (wanted) => [...document.querySelectorAll('#objects .object')].some(({ dataset }) => dataset.key === wanted);
    await this.until(`${name} is listed`, listed, this.folder + name);
  }

  /** Presses Download and returns where the browser has put the file. */
  async download(name) {
    const arrival = this.page.waitForEvent('download', { timeout: PATIENCE_MS }).catch(() => null);
    await this.press('Download', name);
    const download = await arrival;
    expect(download, `the download of ${name} did not come${download ? '' : await this.shownErrors()}`);
    return download.path();
  }

  async sha256OfPreview(name) {
    const link = this.page.getByRole('link', { name: `Preview ${this.folder}${name}`, exact: true });
    return link.evaluate(async ({ href }) => {
      const answer = await fetch(href);
      const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer());
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    });
  }

  /** Deletes an object, and agrees when asked. */
  async remove(name) {
    await this.press('Delete', name);
    await this.press('Delete');
    const gone = (wanted) => [...document.querySelectorAll('#objects .object')].every(({ dataset }) => dataset.key !== wanted);
    await this.until(`${name} is deleted`, gone, this.folder + name);
  }

  async clearFinished() {
    await this.press('Clear finished');
    await this.until('the finished transfers are cleared', () => !document.querySelector('#tasks .task'));
  }

  /** Waits until a cleared list has `count` uploads more, all of them done. */
  async uploadsEnd(count) {
    await this.until(`all ${count} uploads are done`, (wanted) => {
      const rows = [...document.querySelectorAll('#tasks .task')];
      const hidden = Number(/\d+/.exec(document.querySelector('#more-tasks:not([hidden])')?.textContent ?? '0'));
      return rows.length + hidden === wanted && rows.every(({ dataset }) => dataset.state === 'success');
    }, count);
  }

  forgetTasks() {
    return this.page.evaluate(() => window.observed.forgetTasks());
  }

  /** The longest time the main thread was blocked so far, in ms; under 50 ms it counts as 0. */
  async longestTask() {
    await this.page.waitForTimeout(QUIET_MS);
    return this.page.evaluate(() => window.observed.longestTask());
  }

  forgive(isForgiven) {
    this.complaints = this.complaints.filter((complaint) => !isForgiven(complaint));
  }

  expectQuiet() {
    expect(this.complaints.length === 0, `the console shows: ${this.complaints.join(' | ')}`);
  }

  close() {
    return this.page.context().close();
  }
}
