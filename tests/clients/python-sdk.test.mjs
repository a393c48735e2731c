/** `cos-python-sdk-v5` against the emulated COS: one test here for each test in `python_sdk.py`. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, beforeEach, test } from 'node:test';

import { run } from '../package/stage.mjs';
import { openEmulator } from './stage.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** A Python that has the client. */
const PYTHON = process.env.COS_PYTHON;
const SKIP = PYTHON ? false : 'there is no python3 with the module venv for cargo xtask test to install it by';

let emulator;

before(async () => {
  if (PYTHON) emulator = await openEmulator();
});
beforeEach(() => emulator?.reset());
after(() => emulator?.stop());

const names = readFileSync(`${HERE}python_sdk.py`, 'utf8').matchAll(/def test_(\w+)/g);
for (const [, name] of names) {
  test(name.replaceAll('_', ' '), { skip: SKIP }, () => {
    const options = ['-B', '-m', 'unittest', '-q', `python_sdk.PythonSdk.test_${name}`];
    return run(PYTHON, options, { cwd: HERE, env: { ...process.env, EMULATOR: emulator.address } });
  });
}
