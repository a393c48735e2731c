// Files and Blobs.

/** What a value is, whichever frame it is of. */
export const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

export const isBlob = (body) => /^(Blob|File)$/.test(kindOf(body));

/** Whether a promise is kept. */
export const isKept = (promise) =>
    promise.then(
        () => true,
        () => false,
    );

/** Whether the first and the last byte can still be read, or nothing if there is none; what is no Blob always can. */
export const isReadable = async (body) =>
    !isBlob(body) ||
    isKept(Promise.all([0, body.size - 1].map((at) => (body.size ? body.slice(at, at + 1) : body).arrayBuffer())));

/** Anything that can be a body, as a Blob. */
export const toBlob = (body) => (isBlob(body) ? body : new Blob([body ?? '']));
