/** One object of the bucket as a row, with its preview, download and deletion. */

import { alertError } from './error-note.js';
import { bytes, dateTime } from './format.js';
import { saveBlob } from './save-blob.js';

// A preview link is signed anew when it is older than this; its signature lives for 15 minutes.
const LINK_LIFE_MS = 5 * 60 * 1000;

/** Makes a row. `actions.remove(row)` asks and deletes; `actions.announce(text)` tells the result. */
export function createObjectRow(template, object, { cos, place, actions }) {
  const element = template.content.firstElementChild.cloneNode(true);
  const part = (selector) => element.querySelector(selector);
  const row = {
    element,
    object,
    cos,
    target: { ...place, Key: object.Key },
    announce: actions.announce,
    preview: part('[data-act=preview]'),
    download: part('[data-act=download]'),
    progress: part('progress'),
    trouble: part('.trouble'),
    signedAt: -Infinity,
  };
  fill(row, part);
  for (const type of ['pointerenter', 'focus']) row.preview.addEventListener(type, () => signPreview(row));
  row.download.addEventListener('click', () => download(row));
  part('[data-act=delete]').addEventListener('click', () => actions.remove(row));
  signPreview(row);
  return row;
}

/** Whether a row still shows this object, or the object has been overwritten since. */
export function isSameObject(row, object) {
  return row.object.ETag === object.ETag && row.object.LastModified === object.LastModified;
}

function fill(row, part) {
  const { Key, Size, LastModified } = row.object;
  row.element.dataset.key = Key;
  part('.name').textContent = Key;
  part('.figures').textContent = [bytes(Size), dateTime(LastModified)].filter(Boolean).join(' · ');
  row.progress.setAttribute('aria-label', `Download of ${Key}`);
  for (const control of row.element.querySelectorAll('[data-act]')) {
    control.setAttribute('aria-label', `${control.textContent} ${Key}`);
  }
}

function signPreview(row) {
  if (performance.now() - row.signedAt < LINK_LIFE_MS) return;
  row.signedAt = performance.now();
  row.cos.getObjectUrl({ ...row.target, Sign: true }, (error, data) => {
    if (error) row.preview.removeAttribute('href');
    else row.preview.href = data.Url;
  });
}

async function download(row) {
  const { Key } = row.target;
  row.download.disabled = true;
  row.progress.hidden = false;
  try {
    const { Body } = await row.cos.getObject({
      ...row.target,
      DataType: 'blob',
      onProgress: ({ percent }) => {
        row.progress.value = percent;
      },
    });
    saveBlob(Body, Key.split('/').pop());
    alertError(row.trouble, null);
    row.announce(`${Key} downloaded.`);
  } catch (error) {
    alertError(row.trouble, error, 'The download failed.');
  } finally {
    row.download.disabled = false;
    row.progress.hidden = true;
    row.progress.value = 0;
  }
}
