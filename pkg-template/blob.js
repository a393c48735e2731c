// Files and Blobs.

// Told by what it can do: those of other frames are of another class.
const isBlob = (body) => typeof body?.arrayBuffer == 'function';

/** Whether a promise is kept. */
export const isKept = (promise) =>
    promise.then(
        () => true,
        () => false,
    );

/** Whether the first and the last byte can still be read; what is no Blob always can. */
export const isReadable = async (body) =>
    !isBlob(body) || isKept(Promise.all([0, body.size - 1].map((at) => body.slice(at, at + 1).arrayBuffer())));

/** Anything that can be a body, as a Blob. */
export const toBlob = (body) => (isBlob(body) ? body : new Blob([body ?? '']));
