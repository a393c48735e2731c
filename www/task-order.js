/** Which tasks are shown, and in which order. Pure functions over the list of `list-update`. */

const RUNNING = new Set(['checking', 'uploading']);
const FINISHED = new Set(['success', 'canceled']);

export const isRunning = (task) => RUNNING.has(task.state);
export const isFinished = (task) => FINISHED.has(task.state);
export const isPausable = (task) => task.state === 'waiting' || isRunning(task);
export const isRestartable = (task) => task.state === 'paused' || task.state === 'error';

/**
 * The first `limit` tasks: what still needs attention in the order of the queue, then what is
 * finished, newest first, except those in `cleared`.
 */
export function selectTasks(list, limit, cleared) {
  const shown = [];
  let visible = 0;
  for (const task of list) {
    if (isFinished(task)) continue;
    visible += 1;
    if (shown.length < limit) shown.push(task);
  }
  for (let index = list.length - 1; index >= 0; index -= 1) {
    const task = list[index];
    if (!isFinished(task) || cleared.has(task.id)) continue;
    visible += 1;
    if (shown.length < limit) shown.push(task);
  }
  return { shown, hidden: visible - shown.length };
}

/** How many tasks are in each state, the running ones together, and their speed in bytes per second. */
export function countTasks(list) {
  const counts = { running: 0, waiting: 0, paused: 0, error: 0, success: 0, canceled: 0, speed: 0 };
  for (const task of list) {
    if (isRunning(task)) {
      counts.running += 1;
      counts.speed += Number.isFinite(task.speed) ? task.speed : 0;
    } else {
      counts[task.state] += 1;
    }
  }
  return counts;
}
