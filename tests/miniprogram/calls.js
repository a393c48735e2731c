// Runs inside the simulated mini program: calls of all methods of cos-wx-sdk-v5, in chapters that begin with empty buckets.
'use strict';

const BUCKET = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
const OBJECT = { ...BUCKET, Key: 'dir/a b+中.txt' };
const HOST = 'demo-1250000000.cos.ap-guangzhou.myqcloud.com';
const MIB = 1024 * 1024;

const OWNER = { ID: 'qcs::cam::uin/1250000000:uin/1250000000' };
const GRANTS = [{ Grantee: { ID: 'qcs::cam::uin/2:uin/2' }, Permission: 'READ' }];
const TAGS = [
  { Key: 'k1', Value: 'v 1+2=3' },
  { Key: '键', Value: '值' },
];
const POLICY = {
  version: '2.0',
  Statement: [{
    Effect: 'allow',
    Principal: { qcs: ['qcs::cam::anyone:anyone'] },
    Action: ['name/cos:GetObject'],
    Resource: ['qcs::cos:ap-guangzhou:uid/1250000000:demo-1250000000/*'],
  }],
};
const REPLICATION = {
  Role: 'qcs::cam::uin/1:uin/1',
  Rules: [{
    ID: '1',
    Status: 'Enabled',
    Prefix: 'sync/',
    Destination: { Bucket: 'qcs::cos:ap-guangzhou::logs-1250000000', StorageClass: 'Standard' },
  }],
};
const INVENTORY = {
  Id: 'list1',
  IsEnabled: 'true',
  Destination: {
    COSBucketDestination: { Format: 'CSV', AccountId: '100001', Bucket: 'qcs::cos:ap-guangzhou::demo-1250000000', Prefix: 'inv/', Encryption: { SSECOS: '' } },
  },
  Schedule: { Frequency: 'Daily' },
  Filter: { Prefix: 'my & 前缀' },
  IncludedObjectVersions: 'All',
  OptionalFields: ['Size', 'ETag'],
};
const ORIGIN = {
  RulePriority: 1,
  OriginType: 'Mirror',
  OriginCondition: { HTTPStatusCode: 404, Prefix: '' },
  OriginParameter: { Protocol: 'HTTP', FollowQueryString: true, HttpRedirectCode: ['301', '302'] },
  OriginInfo: { HostInfo: { HostName: 'qq.com' } },
};
const HEADERS = {
  CacheControl: 'max-age=86400',
  ContentDisposition: 'attachment; filename="a b.txt"',
  ContentEncoding: 'identity',
  ContentType: 'text/html; charset=utf-8',
  Expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
};
const META = { 'x-cos-meta-a': 'b c', StorageClass: 'STANDARD_IA', ACL: 'private' };
const RESTORE = { Days: 1, CASJobParameters: { Tier: 'Expedited' } };

const bytesOf = (length) => new Uint8Array(length).map((_, place) => (place * 31 + (place >> 8)) & 255);

/** Calls as `[method, params]`; a function makes params of what was answered last, by method, and of the phone. */
const bucketCalls = (name, written, method = name) => [
  [`putBucket${name}`, { ...BUCKET, ...written }],
  [`getBucket${method}`, BUCKET],
];
const withDeletion = (name, written) => [...bucketCalls(name, written), [`deleteBucket${name}`, BUCKET], [`getBucket${name}`, BUCKET]];

/** Uploads of files by their path. */
const picked = (name, size, more) => (answers, phone) => ({ ...OBJECT, FilePath: phone.pick(name, bytesOf(size)), ...more });
const uploads = [
  ['putObject', picked('a.png', 1000)],
  ['putObject', picked('a.png', 1000, { Key: 'picture.png', ...HEADERS, ...META })],
  ['putObject', picked('empty', 0)],
  ['postObject', picked('a.png', 1000)],
  ['postObject', picked('a.png', 1000, { Key: 'posted/${filename}' })],
  ['postObject', picked('a.png', 1000, { Key: 'posted.jpg', ...HEADERS, ...META })],
  ['postObject', picked('a.png', 1000, { TrafficLimit: 819200, ForbidOverwrite: 'true', Key: 'once' })],
  ['uploadFile', picked('a.png', 1000)],
  ['uploadFile', picked('a.png', 1000, { ...HEADERS, ...META, Key: 'small.txt' })],
  ['uploadFile', picked('large', 2.5 * MIB, { Key: 'large.bin' })],
  ['uploadFile', picked('large', 2.5 * MIB, { Key: 'large-at-once', SliceSize: 5 * MIB })],
  ['uploadFiles', (answers, phone) => ({ files: [picked('one', 10)(answers, phone), picked('two', 1.5 * MIB, { Key: 'two' })(answers, phone)] })],
  ['sliceUploadFile', picked('large', 2.5 * MIB, { Key: 'slices.mp4', ...HEADERS, ...META })],
  ['sliceUploadFile', picked('large', 2.5 * MIB, { Key: 'limited', TrafficLimit: 819200, ServerSideEncryption: 'AES256' })],
  ['sliceUploadFile', picked('empty', 0, { Key: 'empty' })],
  ['putObject', { ...OBJECT, FilePath: 'wxfile://tmp/nowhere' }],
  ['postObject', { ...OBJECT, FilePath: 'wxfile://tmp/nowhere' }],
  ['uploadFile', { ...OBJECT, FilePath: 'wxfile://tmp/nowhere' }],
  ['sliceUploadFile', { ...OBJECT, FilePath: 'wxfile://tmp/nowhere' }],
  ['postObject', OBJECT],
];

/** One of each way in which something is sent or signed. */
const ways = [
  ['putObject', { ...OBJECT, Body: 'text' }],
  ['postObject', picked('a.png', 1000)],
  ['sliceUploadFile', picked('large', 1.5 * MIB, { Key: 'large' })],
  ['getObjectUrl', { ...OBJECT, Sign: false }],
];

const CHAPTERS = {
  'the service and its buckets': {
    calls: [
      ['getService', {}],
      ['getService', { Region: 'ap-guangzhou' }],
      ['putBucket', { ...BUCKET, Bucket: 'new-1250000000', ACL: 'private' }],
      ['headBucket', BUCKET],
      ['headBucket', { ...BUCKET, Bucket: 'none-1250000000' }],
      ['headBucket', { ...BUCKET, Bucket: 'other-1250000000' }],
      ['getBucketLocation', BUCKET],
      ['getBucket', { ...BUCKET, Prefix: 'a', Delimiter: '/', MaxKeys: 2, EncodingType: 'url' }],
      ['deleteBucket', { ...BUCKET, Bucket: 'new-1250000000' }],
      ['deleteBucket', { ...BUCKET, Bucket: 'new-1250000000' }],
    ],
  },
  'what configures a bucket': {
    calls: [
      ...bucketCalls('Acl', { ACL: 'public-read' }),
      ...bucketCalls('Acl', { AccessControlPolicy: { Owner: OWNER, Grants: GRANTS } }),
      ...bucketCalls('Acl', { GrantRead: 'id="100001",id="100001"' }),
      ...withDeletion('Cors', { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'], MaxAgeSeconds: '5' }] }),
      ['optionsObject', { ...OBJECT, Origin: 'https://a.example', AccessControlRequestMethod: 'PUT' }],
      ...withDeletion('Policy', { Policy: POLICY }),
      ...withDeletion('Tagging', { Tags: TAGS }),
      ...withDeletion('Lifecycle', { Rules: [{ ID: '1', Status: 'Enabled', Filter: { Prefix: 'a b/' }, Expiration: { Days: '180' } }] }),
      ...bucketCalls('Versioning', { VersioningConfiguration: { Status: 'Enabled' } }),
      ...withDeletion('Replication', { ReplicationConfiguration: REPLICATION }),
      ...withDeletion('Website', { WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'error.html' } } }),
      ...bucketCalls('Referer', {
        RefererConfiguration: { Status: 'Enabled', RefererType: 'White-List', DomainList: { Domains: ['*.qq.com', 'a'] }, EmptyReferConfiguration: 'Allow' },
      }),
      ...withDeletion('Domain', { DomainRule: [{ Status: 'ENABLED', Name: 'www.example.com', Type: 'REST' }] }),
      ...withDeletion('Origin', { OriginRule: [ORIGIN] }),
      ...bucketCalls('Logging', { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'demo-1250000000', TargetPrefix: 'logs/' } } }),
      ['putBucketInventory', { ...BUCKET, Id: 'list1', InventoryConfiguration: INVENTORY }],
      ['getBucketInventory', { ...BUCKET, Id: 'list1' }],
      ['listBucketInventory', BUCKET],
      ['deleteBucketInventory', { ...BUCKET, Id: 'list1' }],
      ['getBucketInventory', { ...BUCKET, Id: 'list1' }],
      ...bucketCalls('Accelerate', { AccelerateConfiguration: { Status: 'Enabled', Type: 'COS' } }),
    ],
  },
  objects: {
    calls: [
      ['putObject', { ...OBJECT, Body: 'Größe 大小' }],
      ['putObject', () => ({ ...OBJECT, Key: 'bytes.bin', Body: bytesOf(100).buffer })],
      ['putObject', { ...OBJECT, Key: 'all.html', Body: 'a', ...HEADERS, ...META, ContentMD5: 'DMF1ucDxtqgxw5niaXcmYQ==' }],
      ['putObject', { ...OBJECT, Key: 'text.html', Body: '<p>' }],
      ['putObject', () => ({ ...OBJECT, Key: 'bytes.png', Body: bytesOf(100).buffer })],
      ['putObject', { ...OBJECT, Key: 'plain', Body: 'a', Headers: { 'Content-Type': 'a/b' } }],
      ['putObject', { ...OBJECT, Key: '/slash', Body: '', Query: { a: '1' }, Headers: { 'x-cos-meta-b': 'c' } }],
      ['putObject', { ...OBJECT, Body: 'again', ForbidOverwrite: 'true' }],
      ['headObject', OBJECT],
      ['headObject', { ...OBJECT, Key: 'nowhere' }],
      ['headObject', { ...OBJECT, IfModifiedSince: 'Tue, 14 Nov 2033 20:00:00 GMT' }],
      ['getObject', OBJECT],
      ['getObject', { ...OBJECT, Range: 'bytes=1-3', ResponseContentType: 'text/css', ResponseCacheControl: 'no-cache' }],
      ['getObject', { ...OBJECT, Key: 'bytes.bin', DataType: 'arraybuffer' }],
      ['getObject', { ...OBJECT, Key: 'nowhere' }],
      ['getObject', { ...OBJECT, QueryString: 'a=1&b', Query: { c: 'd e' } }],
      ['getBucket', { ...BUCKET, Prefix: 'dir/' }],
      ['appendObject', { ...OBJECT, Key: 'appended', Position: 0, Body: 'one' }],
      ['appendObject', { ...OBJECT, Key: 'appended', Position: 3, Body: 'two' }],
      ['putObjectAcl', { ...OBJECT, ACL: 'public-read' }],
      ['putObjectAcl', { ...OBJECT, AccessControlPolicy: { Owner: OWNER, Grants: GRANTS } }],
      ['getObjectAcl', OBJECT],
      ['putObjectTagging', { ...OBJECT, Tags: TAGS }],
      ['getObjectTagging', OBJECT],
      ['deleteObjectTagging', OBJECT],
      ['putObjectCopy', { ...OBJECT, Key: 'copy', CopySource: `${HOST}/all.html`, MetadataDirective: 'Copy' }],
      ['putObjectCopy', { ...OBJECT, Key: 'copy', CopySource: `${HOST}/all.html`, MetadataDirective: 'Replaced', ContentType: 'a/b', 'x-cos-meta-c': 'd' }],
      ['putObjectCopy', { ...OBJECT, Key: 'copy', CopySource: 'nowhere' }],
      ['sliceCopyFile', { ...OBJECT, Key: 'copied', CopySource: `${HOST}/bytes.bin` }],
      ['putObject', { ...OBJECT, Key: 'cold', Body: 'a', StorageClass: 'ARCHIVE' }],
      ['restoreObject', { ...OBJECT, Key: 'cold', RestoreRequest: RESTORE }],
      ['deleteObject', { ...OBJECT, Key: 'copy' }],
      ['deleteObject', { ...OBJECT, Key: 'nowhere' }],
      ['deleteMultipleObject', { ...BUCKET, Objects: [{ Key: 'cold' }, { Key: 'a <&> b' }], Quiet: false }],
      ['request', { ...OBJECT, Method: 'GET', Action: 'acl' }],
      ['request', { ...OBJECT, Method: 'PUT', Body: 'by hand', Headers: { 'content-type': 'text/x' } }],
      ['putObject', { ...BUCKET, Body: 'a' }],
      ['putObject', { Bucket: 'demo-1250000000', Key: 'a', Body: 'a' }],
      ['getObject', { Region: 'ap-guangzhou', Key: 'a' }],
    ],
  },
  'versions of objects': {
    calls: [
      ['putBucketVersioning', { ...BUCKET, VersioningConfiguration: { Status: 'Enabled' } }],
      ['putObject', { ...OBJECT, Body: 'one' }],
      ['putObject', { ...OBJECT, Body: 'two' }],
      ['listObjectVersions', { ...BUCKET, Prefix: 'dir/', MaxKeys: 10 }],
      ['getObject', ({ putObject }) => ({ ...OBJECT, VersionId: putObject.headers['x-cos-version-id'] })],
      ['deleteObject', ({ putObject }) => ({ ...OBJECT, VersionId: putObject.headers['x-cos-version-id'] })],
      ['deleteObject', OBJECT],
      ['getObject', OBJECT],
    ],
  },
  parts: {
    calls: [
      ['multipartInit', { ...OBJECT, ...HEADERS, ...META }],
      ['multipartUpload', ({ multipartInit: { UploadId } }) => ({ ...OBJECT, UploadId, PartNumber: 1, Body: bytesOf(MIB).buffer })],
      ['multipartUpload', ({ multipartInit: { UploadId } }) => ({ ...OBJECT, UploadId, PartNumber: 2, Body: 'the end' })],
      ['multipartListPart', ({ multipartInit: { UploadId } }) => ({ ...OBJECT, UploadId, MaxParts: 10 })],
      ['multipartList', { ...BUCKET, Prefix: 'dir/', EncodingType: 'url' }],
      [
        'multipartComplete',
        ({ multipartInit: { UploadId }, multipartListPart: { Part } }) => ({
          ...OBJECT,
          UploadId,
          Parts: Part.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })),
        }),
      ],
      ['multipartInit', { ...OBJECT, Key: 'copied' }],
      [
        'uploadPartCopy',
        ({ multipartInit: { UploadId } }) => ({
          ...OBJECT,
          Key: 'copied',
          UploadId,
          PartNumber: 1,
          CopySource: `${HOST}/dir/a%20b%2B%E4%B8%AD.txt`,
          CopySourceRange: 'bytes=0-1048575',
        }),
      ],
      ['multipartAbort', ({ multipartInit: { UploadId } }) => ({ ...OBJECT, Key: 'copied', UploadId })],
      ['multipartAbort', ({ multipartInit: { UploadId } }) => ({ ...OBJECT, Key: 'copied', UploadId })],
      ['multipartInit', { ...OBJECT, Key: 'left.png' }],
      ['multipartInit', { ...OBJECT, Key: 'left' }],
      ['abortUploadTask', ({ multipartInit: { UploadId } }) => ({ ...OBJECT, Key: 'left', UploadId, Level: 'task' })],
      ['multipartInit', { ...OBJECT, Key: 'left' }],
      ['abortUploadTask', { ...BUCKET, Level: 'bucket' }],
      ['sliceCopyFile', { ...OBJECT, Key: 'copied', CopySource: `${HOST}/dir/a%20b%2B%E4%B8%AD.txt`, CopySliceSize: 1, CopyChunkSize: MIB }],
    ],
  },
  'files, as they go by themselves': { calls: uploads },
  'files, put where they are small': { options: { SimpleUploadMethod: 'putObject' }, calls: uploads },
  'checksums of files': {
    options: { UploadCheckContentMd5: true, UploadAddMetaMd5: true, SimpleUploadMethod: 'putObject' },
    calls: [
      ['putObject', picked('a.png', 1000)],
      ['putObject', { ...OBJECT, Body: 'text' }],
      ['uploadFile', picked('a.png', 1000, { Key: 'small' })],
      ['sliceUploadFile', picked('large', 1.5 * MIB, { Key: 'large' })],
    ],
  },
  'temporary keys': {
    isTemporary: true,
    calls: ways,
  },
  'a domain of their own': {
    options: { Domain: '{Bucket}.cos.{Region}.tencentcos.cn' },
    calls: ways,
  },
  'without files and requests': {
    calls: [
      ['getObjectUrl', { ...OBJECT, Sign: false }],
      ['getObjectUrl', { ...OBJECT, Sign: true, Expires: 600, Query: { a: 'b c' }, Headers: { 'x-cos-a': '1' } }],
      ['getObjectUrl', { ...OBJECT, Method: 'PUT', Sign: true }],
      ['getAuth', { Method: 'get', Key: 'a', Query: { a: '1' }, Headers: { b: '2' } }],
      ['getTaskList', undefined],
      ['isUploadRunning', undefined],
    ],
  },
};

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** A copy as JSON, with the fields of errors; bytes are written as their sum. */
const plain = (value) => {
  if (kindOf(value) === 'ArrayBuffer') {
    const bytes = new Uint8Array(value);
    return `${bytes.length} bytes, ${bytes.reduce((sum, byte) => (sum * 31 + byte) | 0, 0)}`;
  }
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const fields = {};
  for (const name of Object.keys(value)) if (value[name] !== undefined) fields[name] = plain(value[name]);
  return fields;
};

const KEYS = { SecretId: 'AKIDEMULATOR0000000000000000000000000', SecretKey: 'EmulatorSecretKey000000000000000' };

const temporary = {
  getAuthorization(options, callback) {
    const now = Math.floor(Date.now() / 1000);
    wx.request({
      url: 'https://sts.example.com/sts',
      dataType: 'json',
      success: ({ data }) => callback({ ...data, StartTime: now, ExpiredTime: now + 1800 }),
    });
  },
};

/** What came of one call, now or later. */
const outcomeOf = async (cos, method, params) => {
  try {
    const returned = params === undefined ? cos[method]() : cos[method](params);
    return { data: plain(await returned) ?? null };
  } catch (error) {
    return { error: plain(error) };
  }
};

module.exports = {
  CHAPTERS,

  /** Plays a chapter. `hear(method, outcome)` is told what came of each call. */
  async playChapter(COS, phone, name, hear) {
    const { calls, options, isTemporary } = CHAPTERS[name];
    const cos = new COS({ ...(isTemporary ? temporary : KEYS), ChunkParallelLimit: 1, ...options });
    const answers = {};
    for (const [method, given] of calls) {
      const params = typeof given === 'function' ? given(answers, phone) : given && { ...given };
      const outcome = await outcomeOf(cos, method, params);
      if (outcome.data) answers[method] = outcome.data;
      hear(method, JSON.stringify(outcome));
    }
  },
};
