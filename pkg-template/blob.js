// Files and Blobs, read a block at a time.

// Hashed in about 2 ms, so that pages stay smooth.
const BLOCK = 1 << 20;

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

/**
 * The MD5 of all bytes, fed to a `new Hash()`. Only one block at a time enters the memory of wasm; the next is
 * read meanwhile. The promise `done` is rejected when the bytes cannot be read, and after `abort()`.
 */
export const md5 = (Hash, body, onProgress) => {
    const blob = isBlob(body) ? body : new Blob([body ?? '']);
    const total = blob.size;
    let isStopped;

    const read = (start) => {
        const block = blob.slice(start, start + BLOCK).arrayBuffer();
        // Not every block is waited for: its failure is no uncaught one.
        block.catch(() => {});
        return block;
    };

    const run = async () => {
        const hash = new Hash();
        let next = read(0);
        for (let start = 0; start < total; start += BLOCK) {
            const block = next;
            const end = Math.min(start + BLOCK, total);
            next = read(end);
            const bytes = new Uint8Array(await block);
            if (isStopped || start + bytes.length != end) throw new Error('unread');
            hash.update(bytes);
            onProgress?.(end, total);
        }
        return hash.finish();
    };

    return { done: run(), abort: () => (isStopped = true) };
};
