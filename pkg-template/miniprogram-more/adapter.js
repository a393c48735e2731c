// Makes what `loadCOS` takes as `api` of the object of another platform: `uni`, `Taro`, `tt`, `my`.

// What `my` calls by other names than `wx`.
const WORDS = {
  wx: { header: 'header', file: 'name' },
  my: { header: 'headers', file: 'fileName' },
};

// What platforms want to know of a file that is sent as a form.
const FILE_TYPES = [
  [/\.(jpe?g|png|gif|webp|bmp|heic)$/i, 'image'],
  [/\.(mp4|mov|m4v|avi)$/i, 'video'],
  [/\.(mp3|aac|wav|m4a)$/i, 'audio'],
];

const fileTypeOf = (path) => (FILE_TYPES.find(([words]) => words.test(path)) || [0, 'image'])[1];

const utf8 = (text) => {
  const bytes = unescape(encodeURIComponent(text));
  return Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)).buffer;
};

/**
 * Calls a function of the platform. Whether it calls back, returns a promise, of `[error, result]` perhaps, or throws:
 * one of `success` and `fail` is called, once and later.
 */
const called = (object, name, options, { success, fail }) => {
  let isOver = false;
  const once = (tell) => (value) => {
    if (!isOver) setTimeout(() => tell(value));
    isOver = true;
  };
  const [done, failed] = [once(success), once(fail)];
  // What was asked, and refused, is an answer.
  const told = (failure) => (failure && (failure.statusCode || failure.status) > 99 ? done : failed)(failure);
  const settled = (result) => {
    if (!Array.isArray(result)) return result && done(result);
    return result[0] ? told(result[0]) : done(result[1]);
  };
  try {
    const task = object[name](Object.assign({}, options, { success: done, fail: told }));
    if (task && typeof task.then == 'function') task.then(settled, told);
    return task;
  } catch (thrown) {
    failed(thrown);
  }
};

const answered = ({ success, fail }) => ({
  fail,
  success: ({ statusCode, status, header, headers, data }) =>
    success({ statusCode: +(statusCode || status), header: header || headers || {}, data }),
});

/** The file system, where there is one; else no more than sizes are known, and files go as forms. */
const filesOf = (api) => {
  const manager = api.getFileSystemManager && api.getFileSystemManager();
  const missing = ({ fail }) => setTimeout(() => fail({ errMsg: 'this platform cannot read files: they go as forms only' }));
  return {
    canRead: !!(manager && manager.readFile),
    stat(options) {
      const { path, success, fail } = options;
      if (manager && manager.stat) {
        const known = ({ stats, stat, size }) => success({ stats: stats || stat || { size, lastModifiedTime: 0 } });
        return void called(manager, 'stat', { path }, { success: known, fail });
      }
      if (!api.getFileInfo) return void missing(options);
      const sized = ({ size }) => success({ stats: { size, lastModifiedTime: 0 } });
      called(api, 'getFileInfo', { filePath: path, apFilePath: path }, { success: sized, fail });
    },
    readFile(options) {
      if (!this.canRead) return void missing(options);
      const { filePath, position, length, success, fail } = options;
      const cut = ({ data }) => {
        // Some know no ranges, and give all of the file.
        const isAll = length >= 0 && data.byteLength > length;
        success({ data: isAll ? data.slice(position, position + length) : data });
      };
      const range = length >= 0 ? { position, length } : {};
      called(manager, 'readFile', Object.assign({ filePath }, range), { success: cut, fail });
    },
  };
};

/** The storage of `my`, which takes and gives objects. */
const storageOfMy = (api) => ({
  getStorageSync: (key) => (api.getStorageSync({ key }) || {}).data || '',
  setStorageSync: (key, data) => void api.setStorageSync({ key, data }),
  removeStorageSync: (key) => void api.removeStorageSync({ key }),
});

const storageOf = (api) => ({
  getStorageSync: (key) => api.getStorageSync(key),
  setStorageSync: (key, data) => void api.setStorageSync(key, data),
  removeStorageSync: (key) => void api.removeStorageSync(key),
});

/**
 * What `loadCOS` takes as `api`. `kind` is `'uni'` for objects that are like `wx` (uni-app, Taro, QQ), `'tt'` for those
 * of Douyin, `'my'` for those of Alipay.
 */
const adaptApi = (api, kind = 'uni') => {
  const isMy = kind == 'my';
  const words = isMy ? WORDS.my : WORDS.wx;
  const files = filesOf(api);
  const adapted = Object.assign(isMy ? storageOfMy(api) : storageOf(api), {
    request(options) {
      const { header, responseType, data, success, fail, complete, ...others } = options;
      // Douyin sends bytes only, and Alipay tells the form of the answer by `dataType`.
      const body = typeof data == 'string' && kind == 'tt' ? utf8(data) : data;
      const form = isMy ? { dataType: responseType == 'arraybuffer' ? responseType : 'text' } : { responseType };
      const given = Object.assign(others, form, { [words.header]: header }, body === undefined ? {} : { data: body });
      return called(api, 'request', given, answered({ success, fail }));
    },
    getFileSystemManager: () => files,
    // Who cannot read files is treated as those that cannot read slices: they go at once. Versions of others say nothing.
    getAppBaseInfo: () => ({ SDKVersion: files.canRead ? undefined : '0' }),
  });
  if (api.uploadFile) {
    adapted.uploadFile = (options) => {
      const { header, name, success, fail, complete, ...others } = options;
      const given = Object.assign(others, { [words.file]: name, [words.header]: header || {}, fileType: fileTypeOf(others.filePath) });
      return called(api, 'uploadFile', given, answered({ success, fail }));
    };
  }
  for (const name of ['onNetworkStatusChange', 'onAppHide', 'onAppShow']) {
    if (api[name]) adapted[name] = (run) => api[name](run);
  }
  return adapted;
};

module.exports = { adaptApi };
