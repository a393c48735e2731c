/** The service that answers while `tests/vectors/` is recorded: the documents that the recordings began with. */

import { ANSWER_HEADERS, DECLARATION } from './service.mjs';

const UPLOAD = '<Bucket>test-1250000000</Bucket><Key>k</Key>';
/** By method and words of the URL, the query or the headers; the first that fits. */
const DOCUMENTS = [
  [
    'GET',
    ['acl'],
    '<AccessControlPolicy><Owner><ID>qcs::cam::uin/100000000001:uin/100000000001</ID><DisplayName>qcs::cam::uin/100000000001:uin/100000000001</DisplayName></Owner><AccessControlList><Grant><Grantee><ID>qcs::cam::uin/100000000001:uin/100000000001</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>',
  ],
  [
    'GET',
    ['inventory', 'id'],
    '<InventoryConfiguration><Id>list1</Id><IsEnabled>true</IsEnabled></InventoryConfiguration>',
  ],
  [
    'GET',
    ['inventory'],
    '<ListInventoryConfigurationResult><IsTruncated>false</IsTruncated></ListInventoryConfigurationResult>',
  ],
  [
    'POST',
    ['uploads'],
    `<InitiateMultipartUploadResult>${UPLOAD}<UploadId>1700000000aaaa</UploadId></InitiateMultipartUploadResult>`,
  ],
  [
    'GET',
    ['uploads'],
    '<ListMultipartUploadsResult><Bucket>test-1250000000</Bucket><Encoding-Type/><KeyMarker/><UploadIdMarker/><MaxUploads>1000</MaxUploads><Prefix/><Delimiter/><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>',
  ],
  [
    'GET',
    ['uploadId'],
    `<ListPartsResult>${UPLOAD}<UploadId>u1</UploadId><MaxParts>1000</MaxParts><IsTruncated>false</IsTruncated></ListPartsResult>`,
  ],
  [
    'POST',
    ['uploadId'],
    `<CompleteMultipartUploadResult><Location>http://l/k</Location>${UPLOAD}<ETag>&quot;cafe-3&quot;</ETag></CompleteMultipartUploadResult>`,
  ],
];
const UPLOADS =
  '<ListMultipartUploadsResult><Upload><Key>k.txt</Key><UploadId>u1</UploadId></Upload></ListMultipartUploadsResult>';

const ETAG = '"900150983cd24fb0d6963f7d28e17f72"';

/** What stands behind a HEAD: an object with everything that a copy takes along. */
const SOURCE = {
  'content-type': 'image/png',
  etag: '"srcetag"',
  'last-modified': 'Tue, 14 Nov 2023 20:00:00 GMT',
  'x-cos-meta-author': 'me',
  'cache-control': 'max-age=60',
};

function documentFor({ method, url, qs, headers }, isAborting) {
  if (isAborting && method === 'GET') return UPLOADS;
  if (qs?.partNumber && 'x-cos-copy-source' in headers)
    return `<CopyPartResult><ETag>"etag-${qs.partNumber}"</ETag><LastModified>2023-11-14T22:15:00Z</LastModified></CopyPartResult>`;
  const words = [...new URL(url).search.slice(1).split('&'), ...Object.keys({ ...qs, ...headers })];
  return DOCUMENTS.find(([verb, wanted]) => verb === method && wanted.every((word) => words.includes(word)))?.[2];
}

/** The answer to a request of a case. */
export function answerTo(opt, one) {
  const { method, qs, dataType } = opt;
  const found = documentFor(opt, one.method === 'abortUploadTask');
  const body = found ? DECLARATION + found : '';
  const size = one.case.startsWith('multipart copy') ? '5242880' : '5';
  const document = { 'content-type': 'application/xml', 'content-length': String(body.length) };
  const bare = { etag: qs?.partNumber ? `"etag-${qs.partNumber}"` : ETAG };
  const own = method === 'HEAD' ? { 'content-length': size, ...SOURCE } : body ? document : bare;
  const headers = { ...ANSWER_HEADERS, ...own };
  return { statusCode: 200, headers, body: dataType === 'arraybuffer' ? new ArrayBuffer(0) : body };
}
