// The streaming entry: the module is a file of its own.
import { explained } from './failure.js';
import { adopt, imports } from './glue.js';
import { shell } from './shell.js';

const COS = shell(() => {});
let loading;

const instantiate = async (source) => {
    let found = await source;
    if (typeof found == 'string' || found instanceof URL || found instanceof Request) found = await fetch(found);
    if (found instanceof Response) {
        if (!found.ok) throw new Error(`${found.url} answered ${found.status}`);
        const isWasm = found.headers.get('content-type')?.startsWith('application/wasm');
        if (isWasm) return WebAssembly.instantiateStreaming(found, imports());
        found = await found.arrayBuffer();
    }
    const result = await WebAssembly.instantiate(found, imports());
    // A module that was compiled already gives its instance alone.
    return result.instance ? result : { instance: result, module: found };
};

/**
 * Loads the module, once, and gives class COS.
 *
 * `source` is where it is (URL, Request, Response) or what it is (bytes, a WebAssembly.Module),
 * or a promise of these; without it, the file beside this one.
 */
export default function loadCOS(source = new URL('./cos_wasm_sdk_bg.wasm', import.meta.url)) {
    loading ??= instantiate(source).then(
        ({ instance, module }) => {
            adopt(instance, module);
            return COS;
        },
        (error) => {
            loading = undefined;
            throw explained(error);
        },
    );
    return loading;
}
