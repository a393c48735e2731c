// Texts that outlive the app, under the key of the original. Takes the place of the browser's store.
import { deferred } from './exchange.js';
import { platform } from './platform.js';

const KEY = 'cos_sdk_upload_cache';
// Records that nobody came back for. Seconds.
const LIFE = 30 * 86_400;
// Writes that come close together become one. Milliseconds.
const DELAY = 400;

const now = () => Math.floor(Date.now() / 1000);

const isRecord = (record) => Array.isArray(record) && typeof record[0] == 'string' && record[2] + LIFE > now();

let records;
let timer;

/** `[name, text, seconds]`, newest first. */
const read = () => {
    if (records) return records;
    try {
        records = JSON.parse(platform().getStorageSync(KEY)).filter(isRecord);
    } catch {
        // Empty, or something else.
        records = [];
    }
    return records;
};

const write = () => {
    timer = undefined;
    try {
        if (records.length) platform().setStorageSync(KEY, JSON.stringify(records));
        else platform().removeStorageSync(KEY);
    } catch {
        // Full: what is in memory holds until the app ends.
    }
};

/** The text under a name. */
export const recall = async (name) => read().find(([other]) => other == name)?.[1];

/** Keeps a text, one of `limit`; an empty one is forgotten. */
export const remember = (name, text, limit) => {
    const others = read().filter(([other]) => other != name);
    records = (text ? [[name, text, now()], ...others] : others).slice(0, limit);
    timer = timer ?? setTimeout(write, DELAY);
};

const tails = new Map();

/** Waits until all who came before for the same name are done. */
export const lock = (name) => {
    const [held, release] = deferred();
    const before = Promise.resolve(tails.get(name));
    const own = before.then(() => held);
    tails.set(name, own);
    own.then(() => tails.get(name) == own && tails.delete(name));
    return { done: before, abort: release };
};
