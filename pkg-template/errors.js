// Errors as the caller gets them.

/** The class of all errors that a call ends with. Inside a function its name, which consoles show, is kept. */
export const ErrorClass = (() => {
    class COSError extends Error {}
    return COSError;
})();

/** An error with these fields; its name is its code, and its message is listed with the other fields. */
export const toError = (fields) => {
    const { code, message } = fields;
    const error = new ErrorClass(message ?? '');
    Object.defineProperty(error, 'name', { value: code, configurable: true, writable: true });
    Object.defineProperty(error, 'message', { enumerable: true });
    return Object.assign(error, fields);
};

/** An error that the service has not told: that of a param or option that cannot be used, unless it is of another kind. */
export const ownError = (message, hint, kind = 'param') => {
    const code = 'Error';
    return toError({ code, message, error: { message, code }, kind, hint });
};

/** What an exception says. */
export const messageOf = (thrown) => {
    try {
        return typeof thrown?.message == 'string' ? thrown.message : String(thrown);
    } catch {
        // An object without a prototype has no text.
        return typeof thrown;
    }
};

/** What came of reading params, getters and proxies among them. */
export const unreadable = (thrown) =>
    thrown?.kind ? thrown : ownError('params cannot be read: ' + messageOf(thrown), 'Pass plain objects only.');

/** Runs code of the caller's; what it throws is reported as uncaught, and stops nothing here. */
export const guarded = (run) => {
    try {
        return run();
    } catch (thrown) {
        // Only pages and workers have reportError; an unhandled rejection is reported everywhere.
        if (typeof reportError == 'function') reportError(thrown);
        else Promise.reject(thrown);
    }
};
