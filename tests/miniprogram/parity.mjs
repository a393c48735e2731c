/** What both SDKs send and answer for the same calls, written so that it can be compared. */

import { createHash } from 'node:crypto';

const LONGEST = 2000;

/** Names of fields whose values nobody can foretell. */
const CHANCE = /^(uploadid|(next)?uploadidmarker|versionid|x-cos-version-id|versionidmarker|requestid|traceid|x-cos-request-id|x-cos-trace-id|x-cos-security-token|date|taskid)$/i;
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z|\w{3}, \d\d \w{3} 20[23]\d [\d:]{8} GMT/g;
const GIVEN_TIME = /^expires$/i;
/** What a signature consists of, besides what is signed. */
const SIGNATURE = /q-(ak|sign-time|key-time|signature)=[^&]*/g;
/** What says that a form is admitted. */
const FORM_SIGNATURE = /^(signature|q-.*|policy)$/i;

const decoded = (text) => decodeURIComponent(text.replace(/\+/g, ' '));
const steady = (name, value) => {
  if (CHANCE.test(name)) return '*';
  if (typeof value !== 'string' || GIVEN_TIME.test(name)) return value;
  return value.replace(TIME, 'TIME').replace(SIGNATURE, '').replace(/<UploadId>[^<]*/, '<UploadId>*');
};

function steadyTree(value, name = '') {
  if (Array.isArray(value)) return value.map((item) => steadyTree(item, name));
  if (value === null || typeof value !== 'object') return steady(name, value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, steadyTree(item, name)]));
}

function queryOf(url) {
  const text = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const pairs = text.split('&').filter(Boolean).map((pair) => [...pair.split('='), ''].slice(0, 2).map(decoded));
  return Object.fromEntries(pairs.sort().map(([name, value]) => [name, steady(name, value)]));
}

function headersOf(header) {
  const headers = {};
  for (const [name, value] of Object.entries(header)) {
    headers[name.toLowerCase()] = name.toLowerCase() === 'authorization' ? value.replace(SIGNATURE, '').replace(/&+/g, '&') : steady(name, value);
  }
  return headers;
}

function bodyOf(body) {
  if (!body?.length) return '';
  const isText = body.length < LONGEST && !body.includes(0);
  return isText ? steady('', body.toString()) : `${body.length} bytes, ${createHash('sha1').update(body).digest('hex')}`;
}

/** A request of the phone; of a form what it signs is named, but not told. */
export function requestOf({ api, method, url, header, fields, body }) {
  const request = { api, method, url: url.split('?')[0], query: queryOf(url), headers: headersOf(header), body: bodyOf(body) };
  if (api === 'request') return request;
  const kept = Object.entries(fields).filter(([name]) => !FORM_SIGNATURE.test(name));
  const signed = Object.keys(fields).filter((name) => FORM_SIGNATURE.test(name)).sort().join(' ');
  return { ...request, fields: Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), steady(name, value)])), signed };
}

const orderOf = ({ method, url, query }) => `${method} ${url} ${JSON.stringify(query)}`;

/** What came of a call, and what was sent for it, in an order that side by side uploads do not change. */
export function playOf(method, outcome, requests) {
  const sent = requests.map(requestOf).sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  return { method, ...steadyTree(JSON.parse(outcome)), requests: sent };
}
