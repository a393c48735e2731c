/**
 * What is measured. Every figure is milliseconds; the ratio says how many times faster the package is.
 *
 * `settings` are options of `new COS()`, for both SDKs (`both`) or for one of them; what is not named has the SDK's
 * defaults. `goal` is the least ratio, or the most milliseconds where there is nothing to compare with.
 */

const KIB = 1024;
const MIB = KIB * KIB;

const FAR = { roundTrip: 30 };
const VERY_FAR = { roundTrip: 100, bitsPerSecond: 100e6 };
const SLOW = { roundTrip: 20, bitsPerSecond: 50e6 };
const EQUAL = { both: { ChunkParallelLimit: 3, ChunkSize: MIB } };

function listed(number) {
  const Key = `photos/2024/${String(number).padStart(6, '0')} &amp; more.jpg`;
  const Owner = '<ID>1250000000</ID><DisplayName>1250000000</DisplayName>';
  const ETag = `&quot;${String(number).padStart(32, 'a')}&quot;`;
  const Size = number * 1021;
  const entries = { Key, LastModified: '2024-01-01T12:00:00.000Z', ETag, Size, Owner, StorageClass: 'STANDARD' };
  return Object.entries(entries).map(([name, text]) => `<${name}>${text}</${name}>`).join('');
}

function listing() {
  const contents = Array.from({ length: 1000 }, (_, number) => `<Contents>${listed(number)}</Contents>`).join('');
  const head = '<Name>demo-1250000000</Name><Prefix/><Marker/><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>';
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${head}${contents}</ListBucketResult>`;
}

/** One request in fifty is refused once: the service is busy. */
const TROUBLE = Array.from({ length: 40 }, (_, number) => ({
  skip: 50 * number + 49,
  fault: { kind: 'status', status: 503, code: 'SlowDown' },
}));

export default [
  { name: 'first client of a page', action: 'start', isFirst: true, goal: { ours: 50 } },
  { name: 'sign 1,000 requests', action: 'sign', given: { count: 1000 }, goal: { ratio: 4 } },
  { name: 'parse 20 lists of 1,000 keys', action: 'list', given: { count: 20, text: listing() }, goal: { ratio: 4 } },
  { name: 'MD5 of a 256 MiB file', action: 'md5', file: 256 * MIB, goal: { ratio: 3.5 } },
  {
    name: 'CRC-64 of 256 MiB in memory',
    action: 'crc64',
    given: { size: 256 * MIB },
    isOursOnly: true,
    goal: { ours: (256 * MIB) / 1.2e6 },
  },
  { name: 'add 10,000 uploads', action: 'tasks', given: { count: 10_000 }, goal: { ours: 100 } },
  {
    name: 'list-update of 100,000 uploads',
    action: 'tasks',
    given: { count: 100_000, isShown: true },
    goal: { ours: 200 },
  },
  { name: '1 GiB', action: 'upload', file: 1024 * MIB, goal: { ratio: 2 } },
  { name: '1 GiB, equal settings', action: 'upload', file: 1024 * MIB, settings: EQUAL, goal: { ratio: 1 } },
  {
    name: '1 GiB, equal settings, nothing compared',
    action: 'upload',
    file: 1024 * MIB,
    settings: { ...EQUAL, ours: { CheckIntegrity: 'off' } },
    goal: { ratio: 1 },
  },
  {
    name: 'resume check of 1 GiB',
    action: 'resume',
    file: 1024 * MIB,
    settings: { ours: { ChunkSize: 8 * MIB }, original: { ChunkSize: MIB } },
  },
  { name: '200 files of 64 KiB', action: 'crowd', given: { count: 200, size: 64 * KIB }, goal: { ratio: 1 } },
  { name: '5,000 files of 1 KiB', action: 'crowd', given: { count: 5000, size: KIB }, goal: { ratio: 1 } },
  { name: '256 MiB at 30 ms', action: 'upload', file: 256 * MIB, line: FAR, goal: { ratio: 4 } },
  {
    name: '128 MiB at 30 ms, equal settings',
    action: 'upload',
    file: 128 * MIB,
    line: FAR,
    settings: EQUAL,
    goal: { ratio: 1 },
  },
  { name: '48 MiB at 100 ms, 100 Mbit/s', action: 'upload', file: 48 * MIB, line: VERY_FAR, goal: { ratio: 1.4 } },
  {
    name: '48 MiB at 100 ms, 100 Mbit/s, equal settings',
    action: 'upload',
    file: 48 * MIB,
    line: VERY_FAR,
    settings: EQUAL,
    goal: { ratio: 1 },
  },
  { name: '32 MiB at 20 ms, 50 Mbit/s', action: 'upload', file: 32 * MIB, line: SLOW, goal: { ratio: 1 } },
  {
    name: '200 files of 64 KiB at 30 ms',
    action: 'crowd',
    given: { count: 200, size: 64 * KIB },
    line: FAR,
    goal: { ratio: 2 },
  },
  {
    name: '200 files of 64 KiB at 30 ms, as forms',
    action: 'crowd',
    given: { count: 200, size: 64 * KIB },
    line: FAR,
    settings: { ours: { SimpleUploadMethod: 'postObject' } },
    goal: { ratio: 3 },
  },
  {
    name: '256 MiB, 2 % of requests fail',
    action: 'upload',
    file: 256 * MIB,
    faults: TROUBLE,
    goal: { ratio: 1 },
  },
];
