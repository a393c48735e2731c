/** The service and its buckets. */

import { BUCKET, of, xml } from './words.mjs';

const OWNER = '<Owner><ID>qcs::cam::uin/1:uin/1</ID><DisplayName>名字 &amp; "name"</DisplayName></Owner>';
const bucket = (name) =>
  `<Bucket><Name>${name}</Name><Location>ap-guangzhou</Location><CreationDate>2019-05-24T11:49:50Z</CreationDate></Bucket>`;
const buckets = (...names) =>
  xml(`<ListAllMyBucketsResult>${OWNER}<Buckets>${names.map(bucket).join('')}</Buckets></ListAllMyBucketsResult>`);
const content = (key) =>
  `<Contents>\n\t<Key>${key}</Key><LastModified>2023-11-14T20:00:00.000Z</LastModified><ETag>&quot;79f2&quot;</ETag><Size>5</Size>${OWNER}<StorageClass>STANDARD</StorageClass></Contents>`;
const listing = (...parts) =>
  xml(
    `<ListBucketResult><Name>demo-1250000000</Name><Prefix/><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${parts.join('')}</ListBucketResult>`,
  );
const objects = [
  ['putObject', { ...BUCKET, Key: 'dir/a b+中.txt', Body: 'a' }],
  ['putObject', { ...BUCKET, Key: 'dir/sub/<&>".txt', Body: 'bb' }],
  ['putObject', { ...BUCKET, Key: 'other', Body: '' }],
];

export default [
  ...of('getService', { usual: buckets('a-1250000000', 'b-1250000000') }, [
    ['one bucket', {}, { answer: buckets('only-1250000000') }],
    ['no bucket', {}, { answer: buckets() }],
    ['no owner', {}, { answer: xml('<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>') }],
    ['of a region', { Region: 'ap-beijing' }, { only: 'node' }],
    [
      'at a domain',
      {},
      { only: 'node', options: { ServiceDomain: 'https://{{Region}}.x.example/{{AppId}}/', appId: '125' } },
    ],
    [
      'at a domain without scheme',
      { Region: 'ap-beijing' },
      { only: 'node', options: { ServiceDomain: '{{Region}}.x.example' } },
    ],
  ]),
  ...of('putBucket', { least: BUCKET }, [
    [
      'all params',
      {
        ACL: 'private',
        GrantRead: 'id="100001",id="100001"',
        GrantWrite: 'id="1"',
        GrantFullControl: 'id="2"',
        GrantReadAcp: 'id="3"',
        GrantWriteAcp: 'id="4"',
      },
    ],
    ['several zones', { BucketAZConfig: 'MAZ' }],
    ['accelerated', {}, { only: 'node', options: { UseAccelerate: true } }],
    ['another bucket', { Bucket: 'new-1250000000' }],
    ['AppId apart', { Bucket: 'test', AppId: '1250000000' }],
    ['AppId apart and within', { AppId: '99' }],
  ]),
  ...of('headBucket', { least: BUCKET }, [
    ['not there', { Bucket: 'none-1250000000' }],
    ['not there, without a document', {}, { answer: { status: 404 } }],
    ['region with cos.', { Region: 'cos.ap-guangzhou' }],
    ['region in capitals', { Region: 'AP-guangzhou' }],
    ['bucket without number', { Bucket: 'test' }],
    ['bucket with a slash', { Bucket: 'a/b-1250000000' }],
  ]),
  ...of('getBucket', { least: BUCKET, usual: listing() }, [
    [
      'all params',
      { Prefix: 'dir/', Delimiter: '/', Marker: 'dir/a', MaxKeys: 2, EncodingType: 'url' },
      { given: objects },
    ],
    [
      'objects',
      {},
      { given: objects, answer: listing(content('dir/a&amp;b &lt;1&gt;.txt'), content('dir/中 文.txt')) },
    ],
    ['real objects', {}, { given: objects, only: 'chromium' }],
    ['one object', {}, { answer: listing(content('dir/a.txt')) }],
    [
      'folders',
      { Delimiter: '/' },
      { given: objects, answer: listing('<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>') },
    ],
    ['real folders', { Delimiter: '/' }, { given: objects, only: 'chromium' }],
    ['odd prefix', { Prefix: "a b/+&=?#%'()*!~中😀", MaxKeys: '0' }],
    ['empty prefix and marker', { Prefix: '', Marker: '' }],
    ['nulls', { Prefix: null, Marker: null, MaxKeys: undefined }],
  ]),
  ...of('deleteBucket', { least: BUCKET }, [
    ['done', {}, { answer: { status: 204 } }],
    ['not empty', {}, { given: objects }],
    ['not there', { Bucket: 'none-1250000000' }],
  ]),
  ...of('getBucketLocation', { least: BUCKET, usual: xml('<LocationConstraint>ap-guangzhou</LocationConstraint>') }, [
    ['nowhere', {}, { answer: xml('<LocationConstraint/>') }],
    ['no document', {}, { answer: '' }],
    ['not there', { Bucket: 'none-1250000000' }],
  ]),
];
