/** Plays by itself what an engine has to be able to do, reloads in the middle of an upload, and reports how it went. */

import { call, fetchKeys, newCos } from '/cos.mjs';

const MB = 1024 * 1024;
const PARTS = { ChunkSize: MB, SliceSize: 0, ProgressInterval: 0 };

function fileOf(size, seed) {
  const bytes = new Uint8Array(size);
  for (let at = 0, state = seed; at < size; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return new File([bytes], 'file.bin', { type: 'application/x-test', lastModified: 1700000000000 });
}

const admin = (method, path, body) => fetch(`/_emulator/${path}`, { method, body: body && JSON.stringify(body) });

const fault = (fault, times) =>
  admin('POST', 'faults', { match: { operation: 'UploadPart' }, times, fault });

/** The numbers of the parts that were sent. */
async function partsSent() {
  const log = await (await admin('GET', 'log?operation=UploadPart')).json();
  return [...new Set(log.map(({ query }) => +new URLSearchParams(query).get('partNumber')))].sort();
}

async function isWhole(file) {
  const { data } = await call(newCos(), 'getObject', { DataType: 'arraybuffer' });
  const [one, other] = [new Uint8Array(data.Body), new Uint8Array(await file.arrayBuffer())];
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

async function small() {
  const told = [];
  const onProgress = ({ loaded }) => told.push(loaded);
  const put = await call(newCos(), 'putObject', { Body: 'gr\u00fc\u00dfe', onProgress });
  const got = await call(newCos(), 'getObject');
  return { status: put.data?.statusCode, error: put.error, body: got.data?.Body, last: told.at(-1) };
}

/** Parts whose connections drop, each compared by its MD5 and the whole by its CRC64. */
async function dropped() {
  await fault({ kind: 'dropDuring' }, 2);
  const file = fileOf(6 * MB + 5, 1);
  const cos = newCos({ ...PARTS, UploadCheckContentMd5: true, CheckIntegrity: 'require' });
  const { data, error } = await call(cos, 'uploadFile', { Body: file });
  return { error, isInParts: !!data?.UploadId, isWhole: await isWhole(file) };
}

async function streamed() {
  const { data } = await call(newCos(), 'getObject', { DataType: 'stream' });
  const reader = data.Body.getReader();
  let size = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) size += step.value.length;
  return size;
}

/** A stream that keeps what it gets. */
function newStream() {
  const chunks = [];
  return { Target: new WritableStream({ write: (chunk) => void chunks.push(chunk) }), result: () => new Blob(chunks) };
}

/** How many bytes of ranges the emulator has sent. */
async function bytesSent() {
  const log = await (await admin('GET', 'log?operation=GetObject')).json();
  return log.filter(({ method }) => method === 'GET').reduce((sum, { bytesOut }) => sum + bytesOut, 0);
}

/** Downloads an object in ranges of 2 MiB, whose connections break so often after 1.5 MiB. */
async function brought(file, { Target, result } = {}, times) {
  await admin('DELETE', 'log');
  const match = { operation: 'GetObject', method: 'GET' };
  await admin('POST', 'faults', { match, times, fault: { kind: 'dropDuring', bytes: 1.5 * MB } });
  const told = [];
  const onProgress = ({ loaded }) => told.push(loaded);
  const params = { Key: 'brought', Target, ChunkSize: 2 * MB, ParallelLimit: 1, CheckIntegrity: 'require', onProgress };
  const { data, error } = await call(newCos(PARTS), 'downloadFile', params);
  const sent = await bytesSent();
  await admin('DELETE', 'faults');
  const blob = data && (data.Body ?? result());
  const [got, wanted] = await Promise.all([blob, file].map((blob) => blob && new Response(blob).arrayBuffer()));
  const [one, other] = [got, wanted].map((bytes) => bytes && new Uint8Array(bytes));
  const isWhole = one?.length === other.length && one.every((byte, at) => byte === other[at]);
  return { outcome: { error, isWhole, last: told.at(-1), type: data?.Body?.type }, sentTwice: sent - file.size };
}

async function downloads() {
  const file = fileOf(6 * MB + 5, 3);
  await call(newCos(), 'putObject', { Key: 'brought', Body: file });
  const blob = await brought(file, undefined, 5);
  const stream = await brought(file, newStream(), 5);
  // Where nothing is kept each of the ten connections costs 1.5 MiB. One of them may be that of an XMLHttpRequest, and
  // engines drop what a page has not read when a connection breaks.
  const isKept = blob.sentTwice + stream.sentTwice <= 6 * MB;
  return { blob: blob.outcome, stream: stream.outcome, isKept };
}

async function refused() {
  const { error } = await call(newCos({ SecretKey: 'wrong' }), 'getObject', { Key: 'refused' });
  return { kind: error?.kind, statusCode: error?.statusCode };
}

async function stopped() {
  const { error } = await call(newCos(), 'getObject', { Signal: AbortSignal.abort() });
  return error?.kind;
}

/** What a page is told whose own policy keeps it from the bucket. */
async function forbidden() {
  const frame = document.createElement('iframe');
  const policy = `<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`;
  const script = `import { call, newCos } from '/cos.mjs';
    const Domain = '{Bucket}.cos.{Region}.localhost:${location.port}';
    const { error } = await call(newCos({ SecretId: 'a', SecretKey: 'b', Domain }), 'headObject');
    parent.postMessage(error.kind);`;
  frame.srcdoc = `${policy}<script type="module">${script}</script>`;
  const told = new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data), { once: true }));
  document.body.append(frame);
  return told;
}

/** The entry whose module is a file. */
async function loaded() {
  const { default: loadCOS } = await import('/pkg/streaming.js');
  const COS = await loadCOS();
  return COS.util.md5('abc');
}

const upload = () => call(newCos({ ...PARTS, ChunkParallelLimit: 1 }), 'sliceUploadFile', { Body: fileOf(8 * MB, 2) });

/** Begins an upload and leaves the page when three of its eight parts have arrived. */
async function leave(played) {
  sessionStorage.setItem('played', JSON.stringify(played));
  await admin('DELETE', 'log');
  await fault({ kind: 'slowUpload', bytesPerSecond: 4 * MB }, null);
  upload();
  while ((await partsSent()).length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
  // The record is written shortly after a part has arrived.
  await new Promise((resolve) => setTimeout(resolve, 300));
  location.reload();
}

async function comeBack() {
  await admin('DELETE', 'faults');
  await admin('DELETE', 'log');
  const { data, error } = await upload();
  // The fourth may have been on its way when the page was left.
  const sent = (await partsSent()).filter((number) => number !== 4);
  return { error, isDone: !!data?.UploadId, isWhole: await isWhole(fileOf(8 * MB, 2)), sent };
}

async function play() {
  await fetchKeys();
  const played = sessionStorage.getItem('played');
  if (played) return { ...JSON.parse(played), resumed: await comeBack() };
  const first = { small: await small(), downloads: await downloads(), dropped: await dropped(), streamed: await streamed() };
  return leave({ ...first, refused: await refused(), stopped: await stopped(), forbidden: await forbidden(), loaded: await loaded() });
}

const report = (outcome) =>
  fetch(new URLSearchParams(location.search).get('report'), {
    method: 'POST',
    mode: 'no-cors',
    body: JSON.stringify({ agent: navigator.userAgent, ...outcome }),
  });

play().then((outcome) => outcome && report(outcome), (error) => report({ thrown: String(error?.stack ?? error) }));
