/** The entry whose `.wasm` is a file of its own. */

import type COS from 'cos-wasm-sdk';
import loadCOS from 'cos-wasm-sdk/streaming';

const Client = await loadCOS();
const cos: COS = new Client({ SecretId: 'id', SecretKey: 'key' });
cos.getService().then(({ Buckets }) => Buckets.length);

declare const module: WebAssembly.Module;
const sources = ['/cos.wasm', new URL('https://example.com/cos.wasm'), module, new ArrayBuffer(8)];
for (const source of sources) await loadCOS(source);
await loadCOS(fetch('/cos.wasm'));
