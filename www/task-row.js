/** One task as a row of the list. */

import { bytes, duration, share } from './format.js';
import { isFinished, isPausable, isRestartable, isRunning } from './task-order.js';
import { setAttribute, setHidden, setText } from './keyed-rows.js';
import { showError } from './error-note.js';

const STATE_NAMES = {
  waiting: 'Waiting',
  checking: 'Starting',
  uploading: 'Uploading',
  paused: 'Paused',
  success: 'Uploaded',
  error: 'Failed',
  canceled: 'Cancelled',
};

/** Makes an empty row for a task; `updateTaskRow` fills it. */
export function createTaskRow(template, task) {
  const element = template.content.firstElementChild.cloneNode(true);
  const part = (selector) => element.querySelector(selector);
  const row = {
    element,
    state: part('.state'),
    progress: part('progress'),
    figures: part('.figures'),
    toggle: part('[data-act=toggle]'),
    cancel: part('[data-act=cancel]'),
    trouble: part('.trouble'),
    shownError: null,
  };
  element.dataset.id = task.id;
  element.dataset.key = task.Key;
  part('.name').textContent = task.Key;
  row.progress.setAttribute('aria-label', `Progress of ${task.Key}`);
  row.cancel.setAttribute('aria-label', `Cancel ${task.Key}`);
  return row;
}

/** Brings a row up to date; what has not changed is not touched. */
export function updateTaskRow(row, task, error) {
  const done = share(task);
  setAttribute(row.element, 'data-state', task.state);
  setText(row.state, stateText(task));
  if (row.progress.value !== done) row.progress.value = done;
  setText(row.figures, figures(task));
  updateButtons(row, task);
  if (row.shownError !== error) {
    row.shownError = error;
    showError(row.trouble, error);
  }
}

function updateButtons(row, task) {
  const label = toggleLabel(task);
  setHidden(row.toggle, !label);
  setHidden(row.cancel, isFinished(task));
  if (!label) return;
  setText(row.toggle, label);
  setAttribute(row.toggle, 'aria-label', `${label} ${task.Key}`);
}

function toggleLabel(task) {
  if (isPausable(task)) return 'Pause';
  if (!isRestartable(task)) return '';
  return task.state === 'error' ? 'Retry' : 'Resume';
}

function stateText(task) {
  const name = STATE_NAMES[task.state] ?? task.state;
  return isFinished(task) ? `${name} · ${bytes(task.size)}` : name;
}

function figures(task) {
  if (isFinished(task)) return '';
  if (task.state === 'waiting') return bytes(task.size);
  const parts = [`${bytes(task.loaded)} of ${bytes(task.size)}`];
  if (isRunning(task) && task.speed > 0 && Number.isFinite(task.speed)) {
    parts.push(`${bytes(task.speed)}/s`, `${duration((task.size - task.loaded) / task.speed)} left`);
  }
  return parts.join(' · ');
}
