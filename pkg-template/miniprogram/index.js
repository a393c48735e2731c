// The entry of mini programs: the module is a file of the app's package.
import { guarded, paramError } from './errors.js';
import { settler } from './caller.js';
import { adopt, imports } from './glue.js';
import { FormBlob, openFile } from './files.js';
import { adoptPlatform, reasonOf } from './platform.js';
import { shell } from './shell.js';

const COS = shell(() => {});

const DENIED =
    'Enter this host in the console of the mini program, at the domains of requests, and of uploads for postObject; it was not tried again.';

/** An error with what is known of the platform, and the fields that cos-wx-sdk-v5 gives. */
const explained = (error) => {
    const { message = '' } = error;
    if (/domain list/i.test(message)) Object.assign(error, { kind: 'denied', hint: DENIED });
    if (/no such file|not found|not exist|has changed/i.test(message) && error.kind != 'service') {
        Object.assign(error, { kind: 'file', hint: 'Pick the file again: paths of picked files end with the app.' });
    }
    // There a failure without an answer is a text.
    if (error.error?.code == 'Error' && error.error.message == message) error.error = message;
    return error;
};

/** Gives a method what it needs before, and its errors what is known of them. */
const wrap = (name, prepare) => {
    const original = COS.prototype[name];
    COS.prototype[name] = function (params, callback) {
        if (typeof params == 'function') return this[name]({}, params);
        const told = settler(callback);
        const run = async () => original.call(this, await prepare(params ?? {}, this));
        run().then(told.done, (error) => {
            // Who gave a callback and stopped the call himself hears no more of it.
            if (error?.kind == 'abort') return told.stopped(error);
            told.failed(explained(error));
        });
        return told.promise;
    };
};

const unreadable = (error) => paramError(error.message, 'Pick the file again: paths of picked files end with the app.');

const opened = (path, key, Kind) =>
    openFile(path, key, Kind).catch((error) => {
        throw unreadable(error);
    });

/** Params whose `FilePath` is the body. */
const withFile = async (params) => {
    const { FilePath, Body, Key } = params;
    if (FilePath === undefined || Body !== undefined) return params;
    return { ...params, Body: await opened(FilePath, Key) };
};

/** A file that is not there fails alone, when its turn comes. */
const withFiles = async (params) => {
    if (!Array.isArray(params.files)) return params;
    const files = params.files.map((file) => withFile(file).catch(() => file));
    return { ...params, files: await Promise.all(files) };
};

const needed = (params, name) => {
    if (!params[name]) throw paramError(`missing param ${name}`, `Give ${name}.`);
    return params[name];
};

/** Tells bytes as progress. */
const watchOf = (onProgress) => {
    const begin = Date.now();
    return (loaded, total) => {
        const speed = Math.round((loaded / Math.max(Date.now() - begin, 1)) * 1000);
        const percent = total ? Math.floor((loaded / total) * 100) / 100 : 1;
        if (typeof onProgress == 'function') guarded(() => onProgress({ loaded, total, speed, percent }));
    };
};

/** Sends a file as a form: the platform reads it, and tells its progress by the byte. */
const postObject = async (cos, params) => {
    const { Bucket, Region, onProgress, Headers } = params;
    const file = await opened(needed(params, 'FilePath'), needed(params, 'Key'), FormBlob);
    const name = file.path.split('/').pop();
    const Body = Object.assign(file, { key: params.Key, type: params.ContentType ?? file.type, watch: watchOf(onProgress) });
    const own = Object.keys(params).filter((name) => /^x-/i.test(name));
    const headers = Object.assign({}, Headers, ...own.map((name) => ({ [name]: params[name] })));
    const call = { Bucket, Region, Method: 'POST', Key: '', Body, Headers: headers };
    const { headers: answered, statusCode, RequestId } = await cos.request({ ...call, RawBody: true });
    const host = `${Bucket}.cos.${Region}.myqcloud.com`;
    const Location = `${host}/${params.Key.replace('${filename}', name)}`;
    return { Location, statusCode, headers: answered, ETag: answered.etag, RequestId };
};

for (const name of Object.getOwnPropertyNames(COS.prototype)) {
    if (/^(constructor|on|once|off|emit|getObjectUrl|getAuth|getTaskList|isUploadRunning|\w+Task)$/.test(name)) continue;
    wrap(name, name == 'uploadFiles' ? withFiles : withFile);
}
COS.prototype.postObject = function (params, callback) {
    const told = settler(callback);
    postObject(this, params ?? {}).then(told.done, (error) => told.failed(explained(error)));
    return told.promise;
};

const WASM_PATH = '/miniprogram_npm/cos-wasm-sdk/cos.wasm.br';

const instantiate = async (engine, { wasmPath = WASM_PATH, fallback }) => {
    if (engine) {
        const result = await engine.instantiate(wasmPath, imports());
        return (result.instance ?? result).exports;
    }
    if (!fallback) throw new Error('this base library has no WXWebAssembly, which came with 2.13.0: give the option fallback');
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
                    throw new Error(`cos-wasm-sdk cannot load its module ${path}: ${reasonOf(failure)}`);
                },
            );
    return loading;
};

export default loadCOS;
