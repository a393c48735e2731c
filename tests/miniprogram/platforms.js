// Runs inside the simulated mini program: `wx` under the names and with the habits of other platforms.
'use strict';

const later = (run, value) => setTimeout(() => run && run(value));

/** A function that only returns a promise; the task that it started can be had from it. */
const promising = (run, settle) => (options) => {
  let task;
  const promise = new Promise((success, fail) => {
    task = run({ ...options, ...settle(success, fail) });
  });
  return Object.assign(promise, { abort: () => task.abort() });
};

const plainly = (success, fail) => ({ success, fail });
/** As of uni-app with Vue 2: nothing is rejected. */
const inPairs = (success) => ({ success: (result) => success([undefined, result]), fail: (failure) => success([failure]) });

const uniOf = (wx, settle) => {
  const { getStorageSync, setStorageSync, removeStorageSync } = wx;
  const manager = wx.getFileSystemManager();
  const files = { stat: promising(manager.stat, settle), readFile: promising(manager.readFile, settle) };
  return {
    request: promising(wx.request, settle),
    uploadFile: promising(wx.uploadFile, settle),
    getFileSystemManager: () => files,
    getStorageSync,
    setStorageSync,
    removeStorageSync,
  };
};

/** What an object must not be given. */
const refused = (options, names) => names.filter((name) => options[name] !== undefined);

module.exports = {
  uni: (wx) => uniOf(wx, plainly),

  'uni of Vue 2': (wx) => uniOf(wx, inPairs),

  /** Texts are no bodies. */
  tt: (wx) => ({
    ...wx,
    request(options) {
      if (typeof options.data === 'string') throw new Error('request:fail data should be an object or an ArrayBuffer');
      return wx.request(options);
    },
    getSystemInfoSync: () => ({ SDKVersion: '1.99.0' }),
    getAppBaseInfo: undefined,
  }),

  /** Other names, refusals are failures, storage in objects, files that are read whole. */
  my: (wx) => ({
    request(options) {
      const { headers, dataType, success, fail, ...others } = options;
      const wrong = refused(options, ['header', 'responseType']);
      if (wrong.length) return void later(fail, { error: 2, errorMessage: `unknown: ${wrong}` });
      const answer = ({ statusCode, header, data }) => {
        if (statusCode < 300) return success({ status: statusCode, headers: header, data });
        fail({ error: 19, errorMessage: 'http status error', status: statusCode, headers: header, data });
      };
      const responseType = dataType === 'arraybuffer' ? 'arraybuffer' : 'text';
      const failed = ({ errMsg }) => fail({ error: 12, errorMessage: errMsg });
      return wx.request({ ...others, header: headers, responseType, dataType: 'text', success: answer, fail: failed });
    },
    uploadFile(options) {
      const { headers, fileName, fileType, success, fail, ...others } = options;
      if (!fileType || !fileName) return void later(fail, { error: 11, errorMessage: 'fileType and fileName are needed' });
      const answer = ({ statusCode, header, data }) => success({ statusCode, header, data });
      const failed = ({ errMsg }) => fail({ error: 12, errorMessage: errMsg });
      return wx.uploadFile({ ...others, header: headers, name: fileName, success: answer, fail: failed });
    },
    getFileSystemManager: () => ({
      stat: ({ path, success, fail }) =>
        wx.getFileSystemManager().stat({ path, success: ({ stats }) => success({ stat: stats }), fail }),
      readFile: ({ filePath, success, fail }) => wx.getFileSystemManager().readFile({ filePath, success, fail }),
    }),
    getStorageSync: ({ key }) => ({ data: wx.getStorageSync(key) || null, success: true }),
    setStorageSync: ({ key, data }) => wx.setStorageSync(key, data),
    removeStorageSync: ({ key }) => wx.removeStorageSync(key),
  }),

  /** No file system. */
  'uni without files': (wx) => ({
    ...uniOf(wx, plainly),
    getFileSystemManager: undefined,
    getFileInfo: ({ filePath, success, fail }) =>
      wx.getFileSystemManager().stat({ path: filePath, success: ({ stats }) => success({ size: stats.size }), fail }),
  }),
};
