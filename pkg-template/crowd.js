// uploadFiles: many files, one result.
import { guarded, paramError } from './errors.js';
import { caught, filesOf } from './folder.js';
import { number } from './options.js';

// Entries that are taken in without a break, so that pages stay smooth with a hundred thousand of them; and files of
// folders that are on their way, before more of them are drawn.
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

/** What a listener is told of progress, with what the counts and the speed say beyond it. */
export const gauged = (event) => {
    const { loaded, total, speed } = event;
    if (total >= 0) {
        const left = total - loaded;
        event.fraction = total ? loaded / total : 1;
        if (speed >= 0) event.remaining = left && left / speed;
    }
    return event;
};

/** Adds up the progress of all files, and tells it not more often than `interval` wants. */
const createSum = (interval, onProgress) => {
    const files = [];
    let total = 0;
    let loaded = 0;
    let lastLoaded = 0;
    let lastTime = Date.now();
    let moved = 0;
    let took = 0;
    let timer;
    const tell = () => {
        timer = clearTimeout(timer);
        const now = Date.now();
        const elapsed = Math.max(now - lastTime, 0);
        // As in src/transfer/progress.rs.
        const kept = 3000 / (3000 + elapsed);
        moved = moved * kept + Math.max(loaded - lastLoaded, 0);
        took = took * kept + elapsed;
        const speed = Math.round((moved / Math.max(took, 1)) * 100_000) / 100;
        lastLoaded = loaded;
        lastTime = now;
        const percent = total ? Math.floor((loaded / total) * 100) / 100 : 1;
        guarded(() => onProgress(gauged({ loaded, total, speed, percent })));
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

const TWICE = 'Give each file of one call a key of its own: the one that ends last would replace the others.';

/** The error of a file that goes where another one of the call goes; `places` are those of the others. */
const clash = (places, { Bucket, Key }, isRaw) => {
    if (typeof Key != 'string') return;
    const place = `${Bucket}/${isRaw ? Key : Key.replace(/^\//, '')}`;
    if (places.has(place)) return paramError(`the key ${Key} is there twice`, TWICE);
    places.add(place);
};

/** Uploads all files. `upload(params, told)` starts one; `told` hears how each of them ended, then of all. */
export const uploadFiles = async (given, { ProgressInterval, UseRawKey }, upload, told) => {
    const { files, SliceSize, SkipIdentical, Signal, onProgress, onFileFinish } = given ?? {};
    if (!files || typeof files == 'string' || !(files[Symbol.iterator] || files[Symbol.asyncIterator])) {
        throw paramError('missing param files', 'Give a list of {Bucket, Region, Key, Body}.');
    }
    const sum = createSum(number(ProgressInterval), onProgress);
    const results = [];
    const places = new Set();
    let running = 0;
    let count = 0;
    let isRead;
    let goOn;
    const settle = () => isRead && !running && told.done({ files: results });

    const add = (entry, problem) => {
        const size = sizeOf(entry.Body);
        problem ??= clash(places, entry, UseRawKey);
        const index = count++;
        const more = { Index: String(index), TaskId: '' };
        const params = { SliceSize, SkipIdentical, Signal, ...entry };
        params.onTaskReady = (id) => {
            more.TaskId = id;
            entry.onTaskReady?.(id);
        };
        params.onProgress = (event) => {
            sum.note(index, event.loaded);
            entry.onProgress?.(event);
        };
        const end = (error, data) => {
            // A Signal stops a file, and tells so, too.
            if (results[index]) return;
            const options = finishedParams(entry, UseRawKey, more);
            results[index] = { options, error, data };
            sum.note(index, error ? 0 : size);
            sum.tell();
            if (typeof onFileFinish == 'function') guarded(() => onFileFinish(error, data, options));
            running -= 1;
            goOn?.();
            settle();
        };
        const failed = (error) => end(error);
        running += 1;
        sum.add(index, size);
        if (problem) failed(problem);
        else upload(params, { done: (data) => end(null, data), failed, stopped: failed });
    };

    /** Hands over each item: those of a list soon, those of anything else when there is room for them. */
    const each = async (source, use) => {
        if (Array.isArray(source)) {
            for (const [place, item] of source.entries()) {
                const done = use(item, place) ?? (place % BATCH == BATCH - 1 && new Promise((resolve) => setTimeout(resolve)));
                if (done) await done;
            }
            return;
        }
        // Mini programs would need more code for a loop with `await`.
        const items = (source[Symbol.asyncIterator] ?? source[Symbol.iterator]).call(source);
        for (let step; !(step = await items.next()).done && !Signal?.aborted; ) {
            while (running >= BATCH) await new Promise((resolve) => (goOn = resolve));
            await use(await step.value);
        }
    };

    // Drops are empty when their event is over.
    const drops = Array.isArray(files) ? files.map((entry) => caught(entry?.Body)) : [];
    const take = (given, place) => {
        const entry = { ...given };
        const found = filesOf(drops[place] ?? caught(entry.Body), entry.Key);
        if (!found) return add(entry);
        return each(found, ({ error, ...file }) => add({ ...entry, Body: undefined, ...file }, error));
    };

    await each(files, take);
    isRead = true;
    settle();
};
