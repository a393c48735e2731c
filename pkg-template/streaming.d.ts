import COS from './index.cjs';

/** Where the module is (URL, Request, Response) or what it is (bytes, a compiled module). */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the WebAssembly module, once, and gives class COS. Later calls give the same class, whatever they name.
 *
 * Without `source` it is the file `cos_wasm_sdk_streams.wasm` beside this one: the module in a form that compresses
 * better, put together in the page. The module itself is `cos_wasm_sdk_bg.wasm`, for whoever names it: it compiles while
 * it loads when the server sends it as `application/wasm`.
 *
 * @throws when the module cannot be loaded or the page forbids WebAssembly; the next call tries again.
 */
export default function loadCOS(source?: Source | Promise<Source>): Promise<typeof COS>;
