// The entry of mini programs: the module is a file of the app's package.
import { ownError, toError } from './errors.js';
import { settler } from './caller.js';
import { adopt, imports } from './glue.js';
import { Blob, openFile } from './files.js';
import { typeOf } from './media-types.js';
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

/** A param that only cos-wx-sdk-v5 has, under the name of its header. */
const named = ({ ForbidOverwrite, ...params }) =>
    ForbidOverwrite === undefined ? params : { 'x-cos-forbid-overwrite': ForbidOverwrite, ...params };

/** The same instance with options of its own. */
const having = (cos, own) => Object.create(cos, { options: { value: Object.assign(Object.create(cos.options), own) } });

// Where each part would read all of the file, it goes at once, and is not read to be summed up.
const AT_ONCE = { SliceSize: Number.MAX_SAFE_INTEGER, CheckIntegrity: 'off' };

/** Gives a method what it needs before. */
const wrap = (name, prepare) => {
    const original = Shared.prototype[name];
    COS.prototype[name] = function (params, callback) {
        if (typeof params == 'function') return this[name]({}, params);
        const told = settler(callback);
        const run = async () => {
            const prepared = await prepare(named(params ?? {}));
            return original.call(canSlice() ? this : having(this, AT_ONCE), prepared);
        };
        // Who gave a callback and stopped the call himself hears no more of it.
        run().then(told.done, (error) => told[error?.kind == 'abort' ? 'stopped' : 'failed'](error));
        return told.promise;
    };
};

const asGiven = (params) => params;

/** Params with the type that belongs to the key. */
const withType = (params) => ({ ContentType: typeOf(params.Key), ...params });

/** Params whose `FilePath` is the body; each body has the type that belongs to its key. */
const withFile = async (params) => {
    const { FilePath, Body, Key } = params;
    if (typeof Body == 'string' || Body?.byteLength >= 0) return { ...params, Body: new Blob([Body], { type: typeOf(Key) }) };
    if (FilePath === undefined || Body !== undefined) return params;
    const opened = await openFile(FilePath, Key).catch((error) => {
        throw ownError(error.message);
    });
    return { ...params, ...(canSlice() ? {} : { SliceSize: undefined }), Body: opened };
};

/** A file that is not there fails alone, when its turn comes. */
const withFiles = async (params) => {
    if (!Array.isArray(params.files)) return params;
    const files = params.files.map((file) => withFile(named(file)).catch((problem) => ({ ...file, Body: { problem } })));
    const onFileFinish = (error, data, options) => {
        // There it is a number.
        options.Index = +options.Index;
        params.onFileFinish?.(error, data, options);
    };
    return { ...params, onFileFinish, files: await Promise.all(files) };
};

/** A file that is posted whatever its size. */
const withForm = async (params) => {
    const { FilePath, Key } = params;
    for (const name of ['FilePath', 'Key']) {
        if (!params[name]) throw ownError(`missing param ${name}`, `Give ${name}.`);
    }
    const name = FilePath.split('/').pop();
    return { ...(await withFile({ ...params, Body: undefined })), SliceSize: AT_ONCE.SliceSize, Key: Key.split('${filename}').join(name) };
};

const { uploadFile, sliceUploadFile } = Shared.prototype;
Shared.prototype.postObject = function (params) {
    return uploadFile.call(having(this, { SimpleUploadMethod: 'postObject' }), params);
};
Shared.prototype.sliceUploadFile = function (params) {
    return (canSlice() ? sliceUploadFile : uploadFile).call(this, params);
};
const PREPARES = {
    putObject: withFile,
    uploadFile: withFile,
    sliceUploadFile: withFile,
    uploadFiles: withFiles,
    postObject: withForm,
    multipartInit: withType,
};
for (const name of Object.getOwnPropertyNames(Shared.prototype)) {
    if (/^(constructor|on|once|off|emit|getObjectUrl|getAuth|getTaskList|isUploadRunning|\w+Task)$/.test(name)) continue;
    wrap(name, PREPARES[name] ?? asGiven);
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
