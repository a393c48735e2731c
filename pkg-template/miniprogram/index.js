// The entry of mini programs: the module is a file of the app's package.
import { paramError, toError } from './errors.js';
import { settler } from './caller.js';
import { adopt, imports } from './glue.js';
import { openFile } from './files.js';
import { adoptPlatform, canSlice, reasonOf } from './platform.js';
import { shell } from './shell.js';

const Shared = shell(() => {});

// Those of cos-wx-sdk-v5 that are others than in browsers.
const DEFAULTS = { SimpleUploadMethod: 'postObject', AutoSwitchHost: false };

class COS extends Shared {
    constructor(options) {
        super({ ...DEFAULTS, ...options });
        this.on('before-send', (request) => {
            const httpDNSServiceId = this.options.HttpDNSServiceId;
            if (httpDNSServiceId) request.extra = { enableHttpDNS: true, httpDNSServiceId, ...request.extra };
        });
    }
}

/** Gives a method what it needs before. */
const wrap = (name, prepare) => {
    const original = Shared.prototype[name];
    COS.prototype[name] = function (params, callback) {
        if (typeof params == 'function') return this[name]({}, params);
        const told = settler(callback);
        const run = async () => original.call(this, await prepare(params ?? {}));
        // Who gave a callback and stopped the call himself hears no more of it.
        run().then(told.done, (error) => told[error?.kind == 'abort' ? 'stopped' : 'failed'](error));
        return told.promise;
    };
};

const AT_ONCE = { SliceSize: Number.MAX_SAFE_INTEGER };

/** Params whose `FilePath` is the body. */
const withFile = async (params) => {
    const { FilePath, Body, Key } = params;
    if (FilePath === undefined || Body !== undefined) return params;
    const opened = await openFile(FilePath, Key).catch((error) => {
        throw paramError(error.message);
    });
    // Where each part would read all of the file, it goes at once, and is not read to be summed up.
    return { ...params, ...(canSlice() ? {} : { ...AT_ONCE, CheckIntegrity: 'off' }), Body: opened };
};

/** A file that is not there fails alone, when its turn comes. */
const withFiles = async (params) => {
    if (!Array.isArray(params.files)) return params;
    const files = params.files.map((file) => withFile(file).catch((problem) => ({ ...file, Body: { problem } })));
    return { ...params, files: await Promise.all(files) };
};

/** A file that is posted whatever its size. */
const withForm = async (params) => {
    const { FilePath, Key } = params;
    for (const name of ['FilePath', 'Key']) {
        if (!params[name]) throw paramError(`missing param ${name}`, `Give ${name}.`);
    }
    const name = FilePath.split('/').pop();
    return { ...(await withFile({ ...params, Body: undefined })), ...AT_ONCE, Key: Key.split('${filename}').join(name) };
};

const { uploadFile, sliceUploadFile } = Shared.prototype;
Shared.prototype.postObject = function (params) {
    const options = Object.assign(Object.create(this.options), { SimpleUploadMethod: 'postObject' });
    return uploadFile.call(Object.create(this, { options: { value: options } }), params);
};
Shared.prototype.sliceUploadFile = function (params) {
    return (canSlice() ? sliceUploadFile : uploadFile).call(this, params);
};
for (const name of Object.getOwnPropertyNames(Shared.prototype)) {
    if (/^(constructor|on|once|off|emit|getObjectUrl|getAuth|getTaskList|isUploadRunning|\w+Task)$/.test(name)) continue;
    wrap(name, { uploadFiles: withFiles, postObject: withForm }[name] ?? withFile);
}

const NO_ENGINE = 'this base library has no WXWebAssembly, which came with 2.13.0';
const COPY_IT = 'Copy miniprogram-more/core.js into the app, and give the option fallback.';
const FIND_IT = 'Give wasmPath, its place in the package of the app; base libraries below 2.14.0 need miniprogram-more/cos.wasm.';
const WASM_PATH = '/miniprogram_npm/cos-wasm-sdk/cos.wasm.br';

const instantiate = async (engine, { wasmPath = WASM_PATH, fallback }) => {
    if (engine) {
        const result = await engine.instantiate(wasmPath, imports());
        return (result.instance ?? result).exports;
    }
    if (!fallback) throw new Error(NO_ENGINE);
    return (await fallback())(imports());
};

const engineOf = (given) => {
    if (given !== undefined) return given;
    return typeof WXWebAssembly == 'undefined' ? undefined : WXWebAssembly;
};

let loading;

/**
 * Loads the module, once, and gives class COS.
 *
 * `wasmPath` is where the module is in the app's package. `api` is the platform, `wx` unless given; `engine` is what
 * stands in for WXWebAssembly there. `fallback` gives the module as JavaScript where there is no such engine.
 */
export const loadCOS = (options = {}) => {
    loading =
        loading ??
        Promise.resolve()
            .then(() => {
                adoptPlatform(options.api ?? wx);
                return instantiate(engineOf(options.engine), options);
            })
            .then(
                (exports) => {
                    adopt({ exports });
                    return COS;
                },
                (failure) => {
                    loading = undefined;
                    const path = options.wasmPath ?? WASM_PATH;
                    const reason = reasonOf(failure);
                    const message = `cos-wasm-sdk cannot load its module ${path}: ${reason}`;
                    throw toError({ code: 'Error', message, kind: 'engine', hint: reason == NO_ENGINE ? COPY_IT : FIND_IT });
                },
            );
    return loading;
};

export default loadCOS;
