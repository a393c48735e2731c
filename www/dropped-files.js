/** Files of a pick or a drop, folders included, as `{ file, path }` with the path below what was chosen. */

/** Files of an `<input type="file">`, with or without `webkitdirectory`. */
export function* pickedFiles(files) {
  for (const file of files) yield { file, path: file.webkitRelativePath || file.name };
}

/**
 * Files of a drop, found while folders are being walked.
 *
 * Must be called inside the drop event: the list of items is empty afterwards. A file or folder that
 * cannot be read is handed to `onUnreadable(error, path)`, and the walk goes on.
 */
export function droppedFiles(transfer, onUnreadable) {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile()).filter(Boolean);
  return walk(entries, onUnreadable);
}

async function* walk(entries, onUnreadable) {
  for (const entry of entries) {
    if (entry instanceof File) yield { file: entry, path: entry.name };
    else yield* walkEntry(entry, onUnreadable);
  }
}

async function* walkEntry(entry, onUnreadable) {
  const path = entry.fullPath.replace(/^\//, '');
  try {
    if (entry.isFile) yield { file: await fileOf(entry), path };
    else for await (const child of childrenOf(entry)) yield* walkEntry(child, onUnreadable);
  } catch (error) {
    onUnreadable(error, path);
  }
}

function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function* childrenOf(folder) {
  const reader = folder.createReader();
  for (;;) {
    // A reader gives a folder in portions and ends with an empty one.
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    yield* portion;
  }
}
