// Checksums of files, made in a worker where there may be one.
// Files up to this size are not worth the way to a worker: half a millisecond.
const SMALL = 1 << 18;

/**
 * Sums up a Blob with the functions of src/binding/hasher.rs: 8 bytes of CRC-64, and 16 of MD5 behind them where it
 * is wanted. Only one block at a time is in the memory of wasm; the next one is read meanwhile.
 *
 * The worker gets this function as text: it may use nothing but what it is given. Its `held` lives as long as it does.
 */
export const sumUp = async ({ memory, hashBegin, hashBlock, hashEnd }, blob, sums, onProgress, isStopped, held) => {
    // Summed up in 4 ms at most, so that pages stay smooth.
    const BLOCK = 1 << 20;
    const total = blob.size;
    const read = (start) => {
        // A slice costs Chromium as much as a read.
        const bytes = (total > BLOCK ? blob.slice(start, start + BLOCK) : blob).arrayBuffer();
        // Not all of them are waited for: their failure is no uncaught one.
        bytes.catch(() => {});
        return bytes;
    };
    const place = hashBegin(sums);
    let reader;
    try {
        // A stream costs half of what slices cost; but pages get all of it in one task, and not every browser has it.
        // Chromium forgets streams that nobody holds, and never answers.
        held.stream = blob.stream();
        reader = held.reader = held.stream.getReader({ mode: 'byob' });
    } catch {
        // Slices, then.
    }
    let next = reader ? new ArrayBuffer(BLOCK) : read(0);
    for (let start = 0; start < total; ) {
        const end = Math.min(start + BLOCK, total);
        let bytes;
        if (reader) {
            bytes = (await reader.read(new Uint8Array(next), { min: end - start })).value;
            next = bytes.buffer;
        } else {
            const reading = next;
            if (end < total) next = read(end);
            bytes = new Uint8Array(await reading);
        }
        start += bytes.length;
        // A stream gives what it has, none at its end; a slice that is too short is that of another file.
        if (isStopped() || (reader ? !bytes.length : start != end)) throw new Error('unread');
        new Uint8Array(memory.buffer, place).set(bytes);
        hashBlock(bytes.length);
        onProgress(start, total);
    }
    return new Uint8Array(memory.buffer, place, hashEnd()).slice();
};

// The functions of the module that call out are of no use there, and are never called.
const script = () => `const sumUp = ${sumUp}, stopped = new Set();
let exports, last;
onmessage = ({ data: { module, id, blob, sums, stop } }) => {
    if (module) {
        const nothing = new Proxy({}, { get: () => () => {} });
        exports = new WebAssembly.Instance(module, new Proxy({}, { get: () => nothing })).exports;
    } else if (stop) stopped.add(stop);
    else last = Promise.resolve(last).then(() => sumUp(exports, blob, sums, (done, total) => postMessage({ id, done, total }), () => stopped.has(id), self))
        .catch(() => {}).then((bytes) => {
            postMessage({ id, bytes });
            stopped.delete(id);
        });
};`;

let worker;
let isForbidden;
let issued = 0;
let last;
const waiting = new Map();

/** In this thread, one file after the other. */
const here = (core, blob, sums, onProgress, isStopped) => {
    const result = Promise.resolve(last).then(() => sumUp(core.exports(), blob, sums, onProgress, isStopped));
    last = result.catch(() => {});
    return result;
};

/** Workers are forbidden here: what waits for one is done in this thread. */
const giveUp = () => {
    isForbidden = true;
    worker = undefined;
    for (const { again } of waiting.values()) again();
    waiting.clear();
};

const startWorker = (module) => {
    const url = URL.createObjectURL(new Blob([script()]));
    worker = new Worker(url);
    worker.onerror = giveUp;
    worker.onmessage = ({ data: { id, done, total, bytes } }) => {
        const job = waiting.get(id);
        if (!job) return;
        if (done) return job.onProgress(done, total);
        waiting.delete(id);
        bytes ? job.resolve(bytes) : job.reject(new Error('unread'));
    };
    worker.postMessage({ module });
};

const elsewhere = (core, blob, sums, onProgress, job) => {
    try {
        if (!worker) startWorker(core.module());
    } catch {
        isForbidden = true;
        return;
    }
    const id = ++issued;
    return new Promise((resolve, reject) => {
        const again = () => here(core, blob, sums, onProgress, () => job.isStopped).then(resolve, reject);
        waiting.set(id, { resolve, reject, onProgress, again });
        worker.postMessage({ id, blob, sums });
        job.stop = () => {
            waiting.delete(id);
            worker?.postMessage({ stop: id });
            // Nobody listens any more.
            reject();
        };
    });
};

/**
 * The checksums of all bytes of a Blob, made by `core`: `exports()` of its instance, and its `module()`. The promise `done`
 * is rejected when they cannot be read, and after `abort()`; `watch` is not called afterwards.
 */
export const digest = (core, blob, sums, watch) => {
    const job = {};
    const onProgress = (done, total) => job.isStopped || watch?.(done, total);
    // Pages have to stay smooth; workers may as well do it themselves.
    const isPage = typeof document == 'object' && typeof Worker == 'function';
    const isWorth = isPage && !isForbidden && blob.size > SMALL;
    const done =
        (isWorth && elsewhere(core, blob, sums, onProgress, job)) ||
        here(core, blob, sums, onProgress, () => job.isStopped);
    return {
        done,
        abort() {
            job.isStopped = true;
            job.stop?.();
        },
    };
};
