/**
 * Measures the package beside `cos-js-sdk-v5`, in one run of Chromium, turn by turn.
 *
 * `node tests/bench/run.mjs [--json] [--quick] [--case text]`; the package is that of COS_PACKAGE or `pkg/`.
 */

import { mkdtemp, open, rm } from 'node:fs/promises';
import { randomFillSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import cases from './cases.mjs';
import { figuresOf, head, line } from './report.mjs';
import { SIDES, Stage } from './stage.mjs';

const { values: wanted } = parseArgs({
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    case: { type: 'string', default: [''], multiple: true },
  },
});
const REPETITIONS = wanted.quick ? 3 : 7;
const BLOCK = 16 << 20;

/** Writes a file of random bytes, the same in each block. */
async function makeFile(folder, size) {
  const path = join(folder, `${size}.bin`);
  const file = await open(path, 'w');
  const block = randomFillSync(Buffer.alloc(BLOCK));
  for (let done = 0; done < size; done += BLOCK) await file.write(block, 0, Math.min(BLOCK, size - done));
  await file.close();
  return path;
}

/** What each SDK is given in a case. */
async function givenOf(stage, { line, settings = {}, given }) {
  const port = await stage.port(line);
  return (side) => ({ ...given, port, key: `left-by-${side}`, settings: { ...settings.both, ...settings[side] } });
}

/** Makes ready what a case needs; gives the file of which uploads were left behind. */
async function prepare(stage, one, givenFor, folder) {
  await stage.reset();
  const file = one.file && (await makeFile(folder, one.file));
  if (file) for (const side of SIDES) await stage.load(side, file);
  if (one.action !== 'resume') return;
  for (const side of SIDES) {
    const given = givenFor(side);
    const partNumber = Math.ceil(one.file / given.settings.ChunkSize);
    const match = { path: `^/left-by-${side}`, query: `partNumber=${partNumber}(&|$)`, operation: 'UploadPart' };
    const faults = [
      { kind: 'delay', ms: 600_000 },
      { kind: 'status', status: 503 },
    ];
    await stage.emulator.admin('POST', 'faults', faults.map((fault) => ({ match, times: null, fault })));
    await stage.pages[side].evaluate((given) => window.leaveBehind(given), given);
  }
  return file;
}

/** Plays a case in turns; who is first changes each time. After the last turn each SDK is watched once more. */
async function play(stage, one, folder) {
  const givenFor = await givenOf(stage, one);
  const left = await prepare(stage, one, givenFor, folder);
  const sides = one.isOursOnly ? SIDES.slice(0, 1) : SIDES;
  const plays = { ours: [], original: [] };
  const longest = {};
  const run = async (how, side) => {
    if (one.faults) await stage.emulator.admin('POST', 'faults', one.faults);
    // The page that left an upload behind knows more of it than another one.
    if (left) await stage.load(side, left);
    if (one.isFirst) await stage.renew(side);
    const result = await stage[how](side, one.action, givenFor(side));
    if (one.action !== 'resume') await stage.emulator.reset();
    return result;
  };
  for (let turn = 0; turn < REPETITIONS; turn += 1) {
    for (const side of turn % 2 ? sides.toReversed() : sides) plays[side].push(await run('play', side));
  }
  for (const side of sides) longest[side] = await run('longestTask', side);
  return figuresOf(one, plays, longest);
}

const folder = await mkdtemp(join(tmpdir(), 'cos-bench-'));
const stage = await Stage.open(process.env.COS_PACKAGE || fileURLToPath(new URL('../../pkg', import.meta.url)));
const figures = [];
const tell = wanted.json ? console.error : console.log;
try {
  tell(head());
  for (const one of cases.filter(({ name }) => wanted.case.some((text) => name.includes(text)))) {
    figures.push(await play(stage, one, folder));
    tell(line(figures.at(-1)));
  }
} finally {
  await stage.close();
  await rm(folder, { recursive: true });
}
if (wanted.json) console.log(JSON.stringify({ cases: figures }));
