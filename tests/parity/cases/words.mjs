/** The words that the tables of cases are written in. */

import { refusal } from '../service.mjs';

export { refusal };

export const BUCKET = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
export const OBJECT = { ...BUCKET, Key: 'dir/a b+中.txt' };
export const SOURCE = 'demo-1250000000.cos.ap-guangzhou.myqcloud.com/dir/%E6%BA%90%20file.txt';

/** A document as the service sends it. */
export const xml = (text) => `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;

/** What `getAuthorization` may call back with; the recordings of questions come from these. */
const TEMPORARY_KEYS = {
  TmpSecretId: 'AKIDTEMPORARY',
  TmpSecretKey: 'TemporaryKey',
  SecurityToken: 'token+/=',
  StartTime: 1700000000,
  ExpiredTime: 1700003600,
};

export const asksForKeys = { getAuthorization: (question, callback) => callback(TEMPORARY_KEYS) };

const ODD = {
  Headers: { 'x-cos-meta-note': "a b;c&d=e,'(1)*!~/?:@", 'X-Other': 'y', 'x-cos-null': null, 'x-cos-meta-empty': '' },
  'x-cos-meta-param': '100% <sure> "&" \\',
  TrafficLimit: 819200,
};

/** What is played with every method: its name, what differs from the least call, and how it goes. */
const EVERYWHERE = [
  ['least', {}, {}],
  ['nothing given', {}, { isBare: true }],
  ['refused', {}, { answer: refusal(403, 'AccessDenied', 'Access &lt;Denied&gt; 拒绝') }],
  ['temporary keys', {}, { options: asksForKeys, only: 'node' }],
  ['odd headers', ODD, {}],
];

/**
 * The cases of one method.
 *
 * `least` is what it cannot do without, `without` are the names of cases that are not played. `usual` is the service's answer in Node.js where a case has no `answer`; in
 * Chromium the emulated service answers by itself, unless the case has an `answer`. Each case is a name, what is added
 * to the least params, and how it goes:
 *
 * - `answer`: what is answered, in Node.js and in Chromium; a list for one request after the other
 * - `options`: options of the instance
 * - `listens`: params that are functions, whose calls are compared
 * - `isBare`: the params are not added to the least ones
 * - `given`: what is there before, in Chromium, as `[method, params]`
 * - `only`: 'node' or 'chromium'
 * - `differs`: the ids of the differences that the case is to show, by `docs/differences.md`
 */
export function of(method, { least = {}, usual, only, options, differs = {}, without = [] }, cases = []) {
  const everywhere = EVERYWHERE.filter(([name]) => !without.includes(name));
  return [...everywhere, ...cases].map(([name, params, how = {}]) => ({
    method,
    name,
    usual,
    only,
    differs: differs[name],
    ...how,
    options: { ...options, ...how.options },
    params: how.isBare ? params : { ...least, ...params },
  }));
}
