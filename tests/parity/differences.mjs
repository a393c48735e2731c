/**
 * Where the package may differ from the original, and how.
 *
 * Each entry has its row in `docs/differences.md`:
 *
 * - `at`: the places in an outcome that may differ
 * - `fits(theirs, ours)`: whether what is at that place is the difference that is meant
 * - `when(theirs, ours)`: whether the outcomes as a whole show it
 * - `even(theirs)`: the original's outcome as it would be without the difference, in place of the three above
 * - `isEverywhere`: any case may show it; the others are named by the cases that do
 */

import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../../docs/differences.md', import.meta.url);

const SIGNATURE = /(\.headers\.Authorization|^returned)$/i;
const BODY = /^requests\[0\]\.(body|headers\.(Content-MD5|Authorization|content-md5|authorization|content-length))/;
const WHOLE = /^(heard|requests|asked|isSilent|thrown|returned)/;

const isAbsent = (value) => value === undefined;
const isAdded = (theirs) => isAbsent(theirs);
const heard = ({ heard: [first = {}] }) => first;
const errorOf = (outcome) => heard(outcome).broken ?? heard(outcome).values?.[0];
const dataOf = (outcome) => heard(outcome).kept ?? heard(outcome).values?.[1];

/** The original goes on, or throws, where the package refuses with these words. */
const refusedWith = (words) => (theirs, ours) =>
  words.test(errorOf(ours)?.message) && !words.test(errorOf(theirs)?.message);
const isAlwaysSilent = ({ isSilent }) => isSilent;
const isNowList = (theirs, ours) => Array.isArray(ours) && !Array.isArray(theirs);

export const DIFFERENCES = [
  {
    id: 'kind-and-hint',
    isEverywhere: true,
    at: /\.(kind|hint)$/,
    fits: (theirs, ours) => isAbsent(theirs) && typeof ours === 'string',
  },
  {
    id: 'no-data-beside-error',
    isEverywhere: true,
    at: /^heard\[0\]\.values\[1\]$/,
    fits: (theirs, ours) => theirs === null && ours?.$undefined,
  },
  {
    id: 'text-type',
    isEverywhere: true,
    at: /\.headers\.content-type$/,
    fits: (theirs, ours) => theirs.toLowerCase() === ours.toLowerCase(),
  },
  {
    id: 'old-names-promise',
    at: /^(returned|heard)/,
    when: (theirs, ours) => theirs.returned?.$undefined && ours.returned?.$promise,
  },
  { id: 'needed-params', at: WHOLE, when: refusedWith(/^missing param/) },
  { id: 'policy-form', at: WHOLE, when: refusedWith(/^Policy format error$/) },
  { id: 'copy-source-scheme', at: WHOLE, when: refusedWith(/^CopySource format error$/) },
  { id: 'dot-segments', at: WHOLE, when: refusedWith(/segment, which a browser cannot send/) },
  {
    id: 'error-under-200',
    at: WHOLE,
    when: (theirs, ours) =>
      dataOf(theirs)?.statusCode === 200 && errorOf(ours)?.code !== 'Error' && errorOf(ours)?.statusCode === 200,
  },
  {
    id: 'foreign-document',
    at: WHOLE,
    when: (theirs, ours) =>
      dataOf(theirs)?.statusCode === 200 && errorOf(ours)?.code === 'Error' && errorOf(ours)?.statusCode === 200,
  },
  {
    id: 'empty-documents',
    at: /^(heard|isSilent)/,
    when: (theirs, ours) => isAlwaysSilent(theirs) && !isAlwaysSilent(ours),
  },
  {
    id: 'text-answers',
    at: /^(heard|isSilent)/,
    when: (theirs, ours) => isAlwaysSilent(theirs) && typeof dataOf(ours)?.Body === 'string',
  },
  { id: 'policy-version', at: BODY },
  { id: 'referer-answer', at: /\.RefererConfiguration$/, fits: isAdded },
  { id: 'stray-key', at: WHOLE },
  {
    id: 'accelerate-headers',
    at: /^requests\[0\]\.headers\./,
    fits: (theirs, ours) => isAbsent(theirs) || /q-signature/.test(ours),
  },
  { id: 'encryption-rules', at: /\.EncryptionConfiguration\.Rules\[0\]$/, fits: isAdded },
  {
    id: 'encryption-action',
    at: /\.action$/,
    fits: (theirs, ours) => /Replication$/.test(theirs) && /DeleteBucketEncryption$/.test(ours),
  },
  { id: 'not-modified', at: /\.statusCode$/, fits: (theirs, ours) => isAbsent(theirs) && ours === 304 },
  { id: 'signed-lists', at: SIGNATURE },
  {
    id: 'signed-lists',
    at: /^heard/,
    when: (theirs, ours) =>
      errorOf(theirs)?.code === 'SignatureDoesNotMatch' && errorOf(ours)?.code !== 'SignatureDoesNotMatch',
  },
  {
    id: 'binary-errors',
    at: /^heard\[0\]\.(values\[0\]|broken)\./,
    when: (theirs, ours) => errorOf(theirs)?.statusCode === errorOf(ours)?.statusCode,
  },
  { id: 'select-stats', at: /\.Stats$/, fits: isAdded },
  {
    id: 'cause-looked-for',
    at: /^requests/,
    fits: (theirs, { method, url }) => isAbsent(theirs) && method === 'HEAD' && url === '/',
  },
  { id: 'signed-order', at: SIGNATURE },
  { id: 'skip-task', at: /^requests\[0\]\.(body|headers\.)/ },
  { id: 'common-prefixes', at: /\.CommonPrefixes$/, fits: isNowList },
  { id: 'query-order', at: /^requests\[0\]\.(query|url)/ },
  { id: 'mime-limit', at: /^requests\[1\]\.headers\.(x-cos-mime-limit|Authorization)$/ },
  { id: 'uploads-listed', even: (theirs) => ({ ...theirs, requests: theirs.requests.slice(1) }) },
  { id: 'listing-refused', at: /^(requests\[1\]|heard\[0\]\.(values\[0\]|broken)\.(url|method))/ },
  { id: 'customer-key', at: WHOLE },
  { id: 'empty-file', at: /^requests\[0\]\.(body|headers\.content-type)/i },
  { id: 'refusal-repeated', at: /^requests\[[34]\]$/, fits: (theirs, ours) => isAbsent(ours) },
  {
    id: 'tag-error',
    at: /^heard\[0\]\.(values\[0\]|broken)$/,
    fits: (theirs, ours) => typeof theirs === 'string' && ours.message === theirs,
  },
  { id: 'large-buffer', at: WHOLE, when: (theirs, ours) => theirs.requests.length === 1 && ours.requests.length > 1 },
  { id: 'body-form', at: WHOLE, when: refusedWith(/^params body format error/) },
  { id: 'files-marks', at: /\.(RequestId|VersionId)$/, fits: isAdded },
  { id: 'files-body', at: /\.Body$/, fits: (theirs, ours) => typeof theirs === 'string' && isAbsent(ours) },
  {
    id: 'delete-split',
    at: WHOLE,
    when: (theirs, ours) => ours.requests.length > 1 && theirs.requests.length === 1,
  },
  { id: 'files-none', at: /^(heard|isSilent)/, when: isAlwaysSilent },
  {
    id: 'files-checked',
    at: WHOLE,
    when: (theirs, ours) => /^missing param/.test(dataOf(ours).files[0].error.message),
  },
  {
    id: 'files-twice',
    at: WHOLE,
    when: (theirs, ours) => /is there twice$/.test(dataOf(ours).files[1].error.message),
  },
  { id: 'copy-pinned', at: /^requests.*\.headers\.(x-cos-copy-source-If-Match|Authorization)$/ },
  {
    id: 'copy-parts',
    at: /^requests.*\.headers\./,
    fits: (theirs, ours) => isAbsent(theirs) || /q-signature/.test(ours),
  },
  { id: 'abort-among-others', at: /^(heard|isSilent|requests)/, when: isAlwaysSilent },
  { id: 'copy-names', at: /^requests\[1\]\.headers\.content-type$/i },
  {
    id: 'abort-headers',
    at: /^requests\[0\]\.headers\./,
    fits: (theirs, ours) => isAbsent(ours) || /q-signature/.test(ours),
  },
  { id: 'method-told', at: /^asked.*\.Method$/, fits: (theirs, ours) => isAbsent(theirs) && ours === 'GET' },
  {
    id: 'finite-speed',
    at: /\.speed$/,
    fits: (theirs, ours) => theirs.$number === 'Infinity' && Number.isFinite(ours),
  },
  {
    id: 'null-in-list',
    at: /^returned$/,
    fits: (theirs, ours) => theirs.startsWith('<a><b/>') && !ours.startsWith('<a><b/>'),
  },
  {
    id: 'carriage-return',
    at: new RegExp(`^returned$|${BODY.source}`),
    fits: (theirs, ours) => !theirs.includes('<') || theirs.replaceAll('\r', '&#13;') === ours,
  },
  { id: 'running-flag', at: /^told/, fits: (theirs, ours) => Number.isInteger(theirs) && ours === true },
  { id: 'begun-later', at: /^(told|requests)/ },
  { id: 'third-attempt', at: /^requests\[2\]\.headers\.Authorization$/ },
  { id: 'raw-empty', at: /\.[Bb]ody$/, fits: (theirs, ours) => theirs === '' || ours === '' },
  {
    id: 'url-token',
    at: /(\.Url|^returned)$/,
    fits: (theirs, ours) => ours.includes(encodeURIComponent(theirs.split('x-cos-security-token=')[1])),
  },
  { id: 'url-question', at: /^asked\[0\]/ },
  {
    id: 'auth-host',
    at: /^returned$/,
    fits: (theirs, ours) => /q-header-list=host&/.test(theirs) && /q-header-list=&/.test(ours),
  },
  { id: 'auth-callback', at: /^(heard|isSilent)/ },
  { id: 'error-later', at: /\.atOnce$/, fits: (theirs, ours) => theirs && !ours },
  {
    id: 'url-null-header',
    at: /(\.Url|^returned)$/,
    fits: (theirs, ours) => /x-cos-null/.test(theirs) && !/x-cos-null/.test(ours),
  },
];

/** The rows of the document, as `{ id, number }`. */
export function documented() {
  const rows = readFileSync(DOCUMENT, 'utf8').matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \|/gm);
  return [...rows].map(([, id, number]) => ({ id, number }));
}

/** The ids that stand in the document or in the table only. */
export function unmatchedIds() {
  const written = documented().map(({ id }) => id);
  const checked = DIFFERENCES.map(({ id }) => id);
  return [...written.filter((id) => !checked.includes(id)), ...new Set(checked.filter((id) => !written.includes(id)))];
}
