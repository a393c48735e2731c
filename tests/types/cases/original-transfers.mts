/** A page that moves files, as it is written against the types of cos-js-sdk-v5. Compiled with both packages. */

import COS from 'the-sdk';

const cos = new COS({
  getAuthorization(options, callback) {
    callback(COS.getAuthorization({ SecretId: 'id', SecretKey: 'key', Method: options.Method, Pathname: options.Pathname }));
  },
  ClsReporter: null,
  DeepTracker: false,
});
const object: COS.ObjectParams = { Bucket: 'examplebucket-1250000000', Region: 'ap-guangzhou', Key: 'images/1.jpg' };

function uploadAll(list: FileList, show: (percent: number) => void): void {
  const files: COS.UploadFileItemParams[] = Array.from(list, (file) => ({
    ...object,
    Key: `uploads/${file.name}`,
    Body: file,
    onTaskReady: (taskId) => console.info(taskId),
    onProgress: (info: COS.ProgressInfo) => console.info(info.loaded / info.total, info.speed),
  }));
  const params: COS.UploadFilesParams = {
    files,
    SliceSize: 1024 * 1024 * 10,
    onProgress: ({ percent }) => show(percent),
    onFileFinish: (err: Error, data: COS.UploadFileItemResult, options: COS.UploadFileItemParams) => {
      console.info(`${options.Key} ${err ? err.message : data.Location}`);
    },
  };
  cos.uploadFiles(params, (err, data: COS.UploadFilesResult) => {
    const failed = data.files.filter(({ error }) => error).map(({ options }) => options.Key);
    console.info(err, failed, data.files[0]?.data.ETag);
  });
}

async function uploadOne(Body: File): Promise<string> {
  const params: COS.UploadFileParams = {
    ...object,
    Body,
    SliceSize: 1024 * 1024,
    StorageClass: 'STANDARD',
    Headers: { 'x-cos-meta-author': 'somebody' },
    onFileFinish: (err, data, options) => console.info(err, data, options),
    onHashProgress: (info) => console.info(JSON.stringify(info)),
  };
  const result: COS.UploadFileResult = await cos.uploadFile(params);
  return result.Location + result.ETag;
}

function uploadInParts(Body: Blob): Promise<COS.SliceUploadFileResult> {
  const params: COS.SliceUploadFileParams = {
    ...object,
    Body,
    AsyncLimit: 3,
    ChunkSize: 1024 * 1024 * 8,
    ACL: 'private',
    ServerSideEncryption: 'AES256',
    PicOperations: JSON.stringify({ is_pic_info: 1 }),
    onTaskStart: (task: COS.Task) => console.info(task.id, task.state),
    onProgress: function (progress) {
      console.info(`${progress.percent * 100}%`);
    },
  };
  return cos.sliceUploadFile(params);
}

function copy(): void {
  const CopySource = 'examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com/a.txt';
  cos.sliceCopyFile({ ...object, CopySource, CopySliceSize: 1, CopyChunkSize: 1048576, onProgress: () => {} }, (err, data) => {
    console.info(err, data.statusCode);
  });
  cos.uploadPartCopy({ ...object, CopySource, UploadId: 'id', PartNumber: 1, CopySourceRange: 'bytes=0-9' });
}

async function clean(): Promise<void> {
  await cos.abortUploadTask({ ...object, Level: 'file' });
  await cos.abortUploadTask({ ...object, Level: 'task', UploadId: 'id' });
  const { Upload, IsTruncated } = await cos.multipartList({ ...object, Prefix: 'images', Delimiter: '/' });
  for (const { Key, UploadId } of Upload) await cos.multipartAbort({ ...object, Key, UploadId });
  const { Part } = await cos.multipartListPart({ ...object, UploadId: 'id', MaxParts: 100, PartNumberMarker: '0' });
  console.info(IsTruncated, Part.map(({ ETag }) => ETag));
}

async function settings(): Promise<string> {
  await cos.putObjectAcl({ ...object, ACL: 'public-read' });
  const acl: COS.GetObjectAclResult = await cos.getObjectAcl({ ...object, VersionId: 'v' });
  const right: COS.Permission | undefined = acl.Grants[0]?.Permission;
  await cos.putObjectTagging({ ...object, Tags: [{ Key: 'a', Value: 'b' }] });
  const tags: COS.Tag[] = (await cos.getObjectTagging(object)).Tags;
  await cos.deleteObjectTagging(object);
  const RestoreRequest: COS.RestoreRequest = { Days: 1, CASJobParameters: { Tier: 'Expedited' } };
  await cos.restoreObject({ ...object, RestoreRequest });
  return `${right}${tags.length}${acl.GrantFullControl}`;
}

async function query(): Promise<number> {
  const { Payload, Stats } = await cos.selectObjectContent({
    ...object,
    SelectType: 2,
    SelectRequest: {
      Expression: 'select * from cosobject s limit 100',
      ExpressionType: 'SQL',
      InputSerialization: { CSV: { FileHeaderInfo: 'IGNORE', RecordDelimiter: '\\n', AllowQuotedRecordDelimiter: 'FALSE' } },
      OutputSerialization: { CSV: { QuoteFields: 'ASNEEDED' } },
      RequestProgress: { Enabled: 'FALSE' },
    },
  });
  return Number(Stats.BytesReturned) + (Payload ? Payload.length : 0);
}

async function append(Body: string): Promise<void> {
  const { headers } = await cos.appendObject({ ...object, Body, Position: 0 });
  const Position = Number(headers && headers['x-cos-next-append-position']);
  cos.appendObject({ ...object, Body, Position }, (err, data) => console.info(err || data.statusCode));
}

const allowed = { ...object, Origin: 'https://example.com', AccessControlRequestMethod: 'PUT' as const, AccessControlRequestHeaders: '' };
cos.optionsObject(allowed, (err, data) => console.info(err || data.AccessControlAllowMethods));
cos.on('before-send', (options) => console.info(options.url));
cos.off('list-update', console.info);
export { uploadAll, uploadOne, uploadInParts, copy, clean, settings, query, append };
