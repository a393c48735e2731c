// Runs inside the simulated program, so that what it makes is of that realm. Parameters: outside, profile.
'use strict';

const versionOf = (text) => text.split('.').map(Number);

/** Whether the base library is as new as that. */
const since = (version) => {
  const own = versionOf(profile.library);
  const wanted = versionOf(version);
  const place = own.findIndex((number, at) => number !== wanted[at]);
  return place < 0 || own[place] > wanted[place];
};

const isBuffer = (value) => value instanceof ArrayBuffer;

/** Bytes of outside as a buffer of this realm. */
const bufferOf = (bytes) => {
  const own = new Uint8Array(bytes.length);
  own.set(bytes);
  return own.buffer;
};

/** Calls a function of the program; what it throws is uncaught. */
const call = (run, value) => {
  if (typeof run !== 'function') return;
  try {
    run(value);
  } catch (thrown) {
    outside.uncaught(thrown);
  }
};

/** Ends a call: never at once, and exactly one of `success` and `fail`, then `complete`. */
const finish = (options, isFine, result) => {
  call(isFine ? options.success : options.fail, result);
  call(options.complete, result);
};
const answer = (options, isFine, result) => outside.later(() => finish(options, isFine, result));

/** Most functions give a promise when no callback is among their options. */
const promised = (run) => (options = {}) => {
  if (options.success || options.fail || options.complete) return void run(options);
  return new Promise((success, fail) => run({ ...options, success, fail }));
};

return { answer, bufferOf, call, finish, isBuffer, promised, since };
