/** `WXWebAssembly`: modules come from the package only, by their path, and iOS exports no globals. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInContext } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';

function bytesOf(path, packageFolder, takesBrotli) {
  if (typeof path !== 'string') throw new TypeError('WXWebAssembly.instantiate: the first argument must be a path in the code package');
  if (/^([a-z]+:|\.)/.test(path)) throw new Error(`WXWebAssembly.instantiate: not support ${path}`);
  if (!/\.wasm(\.br)?$/.test(path)) throw new Error('WXWebAssembly.instantiate: only .wasm or .wasm.br');
  const file = join(packageFolder, path);
  if (!existsSync(file)) throw new Error(`WXWebAssembly.instantiate: file not found ${path}`);
  if (!path.endsWith('.br')) return readFileSync(file);
  if (!takesBrotli) throw new Error('WXWebAssembly.instantiate: .wasm.br needs a newer base library');
  return brotliDecompressSync(readFileSync(file));
}

const INSIDE = `(host, Native) => ({
  instantiate(path, imports) {
    return new Promise((resolve, reject) => {
      const bytes = new Uint8Array(host.bytesOf(path));
      Native.instantiate(bytes, imports).then(({ instance, module }) => {
        const { exports } = instance;
        const kept = Object.keys(exports).filter((name) => !(exports[name] instanceof Native.Global));
        if (host.hidesGlobals && kept.length < Object.keys(exports).length) host.note('a global is exported');
        const shown = host.hidesGlobals ? { exports: Object.fromEntries(kept.map((name) => [name, exports[name]])) } : instance;
        resolve({ instance: shown, module });
      }, reject);
    });
  },
  Memory: Native.Memory,
  Table: Native.Table,
})`;

export function newWasm(context, native, { packageFolder, platform, note, takesBrotli }) {
  return runInContext(INSIDE, context)({ bytesOf: (path) => bytesOf(path, packageFolder, takesBrotli), hidesGlobals: platform === 'ios', note }, native);
}
