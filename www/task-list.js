/** The list of transfers, fed by the SDK's `list-update`. */

import { arrange, setHidden, setText } from './keyed-rows.js';
import { bytes, count } from './format.js';
import { countTasks, isFinished, isPausable, isRestartable, selectTasks } from './task-order.js';
import { createTaskRow, updateTaskRow } from './task-row.js';

const PAGE = 50;

/**
 * Shows the tasks of `cos` and carries out its buttons.
 *
 * However many tasks there are, only a page of them has rows, and they are drawn once per frame.
 */
export function createTaskList(cos, parts) {
  const view = { ...parts, list: [], rows: new Map(), errors: new Map(), cleared: new Set(), limit: PAGE, frame: 0 };
  const redraw = () => {
    view.frame ||= requestAnimationFrame(() => {
      view.frame = 0;
      draw(view);
    });
  };
  cos.on('list-update', ({ list }) => {
    view.list = list;
    redraw();
  });
  watchRows(view, cos);
  watchTools(view, cos, redraw);
  return {
    /** Keeps the error of a task as the callback gave it, or forgets it when there is none. */
    setError(id, error) {
      if (error) view.errors.set(id, error);
      else view.errors.delete(id);
      redraw();
    },
  };
}

function draw(view) {
  const { shown, hidden } = selectTasks(view.list, view.limit, view.cleared);
  const rows = new Map();
  for (const task of shown) {
    const row = view.rows.get(task.id) ?? createTaskRow(view.template, task);
    updateTaskRow(row, task, errorOf(view, task));
    rows.set(task.id, row);
  }
  view.rows = rows;
  arrange(view.rowList, [...rows.values()].map((row) => row.element));
  setHidden(view.more, hidden === 0);
  setText(view.more, `Show more (${hidden})`);
  drawSummary(view);
}

function errorOf(view, task) {
  return task.state === 'error' ? (view.errors.get(task.id) ?? task.error) : null;
}

function drawSummary(view) {
  const counts = countTasks(view.list);
  setText(view.summary, summary(counts, view.list.length));
  view.tools.hidden = view.list.length === 0;
  view.pauseAll.disabled = counts.running + counts.waiting === 0;
  view.resumeAll.disabled = counts.paused + counts.error === 0;
  view.clearFinished.disabled = counts.success + counts.canceled === 0;
}

function summary(counts, total) {
  if (total === 0) return 'Nothing has been uploaded yet.';
  const speed = counts.speed > 0 ? ` at ${bytes(counts.speed)}/s` : '';
  const parts = [
    counts.running && `${counts.running} running${speed}`,
    counts.waiting && `${count(counts.waiting)} waiting`,
    counts.paused && `${counts.paused} paused`,
    counts.error && `${counts.error} failed`,
    counts.success && `${count(counts.success)} of ${count(total, 'file')} uploaded`,
    counts.canceled && `${counts.canceled} cancelled`,
  ];
  return parts.filter(Boolean).join(' · ');
}

function watchRows(view, cos) {
  view.rowList.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-act]');
    if (!button) return;
    const { id } = button.closest('.task').dataset;
    const task = view.list.find((candidate) => candidate.id === id);
    if (!task) return;
    if (button.dataset.act === 'cancel') cos.cancelTask(id);
    else if (isPausable(task)) cos.pauseTask(id);
    else cos.restartTask(id);
  });
}

function watchTools(view, cos, redraw) {
  const forEach = (predicate, act) => {
    for (const { id } of view.list.filter(predicate)) act(id);
  };
  // Waiting ones first: a pause that frees a slot would start the next one in line.
  view.pauseAll.addEventListener('click', () => {
    forEach((task) => task.state === 'waiting', (id) => cos.pauseTask(id));
    forEach(isPausable, (id) => cos.pauseTask(id));
  });
  view.resumeAll.addEventListener('click', () => forEach(isRestartable, (id) => cos.restartTask(id)));
  view.clearFinished.addEventListener('click', () => {
    view.cleared = new Set(view.list.filter(isFinished).map(({ id }) => id));
    redraw();
  });
  view.more.addEventListener('click', () => {
    view.limit += PAGE;
    redraw();
  });
}
