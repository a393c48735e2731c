/** Puts files into the SDK's queue. */

import { nextTurn } from './next-turn.js';

// A frame has 16 ms; adding stops well before and goes on after the page has had its turn.
const BUSY_MS = 8;

/**
 * Adds one upload per file, and lets the page breathe in between.
 *
 * `found` may still be walking folders while the first uploads run. `onDone(error, data, { Key })` is
 * called for each upload that ended, again after each restart; `onAdded(id)` when it has its task.
 */
export async function enqueue(cos, place, { found, folder, onAdded, onDone }) {
  let started = performance.now();
  for await (const { file, path } of found) {
    const Key = folder + path;
    let id;
    cos.uploadFile(
      {
        ...place,
        Key,
        Body: file,
        onTaskReady(taskId) {
          id = taskId;
          onAdded(taskId);
        },
      },
      (error, data) => onDone(error, data, { Key, id }),
    );
    if (performance.now() - started > BUSY_MS) {
      await nextTurn();
      started = performance.now();
    }
  }
}
