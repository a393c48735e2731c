/**
 * Plays the same calls with `cos-js-sdk-v5` and with the package, and compares what they send and what they answer.
 *
 * `node tests/parity/run.mjs [--json] [--only text] [--in node|chromium]`; the package is that of COS_PACKAGE or `pkg/`.
 */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

import cases from './cases/all.mjs';
import { openChromium } from './chromium.mjs';
import { report } from './report.mjs';
import { compare } from './verdict.mjs';

const packageFolder = process.env.COS_PACKAGE || fileURLToPath(new URL('../../pkg', import.meta.url));
const { values: wanted } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string', default: '' }, in: { type: 'string', default: '' } },
});

/** The numbers of the cases that are played in a place. */
function numbersIn(place) {
  if (wanted.in && wanted.in !== place) return [];
  const isPlayed = ({ method, name, only = place }) => only === place && `${method}: ${name}`.includes(wanted.only);
  return [...cases.keys()].filter((number) => isPlayed(cases[number]));
}

async function playInNode(numbers) {
  const worker = new Worker(new URL('in-node.mjs', import.meta.url), { workerData: { packageFolder, numbers } });
  const plays = await new Promise((resolve, reject) => {
    worker
      .on('message', resolve)
      .on('error', reject)
      .on('exit', () => reject(new Error('the worker ended too early')));
  });
  if (plays.failure) throw new Error(plays.failure);
  return plays;
}

async function playInChromium(numbers) {
  if (numbers.length === 0) return [];
  const chromium = await openChromium(packageFolder);
  const plays = [];
  try {
    for (const number of numbers) {
      const one = cases[number];
      const compared = compare(
        one,
        await chromium.play('original', number, one),
        await chromium.play('ours', number, one),
      );
      plays.push({ number, place: 'Chromium', form: 'callback', ...compared });
    }
  } finally {
    await chromium.close();
  }
  return plays;
}

/** The requests that the original knows. */
function methods() {
  const { log, warn } = console;
  console.log = console.warn = () => {};
  const original = createRequire(import.meta.url)('cos-js-sdk-v5');
  Object.assign(console, { log, warn });
  return Object.keys(original.prototype);
}

const plays = (await Promise.all([playInNode(numbersIn('node')), playInChromium(numbersIn('chromium'))])).flat();
const results = cases
  .map((one, number) => ({ one, plays: plays.filter((play) => play.number === number) }))
  .filter(({ plays }) => plays.length > 0);
const isPlayedEverywhere = !wanted.in;
const isWhole = isPlayedEverywhere && !wanted.only;
process.exitCode = report(results, { isWhole, isPlayedEverywhere, isJson: wanted.json, methods: methods() }) ? 0 : 1;
