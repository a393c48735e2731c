/** The form: pickers, the drop zone and the folder in the bucket. */

import { droppedFiles, pickedFiles } from './dropped-files.js';

/**
 * Calls `onFiles(found, folder)` for each pick and drop; `found` is an iterable, maybe asynchronous,
 * of `{ file, path }`, and `folder` is empty or ends with a slash.
 */
export function watchUploadForm(form, { onFiles, onUnreadable }) {
  const folder = form.querySelector('#prefix');
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const picker of form.querySelectorAll('input[type=file]')) {
    picker.disabled = false;
    picker.addEventListener('change', () => {
      onFiles(pickedFiles([...picker.files]), folderKey(folder.value));
      // Without this the same file could not be picked a second time.
      picker.value = '';
    });
  }
  watchDrops(form.querySelector('#drop-zone'), (transfer) => {
    onFiles(droppedFiles(transfer, onUnreadable), folderKey(folder.value));
  });
}

/** ` /photos/2024/ ` becomes `photos/2024/`. */
export function folderKey(text) {
  const name = text.trim().replace(/^\/+|\/+$/g, '');
  return name && `${name}/`;
}

/** Files may be dropped anywhere: a drop beside the zone would otherwise make the browser leave the page. */
function watchDrops(zone, onDrop) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  let depth = 0;
  const show = (change) => {
    depth = change === 0 ? 0 : Math.max(0, depth + change);
    zone.classList.toggle('is-target', depth > 0);
  };
  const listen = (type, action) =>
    document.addEventListener(type, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      action(event);
    });
  listen('dragenter', () => show(+1));
  listen('dragleave', () => show(-1));
  listen('dragover', (event) => {
    event.dataTransfer.dropEffect = 'copy';
  });
  listen('drop', (event) => {
    show(0);
    onDrop(event.dataTransfer);
  });
}
