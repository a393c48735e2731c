/**
 * Uploads in a real browser among faults, pauses, cancels and reloads that chance deals out: each ends as the file or
 * with one clear error. `COS_BROWSER_CHAOS=1000..1100` plays other seeds.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { openStage } from './stage.mjs';

const MIB = 1024 * 1024;
const KINDS = ['network', 'timeout', 'service', 'permission', 'credentials', 'integrity', 'clock', 'cors', 'param'];
const OPERATIONS = ['InitiateMultipartUpload', 'UploadPart', 'UploadPart', 'UploadPart', 'CompleteMultipartUpload', 'PutObject', 'HeadObject'];

/** Numbers by chance, the same for the same seed. */
class Chance {
  constructor(seed) {
    this.state = Math.imul(seed + 1, 2654435761);
  }

  below(limit) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return (this.state >>> 8) % limit;
  }

  of(list) {
    return list[this.below(list.length)];
  }
}

/** Every kind that the emulator knows. */
const faults = (chance) => [
  { kind: 'status', status: 500, code: 'InternalError' },
  { kind: 'status', status: 503, code: 'SlowDown', retryAfter: 1 },
  { kind: 'status', status: 429, code: 'TooManyRequests' },
  { kind: 'status', status: 403, code: 'AccessDenied' },
  { kind: 'delay', ms: 50 + chance.below(400) },
  { kind: 'slowBody', bytesPerSecond: 200 + chance.below(2000) },
  { kind: 'slowUpload', bytesPerSecond: MIB * (1 + chance.below(6)) },
  { kind: 'dropBefore' },
  { kind: 'dropDuring' },
  { kind: 'dropDuring', answer: true },
  { kind: 'dropAfter' },
  { kind: 'corruptBody' },
  { kind: 'wrongETag' },
  { kind: 'clockSkew', seconds: chance.of([-7200, 7200]) },
  { kind: 'expiredToken' },
  { kind: 'errorDocument', after: chance.below(2) === 0 },
  { kind: 'blanks', count: 5, everyMs: 20 },
  { kind: 'answer', status: 502, body: '<html>', after: chance.below(2) === 0 },
  { kind: 'headers', headers: { 'x-cos-hash-crc64ecma': null } },
  { kind: 'headers', headers: { etag: null } },
];

let stage;

before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

/** Gives the page what it plays with; it outlives nothing. */
async function prepare() {
  await stage.page.goto(`${stage.address}/index.html`);
  await stage.page.waitForFunction(() => window.isReady);
  await stage.run(() => {
    window.unhandled = [];
    addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason)));
    addEventListener('error', ({ message }) => unhandled.push(message));
    window.fileOf = (size, seed) => {
      const bytes = new Uint8Array(size);
      let state = seed + 1;
      for (let at = 0; at < size; at += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        bytes[at] = state >>> 24;
      }
      return new File([bytes], 'file.bin', { lastModified: 1700000000000 });
    };
    /** Starts all uploads of a play; `ended` fills with what became of them. */
    window.start = (files, options) => {
      window.cos = newCos({ ChunkRetryTimes: 2, ProgressInterval: 50, ...options });
      window.ids = [];
      window.ended = files.map(() => []);
      files.forEach(({ method, key, size, seed, params, isSilent }, place) => {
        const tell = (error, data) =>
          ended[place].push(error ? { kind: error.kind ?? 'none', hint: error.hint ?? '', message: `${error.message}` } : { ok: true });
        const onTaskReady = (id) => (ids[place] = id);
        const given = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Key: key, Body: fileOf(size, seed), onTaskReady, ...params };
        if (isSilent) cos[method](given, tell);
        else cos[method](given).then((data) => tell(null, data), tell);
      });
    };
    /** Whether an object is the file. */
    window.isWhole = async (key, size, seed) => {
      const { data } = await call(newCos(), 'getObject', { Key: key, DataType: 'arraybuffer' });
      if (!data) return false;
      const [one, other] = [new Uint8Array(data.Body), new Uint8Array(await fileOf(size, seed).arrayBuffer())];
      return one.length == other.length && one.every((byte, at) => byte == other[at]);
    };
  });
}

const arm = async (chance) => {
  for (let number = chance.below(5); number > 0; number -= 1) {
    const match = { operation: chance.of(OPERATIONS) };
    await stage.admin('POST', 'faults', { match, skip: chance.below(4), times: 1 + chance.below(3), fault: chance.of(faults(chance)) });
  }
};

const filesOf = (chance, seed) =>
  Array.from({ length: 1 + chance.below(4) }, (_, place) => ({
    method: chance.of(['uploadFile', 'sliceUploadFile']),
    key: `k${place}`,
    size: chance.of([0, 1000, MIB, 2 * MIB, 5 * MIB]) + chance.below(1000),
    seed: seed * 8 + place,
    isSilent: chance.below(3) === 0,
    params: chance.below(2) ? { ChunkSize: MIB } : {},
  }));

/** Pauses, goes on, and cancels; gives the places that were canceled. */
async function disturb(chance, files) {
  const canceled = new Set();
  for (let number = chance.below(6); number > 0; number -= 1) {
    await pause(chance.below(250));
    const place = chance.below(files.length);
    const act = chance.of(['pauseTask', 'restartTask', 'pauseTask', 'restartTask', 'cancelTask']);
    const isOver = await stage.run(([act, place]) => {
      const isOver = ended[place].length > 0;
      cos[act](ids[place]);
      return isOver;
    }, [act, place]);
    if (act === 'cancelTask' && !isOver) canceled.add(place);
  }
  await stage.run(() => ids.forEach((id) => cos.restartTask(id)));
  return canceled;
}

/** Waits until nothing runs, and until whoever has to be told was told. */
async function settled(files, canceled, seed) {
  const end = Date.now() + 60_000;
  for (;;) {
    const { counts, isRunning } = await stage.run(() => ({ counts: ended.map(({ length }) => length), isRunning: cos.isUploadRunning() }));
    const isTold = files.every(({ isSilent }, place) => counts[place] > 0 || (isSilent && canceled.has(place)));
    if (!isRunning && isTold) return;
    assert.ok(Date.now() < end, `seed ${seed}: unsettled: ${JSON.stringify({ counts, isRunning })}`);
    await pause(50);
  }
}

async function judge(files, canceled, seed) {
  const ended = await stage.run(() => ended);
  for (const [place, { key, size, seed: bytes }] of files.entries()) {
    // A task that failed and was restarted tells each end; a promise hears the first only.
    const { ok, kind, hint, message } = ended[place].at(-1) ?? { kind: 'abort', hint: 'silent' };
    const about = `seed ${seed}, ${key}: ${kind}: ${message}`;
    if (ok) assert.ok(await stage.run(([...values]) => isWhole(...values), [key, size, bytes]), `${about}: another object`);
    else assert.ok(hint && (kind === 'abort' ? canceled.has(place) : KINDS.includes(kind)), about);
  }
  assert.deepEqual(await stage.run(() => unhandled), [], `seed ${seed}`);
}

/** The keys of these whose uploads are left at the service with parts. */
const orphans = (keys) =>
  stage.run(async (keys) => {
    const { data } = await call(newCos(), 'multipartList', { Key: undefined });
    const left = data.Upload.filter(({ Key }) => keys.includes(Key));
    const lists = await Promise.all(left.map(({ Key, UploadId }) => call(newCos(), 'multipartListPart', { Key, UploadId })));
    return left.filter((_, place) => lists[place].data?.Part.length).map(({ Key }) => Key);
  }, keys);

/** What was canceled is ended at the service where that was asked for, as soon as the service has heard of it. */
async function expectNoOrphans(keys, seed) {
  for (const end = Date.now() + 5000; ; await pause(50)) {
    const left = await orphans(keys);
    if (left.length === 0) return;
    assert.ok(Date.now() < end, `seed ${seed}: uploads are left: ${left}`);
  }
}

async function play(seed) {
  const chance = new Chance(seed);
  await stage.admin('POST', 'reset');
  await stage.admin('DELETE', 'faults');
  await prepare();
  const files = filesOf(chance, seed);
  const AbortOnCancel = chance.below(2) === 0;
  const wasLeft = chance.below(3) === 0;
  if (wasLeft) {
    // Another page was there before, and was left in the middle.
    await arm(chance);
    await stage.run(([files]) => start(files, {}), [files]);
    await pause(chance.below(800));
    await prepare();
  }
  await arm(chance);
  await stage.run(([files, options]) => start(files, options), [files, { AbortOnCancel }]);
  const canceled = await disturb(chance, files);
  await settled(files, canceled, seed);
  await stage.admin('DELETE', 'faults');
  await judge(files, canceled, seed);
  // What the page before has begun was not asked to be ended.
  if (AbortOnCancel && !wasLeft) await expectNoOrphans([...canceled].map((place) => files[place].key), seed);
  // Whatever happened, uploads without faults bring the files, and leave nothing behind.
  await stage.run(([files]) => start(files.map((file) => ({ ...file, isSilent: false })), {}), [files]);
  await settled(files, new Set(), seed);
  for (const { key, size, seed: bytes } of files) {
    assert.ok(await stage.run(([...values]) => isWhole(...values), [key, size, bytes]), `seed ${seed}, ${key}: another object in the end`);
  }
}

const [first, end] = (process.env.COS_BROWSER_CHAOS ?? '0..12').split('..').map(Number);

for (let seed = first; seed < end; seed += 1) {
  test(`every upload among faults is the file or one clear error, seed ${seed}`, () => play(seed));
}
