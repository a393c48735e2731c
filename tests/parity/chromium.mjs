/** Both SDKs in a page in Chromium, over HTTP, against the emulated COS. */

import { fileURLToPath } from 'node:url';

import { openBrowser } from '../chromium.mjs';
import { Emulator } from '../emulator.mjs';
import { NOW } from './node.mjs';
import { openRecorder } from './recorder.mjs';
import { answerOf } from './service.mjs';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** What is another one at each run of the emulated service. */
const UPLOAD = /\b1\d{9}[0-9a-f]{48}\b/;
const CHANGING = [
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(time)'],
  [/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g, '(date)'],
  [new RegExp(UPLOAD, 'g'), '(upload)'],
  [/\bMTg0[\w+/=]{20,}/g, '(version)'],
];
const CHANGING_NAMES = /^(RequestId|TraceId|x-cos-request-id|x-cos-trace-id)$/;
const WITH_CHANGING_NAMES = /<(RequestId|TraceId)>[^<]*/g;

/** The same value for whatever changes from run to run. */
function settled(value, name = '') {
  if (typeof value === 'string') {
    if (CHANGING_NAMES.test(name)) return `(${name})`;
    const named = value.replace(WITH_CHANGING_NAMES, '<$1>');
    return CHANGING.reduce((text, [pattern, word]) => text.replace(pattern, word), named);
  }
  if (Array.isArray(value)) return value.map((item) => settled(item));
  if (value === null || typeof value !== 'object') return value;
  const isAboutUpload = UPLOAD.test(value.url) && value.headers?.authorization;
  if (isAboutUpload) value.headers.authorization = value.headers.authorization.replace(/q-signature=.*/, '');
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, settled(item, name)]));
}

/** Answers of a case as faults of the emulated service: the k-th for the k-th request, the last for all that follow. */
function faultsFor(answers) {
  return answers.map(answerOf).flatMap(({ status, body, headers }, skip) => {
    const times = skip === answers.length - 1 ? null : 1;
    const { 'content-type': contentType = 'text/plain', date, server, connection, ...own } = headers;
    const faults = [
      { kind: 'answer', status, body, contentType },
      { kind: 'headers', headers: own },
    ];
    return faults.map((fault) => ({ skip, times, fault }));
  });
}

export async function openChromium(packageFolder) {
  const emulator = await Emulator.start(TESTS, packageFolder);
  const recorder = await openRecorder(emulator.address);
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.addInitScript(
    `Date.now = () => ${NOW}; Math.random = (chance => () => (chance = (chance * 16807) % 2147483647) / 2147483647)(1);`,
  );
  await page.goto(`${recorder.address}/parity/page.html`);
  await page.waitForFunction(() => window.isReady);

  return {
    /** Plays the case with this number, after everything is as at the start. */
    async play(side, number, { given, answer }) {
      await emulator.reset();
      if (given) await page.evaluate((number) => prepare(number), number);
      if (answer !== undefined) await emulator.admin('POST', 'faults', faultsFor([answer].flat()));
      recorder.requests.length = 0;
      const outcome = await page.evaluate((values) => playCase(...values), [side, number]);
      return settled({ ...outcome, requests: [...recorder.requests] });
    },

    async close() {
      await browser.close();
      recorder.close();
      await emulator.stop();
    },
  };
}
