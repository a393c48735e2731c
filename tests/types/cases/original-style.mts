/**
 * Code as it is written against the types of cos-js-sdk-v5. It is compiled twice, once with `the-sdk` being that
 * package and once with it being this one.
 */

import COS from 'the-sdk';

type TaskView = Pick<COS.Task, 'id' | 'state' | 'percent'>;

class Uploader {
  private readonly cos: COS;
  private tasks: TaskView[] = [];

  constructor(private readonly bucket: COS.Bucket, private readonly region: COS.Region) {
    const options: COS.COSOptions = {
      getAuthorization: (
        options: COS.GetAuthorizationOptions,
        callback: (params: COS.GetAuthorizationCallbackParams) => void,
      ) => {
        const scope: COS.Scope = options.Scope;
        const request = new XMLHttpRequest();
        request.open('POST', '/sts', true);
        request.onload = () => {
          const { credentials, startTime, expiredTime } = JSON.parse(request.responseText);
          const answer: COS.Credentials = {
            TmpSecretId: credentials.tmpSecretId,
            TmpSecretKey: credentials.tmpSecretKey,
            SecurityToken: credentials.sessionToken,
            StartTime: startTime,
            ExpiredTime: expiredTime,
            ScopeLimit: true,
          };
          callback(answer);
        };
        request.send(JSON.stringify(scope));
      },
      FileParallelLimit: 3,
      ChunkParallelLimit: 3,
      ChunkSize: 1024 * 1024 * 8,
      ProgressInterval: 1,
      UploadQueueSize: 1000,
      Domain: '{Bucket}.cos.{Region}.myqcloud.com',
      CopySourceParser: null,
      ForcePathStyle: false,
    };
    this.cos = new COS(options);
    this.cos.on('list-update', (data: any) => {
      const list: COS.TaskList = data.list;
      this.tasks = list.map(({ id, state, percent }) => ({ id, state, percent }));
    });
  }

  put(Key: COS.Key, Body: COS.UploadBody, onProgress: COS.onProgress): Promise<COS.PutObjectResult> {
    const params: COS.PutObjectParams = {
      Bucket: this.bucket,
      Region: this.region,
      Key,
      Body,
      StorageClass: 'STANDARD',
      onTaskReady: (taskId: COS.TaskId) => console.info(taskId),
      onHashProgress: onProgress,
      onTaskStart: (task: COS.Task) => console.info(task.Key, task.size),
      onProgress,
    };
    return this.cos.putObject(params);
  }

  putWithCallback(Key: string, Body: File): void {
    const done = (err: COS.CosError, data: COS.PutObjectResult): void => {
      if (err) return console.error(err.code, err.message, err.statusCode, err.RequestId);
      console.info(data.Location, data.ETag, data.headers && data.headers['x-cos-request-id']);
    };
    this.cos.putObject({ Bucket: this.bucket, Region: this.region, Key, Body }, done);
  }

  async list(Prefix: COS.Prefix): Promise<COS.CosObject[]> {
    const found: COS.CosObject[] = [];
    let Marker: string | undefined = '';
    do {
      const params: COS.GetBucketParams = { Bucket: this.bucket, Region: this.region, Prefix, Marker };
      const page: COS.GetBucketResult = await this.cos.getBucket(params);
      found.push(...page.Contents);
      Marker = page.IsTruncated === 'true' ? page.NextMarker : undefined;
    } while (Marker);
    return found;
  }

  async read(Key: string): Promise<string> {
    const params: COS.GetObjectParams = { Bucket: this.bucket, Region: this.region, Key };
    const data: COS.GetObjectResult = await this.cos.getObject(params);
    return data.Body as string;
  }

  async preview(Key: string): Promise<string> {
    const { Body } = await this.cos.getObject({ Bucket: this.bucket, Region: this.region, Key, DataType: 'blob' });
    return URL.createObjectURL(Body as Blob);
  }

  async remove(keys: string[]): Promise<number> {
    const Objects: COS.DeleteMultipleObjectParams['Objects'] = keys.map((Key) => ({ Key }));
    const { Deleted, Error } = await this.cos.deleteMultipleObject({ Bucket: this.bucket, Region: this.region, Objects });
    Error.forEach(({ Key, Code, Message }) => console.warn(Key, Code, Message));
    return Deleted.length;
  }

  exists(Key: string, answer: (exists: boolean) => void): void {
    this.cos.headObject({ Bucket: this.bucket, Region: this.region, Key }, function (err, data) {
      if (err && err.statusCode === 404) return answer(false);
      if (err) throw err;
      answer(data.statusCode === 200);
    });
  }

  link(Key: string): void {
    const params: COS.GetObjectUrlParams = { Bucket: this.bucket, Region: this.region, Key, Sign: true, Expires: 3600 };
    const url: string = this.cos.getObjectUrl(params, (err, data) => console.info(err || data.Url));
    console.info(url);
  }

  async multipart(Key: string, file: File): Promise<COS.Location> {
    const place = { Bucket: this.bucket, Region: this.region, Key };
    const { UploadId } = await this.cos.multipartInit(place);
    const Parts: COS.Part[] = [];
    for (let PartNumber: COS.PartNumber = 1; PartNumber <= 2; PartNumber += 1) {
      const { ETag } = await this.cos.multipartUpload({ ...place, UploadId, PartNumber, Body: file.slice(0, 9) });
      Parts.push({ PartNumber, ETag });
    }
    return (await this.cos.multipartComplete({ ...place, UploadId, Parts })).Location;
  }

  toggle(task: TaskView): void {
    if (task.state === 'paused' || task.state === 'error') this.cos.restartTask(task.id);
    else this.cos.pauseTask(task.id);
  }

  clear(): void {
    this.cos.getTaskList().forEach((task) => this.cos.cancelTask(task.id));
    if (!this.cos.isUploadRunning()) this.tasks = [];
  }

  async rename(from: string, Key: string): Promise<void> {
    const place = { Bucket: this.bucket, Region: this.region };
    const CopySource = `${this.bucket}.cos.${this.region}.myqcloud.com/${from}`;
    await this.cos.putObjectCopy({ ...place, Key, CopySource, MetadataDirective: 'Copy' });
    await this.cos.deleteObject({ ...place, Key: from });
  }

  info(Key: string, ready: (result: COS.RequestResult) => void): void {
    const params: COS.RequestParams = { Bucket: this.bucket, Region: this.region, Key, Method: 'GET', Query: { imageInfo: '' } };
    this.cos.request(params, (err, data) => err || ready(data));
  }
}

const authorization: COS.Authorization = COS.getAuthorization({ SecretId: 'a', SecretKey: 'b', Method: 'get', Key: 'c' });
const digest: string = COS.util.md5(COS.util.encodeBase64(authorization)) + COS.version;
export { Uploader, digest };
