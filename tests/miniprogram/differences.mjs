/**
 * Where the package may differ from `cos-wx-sdk-v5` in mini programs, and how. Each entry has its row in
 * `docs/miniprogram.md`:
 *
 * - `at`: the places in what was sent and answered that may differ
 * - `fits(theirs, ours)`: whether what is at that place is the difference that is meant
 * - `when(theirs, ours, profile)`: whether the calls as a whole show it
 * - `even(requests)`: the original's requests as they would be without the difference
 */

import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../../docs/miniprogram.md', import.meta.url);

const isAdded = (theirs) => theirs === undefined;
const isForm = ({ requests }) => requests.some(({ api }) => api === 'uploadFile');
const hasParts = ({ requests }) => requests.some(({ query }) => query.partNumber);
const isListing = ({ method, url, query }) => method === 'GET' && ('uploads' in query || (query.uploadId && !url.endsWith('/')));

/** Whether two signatures differ in nothing but whether these headers are signed. */
const differIn = (...names) => (theirs, ours) => {
  const kept = (text) => text?.replace(/q-header-list=([^&]*)/, (_, list) => list.split(';').filter((name) => !names.includes(name)).join(';'));
  return kept(theirs) === kept(ours);
};
const AUTHORIZATION = /\.headers\.authorization$/;

export const DIFFERENCES = [
  { id: 'error-fields', at: /error\.(code|message|kind|hint)$/, fits: isAdded },
  {
    id: 'denied-host',
    at: /error\.error$/,
    fits: (theirs, ours) => /domain list$/.test(theirs) && ours.startsWith(`${theirs}: `),
  },
  {
    id: 'denied-once',
    at: /requests\[[1-9]\]$/,
    fits: (theirs, ours) => ours === undefined,
    when: (theirs) => /domain list/.test(theirs.error?.error),
  },
  { id: 'policy-error', at: /^getBucketPolicy\.error\./, fits: isAdded },
  { id: 'always-lists', at: /\.(Rules|CommonPrefixes)$/, fits: (theirs, ours) => Array.isArray(ours) && !Array.isArray(theirs) },
  { id: 'empty-grants', at: /^getObjectAcl\.data\.Grant\w+$/, fits: (theirs, ours) => theirs === '' && ours === undefined },
  { id: 'copy-location', at: /Copy(File)?\.data\.Location$/, fits: isAdded },
  { id: 'blank-type', at: /\.headers\.content-type$/, fits: (theirs) => theirs === 'application/json' },
  { id: 'blank-cache-control', at: /\.headers\.cache-control$/, fits: (theirs, ours) => isAdded(theirs) && ours === '' },
  { id: 'signed-headers', at: AUTHORIZATION, fits: differIn('content-length', 'expires') },
  { id: 'service-host', at: /^getService\.requests\[0\]\.headers\.authorization$/, fits: differIn('host') },
  { id: 'copy-headers', at: /^sliceCopyFile\.requests\[\d\]\.headers\./ },
  { id: 'uploads-listed', even: (requests) => requests.filter((request) => !isListing(request)), when: hasParts },
  { id: 'part-md5', at: /\.headers\.content-md5$/, fits: (theirs, ours) => ours === undefined, when: hasParts },
  { id: 'part-md5', at: AUTHORIZATION, fits: differIn('content-length', 'expires', 'content-md5'), when: hasParts },
  { id: 'checksums-work', at: /\.headers\.(content-md5|x-cos-meta-md5)$/, fits: isAdded },
  { id: 'checksums-work', at: AUTHORIZATION, fits: differIn('content-length', 'content-md5', 'x-cos-meta-md5') },
  { id: 'form-policy', at: /\.signed$/, fits: (theirs) => theirs === 'Signature' },
  { id: 'form-policy', at: /\.headers\.[\w-]+$/, fits: (theirs, ours) => ours === undefined, when: isForm },
  { id: 'form-fields', at: /\.(fields|data\.headers)\.x-cos-[\w-]+$/, fits: isAdded, when: isForm },
  { id: 'form-type', at: /\.fields\.content-type$/, fits: (theirs) => theirs === '' },
  { id: 'form-name', at: /\.fields\.key$/, fits: (theirs, ours) => theirs.includes('${filename}') && !ours.includes('$') },
  { id: 'part-headers', at: /\.headers\.x-cos-traffic-limit$/, fits: isAdded, when: hasParts },
  { id: 'part-headers', at: AUTHORIZATION, fits: differIn('content-length', 'content-md5', 'x-cos-traffic-limit'), when: hasParts },
  { id: 'files-marks', at: /^uploadFiles\.data\.files\[\d\]\.data\.RequestId$/, fits: isAdded },
  { id: 'empty-length', at: /\.headers\.content-length$/, fits: (theirs, ours) => theirs === '0' && ours === undefined },
  {
    id: 'empty-form',
    at: /^sliceUploadFile\./,
    when: (theirs, ours) => isForm(ours) && ours.requests.length === 1 && !isForm(theirs) && theirs.requests[0]?.body === '',
  },
  { id: 'file-error', at: /\.(error|requests)/, when: ({ error }) => /no such file|not found/.test(error?.error ?? error?.errMsg) },
  {
    id: 'slices-known',
    at: /./,
    when: (theirs, ours, { library }) => library === '2.15.0' && hasParts(ours) && !hasParts(theirs),
  },
];

const holds = (condition, ...values) => !condition || condition(...values);

/** The original's play as it would be without the differences that add requests, and their ids. */
export function evened(theirs, ours, profile) {
  const meant = DIFFERENCES.filter(({ even, when }) => even && holds(when, theirs, ours, profile));
  const requests = meant.reduce((requests, { even }) => even(requests), theirs.requests);
  return { alike: { ...theirs, requests }, ids: requests.length < theirs.requests.length ? meant.map(({ id }) => id) : [] };
}

/** The declared difference that is meant, if any. */
export function idOf({ at, theirs, ours }, plays) {
  const isMeant = (known) =>
    known.at?.test(at) && holds(known.when, plays.theirs, plays.ours, plays.profile) && holds(known.fits, theirs, ours);
  return DIFFERENCES.find(isMeant)?.id;
}

/** The ids of the rows of the document. */
export function documented() {
  const [, section] = readFileSync(DOCUMENT, 'utf8').split('## What is different from cos-wx-sdk-v5');
  return [...section.split('\n## ')[0].matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, id]) => id);
}
