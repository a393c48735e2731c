// The file system manager. Parameters: outside, profile, tools.
'use strict';
const { answer, bufferOf, isBuffer, since } = tools;

const MOST_AT_ONCE = 100 * 1024 * 1024;

const failure = (name, errCode, text) => ({ errMsg: `${name}:fail ${text}`, errCode, errno: errCode });
const denied = (name, path) => failure(name, 1300013, `permission denied, open "${path}"`);
const missing = (name, path) => failure(name, 1300002, `no such file or directory ${path}`);

/** What `stat` tells, with the functions that it has there. */
const statOf = (path) => {
  const text = outside.stat(path);
  if (!text) return undefined;
  const { isDirectory, ...stats } = JSON.parse(text);
  return { ...stats, isDirectory: () => isDirectory, isFile: () => !isDirectory };
};

/** The half-open range that is read, or why it cannot be. */
const rangeOf = ({ position, length }, size) => {
  const isRanged = since('2.10.0') && (position !== undefined || length !== undefined);
  if (!isRanged) return size > MOST_AT_ONCE ? failure('readFile', 1300202, 'the maximum size is exceeded') : [0, size];
  const start = position ?? 0;
  const count = length ?? size - start;
  if (start < 0 || start > size - 1) return failure('readFile', 1301009, 'value of position is out of range');
  if (count < 1 || start + count > size) return failure('readFile', 1301006, 'value of length is out of range');
  return [start, count];
};

/** What is not the program's own. */
const isForbidden = (path) => String(path).includes('forbidden');

const manager = {
  readFile(options) {
    const { filePath, encoding } = options;
    if (isForbidden(filePath)) return answer(options, false, denied('readFile', filePath));
    const stats = statOf(filePath);
    if (!stats) return answer(options, false, missing('readFile', filePath));
    const range = rangeOf(options, stats.size);
    if (!Array.isArray(range)) return answer(options, false, range);
    const bytes = outside.read(filePath, ...range);
    outside.readSize(bytes.length);
    answer(options, true, { data: encoding ? outside.text(bytes) : bufferOf(bytes), errMsg: 'readFile:ok' });
  },
  stat(options) {
    if (isForbidden(options.path)) return answer(options, false, denied('stat', options.path));
    const stats = statOf(options.path);
    answer(options, !!stats, stats ? { stats, errMsg: 'stat:ok' } : missing('stat', options.path));
  },
  access(options) {
    const isThere = !!statOf(options.path);
    answer(options, isThere, isThere ? { errMsg: 'access:ok' } : missing('access', options.path));
  },
  getFileInfo(options) {
    const stats = statOf(options.filePath);
    if (!stats) return answer(options, false, missing('getFileInfo', options.filePath));
    const digest = options.digestAlgorithm && outside.digest(options.filePath, options.digestAlgorithm);
    answer(options, true, { size: stats.size, digest, errMsg: 'getFileInfo:ok' });
  },
  writeFile(options) {
    const { filePath, data } = options;
    outside.write(filePath, isBuffer(data) ? outside.bytes(new Uint8Array(data)) : outside.utf8(data));
    answer(options, true, { errMsg: 'writeFile:ok' });
  },
  unlink(options) {
    outside.unlink(options.filePath);
    answer(options, true, { errMsg: 'unlink:ok' });
  },
};

return { getFileSystemManager: () => manager };
