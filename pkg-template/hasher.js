// Checksums of files, made in a worker where there may be one.
// Files up to this size are not worth the way to a worker: half a millisecond.
const SMALL = 1 << 18;

/**
 * Sums up the bytes of a file with the functions of src/binding/hasher.rs: 8 bytes of CRC-64, and 16 of MD5 behind them
 * where it is wanted. Only one block at a time is in the memory of wasm.
 *
 * `from` is `{ file }`, and knows how far it has been read. The worker gets this function as text: it may use nothing but
 * what it is given. Its `held` lives as long as it does.
 */
export const sumUp = async ({ memory, hashBegin, hashBlock, hashEnd }, from, { start, end, sums }, onProgress, isStopped, held) => {
    // Summed up in 4 ms at most, so that pages stay smooth.
    const BLOCK = 1 << 20;
    const { file } = from;
    const read = (at) => {
        // A slice costs Chromium as much as a read.
        const bytes = (end - start < file.size || end > BLOCK ? file.slice(at, Math.min(at + BLOCK, end)) : file).arrayBuffer();
        // Not all of them are waited for: their failure is no uncaught one.
        bytes.catch(() => {});
        return bytes;
    };
    const place = hashBegin(sums);
    if (held && from.at != start) {
        from.reader = undefined;
        try {
            // To open a stream for each part costs more than to read it; but pages get all of a stream in one task, and not
            // every browser has it.
            from.stream = (start ? file.slice(start) : file).stream();
            from.reader = from.stream.getReader({ mode: 'byob' });
        } catch {
            // Slices, then.
        }
    }
    from.at = undefined;
    let buffer;
    if (from.reader) {
        buffer = held.buffer ?? new ArrayBuffer(4 * BLOCK);
        // Whoever fails leaves none behind.
        held.buffer = undefined;
    }
    let next = buffer || read(start);
    for (let at = start; at < end; ) {
        let bytes;
        if (from.reader) {
            const min = Math.min(buffer.byteLength, end - at);
            bytes = (await from.reader.read(new Uint8Array(buffer, 0, min), { min })).value;
            buffer = bytes.buffer;
        } else {
            const reading = next;
            if (at + BLOCK < end) next = read(at + BLOCK);
            bytes = new Uint8Array(await reading);
        }
        // A stream gives what it has, none at its end; a slice that is too short is that of another file.
        if (isStopped() || (from.reader ? !bytes.length : bytes.length != Math.min(BLOCK, end - at))) throw new Error('unread');
        at += bytes.length;
        for (let done = 0; done < bytes.length; done += BLOCK) {
            const block = bytes.subarray(done, done + BLOCK);
            new Uint8Array(memory.buffer, place).set(block);
            hashBlock(block.length);
        }
        onProgress(at - start, end - start);
    }
    from.at = end;
    if (buffer) held.buffer = buffer;
    return new Uint8Array(memory.buffer, place, hashEnd()).slice();
};

/**
 * What the worker does, which gets this function as text, too. The functions of the module that call out are of no use there,
 * and are never called. What is being read is held until it has been: Chromium forgets streams that nobody holds, and never
 * answers.
 */
const serve = (sumUp) => {
    const stopped = new Set();
    const sources = new Map();
    let exports;
    let reading;
    let last = Promise.resolve();
    onmessage = ({ data: { module, source, file, id, stop, ...range } }) => {
        if (module) {
            const nothing = new Proxy({}, { get: () => () => {} });
            exports = new WebAssembly.Instance(module, new Proxy({}, { get: () => nothing })).exports;
        } else if (stop) stopped.add(stop);
        else {
            if (file) sources.set(source, { file });
            const from = sources.get(source);
            // Nobody asks for more of it.
            if (range.isLast) sources.delete(source);
            if (!id) return;
            const tell = (done, total) => postMessage({ id, done, total });
            const sum = () => sumUp(exports, (reading = from), range, tell, () => stopped.has(id), self);
            last = last.then(sum).catch(() => {}).then((bytes) => {
                reading = undefined;
                postMessage({ id, bytes });
                stopped.delete(id);
            });
        }
    };
};

// A worker that says nothing for so long has died: browsers end some without a word. Milliseconds, and how often it is looked
// at in that time: what sleeps does not count.
const SILENCE = 180_000;
const LOOKS = 4;

// How many files the worker keeps, to go on with where they have been read to: as many as browsers have connections.
const KEPT = 6;

let worker;
let watching;
let looks;
let isForbidden;
let issued = 0;
let last;
const waiting = new Map();
// The files that the worker keeps, by their numbers; the one that was read last is the last.
const sources = new Map();
// What parts are parts of, and where they begin.
const origins = new WeakMap();

const fileOf = (blob) => origins.get(blob) ?? [blob, 0];

/** A part of a body. */
export const slice = (body, start, end) => {
    const part = body.slice(start, end);
    origins.set(part, [body, start]);
    return part;
};

/** In this thread, one file after the other. */
const here = (core, blob, sums, onProgress, isStopped) => {
    // One of a frame that has gone is never read.
    const own = blob instanceof Blob ? blob : new Blob([blob]);
    const file = own.size == blob.size ? own : blob;
    const sum = () => sumUp(core.exports(), { file }, { start: 0, end: blob.size, sums }, onProgress, isStopped);
    const result = Promise.resolve(last).then(sum);
    last = result.catch(() => {});
    return result;
};

/** Workers are forbidden here, or have died: what waits for one is done in this thread. */
const giveUp = () => {
    isForbidden = true;
    worker?.terminate();
    worker = undefined;
    for (const { again } of waiting.values()) again();
    waiting.clear();
};

/** Gives the worker up when it falls silent with something to do. */
const watchWorker = () => {
    looks = 0;
    watching ??= setInterval(() => {
        if (!waiting.size) watching = clearInterval(watching);
        else if (++looks > LOOKS) giveUp();
    }, SILENCE / LOOKS);
};

const startWorker = (module) => {
    const url = URL.createObjectURL(new Blob([`(${serve})(${sumUp})`]));
    worker = new Worker(url);
    worker.onerror = giveUp;
    worker.onmessage = ({ data: { id, done, total, bytes } }) => {
        looks = 0;
        const job = waiting.get(id);
        if (!job) return;
        if (done) return job.onProgress(done, total);
        waiting.delete(id);
        // What cannot be read there may be readable here: bundlers change the text that the worker is made of.
        bytes ? job.resolve(bytes) : job.again();
    };
    worker.postMessage({ module });
};

/** The worker keeps a file no longer. */
const leave = (file) => {
    worker?.postMessage({ source: sources.get(file), isLast: true });
    sources.delete(file);
};

/** What the worker is to read: `source` is the number of a file, which goes along the first time. */
const rangeOf = (blob) => {
    const [file, start] = fileOf(blob);
    const end = start + blob.size;
    const known = sources.get(file);
    const source = known ?? ++issued;
    const isLast = end == file.size;
    sources.delete(file);
    if (!isLast) sources.set(file, source);
    if (sources.size > KEPT) leave(sources.keys().next().value);
    return { source, file: known ? undefined : file, start, end, isLast };
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
        waiting.set(id, { resolve, onProgress, again });
        watchWorker();
        worker.postMessage({ id, sums, ...rangeOf(blob) });
        job.stop = () => {
            // What is done is aborted, too, when it is dropped.
            if (!waiting.delete(id)) return;
            worker?.postMessage({ stop: id });
            leave(fileOf(blob)[0]);
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
    const isWorth = isPage && !isForbidden && fileOf(blob)[0].size > SMALL;
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
