/** Real files with random bytes. */

import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const KB = 1024;

export async function makeFile(folder, name, size) {
  const bytes = randomBytes(size);
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, name, digest: sha256(bytes) };
}

/** A crowd of small files; returns their paths. */
export async function makeCrowd(folder, count) {
  const crowd = join(folder, 'crowd');
  await mkdir(crowd);
  const names = Array.from({ length: count }, (_, index) => `small-${String(index).padStart(3, '0')}.bin`);
  const files = names.map((name) => makeFile(crowd, name, randomInt(KB, 64 * KB)));
  return (await Promise.all(files)).map(({ path }) => path);
}

/** A folder with a folder inside, and names that need escaping; `names` begin with the folder's. */
export async function makeFolder(folder, name) {
  const path = join(folder, name);
  await mkdir(join(path, 'summer'), { recursive: true });
  const names = ['cover & title.txt', 'summer/100% 海.bin', 'summer/<img src=x>.bin'];
  await Promise.all(names.map((each) => makeFile(path, each, 3 * KB)));
  return { path, names: names.map((each) => `${name}/${each}`) };
}

export async function sha256OfFile(path) {
  return sha256(await readFile(path));
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
