/** Objects: read, written, deleted, listed. */

import { BUCKET, OBJECT, of, refusal, xml } from './words.mjs';

const file = (text, type) => new Blob([text], { type });
const there = [['putObject', { ...OBJECT, Body: 'content ü中', ContentType: 'text/plain', 'x-cos-meta-a': '1' }]];
const versioned = [
  ['putBucketVersioning', { ...BUCKET, VersioningConfiguration: { Status: 'Enabled' } }],
  ...there,
  ...there,
];

const standardHeaders = {
  CacheControl: 'max-age=86400',
  ContentDisposition: 'attachment; filename="a b.txt"',
  ContentEncoding: 'identity',
  ContentType: 'text/html; charset=utf-8',
  Expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
};
const objectsUpTo = (count) => Array.from({ length: count }, (_, number) => ({ Key: `k${number}` }));
const grants = {
  ACL: 'private',
  GrantRead: 'id="1",id="1"',
  GrantWrite: 'id="2"',
  GrantFullControl: 'id="3"',
  GrantReadAcp: 'id="4"',
  GrantWriteAcp: 'id="5"',
};
const conditions = {
  IfModifiedSince: 'Tue, 14 Nov 2023 20:00:00 GMT',
  IfUnmodifiedSince: 'Tue, 14 Nov 2033 20:00:00 GMT',
  IfMatch: '"cafe"',
  IfNoneMatch: '"beef"',
};
const answerParams = {
  ResponseContentType: 'text/css',
  ResponseContentLanguage: 'zh-CN',
  ResponseExpires: 'Wed, 21 Oct 2026 07:28:00 GMT',
  ResponseCacheControl: 'no-cache',
  ResponseContentDisposition: 'inline; filename="a&b=c.txt"',
  ResponseContentEncoding: 'identity',
};
const customerKey = {
  SSECustomerAlgorithm: 'AES256',
  SSECustomerKey: 'MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=',
  SSECustomerKeyMD5: 'U5L61r7jcwdNvT7frmUG8g==',
};
const picture = xml(
  '<UploadResult><OriginalInfo><Key>k</Key><ETag>"e"</ETag></OriginalInfo><ProcessResults><Object><Key>p</Key></Object></ProcessResults></UploadResult>',
);
const json = { 'content-type': 'application/json' };

/** Keys with everything that has to be encoded somewhere. */
export const oddKeys = [
  'a b+c&d=e?f#g%.txt',
  '!\'()*~-_.,;:@$[]|^`{}<>"\\',
  '目录/文件 ü😀.bin',
  'two//slashes',
  '%E4%B8%AD',
  '//double',
];
export const onOddKeys = oddKeys.map((Key) => [`key ${Key}`, { Key }]);

const deleted = (...parts) => xml(`<DeleteResult>${parts.join('')}</DeleteResult>`);
const versions = (...parts) =>
  xml(
    `<ListVersionsResult><Name>n</Name><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${parts.join('')}</ListVersionsResult>`,
  );
const version = '<Version><Key>k &amp; l</Key><VersionId>v</VersionId><IsLatest>true</IsLatest></Version>';
const marker = '<DeleteMarker><Key>k</Key><VersionId>w</VersionId></DeleteMarker>';

const prefixes = ['common-prefixes'];
const ALWAYS_PREFIXES = Object.fromEntries(
  [
    'least',
    'temporary keys',
    'odd headers',
    'all params',
    'marker that is none',
    'two of each',
    'one folder',
    'none',
    'real',
  ].map((name) => [name, prefixes]),
);

export default [
  ...of('headObject', { least: OBJECT }, [
    ...onOddKeys,
    ['an object', {}, { only: 'chromium', given: there }],
    ['all params', { ...conditions, VersionId: 'MTg0+/=' }],
    ['not modified', { IfModifiedSince: conditions.IfModifiedSince }, { answer: { status: 304 }, only: 'node' }],
    ['not modified, by tag', { IfNoneMatch: '"x"' }, { answer: { status: 304 }, only: 'node' }],
    ['not there', {}, { answer: { status: 404 } }],
    [
      'a version',
      {},
      { answer: { headers: { etag: '"e"', 'x-cos-version-id': 'v1', 'x-cos-delete-marker': 'true' } } },
    ],
    ['without tag', {}, { answer: { status: 200 } }],
    ['leading slash', { Key: '/a/b.txt' }],
    ['leading slash, raw key', { Key: '/a/b.txt' }, { options: { UseRawKey: true } }],
    ['empty key', { Key: '' }],
  ]),
  ...of('getObject', { least: OBJECT }, [
    ...onOddKeys,
    ['an object', {}, { only: 'chromium', given: there }],
    ['a part of an object', { Range: 'bytes=2-6' }, { only: 'chromium', given: there }],
    ['as Blob', { DataType: 'blob' }, { only: 'chromium', given: there }],
    ['as ArrayBuffer', { DataType: 'arraybuffer' }, { only: 'chromium', given: there }],
    [
      'all params',
      {
        ...conditions,
        ...answerParams,
        Range: 'bytes=0-9',
        VersionId: 'v',
        Query: { a: 'b c', 'imageMogr2/thumbnail/!50p': '' },
        QueryString: 'raw=%20&x',
      },
    ],
    ['text of the type of documents', {}, { answer: { body: '<a>1</a>' } }],
    ['empty', {}, { answer: { status: 200 } }],
    ['by query', { Query: { b: 1, a: null, c: '', d: undefined, E: true } }],
    [
      'not modified',
      { IfModifiedSince: conditions.IfModifiedSince },
      { answer: { status: 304 }, only: 'node', differs: ['not-modified'] },
    ],
    [
      'refused as Blob',
      { DataType: 'blob' },
      { answer: refusal(404, 'NoSuchKey', 'Not there 没有'), differs: ['binary-errors'] },
    ],
    [
      'refused as ArrayBuffer',
      { DataType: 'arraybuffer' },
      { answer: refusal(404, 'NoSuchKey', 'Not there 没有'), differs: ['binary-errors'] },
    ],
    ['the bucket itself', { Key: 'a/..' }],
    [
      'the bucket itself, check off',
      { Key: './' },
      { options: { ObjectKeySimplifyCheck: false }, differs: ['dot-segments'] },
    ],
    ['segments of dots', { Key: 'a/../b' }, { differs: ['dot-segments'] }],
  ]),
  ...of('putObject', { least: { ...OBJECT, Body: 'hello 中' } }, [
    ...onOddKeys,
    [
      'all params',
      {
        ...standardHeaders,
        ...grants,
        StorageClass: 'STANDARD_IA',
        ServerSideEncryption: 'AES256',
        TrafficLimit: 819200,
        'x-cos-meta-a': 'b',
        Expect: '',
      },
    ],
    ['query', { Query: { q1: 'v 1', q2: [1, 'b'] } }, { differs: ['signed-lists'] }],
    ['customer key', customerKey],
    ['key of the service', { ServerSideEncryption: 'cos/kms', SSEKMSKeyId: 'k', SSEContext: 'eyJhIjoiYiJ9' }],
    ['empty text', { Body: '' }],
    ['Blob', { Body: file('abc', 'text/css') }],
    ['Blob without type', { Body: file('abc', '') }],
    ['File', { Body: new File(['abc'], 'n.json', { type: 'application/json' }) }],
    ['ArrayBuffer', { Body: new Uint8Array([0, 1, 254, 255]).buffer }],
    ['bytes', { Body: new Uint8Array([1, 2]) }],
    ['a number', { Body: 12 }],
    ['no body', { Body: undefined }],
    ['type in lower case', { Headers: { 'content-type': 'a/b', 'cache-control': 'no-cache' } }],
    ['checked', {}, { options: { UploadCheckContentMd5: true, UploadAddMetaMd5: true } }],
    ['picture', { PicOperations: '{"is_pic_info":1}' }, { answer: { body: picture, headers: { etag: '"e"' } } }],
    ['callback', { Callback: 'eyJ9', CallbackVar: 'e30=' }, { answer: { body: '{"a":"b"}', headers: json } }],
    [
      'callback failed',
      { Callback: 'eyJ9' },
      { answer: { status: 203, body: xml('<Error><Code>CallbackFailed</Code><Message>m</Message></Error>') } },
    ],
    ['return body', { ReturnBody: 'eyJ9' }, { answer: { body: '{"a":"b","n":1}', headers: json } }],
    [
      'return body failed',
      { ReturnBody: 'eyJ9' },
      { answer: { status: 203, body: xml('<Error><Code>InvalidReturnBody</Code></Error>') } },
    ],
    ['outside the queue', { SkipTask: true }, { differs: ['skip-task'] }],
    ['leading slash', { Key: '/a/b.txt' }],
    ['accelerated', {}, { only: 'node', options: { UseAccelerate: true } }],
    ['told', {}, { only: 'node', listens: ['onTaskReady', 'onTaskStart'] }],
  ]),
  ...of('deleteObject', { least: OBJECT }, [
    ...onOddKeys,
    ['an object', {}, { only: 'chromium', given: there }],
    ['version', { VersionId: 'MTg0+' }],
    ['a folder', { Key: 'dir/', Recursive: true }],
    ['done', {}, { answer: { status: 204, headers: { 'x-cos-version-id': 'v', 'x-cos-delete-marker': 'true' } } }],
    ['not there', {}, { answer: refusal(404, 'NoSuchBucket') }],
  ]),
  ...of(
    'deleteMultipleObject',
    {
      least: { ...BUCKET, Objects: [{ Key: 'a' }, { Key: 'dir/<b> & 中', VersionId: 'v1' }] },
      usual: deleted('<Deleted><Key>a</Key></Deleted>'),
    },
    [
      ['objects', {}, { only: 'chromium', given: there }],
      ['quiet', { Quiet: true }],
      ['quiet as a text', { Quiet: 'false' }],
      ['one object, no list', { Objects: { Key: '/a' } }],
      [
        'errors',
        {},
        {
          answer: deleted(
            '<Error><Key>a</Key><Code>AccessDenied</Code></Error>',
            '<Deleted><Key>b</Key></Deleted>',
            '<Deleted><Key>c</Key></Deleted>',
          ),
        },
      ],
      ['nothing', {}, { answer: deleted() }],
      ['no objects', { Objects: [] }],
      ['a thousand', { Objects: objectsUpTo(1000) }, { only: 'node' }],
      ['more than a thousand', { Objects: objectsUpTo(1001) }, { only: 'node', differs: ['delete-split'] }],
    ],
  ),
  ...of('listObjectVersions', { least: BUCKET, differs: ALWAYS_PREFIXES, usual: versions(version) }, [
    [
      'all params',
      { Prefix: 'dir/', Delimiter: '/', KeyMarker: 'k 中', VersionIdMarker: 'v', MaxKeys: 10, EncodingType: 'url' },
    ],
    ['marker that is none', { Marker: 'm' }],
    ['two of each', {}, { answer: versions(version, marker, version, marker) }],
    [
      'folders',
      {},
      {
        answer: versions(
          '<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>',
          '<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>',
        ),
      },
    ],
    ['one folder', {}, { answer: versions('<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>') }],
    ['none', {}, { answer: versions() }],
    ['real', {}, { only: 'chromium', given: versioned }],
  ]),
];
