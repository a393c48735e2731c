/** Uploads in parts, step by step. */

import { sources } from './object-settings.mjs';
import { oddKeys } from './objects.mjs';
import { BUCKET, OBJECT, SOURCE, of, refusal, xml } from './words.mjs';

const PART = { ...OBJECT, UploadId: 'u1+/=', PartNumber: 1, Body: 'part 中' };
const started = [['multipartInit', OBJECT]];
const uploaded = [...started, ['multipartUpload', { ...OBJECT, UploadId: '{UploadId}', PartNumber: 1, Body: 'part' }]];
const onOddKeys = oddKeys.slice(0, 3).map((Key) => [`key ${Key}`, { Key }]);

const initiated = xml(
  '<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>u1</UploadId></InitiateMultipartUploadResult>',
);
const completed = (inside) =>
  xml(
    `<CompleteMultipartUploadResult><Location>http://l/k</Location><Bucket>b</Bucket><Key>k</Key><ETag>"cafe-3"</ETag>${inside}</CompleteMultipartUploadResult>`,
  );
const picture =
  '<ImageInfo><Format>JPEG</Format></ImageInfo><ProcessResults><Object><Key>p</Key></Object></ProcessResults>';
const uploads = (...parts) =>
  xml(
    `<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated>${parts.join('')}</ListMultipartUploadsResult>`,
  );
const upload = '<Upload><Key>dir/a &amp; b</Key><UploadId>u1</UploadId></Upload>';
const parts = (...inside) =>
  xml(
    `<ListPartsResult><Bucket>b</Bucket><Key>k</Key><UploadId>u1</UploadId><IsTruncated>false</IsTruncated>${inside.join('')}</ListPartsResult>`,
  );
const part = '<Part><PartNumber>1</PartNumber><ETag>"e"</ETag><Size>5</Size></Part>';

const prefixes = ['common-prefixes'];
const ALWAYS_PREFIXES = Object.fromEntries(
  ['least', 'temporary keys', 'odd headers', 'two', 'one folder', 'none', 'real'].map((name) => [name, prefixes]),
);

export default [
  ...of('multipartInit', { least: OBJECT, usual: initiated }, [
    ...onOddKeys,
    [
      'all params',
      {
        CacheControl: 'no-cache',
        ContentDisposition: 'inline',
        ContentEncoding: 'gzip',
        ContentType: 'text/html',
        Expires: 'x',
        ACL: 'private',
        GrantRead: 'id="1"',
        StorageClass: 'STANDARD_IA',
        ServerSideEncryption: 'AES256',
        PicOperations: '{}',
        'x-cos-meta-a': '1',
        Query: { q: 'v w' },
      },
    ],
    ['with a body', { Body: new Blob(['abc'], { type: 'text/css' }) }],
    ['with a digest', { Body: new Blob(['abc'], { type: 'text/css' }) }, { options: { UploadAddMetaMd5: true } }],
    ['no document', {}, { answer: '' }],
  ]),
  ...of('multipartUpload', { least: PART }, [
    ['checked', {}, { options: { UploadCheckContentMd5: true } }],
    ['Blob', { Body: new Blob(['abc'], { type: 'text/css' }), PartNumber: '2' }],
    ['ArrayBuffer', { Body: new Uint8Array([1, 255]).buffer }],
    ['bytes', { Body: new Uint8Array([1, 255]) }],
    [
      'all params',
      { ContentLength: 8, Expect: '', ServerSideEncryption: 'AES256', TrafficLimit: 819200, ContentMD5: 'x' },
    ],
    ['no tag', {}, { answer: { status: 200 } }],
    ['of an upload', { UploadId: '{UploadId}' }, { only: 'chromium', given: started }],
    ['no body', { Body: undefined }],
    ['no number', { PartNumber: undefined }, { differs: ['needed-params'] }],
    ['no upload', { UploadId: undefined }, { differs: ['needed-params'] }],
  ]),
  ...of(
    'multipartComplete',
    { least: { ...OBJECT, UploadId: 'u1', Parts: [{ PartNumber: 1, ETag: 'aaa' }] }, usual: completed('') },
    [
      ...onOddKeys,
      [
        'quoted tags',
        {
          Parts: [
            { PartNumber: 1, ETag: '"aaa"' },
            { PartNumber: '2', ETag: 'bbb' },
          ],
        },
      ],
      ['other order', { Parts: [{ ETag: '"a"', PartNumber: 1, Other: 'x' }] }],
      ['picture', { PicOperations: '{"is_pic_info":1}' }, { answer: completed(picture) }],
      [
        'called back',
        { Callback: 'eyJ9' },
        {
          answer: completed(
            '<CallbackResult><Status>200</Status><CallbackBody>eyJhIjoi5LitIn0=</CallbackBody></CallbackResult>',
          ),
        },
      ],
      [
        'called back with nonsense',
        { Callback: 'eyJ9' },
        { answer: completed('<CallbackResult><Status>200</Status><CallbackBody>e</CallbackBody></CallbackResult>') },
      ],
      [
        'callback failed',
        { Callback: 'eyJ9' },
        {
          answer: completed(
            '<CallbackResult><Status>203</Status><Error><Code>CallbackFailed</Code><Message>m</Message></Error></CallbackResult>',
          ),
        },
      ],
      [
        'return body',
        { ReturnBody: 'eyJ9' },
        {
          answer: completed(
            '<ReturnBodyResult><Status>200</Status><ReturnBody>eyJhIjoxfQ==</ReturnBody></ReturnBodyResult>',
          ),
        },
      ],
      [
        'return body failed',
        { ReturnBody: 'eyJ9' },
        {
          answer: completed(
            '<ReturnBodyResult><Status>203</Status><Code>InvalidReturnBody</Code><Message>m</Message></ReturnBodyResult>',
          ),
        },
      ],
      ['an error under 200', {}, { answer: refusal(200, 'AccessDenied'), differs: ['error-under-200'] }],
      ['accelerated', {}, { only: 'node', options: { UseAccelerate: true } }],
      [
        'of an upload',
        { UploadId: '{UploadId}', Parts: [{ PartNumber: 1, ETag: '"a6d0f0f3c6a1f8e9b0c1d2e3f4a5b6c7"' }] },
        { only: 'chromium', given: uploaded },
      ],
      ['no upload', { UploadId: undefined }, { differs: ['needed-params'] }],
      ['no parts', { Parts: undefined }, { differs: ['needed-params'] }],
      ['empty parts', { Parts: [] }],
    ],
  ),
  ...of('multipartList', { least: BUCKET, differs: ALWAYS_PREFIXES, usual: uploads(upload) }, [
    [
      'all params',
      { Prefix: 'dir/ 中', Delimiter: '/', MaxUploads: 10, KeyMarker: 'k', UploadIdMarker: 'u', EncodingType: 'url' },
      { differs: ['common-prefixes', 'query-order'] },
    ],
    ['two', {}, { answer: uploads(upload, upload) }],
    ['none', {}, { answer: uploads() }],
    [
      'folders',
      {},
      {
        answer: uploads(
          '<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>',
          '<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>',
        ),
      },
    ],
    ['one folder', {}, { answer: uploads('<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>') }],
    ['real', {}, { only: 'chromium', given: started }],
  ]),
  ...of('multipartListPart', { least: { ...OBJECT, UploadId: 'u1' }, usual: parts(part) }, [
    ['all params', { MaxParts: 10, PartNumberMarker: '3', EncodingType: 'url' }],
    ['two', {}, { answer: parts(part, part) }],
    ['none', {}, { answer: parts() }],
    ['real', { UploadId: '{UploadId}' }, { only: 'chromium', given: uploaded }],
    ['no upload', { UploadId: undefined }, { differs: ['needed-params'] }],
  ]),
  ...of('multipartAbort', { least: { ...OBJECT, UploadId: 'u1 中' } }, [
    ['done', {}, { answer: { status: 204 } }],
    ['real', { UploadId: '{UploadId}' }, { only: 'chromium', given: started }],
    ['gone', {}, { answer: refusal(404, 'NoSuchUpload') }],
    ['no upload', { UploadId: undefined }, { differs: ['needed-params'] }],
  ]),
  ...of(
    'uploadPartCopy',
    {
      differs: { 'nothing given': ['needed-params'] },
      least: { ...OBJECT, CopySource: SOURCE, UploadId: 'u1', PartNumber: 1 },
      usual: xml('<CopyPartResult><ETag>"e"</ETag><LastModified>2023-11-14T22:15:00Z</LastModified></CopyPartResult>'),
    },
    [
      ...sources,
      [
        'all params',
        {
          CopySourceRange: 'bytes=0-1048575',
          VersionId: 'v',
          CopySourceIfMatch: '"a"',
          CopySourceIfNoneMatch: '"b"',
          CopySourceIfModifiedSince: 'x',
          CopySourceIfUnmodifiedSince: 'y',
        },
      ],
      ['no document', {}, { answer: '' }],
      ['an error under 200', {}, { answer: refusal(200, 'AccessDenied'), differs: ['error-under-200'] }],
    ],
  ),
];
