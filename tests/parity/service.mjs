/** What the written service answers when a case says nothing: the least that lets a call finish. */

export const ANSWER_HEADERS = {
  'x-cos-request-id': 'NjM5ZmJkMjVfMGRhYjM1XzEyMzQ1',
  server: 'tencent-cos',
  date: 'Tue, 14 Nov 2023 22:15:00 GMT',
  connection: 'keep-alive',
};
/** No MD5, which could be compared with what was sent. */
const ETAG = '"etag-1"';
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An answer as the transport gives it: a text is a document under status 200. */
export function answerOf(given) {
  const { status = 200, body = '', headers = {}, error } = typeof given === 'string' ? { body: given } : given;
  return {
    status,
    body,
    error,
    headers: { ...ANSWER_HEADERS, ...(body && { 'content-type': 'application/xml' }), ...headers },
  };
}

/** A refusal with the service's document. */
export function refusal(status, code, message = 'refused', headers = {}) {
  const body = `${DECLARATION}<Error><Code>${code}</Code><Message>${message}</Message><Resource>/r</Resource><RequestId>NjM5</RequestId></Error>`;
  return { status, body, headers };
}

const UPLOAD = '<Bucket>demo-1250000000</Bucket><Key>k</Key><UploadId>1700000000aaaa</UploadId>';

/** By method and words that stand in the query or among the headers; the first that fits. */
const DOCUMENTS = [
  [
    'GET',
    'acl',
    '<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList><Grant><Grantee><ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>',
  ],
  ['GET', 'inventory', '<InventoryConfiguration><Id>i</Id></InventoryConfiguration>'],
  ['GET', 'uploads', '<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>'],
  ['POST', 'uploads', `<InitiateMultipartUploadResult>${UPLOAD}</InitiateMultipartUploadResult>`],
  [
    'POST',
    'uploadId',
    `<CompleteMultipartUploadResult><ETag>&quot;cafe-3&quot;</ETag></CompleteMultipartUploadResult>`,
  ],
  ['GET', 'uploadId', `<ListPartsResult>${UPLOAD}<IsTruncated>false</IsTruncated></ListPartsResult>`],
  ['PUT', 'x-cos-copy-source partNumber', '<CopyPartResult><ETag>&quot;cafe&quot;</ETag></CopyPartResult>'],
  ['PUT', 'x-cos-copy-source', `<CopyObjectResult><ETag>&quot;cafe&quot;</ETag></CopyObjectResult>`],
];

export function usualAnswer({ method, url, qs, headers }) {
  const words = [new URL(url).search.slice(1), ...Object.keys(qs ?? {}), ...Object.keys(headers)];
  const document = DOCUMENTS.find(
    ([verb, word]) => verb === method && word.split(' ').every((one) => words.includes(one)),
  )?.[2];
  const size = method === 'HEAD' ? { 'content-length': '15728640' } : {};
  return answerOf({ body: document && DECLARATION + document, headers: { etag: ETAG, ...size } });
}
