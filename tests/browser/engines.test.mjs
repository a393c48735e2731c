/** The other engines that people's browsers are made of. They drive themselves: the page plays, and reports. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openEmulator } from './stage.mjs';

const ENGINES = [
  {
    name: 'Gecko',
    variable: 'FIREFOX_PATH',
    start: (program, profile) => [program, '--headless', '--no-remote', '--profile', profile],
  },
  {
    name: 'WebKit',
    variable: 'WEBKIT_PATH',
    // It knows no headless mode.
    start: (program) => ['xvfb-run', '--auto-servernum', program],
  },
];

/** How long an engine may take for everything. Milliseconds. */
const PATIENCE = 90_000;

const SIZE = 6 * 1024 * 1024 + 5;

const EXPECTED = {
  small: { status: 200, body: 'gr\u00fc\u00dfe', last: 7 },
  downloads: {
    blob: { isWhole: true, last: SIZE, type: 'application/x-test' },
    stream: { isWhole: true, last: SIZE },
    isKept: true,
  },
  dropped: { isInParts: true, isWhole: true },
  streamed: SIZE,
  refused: { kind: 'credentials', statusCode: 403 },
  stopped: 'abort',
  forbidden: 'cors',
  loaded: '900150983cd24fb0d6963f7d28e17f72',
  resumed: { isDone: true, isWhole: true, sent: [5, 6, 7, 8] },
};

/** Where a page reports to: `address`, and what it says first. */
async function openEar() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const heard = once(server, 'request').then(async ([request, response]) => {
    let text = '';
    for await (const piece of request) text += piece;
    response.end();
    return JSON.parse(text);
  });
  return { heard, address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Runs a browser in a home of its own, and ends it with all of its processes. */
async function openEngine([program, ...words], home, page) {
  const env = { ...process.env, HOME: home };
  const engine = spawn(program, [...words, page], { stdio: 'ignore', detached: true, env });
  await once(engine, 'spawn');
  const left = once(engine, 'exit');
  return {
    left: left.then(() => assert.fail('the browser ended before it reported')),
    async close() {
      process.kill(-engine.pid);
      await left;
    },
  };
}

async function late() {
  await pause(PATIENCE, undefined, { ref: false });
  assert.fail('the page did not report in time');
}

async function outcomeOf(start) {
  const emulator = await openEmulator();
  const ear = await openEar();
  const home = await mkdtemp(join(tmpdir(), 'cos-wasm-sdk-engine-'));
  const page = `${emulator.address}/engine.html?report=${ear.address}`;
  const engine = await openEngine(start(home), home, page);
  try {
    return await Promise.race([ear.heard, engine.left, late()]);
  } finally {
    await engine.close();
    ear.close();
    await emulator.stop();
    await rm(home, { recursive: true, maxRetries: 5, retryDelay: 200 });
  }
}

for (const { name, variable, start } of ENGINES) {
  const program = process.env[variable];
  test(`${name} uploads, survives, resumes and downloads`, { skip: !program && `${variable} is not set` }, async () => {
    const { agent, ...outcome } = await outcomeOf((home) => start(program, home));
    assert.deepEqual(outcome, EXPECTED, agent);
  });
}
