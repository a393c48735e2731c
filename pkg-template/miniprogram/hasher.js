// Checksums of files. Takes the place of the browser's, which may have workers.
import { sumUp } from './browser/hasher.js';

let last;

/** A part of a body. */
export const slice = (body, start, end) => body.slice(start, end);

/** As the browser's: one file after the other. */
export const digest = (core, blob, sums, watch) => {
    const job = {};
    const onProgress = (done, total) => job.isStopped || watch?.(done, total);
    const range = { start: 0, end: blob.size, sums };
    const run = () => sumUp(core.exports(), { file: blob }, range, onProgress, () => job.isStopped);
    const done = Promise.resolve(last).then(run);
    last = done.catch(() => {});
    return { done, abort: () => (job.isStopped = true) };
};
