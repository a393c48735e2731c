// Texts that outlive a page, and locks that other pages see.
import { deferred } from './exchange.js';

const NAME = 'cos-wasm-sdk';
// Records that nobody came back for. Milliseconds.
const LIFE = 30 * 86_400_000;
// Writes that come close together become one. Milliseconds.
const DELAY = 100;
// Some browsers never open a database, and another page may hold it. Milliseconds.
const PATIENCE = 3000;

/** The same promise, which fails when it takes too long. */
const inTime = (promise) => Promise.race([promise, new Promise((_, reject) => setTimeout(reject, PATIENCE))]);

/** What an IndexedDB request gives. */
const result = (request) =>
    new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });

let opening;

const open = () =>
    (opening ??= (async () => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(NAME);
        const found = await inTime(result(request));
        // Who deletes or changes the database waits for this.
        found.onclose = found.onversionchange = () => {
            opening = undefined;
            found.close();
        };
        return found;
    })());

const inDatabase = async (mode, use) => inTime(use((await open()).transaction(NAME, mode).objectStore(NAME)));

/** Deletes what is too old, and the oldest of what is too much. */
const tidy = async (store, limit) => {
    const [names, entries] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
    const ages = names.map((name, place) => [name, Date.now() - entries[place].at]).sort((one, other) => one[1] - other[1]);
    ages.forEach(([name, age], place) => {
        if (age > LIFE || place >= limit) store.delete(name);
    });
};

const database = {
    // Where there is nothing, the next place may have it.
    get: async (name) => (await inDatabase('readonly', (store) => result(store.get(name)))).text,
    put: (entries, limit) =>
        inDatabase('readwrite', (store) => {
            for (const [name, text] of entries) {
                if (text) store.put({ text, at: Date.now() }, name);
                else {
                    store.delete(name);
                    // Of a time when there was no database.
                    globalThis.localStorage?.removeItem(name);
                }
            }
            // Whether there was room is told at the end.
            const written = new Promise((resolve, reject) => Object.assign(store.transaction, { oncomplete: resolve, onabort: reject }));
            return Promise.all([tidy(store, limit), written]);
        }),
};

const storage = {
    // What did not fit in is in the page.
    get: (name) => localStorage.getItem(name) ?? page.get(name),
    put(entries) {
        for (const [name, text] of entries) {
            if (text) localStorage.setItem(name, text);
            else localStorage.removeItem(name);
        }
    },
};

const page = new Map();
const memory = {
    get: (name) => page.get(name),
    put: (entries) => entries.forEach((text, name) => (text ? page.set(name, text) : page.delete(name))),
};

/** The first place that works. */
const somewhere = async (use) => {
    for (const place of [database, storage, memory]) {
        try {
            return await use(place);
        } catch {
            // Switched off, full, or not there at all: the next one.
        }
    }
};

let unwritten = new Map();
let timer;
let limit;

const write = () => {
    timer = clearTimeout(timer);
    if (!unwritten.size) return;
    const entries = unwritten;
    unwritten = new Map();
    return somewhere((place) => place.put(entries, limit));
};

/** What cos-js-sdk-v5 has kept of a file, as src/transfer/resume.rs writes it: id, time and part size, without parts. */
const ofTheOriginal = ({ name, size, lastModifiedDate }, place, md5) => {
    const uploads = JSON.parse(localStorage.getItem('cos_sdk_upload_cache'));
    const id = md5([name, size, lastModifiedDate, place].join('::'));
    const [, uploadId, seconds] = uploads.find((upload) => upload[0] == id);
    return [uploadId, seconds * 1000, parseInt(place)].join(' ');
};

/** The text under a name, else what the original has kept. */
export const recall = async (name, file, place, md5) => {
    try {
        return unwritten.get(name) ?? (await somewhere((place) => place.get(name))) ?? ofTheOriginal(file, place, md5);
    } catch {
        // There is nothing, or nothing that can be read.
    }
};

/** Keeps a text, one of `most`; an empty one is forgotten. */
export const remember = (name, text, most) => {
    limit = most;
    // The same function is added once.
    globalThis.addEventListener?.('pagehide', write);
    unwritten.set(name, text);
    if (!text) page.delete(name);
    timer ??= setTimeout(write, DELAY);
};

const tails = new Map();

/** Comes in after all who came before, where pages cannot see each other. */
const queue = (name, held, entered) => {
    const before = Promise.resolve(tails.get(name));
    const own = before.then(() => held);
    tails.set(name, own);
    before.then(entered);
    own.then(() => tails.get(name) == own && tails.delete(name));
};

/** Waits for a lock: `done` tells that it is held, `abort()` gives it up, held or not. */
export const lock = (name) => {
    const [done, entered] = deferred();
    const [held, release] = deferred();
    const controller = new AbortController();
    const enter = () => {
        entered();
        return held;
    };
    if (globalThis.navigator?.locks) {
        // A page without an origin may not lock; nobody else works on what it does.
        navigator.locks.request(name, { signal: controller.signal }, enter).catch(entered);
    } else queue(name, held, entered);
    return {
        done,
        abort() {
            controller.abort();
            release();
        },
    };
};
