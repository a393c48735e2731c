/** What was recorded from the original, at the door: getObjectUrl, getAuth, COS.getAuthorization, COS.util. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { COS, KEYS, OBJECT, bothTest, newCos, newListener, newWire, until } from './stage.mjs';

const CLOCK = 1_700_000_100_000;

/** `{"$undefined": true}` stands for undefined. */
function revived(value) {
  if (Array.isArray(value)) return value.map(revived);
  if (!value || typeof value !== 'object') return value;
  if (value.$undefined) return undefined;
  if (value.$date) return new Date(value.$date);
  if (value.$function) return () => {};
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revived(inner)]));
}

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const sign = read('vectors-sign');
const url = read('vectors-url');
const xml = read('vectors-xml');

/** Differences that are meant; the reasons are in `docs/decisions/vectors.md`. */
const DIFFERENT = new Set([
  'query: numbers, booleans and an array value',
  'query: unicode name and value',
  'getAuth ignores ForceSignHost',
  'key "./a"',
  'key "a/../b"',
  'Query and QueryString',
  'array with undefined and null',
  'date',
  'function value',
  'root array',
]);

/** What this SDK makes of documents that it reads differently. */
const READ_DIFFERENTLY = {
  'numeric character references are not decoded': { a: 'A中\r\n' },
  unclosed: undefined,
  mismatched: undefined,
  'truncated tag': undefined,
  'void html': undefined,
};

/** Functions that the recording could not keep. */
const DOMAINS = {
  'Domain function': ({ Bucket, Region }) => `${Bucket}.${Region}.fn.com`,
  'Domain function returning a template': () => '{Bucket}.{Region}.fn.com',
  'Domain function returning nothing falls back to the default': () => '',
  'Domain function with UseAccelerate': ({ Region }) => `${Region}.fn.com`,
};

function atClock(t, act) {
  t.mock.timers.enable({ apis: ['Date'], now: CLOCK });
  return act();
}

test('COS.getAuthorization signs as the original', (t) =>
  atClock(t, () => {
    let compared = 0;
    for (const { name, input, authorization } of [...sign.vectors, ...sign.published]) {
      if (DIFFERENT.has(name)) continue;
      assert.equal(COS.getAuthorization(revived(input)), authorization, name);
      compared += 1;
    }
    assert.equal(compared, 36);
    for (const { input, throws } of sign.errors) {
      assert.throws(() => COS.getAuthorization(revived(input)), new Error(throws));
    }
  }));

test('getAuth signs as the original', (t) =>
  atClock(t, () => {
    for (const { name, options, params, returns } of sign.getAuth) {
      if (DIFFERENT.has(name)) continue;
      const { cos } = newCos(revived(options));
      assert.equal(cos.getAuth(revived(params)), revived(returns), name);
    }
  }));

test('getObjectUrl gives the URLs of the original', () => {
  let compared = 0;
  for (const { name, options, params, page, url: expected } of url.url) {
    if (DIFFERENT.has(name) || page || typeof expected !== 'string') continue;
    const Domain = DOMAINS[name] ?? options.Domain;
    const { cos } = newCos({ ...revived(options), Domain });
    assert.equal(cos.getObjectUrl({ ...revived(params), Sign: false }), expected, name);
    compared += 1;
  }
  assert.ok(compared > 50, `${compared}`);
});

test('getObjectUrl gives a signed URL at once where the keys are there, and by the callback always', async () => {
  const { cos } = newCos();
  const callback = newListener();
  const atOnce = cos.getObjectUrl(OBJECT, callback);
  assert.match(atOnce, /^https:\/\/[^?]+\/a\?q-sign-algorithm=sha1&q-ak=AKIDEXAMPLE/);
  assert.equal(callback.calls.length, 0);
  await until(() => callback.calls.length);
  const [error, data] = callback.calls[0];
  assert.equal(error, null);
  assert.deepEqual(Object.keys(data), ['Url']);
  assert.equal(data.Url.replace(/\d{10}/g, '').slice(0, 150), atOnce.replace(/\d{10}/g, '').slice(0, 150));
});

bothTest('a URL is signed unless Sign is anything that counts as false', async (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  for (const Sign of [undefined, true, 1, false, 0, null, '']) {
    const isSigned = Sign === undefined || !!Sign;
    const callback = newListener();
    const url = cos.getObjectUrl({ ...OBJECT, Sign }, callback);
    await until(() => callback.calls.length);
    for (const one of [url, callback.calls[0][1].Url]) {
      assert.equal(one.includes('q-signature'), isSigned, String(Sign));
    }
  }
});

bothTest('an entry of the query without a value is in the URL, signed and unsigned', (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  const Query = { 'imageMogr2/thumbnail/200x': null, undef: undefined };
  const written = 'imageMogr2%2Fthumbnail%2F200x=&undef=';
  assert.equal(cos.getObjectUrl({ ...OBJECT, Query, Sign: false }).split('?')[1], written);
  const signed = cos.getObjectUrl({ ...OBJECT, Query });
  assert.match(signed, /q-url-param-list=imagemogr2%2fthumbnail%2f200x;undef&/);
  assert.ok(signed.endsWith(`&${written}`));
});

test('getObjectUrl without keys throws, or tells its callback, what is missing', async () => {
  const { cos } = newCos({ SecretId: '', SecretKey: '' });
  assert.throws(() => cos.getObjectUrl(OBJECT), /missing param SecretId/);
  const callback = newListener();
  assert.equal(cos.getObjectUrl(OBJECT, callback), undefined);
  await until(() => callback.calls.length);
  assert.equal(callback.calls[0][0].message, 'missing param SecretId');
});

bothTest('getObjectUrl tells a param that cannot be used to its callback alone', async (Class) => {
  const { cos } = newCos({}, newWire(), Class);
  for (const [params, message] of [
    [{ ...OBJECT, Key: '' }, 'missing param Key'],
    [{ ...OBJECT, Bucket: '' }, 'missing param Bucket'],
    [{ ...OBJECT, Region: 'cos.ap-guangzhou' }, 'param Region should not be start with "cos."'],
  ]) {
    const callback = newListener();
    assert.equal(cos.getObjectUrl(params), undefined);
    assert.equal(cos.getObjectUrl(params, callback), undefined);
    await until(() => callback.calls.length);
    assert.equal(callback.calls[0][0].message, message);
    assert.equal(callback.calls.length, 1);
  }
});

test('getObjectUrl asks for keys and gives the unsigned URL meanwhile', async () => {
  const getAuthorization = (question, callback) =>
    callback({ TmpSecretId: 'TMP', TmpSecretKey: 'k', SecurityToken: 't+/=', ExpiredTime: 1999999999 });
  const { cos } = newCos({ ...KEYS, getAuthorization });
  const callback = newListener();
  assert.equal(cos.getObjectUrl(OBJECT, callback), 'https://test-1250000000.cos.ap-guangzhou.myqcloud.com/a');
  await until(() => callback.calls.length);
  assert.match(callback.calls[0][1].Url, /q-ak=TMP&.*&x-cos-security-token=t%2B%2F%3D$/);
});

test('COS.util.xml2json and json2xml do as the original', () => {
  for (const { name, xml: text, json } of xml.xml2json) {
    const expected = name in READ_DIFFERENTLY ? READ_DIFFERENTLY[name] : json;
    if (expected) assert.deepEqual(COS.util.xml2json(text), expected, name);
    else assert.throws(() => COS.util.xml2json(text), /the XML text is not complete/, name);
  }
  for (const { name, json, xml: text } of xml.json2xml) {
    if (DIFFERENT.has(name)) continue;
    assert.equal(COS.util.json2xml(revived(json)), text.replaceAll('\r', '&#13;'), name);
  }
});
