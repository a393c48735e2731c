import { toError } from './errors.js';

/** The error that says why the module cannot run here, and what to do about it. */
export const explained = (cause, hint = 'Use a browser that runs WebAssembly, on a page that allows it.') => {
    const reason = cause?.message ?? cause;
    let message = 'the WebAssembly module of cos-wasm-sdk cannot be started: ' + reason;
    if (typeof WebAssembly == 'undefined') {
        message = 'cos-wasm-sdk needs WebAssembly, which this browser does not have or has switched off';
    } else if (/unsafe-eval|security policy|csp/i.test(reason)) {
        message =
            "the Content-Security-Policy of this page forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src (" +
            reason +
            ')';
    }
    return Object.assign(toError({ code: 'Error', message, kind: 'engine', hint }), { cause });
};
