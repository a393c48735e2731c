/** The files of a phone: those of the package, and those that are picked or written, which have opaque paths. */

import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function newDisk({ folder, packageFolder, scheme }) {
  const placeOf = (path) => {
    if (typeof path !== 'string' || path.includes('..')) return undefined;
    if (path.startsWith(scheme)) return join(folder, path.slice(scheme.length));
    return /^[a-z]+:/.test(path) ? undefined : join(packageFolder, path);
  };
  const statsOf = (path) => {
    const place = placeOf(path);
    return place && statSync(place, { throwIfNoEntry: false });
  };
  const seconds = (milliseconds) => Math.floor(milliseconds / 1000);

  const disk = {
    stat(path) {
      const stats = statsOf(path);
      if (!stats) return undefined;
      const { size, mode, atimeMs, mtimeMs } = stats;
      const times = { lastAccessedTime: seconds(atimeMs), lastModifiedTime: seconds(mtimeMs) };
      return JSON.stringify({ size, mode, ...times, isDirectory: stats.isDirectory() });
    },
    read(path, position, length) {
      const descriptor = openSync(placeOf(path), 'r');
      const bytes = Buffer.alloc(length);
      readSync(descriptor, bytes, 0, length, position);
      closeSync(descriptor);
      return bytes;
    },
    file: (path) => (statsOf(path)?.isFile() ? readFileSync(placeOf(path)) : undefined),
    write(path, bytes) {
      const place = placeOf(path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, bytes);
    },
    unlink: (path) => rmSync(placeOf(path), { force: true }),
    digest: (path, algorithm) => createHash(algorithm).update(readFileSync(placeOf(path))).digest('hex'),
  };
  return disk;
}
