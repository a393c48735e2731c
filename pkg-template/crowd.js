// uploadFiles: many files, one result.
import { guarded, paramError } from './errors.js';
import { number } from './options.js';

// Entries that are taken in without a break, so that pages stay smooth with a hundred thousand of them.
const BATCH = 500;

const sizeOf = (body) => {
    if (typeof body == 'string') return new TextEncoder().encode(body).length;
    return body?.size ?? body?.byteLength ?? 0;
};

/** The params of a file that has ended: texts, numbers and switches, without the text that was uploaded. */
export const finishedParams = ({ Body, ...params }, isRaw, more) => {
    const { Key } = params;
    if (!isRaw && typeof Key == 'string') params.Key = Key.replace(/^\//, '');
    const isPlain = ([, value]) => value === null || (typeof value != 'object' && typeof value != 'function');
    return { ...more, ...Object.fromEntries(Object.entries(params).filter(isPlain)) };
};

/** Adds up the progress of all files, and tells it not more often than `interval` wants. */
const createSum = (interval, onProgress) => {
    const files = [];
    let total = 0;
    let loaded = 0;
    let lastLoaded = 0;
    let lastTime = Date.now();
    let timer;
    const tell = () => {
        timer = clearTimeout(timer);
        const now = Date.now();
        const speed = Math.round((Math.max(loaded - lastLoaded, 0) / Math.max(now - lastTime, 1)) * 100_000) / 100;
        lastLoaded = loaded;
        lastTime = now;
        const percent = total ? Math.floor((loaded / total) * 100) / 100 : 1;
        guarded(() => onProgress({ loaded, total, speed, percent }));
    };
    if (typeof onProgress != 'function') return { add() {}, note() {}, tell() {} };
    return {
        add(index, size) {
            total += size;
            files[index] = 0;
        },
        note(index, done) {
            loaded += done - files[index];
            files[index] = done;
            timer ??= setTimeout(tell, interval);
        },
        tell,
    };
};

/** The entries of a list, or of anything that gives them one by one; awaits only what has to be awaited. */
const eachOf = async (files, add) => {
    let count = 0;
    const take = (entry) => {
        add(entry, count);
        return ++count % BATCH == 0;
    };
    const pause = () => new Promise((resolve) => setTimeout(resolve));
    if (files[Symbol.iterator]) {
        for (const entry of files) if (take(entry)) await pause();
    } else {
        for await (const entry of files) if (take(entry)) await pause();
    }
    return count;
};

/** Uploads all files. `upload(params, told)` starts one; `told` hears how each of them ended, then of all. */
export const uploadFiles = async (given, { ProgressInterval, UseRawKey }, upload, told) => {
    const { files, SliceSize, Signal, onProgress, onFileFinish } = given ?? {};
    if (!files || typeof files == 'string' || !(files[Symbol.iterator] || files[Symbol.asyncIterator])) {
        throw paramError('missing param files', 'Give a list of {Bucket, Region, Key, Body}.');
    }
    const sum = createSum(number(ProgressInterval), onProgress);
    const results = [];
    let running = 0;
    let isRead;
    const settle = () => isRead && !running && told.done({ files: results });

    const add = (entry, index) => {
        running += 1;
        const size = sizeOf(entry?.Body);
        sum.add(index, size);
        const params = { SliceSize, Signal, ...entry };
        const more = { Index: String(index), TaskId: '' };
        params.onTaskReady = (id) => {
            more.TaskId = id;
            entry.onTaskReady?.(id);
        };
        params.onProgress = (event) => {
            sum.note(index, event.loaded);
            entry.onProgress?.(event);
        };
        const end = (error, data) => {
            const options = finishedParams(entry ?? {}, UseRawKey, more);
            results[index] = { options, error, data };
            sum.note(index, error ? 0 : size);
            sum.tell();
            if (typeof onFileFinish == 'function') guarded(() => onFileFinish(error, data, options));
            running -= 1;
            settle();
        };
        const failed = (error) => end(error);
        upload(params, { done: (data) => end(null, data), failed, stopped: failed });
    };

    await eachOf(files, add);
    isRead = true;
    settle();
};
