/** What is measured in a page, with either SDK; `?side=` says which. */

const isOurs = new URLSearchParams(location.search).get('side') === 'ours';
const SDK = isOurs ? (await import('/pkg/index.js')).default : window.COS;

const PLACE = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
const KEYS = { SecretId: 'AKIDEMULATOR0000000000000000000000000', SecretKey: 'EmulatorSecretKey000000000000000' };

const { port1, port2 } = new MessageChannel();
/** The next task, without the pause of timers. */
const turn = () =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(0);
  });

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function newCos({ port, settings }) {
  const Domain = `{Bucket}.cos.{Region}.localhost:${port}`;
  return new SDK({ ...KEYS, Protocol: 'http:', Domain, ...settings });
}

/** Keys that nobody has used before, so that nothing is remembered of them. */
let used = 0;
const newKey = () => `bench/${isOurs ? 'ours' : 'original'}/${Date.now()}-${(used += 1)}`;

const pickedFile = () => document.querySelector('#file').files[0];

/** How long something takes, in milliseconds. */
async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How long something takes that is done again and again, each time in a task of its own. */
async function repeated(count, work) {
  let took = 0;
  for (let number = 0; number < count; number += 1) {
    took += await timed(work);
    await turn();
  }
  return took;
}

/** Keeps the caller's promise or fails with what it says: SDKs reject with objects of all kinds. */
async function kept(promise) {
  try {
    return await promise;
  } catch (error) {
    throw new Error(`${error.code ?? error.name}: ${error.message ?? JSON.stringify(error.error)}`);
  }
}

let blobs = [];

/**
 * Entries for uploadFiles. The bytes are made once for all repetitions. To make entries takes long and is no work of an
 * SDK, so what follows is another task.
 */
async function entries(count, size) {
  if (blobs.length !== count || blobs[0].size !== size) {
    const bytes = crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536)));
    blobs = Array.from({ length: count }, (_, number) => {
      bytes[0] = number;
      return new File([bytes], `${number}.bin`);
    });
  }
  const key = newKey();
  const made = blobs.map((Body, number) => ({ ...PLACE, Key: `${key}/${number}`, Body }));
  await turn();
  return made;
}

/** The request that `isWanted`, when it is about to be sent. */
function aboutToSend(cos, isWanted) {
  return new Promise((resolve) => {
    cos.on('before-send', (request) => isWanted(request) && resolve(performance.now()));
  });
}

/** Starts an upload that is not to come to its end; `stop` ends it without a word. */
function startUpload(cos, method, params) {
  let stop;
  cos[method]({ ...PLACE, ...params, onTaskReady: (id) => (stop = () => cos.cancelTask(id)) }, () => {});
  return () => stop();
}

const isLastPart = (last) => (request) =>
  `${request.qs?.partNumber ?? new URL(request.url).searchParams.get('partNumber')}` === `${last}`;

const PART = {
  Method: 'PUT',
  Pathname: '/uploads/user-17/holiday 2024/video.mp4',
  Query: { partNumber: 117, uploadId: '1700000000aaaabbbbccccddddeeeeffff00001111222233334444' },
  Headers: { 'Content-Length': '1048576', Host: 'demo-1250000000.cos.ap-guangzhou.myqcloud.com' },
};

/** Each tells how many milliseconds it took. */
const actions = {
  /** The first client of a page, with which the module starts. */
  start: (given) => timed(() => newCos(given)),

  /** One file. */
  upload(given) {
    const [cos, Key, Body] = [newCos(given), newKey(), pickedFile()];
    return timed(() => kept(cos.uploadFile({ ...PLACE, Key, Body })));
  },

  /** Many files. */
  async crowd({ count, size, ...given }) {
    const [cos, files] = [newCos(given), await entries(count, size)];
    let outcome;
    const took = await timed(async () => (outcome = await kept(cos.uploadFiles({ files }))));
    const failed = outcome.files.find(({ error }) => error);
    if (failed) throw new Error(`an upload failed: ${failed.error.message ?? failed.error.code}`);
    return took;
  },

  /** An upload that another page has left behind, from its start to when the last part is about to be sent. */
  async resume({ key, ...given }) {
    // The original trusts what it remembers by name, size and date, and looks at no byte; without that it does.
    localStorage.removeItem('cos_sdk_upload_cache');
    const [cos, Body] = [newCos(given), pickedFile()];
    const last = Math.ceil(Body.size / given.settings.ChunkSize);
    const sent = aboutToSend(cos, isLastPart(last));
    const start = performance.now();
    const stop = startUpload(cos, 'sliceUploadFile', { Key: key, Body });
    const took = (await sent) - start;
    stop();
    // What is remembered has to be written.
    await pause(300);
    return took;
  },

  /** The MD5 of a file, as it is made before the file is sent. */
  async md5(given) {
    const cos = newCos({ ...given, settings: { UploadCheckContentMd5: true } });
    const sent = aboutToSend(cos, () => true);
    const start = performance.now();
    const stop = startUpload(cos, 'putObject', { Key: newKey(), Body: pickedFile() });
    const took = (await sent) - start;
    stop();
    return took;
  },

  /** The CRC-64 of blocks that are in memory. */
  async crc64({ size }) {
    const block = 1 << 20;
    await SDK.ready;
    const { memory, hashBegin, hashBlock, hashEnd } = window.memories.at(-1);
    const place = hashBegin(0);
    crypto.getRandomValues(new Uint8Array(memory.buffer, place, 65_536));
    const took = await repeated(size / block, () => hashBlock(block));
    hashEnd();
    return took;
  },

  /** Signatures of requests that send parts. */
  sign: ({ count }) =>
    repeated(count / 100, () => {
      for (let number = 0; number < 100; number += 1) SDK.getAuthorization({ ...KEYS, ...PART });
    }),

  /** Reading the answer of a list. */
  list: ({ count, text }) =>
    repeated(count, () => {
      if (SDK.util.xml2json(text).ListBucketResult.Contents.length !== 1000) throw new Error('read wrongly');
    }),

  /** Adding uploads none of which gets as far as a request. */
  async tasks({ count, isShown }) {
    const settings = { SecretId: '', SecretKey: '', getAuthorization() {}, UploadQueueSize: count };
    const cos = newCos({ port: location.port, settings });
    const files = await entries(count, 16);
    let left = count;
    const added = new Promise((resolve) => {
      for (const file of files) file.onTaskReady = () => (left -= 1) || resolve();
    });
    const took = await timed(() => {
      cos.uploadFiles({ files }, () => {});
      return added;
    });
    Object.assign(window, { shown: cos });
    return isShown ? actions.shown() : took;
  },

  /** One list-update of the uploads that were added. */
  async shown() {
    const cos = window.shown;
    await pause(100);
    let took;
    await new Promise((resolve) => {
      cos.on('list-update', resolve);
      const [{ id }] = cos.getTaskList();
      const start = performance.now();
      cos.pauseTask(id);
      took = () => performance.now() - start;
    });
    return took();
  },
};

/** Leaves an upload behind that lacks its last part, which the service keeps waiting. */
async function leaveBehind({ key, ...given }) {
  const [cos, Body] = [newCos(given), pickedFile()];
  const count = Math.ceil(Body.size / given.settings.ChunkSize);
  let arrived = 0;
  const others = new Promise((resolve) => {
    cos.on('after-receive', ({ options: { method, qs } }) => {
      if (method === 'PUT' && qs?.partNumber !== undefined && (arrived += 1) === count - 1) resolve();
    });
  });
  const stop = startUpload(cos, 'sliceUploadFile', { Key: key, Body });
  await others;
  await pause(300);
  stop();
  await pause(300);
}

/** Does something while it looks how large the heap grows. */
async function watched(work) {
  window.gc();
  let heap = 0;
  const look = () => (heap = Math.max(heap, performance.memory.usedJSHeapSize));
  const timer = setInterval(look, 20);
  try {
    const took = await work();
    look();
    // The one before was there to unpack this one.
    return { took, heap, wasm: window.memories.at(-1)?.memory.buffer.byteLength ?? 0 };
  } finally {
    clearInterval(timer);
  }
}

Object.assign(window, {
  play: (action, given) => watched(() => actions[action](given)),
  playUnwatched: (action, given) => actions[action](given),
  leaveBehind,
  isReady: true,
});
