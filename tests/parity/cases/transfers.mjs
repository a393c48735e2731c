/** Files moved by several requests. */

import { BUCKET, OBJECT, SOURCE, of, refusal, xml } from './words.mjs';

const MIB = 2 ** 20;
const fileOf = (size, type = '') => new Blob(['a'.repeat(size)], { type });
const LARGE = fileOf(2.5 * MIB);
const SMALL = new File(['hello 中'], 'h.txt', { type: 'text/plain' });

/** The original always looks for uploads that others have left. */
const LISTED = { ResumeFromServer: true };
const sequential = { ChunkSize: MIB, AsyncLimit: 1 };
const allHeaders = {
  CacheControl: 'max-age=86400',
  ContentDisposition: 'attachment; filename="x.txt"',
  ContentEncoding: 'identity',
  ContentType: 'text/html',
  Expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
  ACL: 'private',
  StorageClass: 'STANDARD_IA',
  ServerSideEncryption: 'AES256',
  'x-cos-meta-a': '1',
};
const customerKey = {
  SSECustomerAlgorithm: 'AES256',
  SSECustomerKey: 'MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=',
  SSECustomerKeyMD5: 'U5L61r7jcwdNvT7frmUG8g==',
};

const upload = (key, id) =>
  `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><StorageClass>STANDARD</StorageClass></Upload>`;
const uploads = (...list) =>
  xml(`<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${list.join('')}</ListMultipartUploadsResult>`);
const source = [
  ['putObject', { ...BUCKET, Key: 'dir/源 file.txt', Body: 'source', ContentType: 'a/b', 'x-cos-meta-a': '1' }],
];
const started = [['multipartInit', { ...BUCKET, Key: 'k' }]];
const HEAD = {
  status: 200,
  headers: { 'content-length': '6', etag: '"e"', 'last-modified': 'Tue, 14 Nov 2023 20:00:00 GMT' },
};
const LARGE_HEAD = {
  ...HEAD,
  headers: { ...HEAD.headers, 'content-length': String(2.5 * MIB), 'content-type': 'a/b', 'x-cos-meta-a': '1' },
};
const INITIATED = xml(
  '<InitiateMultipartUploadResult><Key>k</Key><UploadId>u1</UploadId></InitiateMultipartUploadResult>',
);
const COPIED = xml('<CopyPartResult><ETag>"e"</ETag></CopyPartResult>');
const COMPLETED = xml(
  '<CompleteMultipartUploadResult><Key>k</Key><ETag>"cafe-3"</ETag></CompleteMultipartUploadResult>',
);

const FILE = ['files-marks', 'files-body'];
const FILES = {
  least: FILE,
  'nothing given': ['needed-params'],
  refused: FILE,
  'temporary keys': FILE,
  'odd headers': FILE,
};
const COPIES = {
  least: ['copy-pinned'],
  'nothing given': ['needed-params'],
  'temporary keys': ['copy-pinned'],
  'odd headers': ['copy-pinned', 'copy-parts'],
};

export default [
  ...of(
    'sliceUploadFile',
    { differs: { refused: ['listing-refused'] }, options: LISTED, least: { ...OBJECT, Body: LARGE, ...sequential } },
    [
      [
        'all params',
        {
          ...allHeaders,
          TrafficLimit: 819200,
          MimeLimit: 'text/plain',
          PicOperations: '{"is_pic_info":1}',
          Callback: 'eyJ9',
          CallbackVar: 'eyJ2',
          ReturnBody: 'eyJy',
          Query: { q: 'v' },
        },
        { only: 'node', differs: ['mime-limit'] },
      ],
      ['headers', { ...allHeaders }],
      ['not listed', {}, { options: { ResumeFromServer: false }, differs: ['uploads-listed'] }],
      ['customer key', customerKey, { differs: ['customer-key'] }],
      ['larger parts', { ChunkSize: 2 * MIB }],
      ['SliceSize as part size', { ChunkSize: undefined, SliceSize: 2 * MIB }],
      ['empty file', { Body: new File([''], 'z.css', { type: 'text/css' }) }, { differs: ['empty-file'] }],
      ['one part', { Body: fileOf(10, 'text/css') }],
      ['text', { Body: 'text 中' }],
      ['ArrayBuffer', { Body: new Uint8Array(20).buffer }],
      ['a number', { Body: 5 }],
      ['checked', {}, { options: { UploadCheckContentMd5: true, UploadAddMetaMd5: true } }],
      ['told', {}, { only: 'node', listens: ['onTaskReady', 'onTaskStart'] }],
      ['no upload id', {}, { only: 'node', answer: [uploads(), xml('<InitiateMultipartUploadResult/>')] }],
      [
        'refused by the first part',
        {},
        { only: 'node', answer: [uploads(), INITIATED, refusal(403, 'AccessDenied')], differs: ['refusal-repeated'] },
      ],
      ['no tag', {}, { only: 'node', answer: [uploads(), INITIATED, { status: 200 }], differs: ['tag-error'] }],
    ],
  ),
  ...of('uploadFile', { options: LISTED, least: { ...OBJECT, Body: SMALL } }, [
    ['all params', { ...allHeaders, SliceSize: 5 * MIB }],
    ['large', { Body: LARGE, ...sequential, SliceSize: MIB }],
    ['told', {}, { only: 'node', listens: ['onTaskReady', 'onTaskStart', 'onFileFinish'], differs: ['files-marks'] }],
    ['empty', { Body: '' }],
    ['text', { Body: 'text 中' }],
    ['a number', { Body: 5 }],
    ['no body', { Body: undefined }, { differs: ['body-form'] }],
    ['large ArrayBuffer', { Body: new ArrayBuffer(2 * MIB), ...sequential, SliceSize: MIB }, { differs: ['large-buffer'] }],
  ]),
  ...of(
    'uploadFiles',
    { differs: FILES, options: LISTED, least: { files: [{ ...BUCKET, Key: '/one.txt', Body: 'one' }] } },
    [
      [
        'several',
        { files: ['a', 'b 中'].map((Key) => ({ ...BUCKET, Key, Body: SMALL })) },
        // One after the other: what goes at once arrives in any order.
        { differs: ['files-marks'], options: { ...LISTED, FileParallelLimit: 1 } },
      ],
      [
        'small and large',
        {
          SliceSize: MIB,
          files: [
            { ...BUCKET, Key: 'a', Body: SMALL },
            { ...BUCKET, Key: 'b', Body: LARGE, ...sequential },
          ],
        },
        { options: { FileParallelLimit: 1 }, differs: ['files-marks'] },
      ],
      ['told', {}, { only: 'node', listens: ['onFileFinish'], differs: ['files-marks', 'files-body'] }],
      ['an incomplete entry', { files: [{ Key: 'a', Body: 'a' }] }, { only: 'node', differs: ['files-checked'] }],
      [
        'the same key twice',
        { files: ['a', '/a'].map((Key) => ({ ...BUCKET, Key, Body: SMALL })) },
        { only: 'node', differs: ['files-twice'] },
      ],
      ['no files', { files: [] }, { differs: ['files-none'] }],
    ],
  ),
  ...of('sliceCopyFile', { differs: COPIES, least: { ...OBJECT, CopySource: SOURCE } }, [
    ['an object', {}, { only: 'chromium', given: source }],
    ['small', {}, { only: 'node', answer: [HEAD, xml('<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>')] }],
    [
      'all params',
      { ...allHeaders, MetadataDirective: 'Replaced' },
      { only: 'node', answer: [HEAD, xml('<CopyObjectResult/>')] },
    ],
    [
      'in parts',
      { CopySliceSize: 0, CopyChunkSize: MIB },
      {
        only: 'node',
        options: { CopyChunkParallelLimit: 1 },
        answer: [LARGE_HEAD, INITIATED, COPIED, COPIED, COPIED, COMPLETED],
        differs: ['copy-pinned', 'copy-names'],
      },
    ],
    [
      'in parts, with new headers',
      { ...allHeaders, CopySliceSize: 0, CopyChunkSize: 2 * MIB, MetadataDirective: 'Replaced' },
      {
        only: 'node',
        differs: ['copy-pinned', 'copy-parts'],
        options: { CopyChunkParallelLimit: 1 },
        answer: [LARGE_HEAD, INITIATED, COPIED, COPIED, COMPLETED],
      },
    ],
    ['source not there', {}, { answer: { status: 404 } }],
    ['without a key', { CopySource: 'src-1250000000.cos.ap-beijing.myqcloud.com' }, { differs: ['error-later'] }],
    ['no source', { CopySource: undefined }, { differs: ['needed-params'] }],
    [
      'archived',
      {},
      {
        only: 'node',
        answer: {
          ...HEAD,
          headers: { ...HEAD.headers, 'x-cos-storage-class': 'ARCHIVE', 'content-length': '99999999' },
        },
      },
    ],
  ]),
  ...of(
    'abortUploadTask',
    {
      differs: { 'nothing given': ['error-later'], 'odd headers': ['abort-headers'] },
      least: { ...OBJECT, UploadId: 'u1' },
    },
    [
      ['real', { UploadId: '{UploadId}', Key: 'k' }, { only: 'chromium', given: started }],
      [
        'of a file',
        { UploadId: undefined, Level: 'file', Key: 'k' },
        { only: 'node', answer: [uploads(upload('k', 'u1')), { status: 204 }] },
      ],
      [
        'of a file among others',
        { UploadId: undefined, Level: 'file', Key: 'k' },
        { only: 'node', answer: [uploads(upload('k', 'u1'), upload('k2', 'u2')), { status: 204 }] },
      ],
      [
        'of a file after others',
        { UploadId: undefined, Level: 'file', Key: 'k' },
        {
          only: 'node',
          differs: ['abort-among-others'],
          answer: [uploads(upload('j', 'u1'), upload('k', 'u2'), upload('k2', 'u3')), { status: 204 }],
        },
      ],
      [
        'of a bucket',
        { UploadId: undefined, Key: undefined, Level: 'bucket' },
        { only: 'node', answer: [uploads(upload('a', 'u1'), upload('b', 'u2')), { status: 204 }] },
      ],
      ['of an empty bucket', { UploadId: undefined, Key: undefined, Level: 'bucket' }],
      ['no id', { UploadId: undefined }, { differs: ['error-later'] }],
      ['no key', { Key: undefined }, { differs: ['error-later'] }],
      ['no key of a file', { Key: undefined, Level: 'file' }, { differs: ['error-later'] }],
      ['unknown level', { Level: 'galaxy' }, { differs: ['error-later'] }],
      ['headers', { Headers: { 'x-cos-a': 'b' } }],
    ],
  ),
];
