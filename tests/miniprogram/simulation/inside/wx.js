// The object `wx`. Parameters: outside, profile, tools, network, files.
'use strict';
const { answer, bufferOf, call, promised, since } = tools;

// Bytes for each key, and for all of them.
const MOST_OF_ONE = 1024 * 1024;
const MOST_OF_ALL = 10 * MOST_OF_ONE;

const setStorageSync = (key, value) => {
  const text = JSON.stringify({ value });
  if (text.length > MOST_OF_ONE) throw new Error('setStorageSync:fail exceed storage item max size 1048576');
  if (outside.storageSize() + text.length > MOST_OF_ALL) throw new Error('setStorageSync:fail exceed storage max size 10Mb');
  outside.store(key, text);
};

/** A key that is missing reads as an empty text. */
const getStorageSync = (key) => {
  const text = outside.stored(key);
  return text === undefined ? '' : JSON.parse(text).value;
};

const deviceInfo = () => ({ platform: profile.platform, system: 'simulated', brand: 'simulated', model: 'simulated' });

const wx = {
  ...network,
  ...files,
  env: { USER_DATA_PATH: `${profile.scheme}usr` },
  canIUse: (name) => Object.hasOwn(wx, name.split('.')[0]),
  setStorageSync,
  getStorageSync,
  removeStorageSync: (key) => outside.unstore(key),
  getSystemInfoSync: () => ({ ...deviceInfo(), SDKVersion: profile.library, version: '8.0.50' }),
  getNetworkType: promised((options) => answer(options, true, { networkType: 'wifi', errMsg: 'getNetworkType:ok' })),
  onNetworkStatusChange: () => {},
  onAppHide: (run) => outside.onHide(() => call(run)),
  onAppShow: (run) => outside.onShow(() => call(run)),
  chooseMessageFile: promised((options) =>
    answer(options, true, { tempFiles: JSON.parse(outside.picked()), errMsg: 'chooseMessageFile:ok' }),
  ),
  nextTick: (run) => outside.later(run),
};
if (since('2.15.0')) {
  wx.getRandomValues = promised((options) =>
    answer(options, true, { randomValues: bufferOf(outside.random(options.length)), errMsg: 'getRandomValues:ok' }),
  );
}
if (since('2.20.1')) {
  wx.getAppBaseInfo = () => ({ SDKVersion: profile.library, version: '8.0.50', language: 'zh_CN' });
  wx.getDeviceInfo = deviceInfo;
}
return wx;
