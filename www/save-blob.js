// The browser reads the blob after the click has returned; a minute is ample, and frees the memory.
const RELEASE_MS = 60_000;

/** Hands a blob to the browser's downloads. */
export function saveBlob(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
}
