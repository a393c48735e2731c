/** Wires the page together. */

import { alertError } from './error-note.js';
import { createAnnouncer } from './announcer.js';
import { createClient, ensureBucket, placeFromAddress } from './cos.js';
import { createObjectList } from './object-list.js';
import { createTaskList } from './task-list.js';
import { enqueue } from './uploads.js';
import { timeOfDay } from './format.js';
import { watchTrouble } from './trouble.js';
import { watchUploadForm } from './upload-form.js';

// The list is read at most this often while uploads are ending.
const LIST_PAUSE_MS = 800;

const byId = (id) => document.getElementById(id);
const announce = createAnnouncer(byId('announcer'));
const place = placeFromAddress(location);

showPlace();
try {
  await start();
} catch (error) {
  byId('object-summary').textContent = '';
  alertError(byId('start-error'), error, 'The page cannot work yet.');
}

async function start() {
  const cos = await createClient(place, { onKeys: showKeys });
  await ensureBucket(cos, place);
  const tasks = createTaskList(cos, taskParts());
  const objects = createObjectList(cos, place, objectParts());
  watchUploads(cos, tasks, objects);
  watchTrouble(byId('trouble-choice'), byId('trouble-note'));
  warnBeforeLeaving(cos);
  await objects.refresh();
}

function watchUploads(cos, tasks, objects) {
  const refreshSoon = atMostEvery(LIST_PAUSE_MS, objects.refresh);
  const trouble = byId('upload-error');
  const onAdded = () => alertError(trouble, null);
  const onDone = (error, _data, { Key, id }) => {
    tasks.setError(id, error);
    if (!error) {
      announce(`${Key} uploaded.`, 'uploaded');
      refreshSoon();
      return;
    }
    announce(`${Key} failed: ${error.message ?? error}`, 'failed');
    if (!id) alertError(trouble, error, `${Key} was not added.`);
  };
  watchUploadForm(byId('upload-form'), {
    onFiles: (found, folder) => enqueue(cos, place, { found, folder, onAdded, onDone }),
    onUnreadable: (error, path) => alertError(trouble, error, `${path} could not be read.`),
  });
}

function taskParts() {
  return {
    rowList: byId('tasks'),
    template: byId('task-template'),
    summary: byId('task-summary'),
    tools: byId('task-tools'),
    pauseAll: byId('pause-all'),
    resumeAll: byId('resume-all'),
    clearFinished: byId('clear-finished'),
    more: byId('more-tasks'),
  };
}

function objectParts() {
  return {
    announce,
    rowList: byId('objects'),
    template: byId('object-template'),
    summary: byId('object-summary'),
    trouble: byId('object-error'),
    filter: byId('filter'),
    refresh: byId('refresh'),
    more: byId('more-objects'),
    dialog: byId('confirm'),
  };
}

function showPlace() {
  byId('bucket-name').textContent = place.Bucket;
  byId('region-name').textContent = place.Region;
  byId('bucket-field').value = place.Bucket;
  byId('region-field').value = place.Region;
}

function showKeys({ ExpiredTime }) {
  byId('key-life').textContent = `temporary, until ${timeOfDay(ExpiredTime)}`;
}

function warnBeforeLeaving(cos) {
  window.addEventListener('beforeunload', (event) => {
    if (cos.isUploadRunning()) event.preventDefault();
  });
}

/** Runs `act` after `pause`, once for all wishes that come meanwhile. */
function atMostEvery(pause, act) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      act();
    }, pause);
  };
}
