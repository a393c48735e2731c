// Runs inside the simulated mini program: each case plays one use of the SDK and tells what came of it, as plain data.
'use strict';

const PLACE = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
const KEYS = { SecretId: 'AKIDEMULATOR0000000000000000000000000', SecretKey: 'EmulatorSecretKey000000000000000' };
const MIB = 1024 * 1024;

const at = (Key, more) => ({ ...PLACE, Key, ...more });

const bytesOf = (length) => new Uint8Array(length).map((_, place) => (place * 31 + (place >> 8)) & 255);

const isSame = (buffer, bytes) => {
  const found = new Uint8Array(buffer);
  return found.length === bytes.length && bytes.every((byte, place) => byte === found[place]);
};

const holds = async (cos, key, bytes) => {
  const { Body } = await cos.getObject(at(key, { DataType: 'arraybuffer' }));
  return isSame(Body, bytes);
};

const isETag = (text) => /^"[0-9a-f]{32}(-\d+)?"$/.test(text);

/** The error of a call that must fail. */
const errorOf = (promise) =>
  promise.then(
    (data) => {
      throw new Error(`it succeeded: ${JSON.stringify(data)}`);
    },
    (error) => error,
  );

/** What is true of a list of progress events. */
const judged = (events, total) => ({
  ends: events.length > 0 && events[events.length - 1].percent === 1,
  rises: events.every((event, place) => place === 0 || event.loaded >= events[place - 1].loaded),
  isWhole: events.every((event) => event.total === total && event.loaded <= total),
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const until = async (isSo) => {
  const end = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`never: ${isSo}`);
    await pause(5);
  }
};

/** Each gets `cos`, `phone.pick(name, bytes)` and `phone.unlink(path)`. */
module.exports = {
  newCos: (COS, options) => new COS({ ...KEYS, ...options }),

  async 'texts and buffers come back'({ cos }) {
    const put = await cos.putObject(at('text.txt', { Body: 'Größe 大小 😀' }));
    const bytes = bytesOf(1000);
    await cos.putObject(at('buffer', { Body: bytes.buffer }));
    const got = await cos.getObject(at('text.txt'));
    return {
      isETag: isETag(put.ETag),
      statusCode: put.statusCode,
      Location: put.Location,
      text: got.Body,
      type: got.headers['content-type'],
      isSame: await holds(cos, 'buffer', bytes),
    };
  },

  async 'a picked file is put'({ cos, phone }) {
    const bytes = bytesOf(300_000);
    await cos.putObject(at('picked.png', { FilePath: phone.pick('picked.png', bytes) }));
    const { headers } = await cos.headObject(at('picked.png'));
    return { isSame: await holds(cos, 'picked.png', bytes), type: headers['content-type'], length: headers['content-length'] };
  },

  async 'heads tell headers, and what is missing'({ cos }) {
    await cos.putObject(at('head', { Body: 'x', ContentType: 'text/x', 'x-cos-meta-a': 'b' }));
    const found = await cos.headObject(at('head'));
    const missing = await errorOf(cos.headObject(at('nowhere')));
    const document = await errorOf(cos.getObject(at('nowhere')));
    return {
      statusCode: found.statusCode,
      meta: found.headers['x-cos-meta-a'],
      type: found.headers['content-type'],
      missing: missing.statusCode,
      code: document.error.Code,
      status: document.statusCode,
    };
  },

  async 'every key is a key, and lists say so'({ cos }) {
    const keys = ['k/a b+c&d=e?f#g', "k/!'()*~", 'k/100%25', 'k/目录/ü😀'];
    for (const key of keys) await cos.putObject(at(key, { Body: key }));
    const { Contents } = await cos.getBucket({ ...PLACE, Prefix: 'k/' });
    const listed = Contents.map(({ Key }) => Key);
    const bodies = [];
    for (const key of keys) bodies.push((await cos.getObject(at(key))).Body);
    return { areListed: keys.every((key) => listed.includes(key)), count: listed.length, areSame: bodies.join() === keys.join() };
  },

  async 'objects are deleted, one and many'({ cos }) {
    for (const key of ['d/1', 'd/2', 'd/3']) await cos.putObject(at(key, { Body: key }));
    const one = await cos.deleteObject(at('d/1'));
    const many = await cos.deleteMultipleObject({ ...PLACE, Objects: [{ Key: 'd/2' }, { Key: 'd/3' }] });
    const { Contents } = await cos.getBucket({ ...PLACE, Prefix: 'd/' });
    return { one: one.statusCode, many: many.Deleted.length, left: Contents.length };
  },

  async 'parts are sent by hand'({ cos }) {
    const [first, second] = [bytesOf(MIB), bytesOf(10)];
    const { UploadId } = await cos.multipartInit(at('parts'));
    const Parts = [];
    for (const bytes of [first, second]) {
      const PartNumber = Parts.length + 1;
      const { ETag } = await cos.multipartUpload(at('parts', { UploadId, PartNumber, Body: bytes.buffer }));
      Parts.push({ PartNumber, ETag });
    }
    const { ETag } = await cos.multipartComplete(at('parts', { UploadId, Parts }));
    const both = new Uint8Array(MIB + 10);
    both.set(first);
    both.set(second, MIB);
    return { isETag: isETag(ETag), isSame: await holds(cos, 'parts', both) };
  },

  async 'URLs are signed'({ cos }) {
    const Url = await new Promise((resolve, reject) =>
      cos.getObjectUrl(at('a b', { Expires: 600 }), (error, data) => (error ? reject(error) : resolve(data.Url))),
    );
    const authorization = cos.getAuth({ Method: 'get', Key: 'a' });
    return { start: Url.split('?')[0], isSigned: /q-signature=[0-9a-f]{40}/.test(Url), isAuth: /q-signature=[0-9a-f]{40}/.test(authorization) };
  },

  async 'keys are asked for'({ COS }) {
    let asked = 0;
    const cos = new COS({
      getAuthorization(options, callback) {
        asked += 1;
        const now = Math.floor(Date.now() / 1000);
        wx.request({
          url: 'https://sts.example.com/sts',
          dataType: 'json',
          success: ({ data }) => callback({ ...data, StartTime: now, ExpiredTime: now + 1800 }),
        });
      },
    });
    await cos.putObject(at('sts', { Body: 'a' }));
    const { Body } = await cos.getObject(at('sts'));
    return { Body, asked: asked > 0 };
  },

  async 'forms are posted'({ cos, phone }) {
    const bytes = bytesOf(500_000);
    const events = [];
    const FilePath = phone.pick('form.txt', bytes);
    const posted = await cos.postObject(
      at('posted/${filename}', { FilePath, onProgress: (event) => events.push(event), 'x-cos-meta-a': 'b' }),
    );
    const { headers } = await cos.headObject(at('posted/form.txt'));
    return {
      statusCode: posted.statusCode,
      isETag: isETag(posted.ETag),
      Location: posted.Location,
      meta: headers['x-cos-meta-a'],
      isSame: await holds(cos, 'posted/form.txt', bytes),
      moves: events.length > 0,
    };
  },

  async 'files are sent in slices'({ cos, phone }) {
    const bytes = bytesOf(3.5 * MIB);
    const events = [];
    const FilePath = phone.pick('slices.bin', bytes);
    let id;
    const { ETag, Location } = await cos.sliceUploadFile(
      at('slices.bin', { FilePath, onTaskReady: (given) => (id = given), onProgress: (event) => events.push(event) }),
    );
    const task = cos.getTaskList().find((task) => task.id === id);
    return {
      isETag: isETag(ETag),
      Location,
      state: task.state,
      isSame: await holds(cos, 'slices.bin', bytes),
      ...judged(events, bytes.length),
    };
  },

  async 'small and large files are uploaded'({ cos, phone }) {
    const small = bytesOf(1000);
    const large = bytesOf(2 * MIB + 5);
    const files = [
      at('many/small', { FilePath: phone.pick('small', small) }),
      at('many/large', { FilePath: phone.pick('large', large) }),
    ];
    const one = await cos.uploadFile(at('many/one', { FilePath: phone.pick('one', small), SliceSize: 5 * MIB }));
    const result = await cos.uploadFiles({ files, SliceSize: MIB });
    return {
      one: one.statusCode,
      errors: result.files.filter(({ error }) => error).length,
      count: result.files.length,
      areSame: [
        await holds(cos, 'many/one', small),
        await holds(cos, 'many/small', small),
        await holds(cos, 'many/large', large),
      ],
    };
  },

  async 'an upload is paused, and goes on'({ cos, phone }) {
    const bytes = bytesOf(4 * MIB);
    const states = [];
    let id;
    cos.on('list-update', ({ list }) => {
      const task = list.find((task) => task.id === id);
      if (task && states[states.length - 1] !== task.state) states.push(task.state);
    });
    let loaded = 0;
    cos.options.ProgressInterval = 1;
    const uploading = cos.sliceUploadFile(
      at('paused', {
        FilePath: phone.pick('paused', bytes),
        onTaskReady: (given) => (id = given),
        onProgress: (event) => (loaded = event.loaded),
      }),
    );
    await until(() => loaded);
    cos.pauseTask(id);
    const paused = cos.getTaskList().find((task) => task.id === id).state;
    await pause(30);
    cos.restartTask(id);
    await uploading;
    return { paused, isSame: await holds(cos, 'paused', bytes), last: cos.getTaskList().find((task) => task.id === id).state };
  },

  async 'an upload is canceled'({ cos, phone }) {
    let id;
    let loaded = 0;
    let told = 0;
    cos.options.ProgressInterval = 1;
    cos.sliceUploadFile(
      at('canceled', {
        FilePath: phone.pick('canceled', bytesOf(4 * MIB)),
        onTaskReady: (given) => (id = given),
        onProgress: (event) => (loaded = event.loaded),
      }),
      () => (told += 1),
    );
    await until(() => loaded);
    cos.cancelTask(id);
    await pause(100);
    const { state } = cos.getTaskList().find((task) => task.id === id);
    return { state, told };
  },

  async 'what is wrong is told'({ COS, cos, phone }) {
    const noRegion = await errorOf(cos.putObject({ Bucket: PLACE.Bucket, Key: 'a', Body: 'a' }));
    const noFile = await errorOf(cos.postObject(at('a', { FilePath: `${phone.pick('x', bytesOf(1))}-not-there` })));
    const noPut = await errorOf(cos.putObject(at('a', { FilePath: `${phone.pick('x', bytesOf(1))}-not-there` })));
    return { noRegion: noRegion.error.message ?? noRegion.error, isNoFile: !!noFile.error, isNoPut: !!noPut.error };
  },
};
