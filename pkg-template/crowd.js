// uploadFiles: many files, one result.
import { guarded, ownError, unreadable } from './errors.js';
import { caught, filesOf } from './folder.js';
import { number } from './options.js';
import { abortError, checkSignal, followersOf } from './signal.js';

// Milliseconds in which entries are taken in without a break: pages stay smooth with a hundred thousand of them.
const TURN = 12;
// Files of folders that are on their way, before more of them are drawn.
const DRAWN = 500;

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

/** Adds up the progress of all files, and tells it not more often than `interval` wants; nothing where nobody listens. */
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
    if (typeof onProgress != 'function') return;
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

const TWICE = 'Give each file of a call a key of its own.';

/** The error of a file that goes where another one of the call goes; `places` has the keys of the others by bucket. */
const clash = (places, { Bucket, Key }, isRaw) => {
    if (typeof Key != 'string') return;
    const keys = places.get(Bucket) ?? new Set();
    const key = isRaw ? Key : Key.replace(/^\//, '');
    if (keys.has(key)) return ownError(`the key ${Key} is there twice`, TWICE);
    places.set(Bucket, keys.add(key));
};

/**
 * Uploads all files. `upload(params, told, problem)` starts one, or ends it where it has a problem; `told` hears how each of
 * them ended, then of all.
 */
export const uploadFiles = async (given, { ProgressInterval, UseRawKey }, upload, told) => {
    const { files, SliceSize, SkipIdentical, Signal, onProgress, onFileFinish } = given ?? {};
    if (!files || typeof files == 'string' || !(files[Symbol.iterator] || files[Symbol.asyncIterator])) {
        throw ownError('missing param files', 'Give a list of {Bucket, Region, Key, Body}.');
    }
    checkSignal(Signal);
    const sum = createSum(number(ProgressInterval), onProgress);
    const results = [];
    const places = new Map();
    let running = 0;
    let count = 0;
    let isRead;
    let goOn;
    const settle = () => isRead && !running && told.done({ files: results });
    const hasMore = [SliceSize, SkipIdentical, Signal].some((value) => value !== undefined);

    const add = (entry, problem) => {
        const size = sum && sizeOf(entry.Body);
        problem ??= clash(places, entry, UseRawKey);
        const index = count++;
        let TaskId = '';
        const end = (error, data) => {
            // A Signal stops a file, and tells so, too.
            if (results[index]) return;
            const options = finishedParams(entry, UseRawKey, { Index: String(index), TaskId });
            results[index] = { options, error, data };
            sum?.note(index, error ? 0 : size);
            sum?.tell();
            if (typeof onFileFinish == 'function') guarded(() => onFileFinish(error, data, options));
            running -= 1;
            goOn?.();
            settle();
        };
        running += 1;
        sum?.add(index, size);
        const told = { done: (data) => end(null, data), failed: end, stopped: end, onTaskReady: (id) => (TaskId = id) };
        if (sum) told.onProgress = ({ loaded }) => sum.note(index, loaded);
        upload(hasMore ? { SliceSize, SkipIdentical, ...entry, Signal: entry.Signal ?? Signal } : entry, told, problem);
    };

    /** Hands over each item: those of a list soon, those of anything else when there is room for them. */
    const each = async (source, use) => {
        if (Array.isArray(source)) {
            let end = Date.now() + TURN;
            for (let place = 0; place < source.length; place++) {
                const done = use(source[place], place);
                if (done) await done;
                if (Date.now() < end) continue;
                await new Promise((resolve) => setTimeout(resolve));
                end = Date.now() + TURN;
            }
            return;
        }
        // Mini programs would need more code for a loop with `await`.
        const items = (source[Symbol.asyncIterator] ?? source[Symbol.iterator]).call(source);
        let leave;
        const stop = () => leave({ done: true });
        const next = () => Promise.race([items.next(), new Promise((resolve) => (leave = resolve))]);
        const followers = Signal && followersOf(Signal);
        followers?.add(stop);
        try {
            for (let step; !Signal?.aborted && !(step = await next()).done; ) {
                while (running >= DRAWN) await new Promise((resolve) => (goOn = resolve));
                await use(await step.value);
            }
        } finally {
            followers?.delete(stop);
        }
        // Not waited for: it may still wait itself for what never comes.
        if (Signal?.aborted) Promise.resolve().then(() => items.return?.()).catch(() => {});
    };

    // Drops are empty when their event is over.
    const drops = Array.isArray(files) ? files.map((entry) => caught(entry?.Body)) : [];
    const take = (given, place) => {
        const entry = { ...given };
        const found = filesOf(drops[place] ?? caught(entry.Body), entry.Key);
        if (!found) return add(entry);
        const before = count;
        const drawn = each(found, ({ error, ...file }) => add({ ...entry, Body: undefined, ...file }, error));
        // Stopped before its first file, it has an error of its own.
        return drawn.then(() => Signal?.aborted && count == before && add(entry, abortError(Signal)));
    };

    // What runs goes on to its end, and is told; what the source threw is one more result.
    await each(files, take).catch((thrown) => add({}, unreadable(thrown)));
    isRead = true;
    settle();
};
