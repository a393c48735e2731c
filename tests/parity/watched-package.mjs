/** The built package, in a module whose memory can be looked at. */

import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGE = process.env.COS_PACKAGE || fileURLToPath(new URL('../../pkg', import.meta.url));
let memory;
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...values) {
    super(...values);
    memory = this.exports.memory;
  }
};

export const { default: COS } = await import(pathToFileURL(join(PACKAGE, 'index.js')));

/** How many bytes the module has got; it never gives one back. */
export const memoryUsed = () => memory.buffer.byteLength;
