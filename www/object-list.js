/** The objects of the bucket, page by page. */

import { alertError } from './error-note.js';
import { arrange, setText } from './keyed-rows.js';
import { confirm } from './confirm.js';
import { count } from './format.js';
import { createObjectRow, isSameObject } from './object-row.js';

const PAGE = 50;
const LARGEST_PAGE = 1000;
const TYPING_PAUSE_MS = 250;

/** Shows the bucket behind `cos`; `refresh()` of the result reads it again. */
export function createObjectList(cos, place, { announce, ...parts }) {
  const view = { ...parts, cos, place, announce, rows: new Map(), wanted: PAGE, prefix: '', reading: null, stale: false };
  const refresh = () => readAgain(view);
  parts.refresh.addEventListener('click', async () => {
    await refresh();
    announce(view.summary.textContent);
  });
  parts.more.addEventListener('click', () => {
    view.wanted += PAGE;
    refresh();
  });
  watchFilter(view, refresh);
  return { refresh };
}

/** One reading at a time: a wish that comes meanwhile is answered by one more reading after it. */
function readAgain(view) {
  view.stale = true;
  view.reading ??= readWhileStale(view).finally(() => {
    view.reading = null;
  });
  return view.reading;
}

async function readWhileStale(view) {
  while (view.stale) {
    view.stale = false;
    try {
      draw(view, await readObjects(view));
      alertError(view.trouble, null);
    } catch (error) {
      alertError(view.trouble, error, 'The list could not be read.');
      if (view.rows.size === 0) setText(view.summary, '');
    }
  }
}

async function readObjects({ cos, place, prefix, wanted }) {
  const objects = [];
  let marker = '';
  do {
    const MaxKeys = Math.min(LARGEST_PAGE, wanted - objects.length);
    const page = await cos.getBucket({ ...place, Prefix: prefix, Marker: marker, MaxKeys });
    objects.push(...page.Contents);
    marker = page.IsTruncated === 'true' ? page.NextMarker || objects.at(-1)?.Key : '';
  } while (marker && objects.length < wanted);
  return { objects, truncated: Boolean(marker) };
}

function draw(view, { objects, truncated }) {
  const rows = new Map();
  for (const object of objects) rows.set(object.Key, rowFor(view, object));
  view.rows = rows;
  arrange(view.rowList, [...rows.values()].map((row) => row.element));
  view.more.hidden = !truncated;
  setText(view.summary, summary(objects.length, truncated, view.prefix));
}

function rowFor(view, object) {
  const known = view.rows.get(object.Key);
  if (known && isSameObject(known, object)) return known;
  const actions = { announce: view.announce, remove: (row) => remove(view, row) };
  return createObjectRow(view.template, object, { cos: view.cos, place: view.place, actions });
}

function summary(shown, truncated, prefix) {
  if (shown === 0) return prefix ? `No name begins with “${prefix}”.` : 'The bucket is empty.';
  return truncated ? `The first ${count(shown, 'object')}.` : `${count(shown, 'object')}.`;
}

async function remove(view, row) {
  const { Key } = row.target;
  if (!(await confirm(view.dialog, `Delete ${Key} from the bucket?`))) return;
  const neighbour = row.element.nextElementSibling ?? row.element.previousElementSibling;
  try {
    await view.cos.deleteObject(row.target);
    neighbour?.focus({ preventScroll: true });
    await readAgain(view);
    view.announce(`${Key} deleted.`);
  } catch (error) {
    alertError(row.trouble, error, 'The object was not deleted.');
  }
}

function watchFilter(view, refresh) {
  let timer = 0;
  const apply = () => {
    clearTimeout(timer);
    if (view.prefix === view.filter.value) return;
    view.prefix = view.filter.value;
    view.wanted = PAGE;
    refresh();
  };
  view.filter.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, TYPING_PAUSE_MS);
  });
  view.filter.form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
}
