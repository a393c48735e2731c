/** Calls that have to compile, and what their results are. */

import COS, { type Task, type UploadFileParams } from 'cos-wasm-sdk';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function expectType<Expected>(): <Actual>(value: Actual) => Equal<Actual, Expected> extends true ? void : never;

const place = { Bucket: 'examplebucket-1250000000', Region: 'ap-guangzhou' };
const object = { ...place, Key: 'images/1.jpg' };
const source = 'examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com/a.txt';
declare const file: File;

/** Every way to give credentials. */
const key = { TmpSecretId: 'id', TmpSecretKey: 'key', SecurityToken: 'token', ExpiredTime: 1900000000 };
new COS();
new COS({});
new COS({ SecretId: 'id', SecretKey: 'key', SecurityToken: 'token', StartTime: 1, ExpiredTime: 2 });
new COS({ getAuthorization: (_, callback) => callback(key) });
new COS({ getAuthorization: (options, callback) => callback(COS.getAuthorization({ ...options, SecretId: 'a', SecretKey: 'b' })) });
new COS({ getAuthorization: (_, callback) => callback({ Authorization: 'q-sign-algorithm=sha1', SecurityToken: 'token' }) });
new COS({ getAuthorization: async ({ Scope }) => ({ ...key, ScopeLimit: Scope.length === 1 }) });
new COS({ getAuthorization: async () => 'q-sign-algorithm=sha1' });
new COS({ getAuthorization: (_, callback) => setTimeout(() => callback(key), 10) });
new COS({ getSTS: ({ Bucket }, callback) => callback({ ...key, SecurityToken: Bucket }) });
new COS({ getSTS: async () => ({ SecretId: 'a', SecretKey: 'b', SecurityToken: 'c', ExpiredTime: 1900000000 }) });

/** The other options. */
const cos = new COS({
  Domain: ({ Bucket, Region }) => `${Bucket}.${Region}.example.com`,
  Protocol: 'https:',
  FileParallelLimit: 6,
  Timeout: 30_000,
  OfflineTimeout: 60_000,
  StallTimeout: 60_000,
  CheckIntegrity: 'require',
  ResumeFromServer: true,
  ResumeExpiry: 86_400_000,
  AuthorizationTimeout: 5_000,
  LogLevel: 'WARN',
  Request(request, callback) {
    const controller = new AbortController();
    fetch(request.url, { method: request.method, headers: request.headers, signal: controller.signal }).then(
      async (answer) => callback({ statusCode: answer.status, headers: {}, body: await answer.text() }),
      (error: unknown) => callback({ error }),
    );
    return controller;
  },
});
cos.options.Timeout = 0;
new COS({ Domain: undefined, FileParallelLimit: undefined });

/** Promises. */
const { Buckets, Owner } = await cos.getService();
expectType<string | undefined>()(Buckets[0]?.Location);
expectType<string>()(Owner.ID);
expectType<string>()((await cos.putBucket({ ...place, ACL: 'private', BucketAZConfig: 'MAZ' })).Location);
expectType<number | undefined>()((await cos.headBucket(place)).statusCode);
const listing = await cos.getBucket({ ...place, Prefix: 'images/', Delimiter: '/', MaxKeys: 100 });
expectType<string[]>()(listing.Contents.map(({ Size }) => Size));
expectType<string[]>()(listing.CommonPrefixes.map(({ Prefix }) => Prefix));
expectType<'true' | 'false'>()(listing.IsTruncated);
expectType<string>()((await cos.getBucketLocation(place)).LocationConstraint);
expectType<COS.DeleteBucketResult>()(await cos.deleteBucket(place));
expectType<boolean | undefined>()((await cos.headObject({ ...object, IfModifiedSince: 'Tue, 14 Nov 2023 22:15:00 GMT' })).NotModified);
expectType<COS.DeleteObjectResult>()(await cos.deleteObject({ ...object, VersionId: 'v' }));
const deleted = await cos.deleteMultipleObject({ ...place, Objects: [{ Key: 'a' }, { Key: 'b', VersionId: 'v' }] });
expectType<string | undefined>()(deleted.Error[0]?.Code);
expectType<string | undefined>()((await cos.optionsObject(object)).AccessControlAllowOrigin);
expectType<string>()((await cos.putObjectCopy({ ...object, CopySource: source, MetadataDirective: 'Replaced' })).Location);
expectType<COS.AppendObjectResult>()(await cos.appendObject({ ...object, Body: 'more', Position: 0 }));

/** `DataType` decides what `Body` is. */
expectType<string>()((await cos.getObject(object)).Body);
expectType<string>()((await cos.getObject({ ...object, DataType: 'text' })).Body);
expectType<Blob>()((await cos.getObject({ ...object, DataType: 'blob' })).Body);
expectType<ArrayBuffer>()((await cos.getObject({ ...object, DataType: 'arraybuffer' })).Body);
expectType<ReadableStream<Uint8Array>>()((await cos.getObject({ ...object, DataType: 'stream' })).Body);
cos.getObject({ ...object, DataType: 'blob' }, (_, { Body }) => expectType<Blob>()(Body));
cos.getObject({ ...object, Range: 'bytes=0-9' }, (_, { Body }) => expectType<string>()(Body));
declare const wide: COS.GetObjectParams;
expectType<string | Blob | ArrayBuffer>()((await cos.getObject(wide)).Body);

/** An upload with everything. */
const controller = new AbortController();
const uploaded = await cos.putObject({
  ...object,
  Body: file,
  ContentType: 'image/jpeg',
  StorageClass: 'STANDARD_IA',
  Headers: { 'x-cos-forbid-overwrite': 'true' },
  'x-cos-meta-author': 'somebody',
  TrafficLimit: 819200,
  Signal: controller.signal,
  onTaskReady: (taskId) => expectType<string>()(taskId),
  onTaskStart: (task) => expectType<string>()(task.Key),
  onHashProgress: ({ loaded, total, percent }) => expectType<number>()(loaded + total + percent),
  onProgress: ({ loaded, total, speed, percent }) => expectType<number>()(loaded + total + speed + percent),
});
expectType<string>()(uploaded.ETag + uploaded.Location);
for (const Body of ['text', new Blob([]), new ArrayBuffer(8), file]) await cos.putObject({ ...object, Body });

/** A multipart upload by hand. */
const { UploadId } = await cos.multipartInit({ ...object, ContentType: 'video/mp4' });
const { ETag } = await cos.multipartUpload({ ...object, UploadId, PartNumber: 1, Body: file.slice(0, 1048576), onProgress: ({ loaded }) => loaded });
const copied = await cos.uploadPartCopy({ ...object, UploadId, PartNumber: 2, CopySource: source, CopySourceRange: 'bytes=0-9' });
const parts = await cos.multipartListPart({ ...object, UploadId, MaxParts: 10 });
expectType<string | undefined>()(parts.Part[0]?.PartNumber);
await cos.multipartComplete({ ...object, UploadId, Parts: [{ PartNumber: 1, ETag }, { PartNumber: 2, ETag: copied.ETag }] });
expectType<string[]>()((await cos.multipartList({ ...place, Prefix: 'images/' })).Upload.map(({ Key }) => Key));
await cos.multipartAbort({ ...object, UploadId });

/** Settings of buckets: lists may be given as one entry, numbers as numbers. */
const origins = { AllowedOrigins: '*', AllowedMethod: ['GET', 'PUT'], ExposeHeaders: 'ETag', MaxAgeSeconds: 600 };
expectType<COS.PutBucketCorsResult>()(await cos.putBucketCors({ ...place, CORSRules: origins, ResponseVary: true }));
await cos.putBucketCors({ ...place, CORSConfiguration: { CORSRules: [origins] } });
expectType<string[]>()((await cos.getBucketCors(place)).CORSRules.flatMap(({ AllowedHeaders }) => AllowedHeaders));
await cos.putBucketAcl({ ...place, GrantRead: 'id="100000000001"', 'x-cos-grant-write': 'id="100000000001"' });
expectType<COS.BucketACL>()((await cos.getBucketAcl(place)).ACL);
await cos.putBucketPolicy({ ...place, Policy: '{"version":"2.0","statement":[]}' });
await cos.putBucketPolicy({ ...place, Policy: { statement: [{ effect: 'allow', action: 'name/cos:GetObject', resource: '*' }] } });
expectType<Record<string, any>>()((await cos.getBucketPolicy(place)).Policy);
await cos.putBucketTagging({ ...place, Tagging: { TagSet: { Key: 'a', Value: 'b' } } });
await cos.putObjectTagging({ ...object, Tags: { Key: 'a', Value: 'b' }, VersionId: 'v' });
expectType<COS.Tag[]>()((await cos.getObjectTagging({ ...object, VersionId: 'v' })).Tags);
const transition = { Days: 30, StorageClass: 'ARCHIVE' } as const;
await cos.putBucketLifecycle({ ...place, Rules: { Status: 'Enabled', Filter: {}, Transition: [transition] } });
await cos.putBucketLifecycle({ ...place, LifecycleConfiguration: { Rules: [] } });
expectType<string[]>()((await cos.getBucketLifecycle(place)).Rules.map(({ ID }) => ID));
await cos.putBucketReplication({
  ...place,
  ReplicationConfiguration: {
    Role: 'qcs::cam::uin/100000000001:uin/100000000001',
    Rules: [{ Status: 'Enabled', Filter: { And: { Prefix: 'a', Tags: [] } }, Destination: { Bucket: 'qcs::cos:ap-beijing::b-1' } }],
  },
});
await cos.putBucketLogging({ ...place, BucketLoggingStatus: '' });
await cos.putBucketOrigin({ ...place, OriginConfiguration: { OriginRule: [] } });
const encryption = { ApplySideEncryptionConfiguration: { SSEAlgorithm: 'KMS', KMSMasterKeyID: 'id' } } as const;
await cos.putBucketEncryption({ ...place, ServerSideEncryptionConfiguration: { Rules: encryption } });
expectType<COS.EncryptionRule[]>()((await cos.getBucketEncryption(place)).EncryptionConfiguration.Rules);
expectType<COS.InventoryConfiguration[]>()((await cos.listBucketInventory(place)).InventoryConfigurations);
expectType<string | undefined>()((await cos.getBucketAccelerate(place)).AccelerateConfiguration.Type);
const versions = await cos.listObjectVersions({ ...place, KeyMarker: 'a', VersionIdMarker: 'v', MaxKeys: 10 });
expectType<string[]>()(versions.Versions.map(({ Size }) => Size).concat(versions.DeleteMarkers.map(({ VersionId }) => VersionId)));
expectType<COS.SelectStats>()((await cos.selectObjectContent({
  ...object,
  SelectType: 2,
  SelectRequest: {
    Expression: 'select * from cosobject',
    ExpressionType: 'SQL',
    InputSerialization: { CompressionType: 'GZIP', JSON: { Type: 'LINES' } },
    OutputSerialization: { JSON: {} },
  },
})).Stats);

const found = await cos.selectObjectContent({
  ...object,
  SelectType: 2,
  SelectRequest: {
    Expression: 'select * from cosobject',
    ExpressionType: 'SQL',
    InputSerialization: { CSV: { FileHeaderInfo: 'USE' } },
    OutputSerialization: { CSV: {} },
    RequestProgress: { Enabled: true },
  },
  DataType: 'stream',
});
expectType<ReadableStream<COS.SelectEvent>>()(found.Body);
const event = (await found.Body.getReader().read()).value!;
if ('Records' in event) expectType<Uint8Array>()(event.Records);
else expectType<string>()('Stats' in event ? event.Stats.BytesReturned : event.Progress.BytesScanned);

/** Old names give the same, promises included. */
expectType<Promise<COS.GetBucketAclResult>>()(cos.getBucketACL(place));
expectType<Promise<COS.GetObjectAclResult>>()(cos.getObjectACL(object));
expectType<void>()(cos.putBucketCORS({ ...place, CORSRules: [] }, () => {}));

/** Moving files. */
expectType<string | undefined>()((await cos.sliceUploadFile({ ...object, Body: 'text', ChunkSize: 1 << 20, AsyncLimit: 3, AbortOnCancel: true })).UploadId);
expectType<COS.UploadFileResult>()(await cos.uploadFile({ ...object, Body: new ArrayBuffer(8), SliceSize: 1 << 20, 'x-cos-meta-a': 'b' }));
const batch = await cos.uploadFiles({
  files: [{ ...object, Body: file, onFileFinish: (err) => err && console.warn(err.kind) }],
  onProgress: ({ loaded, total, remaining, fraction }) => expectType<number>()((remaining ?? 0) + (fraction ?? loaded / total)),
  onFileFinish: (err, data, { Index, TaskId, Key }) => console.info(err ?? data.ETag, Index, TaskId, Key),
});
for (const { error, data, options } of batch.files) console.info(error ? error.hint : data.Location, options.TaskId);
async function* folder(): AsyncGenerator<COS.UploadFileItemParams> {
  yield { ...object, Body: file, CheckIntegrity: 'off' };
}
expectType<COS.UploadFilesResult>()(await cos.uploadFiles({ files: folder() }));
expectType<COS.UploadFilesResult>()(await cos.uploadFiles({ files: new Set([{ ...object, Body: file }]), SliceSize: 1 }));
document.ondrop = ({ dataTransfer }) => {
  if (dataTransfer) cos.uploadFiles({ files: [{ ...object, Key: 'drop/', Body: dataTransfer }, { ...object, Body: dataTransfer.items }] });
};
const input = document.querySelector<HTMLInputElement>('input');
const handle = await navigator.storage.getDirectory();
const folders = await cos.uploadFiles({
  SkipIdentical: true,
  files: [
    { ...object, Key: 'photos/', Body: handle, ContentType: 'image/jpeg' },
    { ...object, Body: await handle.getFileHandle('a') },
    { ...object, Body: input?.files ?? [file] },
    { ...object, Body: [file, handle] },
    { ...object, Body: 'text' },
  ],
});
expectType<true | undefined>()(folders.files[0]?.data.skipped);
expectType<string>()((await cos.sliceCopyFile({ ...object, CopySource: source, MetadataDirective: 'Replaced', ContentType: 'a/b' })).Location);
const downloaded = await cos.downloadFile({ ...object, ParallelLimit: 3, ChunkSize: 1 << 20, onTaskReady: (id) => cos.pauseTask(id) });
expectType<Blob>()(downloaded.Body);
const saved = await (await navigator.storage.getDirectory()).getFileHandle('a.bin', { create: true });
expectType<undefined>()((await cos.downloadFile({ ...object, Target: saved, VersionId: 'v', CheckIntegrity: 'require' })).Body);
cos.downloadFile({ ...object, Target: new WritableStream<Uint8Array>(), Signal: AbortSignal.timeout(1) }, (_, { ETag }) => expectType<string>()(ETag));
const ended = await cos.abortUploadTask({ ...place, Level: 'bucket', AsyncLimit: 5 });
expectType<COS.AbortedUpload[]>()(ended.successList.concat(ended.errorList));

/** Any request, URLs, signatures. */
const answer = await cos.request({ ...object, Method: 'GET', Action: 'acl', Query: { versionId: 'v' } });
expectType<any>()(answer['AccessControlPolicy']);
expectType<string>()(cos.getObjectUrl({ ...object, Sign: false }));
expectType<string>()(cos.getObjectUrl({ ...object, Expires: 60 }, (_, { Url }) => expectType<string>()(Url)));
expectType<string>()(cos.getAuth({ Method: 'get', Key: 'a' }));
expectType<string>()(COS.getAuthorization({ SecretId: 'a', SecretKey: 'b', Method: 'PUT', Pathname: '/a', Expires: 60 }));
expectType<string>()(COS.util.md5('a') + COS.util.json2xml({ a: 1 }) + COS.util.encodeBase64('a', true) + COS.version);
expectType<any>()(COS.util.xml2json('<a/>'));
await COS.ready;

/** Callbacks, and errors that say what to do. */
cos.getService((err, data) => expectType<string | undefined>()(err ? err.hint : data.Buckets[0]?.Name));
cos.headObject(object, (err, data) => {
  if (!err) return expectType<string>()(data.ETag);
  expectType<COS.COSError>()(err);
  const error: Error = err;
  switch (err.kind) {
    case 'permission':
    case 'credentials':
      return console.warn(error.message, err.hint, err.code, err.statusCode, err.RequestId);
    default:
      return console.warn(err.url, err.method, err.error);
  }
});

try {
  await cos.headObject(object);
} catch (thrown) {
  if (thrown instanceof COS.COSError) expectType<COS.ErrorKind>()(thrown.kind);
}

/** Listings page by page. */
const objects = cos.listObjects({ ...place, Prefix: 'images/', Delimiter: '/', MaxKeys: 100, Signal: new AbortController().signal });
for await (const { Key, Size } of objects) expectType<[string, string]>()([Key, Size]);
expectType<string[]>()(objects.CommonPrefixes.map(({ Prefix }) => Prefix));
for await (const entry of cos.listVersions({ ...place, KeyMarker: 'a', VersionIdMarker: 'b' })) {
  expectType<string>()('ETag' in entry ? entry.ETag : entry.VersionId);
}
for await (const { UploadId } of cos.listUploads(place)) expectType<string>()(UploadId);
const pieces = cos.listParts({ ...object, UploadId: 'id', MaxParts: 10 });
const step = await pieces.next();
if (!step.done) expectType<COS.UploadedPart>()(step.value);
await pieces.return();

/** Tasks and events. */
expectType<COS.TaskList>()(cos.getTaskList());
expectType<boolean>()(cos.isUploadRunning());
cos.pauseTask('id');
cos.restartTask('id');
cos.cancelTask('id');
function draw({ list }: { list: COS.TaskList }): void {
  for (const { id, state, percent } of list) console.info(id, state, percent);
}
cos.on('list-update', draw);
cos.once('list-update', draw);
cos.off('list-update', draw);
cos.emit('list-update', { list: [] });
cos.on('before-send', (request) => (request.headers['x-cos-traffic-limit'] = 819200));
cos.on('after-receive', ({ options, statusCode }) => console.info(options.url, statusCode));
cos.on('log-message', ({ msg }) => expectType<string>()(msg));
for (const event of ['list-update', 'before-send']) cos.on(event, console.info);

/** Types have their names without the class before them, too. */
expectType<COS.Task>()({} as Task);
expectType<COS.UploadFileParams>()({} as UploadFileParams);
