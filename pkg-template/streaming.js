// The streaming entry: the module is a file of its own.
import { explained } from './failure.js';
import { adopt, imports } from './glue.js';
import { shell } from './shell.js';

const COS = shell(() => {});
const HINT = 'Serve the .wasm file beside the script or give loadCOS its URL, to a browser and on a page that allow WebAssembly.';
let loading;

const checked = (response) => {
    if (response.ok) return response;
    throw new Error(`${response.url} answered ${response.status}`);
};

/** Instantiates what the file beside this one holds: a small module that puts the large one together, and its streams. */
const instantiateOwn = async () => {
    const found = checked(await fetch(new URL('./cos_wasm_sdk_streams.wasm', import.meta.url)));
    const { instance, module } = await WebAssembly.instantiate(await found.arrayBuffer());
    const [streams] = WebAssembly.Module.customSections(module, '');
    const { exports } = instance;
    const { buffer } = exports.memory;
    new Uint8Array(buffer, exports.streams()).set(new Uint8Array(streams));
    const length = exports.gather(streams.byteLength);
    return WebAssembly.instantiate(new Uint8Array(buffer, exports.room(), length), imports());
};

const instantiate = async (source) => {
    let found = await source;
    if (typeof found == 'string' || found instanceof URL || found instanceof Request) found = await fetch(found);
    if (found instanceof Response) {
        const isWasm = checked(found).headers.get('content-type')?.startsWith('application/wasm');
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
export default function loadCOS(source) {
    loading ??= (source ? instantiate(source) : instantiateOwn()).then(
        ({ instance, module }) => {
            adopt(instance, module);
            return COS;
        },
        (error) => {
            loading = undefined;
            throw explained(error, HINT);
        },
    );
    return loading;
}
