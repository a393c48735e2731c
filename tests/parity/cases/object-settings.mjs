/** What belongs to an object, and what is made of it: access, tags, copies, queries. */

import { readAcls, writtenAcls } from './access.mjs';
import { readTags, writtenTags } from './settings.mjs';
import { BUCKET, OBJECT, SOURCE, of, refusal, xml } from './words.mjs';

const there = [['putObject', { ...OBJECT, Body: 'a,b\n1,2\n3,中\n' }]];
const source = [['putObject', { ...BUCKET, Key: 'dir/源 file.txt', Body: 'source' }]];
const copied = xml(
  '<CopyObjectResult><ETag>"e&quot;"</ETag><CRC64>123</CRC64><LastModified>2023-11-14T20:00:00Z</LastModified></CopyObjectResult>',
);
const version = ['version', { VersionId: 'MTg0+/=' }];
const acl = xml(
  '<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList><Grant><Grantee><ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>',
);
const tagging = xml('<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>');

const RESTORE = { Days: 1, CASJobParameters: { Tier: 'Expedited' } };

const CSV = {
  FileHeaderInfo: 'IGNORE',
  RecordDelimiter: '\\n',
  FieldDelimiter: ',',
  QuoteCharacter: '\\"',
  QuoteEscapeCharacter: '\\"',
  Comments: '#',
  AllowQuotedRecordDelimiter: 'FALSE',
};
const SELECT = {
  Expression: "select s._1 from cosobject s where s._1 <> '中'",
  ExpressionType: 'SQL',
  InputSerialization: { CSV },
  OutputSerialization: { JSON: { RecordDelimiter: '\\n' } },
  RequestProgress: { Enabled: 'FALSE' },
};
const SELECT_REFUSED = Object.fromEntries(['least', 'refused', 'odd headers'].map((name) => [name, ['binary-errors']]));

const sourceConditions = {
  CopySourceIfModifiedSince: 'Tue, 14 Nov 2023 20:00:00 GMT',
  CopySourceIfUnmodifiedSince: 'Tue, 14 Nov 2033 21:00:00 GMT',
  CopySourceIfMatch: '"aaa"',
  CopySourceIfNoneMatch: '"bbb"',
};
export const sources = [
  ['from another host', { CopySource: 'src-1250000000.cos.ap-beijing.tencentcos.cn/a%2Fb' }],
  ['from an old region', { CopySource: 'src-1250000000.cn-south.myqcloud.com/a' }],
  ['from the inner network', { CopySource: 'src-1250000000.cos-internal.ap-beijing.myqcloud.com/a b+c' }],
  ['of a version', { CopySource: `${SOURCE}?versionId=v1` }],
  ['with a scheme', { CopySource: `https://${SOURCE}` }, { differs: ['copy-source-scheme'] }],
  ['without a key', { CopySource: 'src-1250000000.cos.ap-beijing.myqcloud.com' }],
  ['without a number', { CopySource: 'src.cos.ap-beijing.myqcloud.com/a' }],
  ['no source', { CopySource: undefined }],
  [
    'by a parser',
    { CopySource: 'anything/at all' },
    { options: { CopySourceParser: () => ({ Bucket: 'src-1250000000', Region: 'ap-beijing', Key: 'a%20b' }) } },
  ],
  ['refused by a parser', { CopySource: 'anything' }, { options: { CopySourceParser: () => null } }],
];

export default [
  ...of('putObjectAcl', { least: { ...OBJECT, ACL: 'public-read' } }, [
    ...writtenAcls,
    version,
    ['of an object', {}, { only: 'chromium', given: there }],
  ]),
  ...of('getObjectAcl', { least: OBJECT, usual: acl }, [
    ...readAcls,
    version,
    ['no list', {}, { answer: xml('<AccessControlPolicy/>') }],
    ['of an object', {}, { only: 'chromium', given: [...there, ['putObjectAcl', { ...OBJECT, ACL: 'public-read' }]] }],
  ]),
  ...of('putObjectTagging', { least: { ...OBJECT, Tags: [] } }, [
    ...writtenTags,
    version,
    ['of an object', { Tags: [{ Key: 'k', Value: 'v' }] }, { only: 'chromium', given: there }],
  ]),
  ...of('getObjectTagging', { least: OBJECT, usual: tagging }, [
    ...readTags,
    version,
    ['of an object', {}, { only: 'chromium', given: there }],
  ]),
  ...of('deleteObjectTagging', { least: OBJECT }, [
    version,
    ['done', {}, { answer: { status: 204 } }],
    ['of an object', {}, { only: 'chromium', given: there }],
  ]),
  ...of('optionsObject', { least: { ...OBJECT, Origin: 'https://a.example', AccessControlRequestMethod: 'PUT' } }, [
    ['all params', { AccessControlRequestHeaders: 'x-cos-meta-a,Authorization' }],
    [
      'allowed',
      {},
      {
        only: 'node',
        answer: {
          headers: {
            'access-control-allow-origin': '*',
            'access-control-allow-methods': 'PUT',
            'access-control-allow-headers': 'a,b',
            'access-control-expose-headers': 'ETag',
            'access-control-max-age': '5',
          },
        },
      },
    ],
    ['forbidden', {}, { answer: refusal(403, 'AccessForbidden') }],
    ['failed', {}, { answer: refusal(400, 'InvalidRequest') }],
  ]),
  ...of('putObjectCopy', { least: { ...OBJECT, CopySource: SOURCE }, usual: copied }, [
    ...sources,
    ['an object', {}, { only: 'chromium', given: source }],
    [
      'all params',
      {
        ...sourceConditions,
        CacheControl: 'no-cache',
        ContentType: 'a/b',
        Expires: 'x',
        MetadataDirective: 'Replaced',
        ACL: 'private',
        GrantRead: 'id="1"',
        StorageClass: 'ARCHIVE',
        ServerSideEncryption: 'AES256',
        'x-cos-meta-a': 'b',
        VersionId: 'v',
      },
    ],
    ['an error under 200', {}, { answer: refusal(200, 'AccessDenied'), differs: ['error-under-200'] }],
    ['accelerated', {}, { only: 'node', options: { UseAccelerate: true } }],
    ['no document', {}, { answer: '' }],
  ]),
  ...of('restoreObject', { least: { ...OBJECT, RestoreRequest: RESTORE } }, [
    version,
    ['accepted', {}, { answer: { status: 202 } }],
    ['not there', { RestoreRequest: undefined }],
    ['empty', { RestoreRequest: {} }],
    ['already', {}, { answer: refusal(409, 'RestoreAlreadyInProgress') }],
  ]),
  ...of(
    'selectObjectContent',
    { differs: SELECT_REFUSED, least: { ...OBJECT, SelectType: 2, SelectRequest: SELECT } },
    [
      [...version, { differs: ['binary-errors'] }],
      ['not there', { SelectType: undefined }],
      ['no request', { SelectRequest: undefined }, { differs: ['binary-errors'] }],
      ['of an object', {}, { only: 'chromium', given: there, differs: ['select-stats'] }],
    ],
  ),
  ...of('appendObject', { least: { ...OBJECT, Position: 0, Body: 'abc 中' } }, [
    ['later', { Position: '3', Body: new Blob(['x'], { type: 'a/b' }) }],
    [
      'all params',
      { ACL: 'private', ContentType: 'text/css', CacheControl: 'no-cache', ContentLength: 7, Query: { ignored: 1 } },
    ],
    ['bytes', { Body: new Uint8Array([1, 2, 3]) }],
    ['next position', {}, { answer: { headers: { 'x-cos-next-append-position': '10', etag: '"e"' } } }],
    ['no body', { Body: undefined }],
    ['no position', { Position: undefined }, { differs: ['needed-params'] }],
    ['to what is there', { Position: 5 }, { given: [['appendObject', { ...OBJECT, Position: 0, Body: 'first' }]] }],
  ]),
];
