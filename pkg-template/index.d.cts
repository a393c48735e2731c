/**
 * Types of cos-wasm-sdk.
 *
 * Times are milliseconds where nothing else is said, sizes are bytes. Values that the service sends as XML stay text,
 * numbers and booleans included: `IsTruncated` is `'true'` or `'false'`, `Size` is `'1024'`.
 */

/** A client for Tencent Cloud Object Storage. One instance holds one set of options, credentials and tasks. */
declare class COS {
  /**
   * Makes a client. Nothing is sent and no credential is needed until the first call.
   *
   * @throws when `ForcePathStyle` is set, which browsers cannot use.
   */
  constructor(options?: COS.COSOptions);

  /** Version of this package. */
  static readonly version: string;

  /**
   * Resolves when the WebAssembly module can be used, rejects with the reason when it never can.
   *
   * Only needed before synchronous members (`COS.getAuthorization`, `COS.util`, `getObjectUrl`, `getAuth`) in engines
   * that refuse to compile synchronously, such as Chrome before 114. Asynchronous methods wait by themselves.
   */
  static readonly ready: Promise<void>;

  /**
   * Signs a request: the text of its `Authorization` header.
   *
   * @throws when `SecretId` or `SecretKey` is missing.
   * @see https://cloud.tencent.com/document/product/436/7730 for what the service answers to a bad signature
   */
  static getAuthorization(options: COS.StaticGetAuthorizationOptions): COS.Authorization;

  /** MD5, XML and base64, as the SDK uses them. */
  static readonly util: COS.Util;

  /** The live options: almost all of them are read at call time and may be changed between calls. */
  readonly options: COS.COSOptions;

  /** Lists the buckets of the account. */
  getService(callback: COS.Callback<COS.GetServiceResult>): void;
  getService(params: COS.CallParams<COS.GetServiceParams>, callback: COS.Callback<COS.GetServiceResult>): void;
  getService(params?: COS.CallParams<COS.GetServiceParams>): Promise<COS.GetServiceResult>;

  /** Creates a bucket. */
  putBucket(params: COS.CallParams<COS.PutBucketParams>, callback: COS.Callback<COS.PutBucketResult>): void;
  putBucket(params: COS.CallParams<COS.PutBucketParams>): Promise<COS.PutBucketResult>;

  /** Tells whether a bucket exists and may be used. Without a body to read, `statusCode` 403 or 404 says why not. */
  headBucket(params: COS.CallParams<COS.HeadBucketParams>, callback: COS.Callback<COS.HeadBucketResult>): void;
  headBucket(params: COS.CallParams<COS.HeadBucketParams>): Promise<COS.HeadBucketResult>;

  /**
   * Lists objects, at most 1000 a call. When `IsTruncated` is `'true'`, call again with `Marker: NextMarker`.
   *
   * @see https://cloud.tencent.com/document/product/436/7734
   */
  getBucket(params: COS.CallParams<COS.GetBucketParams>, callback: COS.Callback<COS.GetBucketResult>): void;
  getBucket(params: COS.CallParams<COS.GetBucketParams>): Promise<COS.GetBucketResult>;

  /** Deletes an empty bucket. */
  deleteBucket(params: COS.CallParams<COS.DeleteBucketParams>, callback: COS.Callback<COS.DeleteBucketResult>): void;
  deleteBucket(params: COS.CallParams<COS.DeleteBucketParams>): Promise<COS.DeleteBucketResult>;

  /** Tells the region of a bucket. */
  getBucketLocation(
    params: COS.CallParams<COS.GetBucketLocationParams>,
    callback: COS.Callback<COS.GetBucketLocationResult>,
  ): void;
  getBucketLocation(params: COS.CallParams<COS.GetBucketLocationParams>): Promise<COS.GetBucketLocationResult>;

  /**
   * Reads an object's metadata. A 404 has no body: `code` is `Error` and `statusCode` says it.
   *
   * @see https://cloud.tencent.com/document/product/436/7745
   */
  headObject(params: COS.CallParams<COS.HeadObjectParams>, callback: COS.Callback<COS.HeadObjectResult>): void;
  headObject(params: COS.CallParams<COS.HeadObjectParams>): Promise<COS.HeadObjectResult>;

  /**
   * Downloads an object. `DataType` decides what `Body` is: a string (default), a Blob, an ArrayBuffer or a stream.
   *
   * With `'stream'` the call ends when the answer's head has arrived; cancel the stream to stop what comes after.
   *
   * @see https://cloud.tencent.com/document/product/436/7753
   */
  getObject(
    params: COS.CallParams<COS.GetObjectParams & { DataType: 'blob' }>,
    callback: COS.Callback<COS.GetObjectResult<Blob>>,
  ): void;
  getObject(
    params: COS.CallParams<COS.GetObjectParams & { DataType: 'arraybuffer' }>,
    callback: COS.Callback<COS.GetObjectResult<ArrayBuffer>>,
  ): void;
  getObject(
    params: COS.CallParams<COS.GetObjectStreamParams>,
    callback: COS.Callback<COS.GetObjectResult<ReadableStream<Uint8Array>>>,
  ): void;
  getObject(
    params: COS.CallParams<COS.GetObjectParams & { DataType?: 'text' | undefined }>,
    callback: COS.Callback<COS.GetObjectResult<string>>,
  ): void;
  getObject(params: COS.CallParams<COS.GetObjectParams>, callback: COS.Callback<COS.GetObjectResult>): void;
  getObject(
    params: COS.CallParams<COS.GetObjectParams & { DataType: 'blob' }>,
  ): Promise<COS.GetObjectResult<Blob>>;
  getObject(
    params: COS.CallParams<COS.GetObjectParams & { DataType: 'arraybuffer' }>,
  ): Promise<COS.GetObjectResult<ArrayBuffer>>;
  getObject(
    params: COS.CallParams<COS.GetObjectStreamParams>,
  ): Promise<COS.GetObjectResult<ReadableStream<Uint8Array>>>;
  getObject(
    params: COS.CallParams<COS.GetObjectParams & { DataType?: 'text' | undefined }>,
  ): Promise<COS.GetObjectResult<string>>;
  getObject(params: COS.CallParams<COS.GetObjectParams>): Promise<COS.GetObjectResult>;

  /**
   * Uploads an object in one request, at most 5 GB, through the task queue.
   *
   * `cancelTask` rejects the promise with an `AbortError` and leaves a callback uncalled; `pauseTask` leaves the promise
   * pending until `restartTask`.
   *
   * @see https://cloud.tencent.com/document/product/436/7749
   */
  putObject(params: COS.CallParams<COS.PutObjectParams>, callback: COS.Callback<COS.PutObjectResult>): void;
  putObject(params: COS.CallParams<COS.PutObjectParams>): Promise<COS.PutObjectResult>;

  /**
   * Deletes an object. Deleting what is not there is a success.
   *
   * @see https://cloud.tencent.com/document/product/436/7743
   */
  deleteObject(params: COS.CallParams<COS.DeleteObjectParams>, callback: COS.Callback<COS.DeleteObjectResult>): void;
  deleteObject(params: COS.CallParams<COS.DeleteObjectParams>): Promise<COS.DeleteObjectResult>;

  /**
   * Deletes up to 1000 objects. The call succeeds even when single objects fail: look at `Error`.
   *
   * @see https://cloud.tencent.com/document/product/436/8289
   */
  deleteMultipleObject(
    params: COS.CallParams<COS.DeleteMultipleObjectParams>,
    callback: COS.Callback<COS.DeleteMultipleObjectResult>,
  ): void;
  deleteMultipleObject(
    params: COS.CallParams<COS.DeleteMultipleObjectParams>,
  ): Promise<COS.DeleteMultipleObjectResult>;

  /**
   * Asks what a cross-origin request would be allowed. A browser sends its own `Origin` and drops the two
   * `Access-Control-Request-*` headers, so this is of use with the `Request` option only.
   *
   * @see https://cloud.tencent.com/document/product/436/8288
   */
  optionsObject(params: COS.CallParams<COS.OptionsObjectParams>, callback: COS.Callback<COS.OptionsObjectResult>): void;
  optionsObject(params: COS.CallParams<COS.OptionsObjectParams>): Promise<COS.OptionsObjectResult>;

  /**
   * Copies an object inside the service, at most 5 GB.
   *
   * @see https://cloud.tencent.com/document/product/436/10881
   */
  putObjectCopy(params: COS.CallParams<COS.PutObjectCopyParams>, callback: COS.Callback<COS.PutObjectCopyResult>): void;
  putObjectCopy(params: COS.CallParams<COS.PutObjectCopyParams>): Promise<COS.PutObjectCopyResult>;

  /**
   * Adds bytes to the end of an appendable object, or creates one at `Position` 0. Never repeated by the SDK after a
   * lost answer, because the bytes may have arrived.
   *
   * @see https://intl.cloud.tencent.com/document/product/436/7741
   */
  appendObject(params: COS.CallParams<COS.AppendObjectParams>, callback: COS.Callback<COS.AppendObjectResult>): void;
  appendObject(params: COS.CallParams<COS.AppendObjectParams>): Promise<COS.AppendObjectResult>;

  /**
   * Begins a multipart upload.
   *
   * @see https://cloud.tencent.com/document/product/436/7746
   */
  multipartInit(params: COS.CallParams<COS.MultipartInitParams>, callback: COS.Callback<COS.MultipartInitResult>): void;
  multipartInit(params: COS.CallParams<COS.MultipartInitParams>): Promise<COS.MultipartInitResult>;

  /**
   * Uploads one part.
   *
   * @see https://cloud.tencent.com/document/product/436/7750
   */
  multipartUpload(
    params: COS.CallParams<COS.MultipartUploadParams>,
    callback: COS.Callback<COS.MultipartUploadResult>,
  ): void;
  multipartUpload(params: COS.CallParams<COS.MultipartUploadParams>): Promise<COS.MultipartUploadResult>;

  /**
   * Joins the parts to an object.
   *
   * @see https://cloud.tencent.com/document/product/436/7742
   */
  multipartComplete(
    params: COS.CallParams<COS.MultipartCompleteParams>,
    callback: COS.Callback<COS.MultipartCompleteResult>,
  ): void;
  multipartComplete(params: COS.CallParams<COS.MultipartCompleteParams>): Promise<COS.MultipartCompleteResult>;

  /**
   * Lists multipart uploads that are neither complete nor aborted, at most 1000 a call.
   *
   * @see https://cloud.tencent.com/document/product/436/7736
   */
  multipartList(params: COS.CallParams<COS.MultipartListParams>, callback: COS.Callback<COS.MultipartListResult>): void;
  multipartList(params: COS.CallParams<COS.MultipartListParams>): Promise<COS.MultipartListResult>;

  /**
   * Lists the parts of a multipart upload, at most 1000 a call.
   *
   * @see https://cloud.tencent.com/document/product/436/7747
   */
  multipartListPart(
    params: COS.CallParams<COS.MultipartListPartParams>,
    callback: COS.Callback<COS.MultipartListPartResult>,
  ): void;
  multipartListPart(params: COS.CallParams<COS.MultipartListPartParams>): Promise<COS.MultipartListPartResult>;

  /**
   * Ends a multipart upload and frees the space of its parts.
   *
   * @see https://cloud.tencent.com/document/product/436/7740
   */
  multipartAbort(
    params: COS.CallParams<COS.MultipartAbortParams>,
    callback: COS.Callback<COS.MultipartAbortResult>,
  ): void;
  multipartAbort(params: COS.CallParams<COS.MultipartAbortParams>): Promise<COS.MultipartAbortResult>;

  /**
   * Fills one part of a multipart upload from an existing object.
   *
   * @see https://cloud.tencent.com/document/product/436/8287
   */
  uploadPartCopy(
    params: COS.CallParams<COS.UploadPartCopyParams>,
    callback: COS.Callback<COS.UploadPartCopyResult>,
  ): void;
  uploadPartCopy(params: COS.CallParams<COS.UploadPartCopyParams>): Promise<COS.UploadPartCopyResult>;

  /** Sends any signed request, for APIs that have no method of their own. */
  request(params: COS.CallParams<COS.RequestParams>, callback: COS.Callback<COS.RequestResult>): void;
  request(params: COS.CallParams<COS.RequestParams>): Promise<COS.RequestResult>;

  /**
   * Makes a URL for an object, signed unless `Sign` is false.
   *
   * With `SecretId` and `SecretKey` in the options the returned URL is signed. With a credential callback the returned
   * URL may be unsigned, because the keys have to be asked for first: take the one that the callback gets.
   *
   * @returns the URL; undefined, in spite of its type, when the callback is given an error at once.
   * @throws when there are no keys, and without a callback when a param cannot be used.
   */
  getObjectUrl(params: COS.GetObjectUrlParams, callback?: COS.Callback<COS.GetObjectUrlResult>): string;

  /**
   * Signs a request with the keys of the params or of the options.
   *
   * @returns the text; undefined, in spite of its type, when a param has a wrong form.
   * @throws when there is no `SecretId` or `SecretKey`.
   */
  getAuth(params: COS.GetAuthParams): COS.Authorization;

  /** All tasks of this instance, oldest first; a fresh copy on each call. */
  getTaskList(): COS.TaskList;

  /** Stops a task that waits or runs. Its promise stays pending, its callback uncalled. */
  pauseTask(taskId: COS.TaskId): void;

  /** Starts a paused or failed task again. */
  restartTask(taskId: COS.TaskId): void;

  /** Stops a task for good. Its promise rejects with an `AbortError`, its callback is never called. */
  cancelTask(taskId: COS.TaskId): void;

  /** True while a task runs or waits. */
  isUploadRunning(): boolean;

  /** Adds a listener. Listeners run synchronously, in the order of their adding. */
  on<E extends keyof COS.EventMap>(event: E, listener: COS.Listener<E>): void;
  on<E extends string>(event: COS.OtherEvent<E>, listener: (payload?: any) => void): void;

  /** Adds a listener that is removed before its first call. */
  once<E extends keyof COS.EventMap>(event: E, listener: COS.Listener<E>): void;
  once<E extends string>(event: COS.OtherEvent<E>, listener: (payload?: any) => void): void;

  /** Removes a listener, however often it was added. */
  off<E extends keyof COS.EventMap>(event: E, listener: COS.Listener<E>): void;
  off<E extends string>(event: COS.OtherEvent<E>, listener: (payload?: any) => void): void;

  /** Calls the listeners of an event. */
  emit<E extends keyof COS.EventMap>(event: E, payload: COS.EventMap[E]): void;
  emit<E extends string>(event: COS.OtherEvent<E>, payload?: any): void;
}

declare namespace COS {
  /** Name of a bucket with the account's number: `examplebucket-1250000000`. */
  type Bucket = string;
  /** Region of a bucket, e.g. `ap-guangzhou`. @see https://intl.cloud.tencent.com/document/product/436/6224 */
  type Region = string;
  /** Key of an object without a leading slash: `images/1.jpg`. @see https://intl.cloud.tencent.com/document/product/436/13324 */
  type Key = string;
  /** Path of a request with a leading slash: `/images/1.jpg`. */
  type Pathname = string;
  /** Version of an object in a bucket with versioning. */
  type VersionId = string;
  /** What a key begins with. */
  type Prefix = string;
  /** Id of a multipart upload. */
  type UploadId = string;
  /** Number of a part, from 1 to 10000. */
  type PartNumber = number;
  /** Address of an object without scheme: `examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com/images/1.jpg`. */
  type Location = string;
  /** Entity tag with its quotes: `"09cba091df696af91549de27b8e7d0f6"`. The MD5 of an object uploaded in one request. */
  type ETag = string;
  /** A time in ISO 8601 form: `2019-05-24T10:56:40Z`. */
  type IsoDateTime = string;
  /** Query parameters. */
  type Query = Record<string, any>;
  /** Header fields. Names of response headers are in lower case. */
  type Headers = Record<string, any>;
  /** Name of a sub-resource, such as `acl` in `?acl`. */
  type Action = string;
  /** A character that groups keys, mostly `/`. */
  type Delimiter = '/' | string;
  /** `url` asks for percent-encoded keys. They are handed over as they come. */
  type EncodingType = 'url' | string;
  /** What can be uploaded. Typed arrays are refused: pass `array.buffer` or `new Blob([array])`. */
  type UploadBody = File | Blob | string | ArrayBuffer;
  /** Storage class. @see https://intl.cloud.tencent.com/document/product/436/30925 */
  type StorageClass =
    | 'STANDARD'
    | 'STANDARD_IA'
    | 'ARCHIVE'
    | 'DEEP_ARCHIVE'
    | 'INTELLIGENT_TIERING'
    | 'MAZ_STANDARD'
    | 'MAZ_STANDARD_IA'
    | 'MAZ_INTELLIGENT_TIERING';
  /** HTTP method, in either case. */
  type Method =
    | 'GET'
    | 'HEAD'
    | 'DELETE'
    | 'POST'
    | 'PUT'
    | 'OPTIONS'
    | 'get'
    | 'head'
    | 'delete'
    | 'post'
    | 'put'
    | 'options';
  /** Ready-made access rights of a bucket. @see https://intl.cloud.tencent.com/document/product/436/30583 */
  type BucketACL = 'private' | 'public-read' | 'public-read-write' | 'authenticated-read';
  /** Ready-made access rights of an object. @see https://intl.cloud.tencent.com/document/product/436/30583 */
  type ObjectACL =
    | 'default'
    | 'private'
    | 'public-read'
    | 'authenticated-read'
    | 'bucket-owner-read'
    | 'bucket-owner-full-control';
  /** A boolean as the service writes it. */
  type BooleanString = 'true' | 'false';
  /** Who owns a bucket or an object. */
  type Owner = {
    /** `qcs::cam::uin/[OwnerUin]:uin/[OwnerUin]`. */
    ID: string;
    DisplayName?: string;
  };
  /** Who began an upload. */
  type Initiator = Owner;
  /** Accounts that are granted a right: `id="100000000001"`, several separated by commas. */
  type Grant = string;
  /** What `DataType` may be for answers that are read as a whole. */
  type DataType = 'text' | 'blob' | 'arraybuffer';

  /**
   * Called once when the call has ended. On success `err` is null; on failure `data` is undefined, whatever its type
   * says.
   */
  type Callback<Result> = (err: CosError, data: Result) => void;

  /** Params of a call. Any param called `x-cos-...` goes out as the header of that name, `x-cos-meta-*` included. */
  type CallParams<Params> = Params | (Params & CosHeaders);

  /** Headers given as params. */
  interface CosHeaders {
    [header: `x-cos-${string}`]: string | number | boolean | undefined;
  }

  /** What every call takes. */
  interface CommonParams {
    /** Headers to send besides those made from the params. */
    Headers?: Headers | undefined;
    /** Aborts the call: it ends with an `AbortError`, requests in flight are stopped. */
    Signal?: AbortSignal | undefined;
  }

  /** What every call on a bucket takes. */
  interface BucketParams extends CommonParams {
    /** Name of the bucket with the account's number: `examplebucket-1250000000`. */
    Bucket: Bucket;
    /** Region of the bucket, e.g. `ap-guangzhou`. @see https://intl.cloud.tencent.com/document/product/436/6224 */
    Region: Region;
    /** @deprecated Write it behind the bucket's name. */
    AppId?: string | undefined;
  }

  /** What every call on an object takes. */
  interface ObjectParams extends BucketParams {
    /** Key of the object. One leading slash is removed, unless the option `UseRawKey` is set. */
    Key: Key;
  }

  /** Metadata that is stored with an object and sent with each download. */
  interface MetadataParams {
    /** `Cache-Control` of the object. */
    CacheControl?: string | undefined;
    /** `Content-Disposition` of the object, e.g. `attachment; filename="a.txt"`. */
    ContentDisposition?: string | undefined;
    /** `Content-Encoding` of the object. */
    ContentEncoding?: string | undefined;
    /** `Content-Type` of the object. Default: the type of the Blob or File. */
    ContentType?: string | undefined;
    /** `Expires` of the object, an HTTP date. */
    Expires?: string | undefined;
  }

  /** Access rights of a new object. @see https://intl.cloud.tencent.com/document/product/436/30583 */
  interface ObjectGrantParams {
    /** Ready-made rights. Default: those of the bucket. */
    ACL?: ObjectACL | undefined;
    /** Who may read the object. */
    GrantRead?: Grant | undefined;
    /** Who may read the object's rights. */
    GrantReadAcp?: Grant | undefined;
    /** Who may change the object's rights. */
    GrantWriteAcp?: Grant | undefined;
    /** Who may do everything with the object. */
    GrantFullControl?: Grant | undefined;
  }

  /** Encryption of an object by the service. */
  interface EncryptionParams {
    /** `AES256` for keys of the service, `cos/kms` for keys of the key management service. */
    ServerSideEncryption?: string | undefined;
    /** `AES256`, for a key of your own. */
    SSECustomerAlgorithm?: string | undefined;
    /** Your own key, 32 bytes in base64. */
    SSECustomerKey?: string | undefined;
    /** MD5 of your own key in base64. */
    SSECustomerKeyMD5?: string | undefined;
    /** Id of the key in the key management service. */
    SSEKMSKeyId?: string | undefined;
    /** Encryption context in base64, for the key management service. */
    SSEContext?: string | undefined;
  }

  /** What the service does after an upload. */
  interface CallbackParams {
    /** A server to call when the upload is complete: a JSON text in base64. */
    Callback?: string | undefined;
    /** Variables for that server: a JSON text in base64. */
    CallbackVar?: string | undefined;
    /** What to answer to the upload: a JSON text in base64. */
    ReturnBody?: string | undefined;
    /** Image operations to run on the upload, a JSON text. */
    PicOperations?: string | undefined;
  }

  /** Conditions on the source of a copy; the copy fails with 412 when one does not hold. */
  interface CopyConditionParams {
    /** Copy only when the source was modified after this HTTP date. */
    CopySourceIfModifiedSince?: string | undefined;
    /** Copy only when the source was not modified after this HTTP date. */
    CopySourceIfUnmodifiedSince?: string | undefined;
    /** Copy only when the source has this ETag. */
    CopySourceIfMatch?: string | undefined;
    /** Copy only when the source has another ETag. */
    CopySourceIfNoneMatch?: string | undefined;
  }

  /** How far a transfer has come. */
  interface ProgressInfo {
    /** Bytes done. May go back when a request is repeated. */
    loaded: number;
    /** Bytes in all; undefined, in spite of its type, when they are not known. */
    total: number;
    /** Bytes per second since the report before. */
    speed: number;
    /** From 0 to 1, cut to two decimals; 1 only at the end. */
    percent: number;
  }

  /** Told of a transfer's progress, every `ProgressInterval` milliseconds and at its end. */
  type onProgress = (progress: ProgressInfo) => any;

  /** Told of each step of a transfer. A listener for `ProgressInfo` will do, but has no speed to read. */
  type StepListener<Step> = { listen(step: Step): any }['listen'];

  /** How far hashing has come. */
  type HashProgress = Pick<ProgressInfo, 'loaded' | 'total' | 'percent'>;

  // Options

  /** Options of a client. An option that is `undefined` keeps its default; unknown ones are kept in `cos.options`. */
  interface COSOptions extends CredentialOptions, AddressOptions, TransferOptions, LogOptions {}

  /** Who signs. `getAuthorization` wins over `getSTS`, and that over `SecretId` and `SecretKey`. */
  interface CredentialOptions {
    /**
     * Gives credentials: by calling back, or by returning a promise. Called when no cached credential fits; calls that
     * need the same credential share one request.
     */
    getAuthorization?: GetAuthorization | undefined;
    /** The older form of `getAuthorization`: is told bucket and region only. */
    getSTS?: GetSTS | undefined;
    /** Milliseconds that `getAuthorization` and `getSTS` may take. Default 60000. */
    AuthorizationTimeout?: number | undefined;
    /** Id of a key. A permanent key must never be put into a page. */
    SecretId?: string | undefined;
    /** The key's secret. */
    SecretKey?: string | undefined;
    /** Token of a temporary key given as `SecretId` and `SecretKey`. */
    SecurityToken?: string | undefined;
    /** @deprecated Use `SecurityToken`. */
    XCosSecurityToken?: string | undefined;
    /** Begin of the signatures' life in seconds since 1970, together with `ExpiredTime`. Default: now. */
    StartTime?: number | undefined;
    /** End of the signatures' life in seconds since 1970, together with `StartTime`. Default: 900 seconds from now. */
    ExpiredTime?: number | undefined;
    /** Milliseconds to add to the local clock. The SDK sets it when the service refuses the clock. Default 0. */
    SystemClockOffset?: number | undefined;
    /** Whether the SDK may set `SystemClockOffset`. Default true. */
    CorrectClockSkew?: boolean | undefined;
    /** Signs the host, which keeps a signature from being used on another bucket. Default true. */
    ForceSignHost?: boolean | undefined;
    /** @deprecated Write it behind the bucket's name. */
    AppId?: string | undefined;
  }

  /** Where requests go. */
  interface AddressOptions {
    /**
     * Host of bucket and object calls, with `{Bucket}`, `{Region}`, `{BucketName}`, `{AppId}` filled in; or a function
     * that gives it. Default `{Bucket}.cos.{Region}.myqcloud.com`.
     */
    Domain?: string | ((options: { Bucket: Bucket; Region: Region }) => string) | undefined;
    /** Host of `getService`, with `{{AppId}}` and `{{Region}}` filled in. Default `service.cos.myqcloud.com`. */
    ServiceDomain?: string | undefined;
    /** `http:` or `https:`. Default: `http:` on pages that are http themselves, else `https:`. */
    Protocol?: string | undefined;
    /** Sends everything to the accelerated host of the bucket. Default false. */
    UseAccelerate?: boolean | undefined;
    /** Not supported: the constructor throws when it is set. */
    ForcePathStyle?: boolean | undefined;
    /** Takes any region name, for private installations. Default false. */
    CompatibilityMode?: boolean | undefined;
    /** Keeps a leading slash of `Key`. Default false. */
    UseRawKey?: boolean | undefined;
    /** Makes `getObject` refuse keys that mean the bucket itself, such as `a/..`. Default true. */
    ObjectKeySimplifyCheck?: boolean | undefined;
    /** Tries `tencentcos.cn` when `myqcloud.com` cannot be reached. Default true. */
    AutoSwitchHost?: boolean | undefined;
    /** Reads `CopySource` where it has a form of your own; null refuses it. */
    CopySourceParser?: null | CopySourceParserFunction | undefined;
  }

  /** How requests are sent and tasks are run. */
  interface TransferOptions {
    /** Upload tasks that run at the same time, at least 1. Default 3. */
    FileParallelLimit?: number | undefined;
    /** Parts of a file in flight, at least 1. For multipart uploads that the SDK runs itself. Default 3. */
    ChunkParallelLimit?: number | undefined;
    /** Extra attempts for a part. For multipart uploads that the SDK runs itself. Default 2. */
    ChunkRetryTimes?: number | undefined;
    /** Bytes of a part, at least 1 MiB. For multipart uploads that the SDK runs itself. Default 1048576. */
    ChunkSize?: number | undefined;
    /** Bytes above which a file is uploaded in parts. For uploads where the SDK chooses. Default 1048576. */
    SliceSize?: number | undefined;
    /** Parts of a copy in flight, at least 1. For copies that the SDK runs in parts. Default 20. */
    CopyChunkParallelLimit?: number | undefined;
    /** Bytes of a part of a copy, at least 1 MiB. For copies that the SDK runs in parts. Default 10485760. */
    CopyChunkSize?: number | undefined;
    /** Bytes above which an object is copied in parts. For copies where the SDK chooses. Default 10485760. */
    CopySliceSize?: number | undefined;
    /** Parts that an upload may have at most, from 1024 to 10000. Default 10000. */
    MaxPartNumber?: number | undefined;
    /** Milliseconds between two reports of progress. Default 1000. */
    ProgressInterval?: number | undefined;
    /** Tasks the list keeps: beyond it, finished, failed and cancelled ones are dropped, oldest first. Default 10000. */
    UploadQueueSize?: number | undefined;
    /** Unfinished multipart uploads that are remembered in the browser. Default 50. */
    UploadIdCacheLimit?: number | undefined;
    /** Hashes each upload and sends `Content-MD5`, so that the service refuses damaged bytes. Default false. */
    UploadCheckContentMd5?: boolean | undefined;
    /** Hashes each upload and stores the MD5 as `x-cos-meta-md5`. Default false. */
    UploadAddMetaMd5?: boolean | undefined;
    /** Milliseconds that one request may take, upload and answer included. 0 is no limit. Default 0. */
    Timeout?: number | undefined;
    /** Milliseconds that a call waits for the network while the browser is offline. Default 600000. */
    OfflineTimeout?: number | undefined;
    /** A transport of your own in place of `fetch`. Needed outside of browsers. */
    Request?: Transport | undefined;
  }

  /** What is told about the work. */
  interface LogOptions {
    /** Emits `log-message` events and feeds `ClsLogger`. Keys and tokens are left out. Default false. */
    EnableLog?: boolean | undefined;
    /** Prints log messages to the console too. Default false. */
    EnableLogcat?: boolean | undefined;
    /** The least level that is told. Default `VERBOSE`: everything. */
    LogLevel?: LogLevel | undefined;
    /** Is given every log message. */
    ClsLogger?: { log(message: LogMessage, immediate: boolean): void } | null | undefined;
    /** Put into every log message as `extras`. */
    LogExtras?: Record<string, any> | null | undefined;
  }

  /** Reads a `CopySource` of your own form; null says that it is not one. */
  type CopySourceParserFunction = (source: string) => null | { Bucket: string; Region: string; Key: string };

  // Credentials

  /** Gives credentials, either by calling back or by returning a promise of what the callback takes. */
  type GetAuthorization =
    | ((options: GetAuthorizationOptions, callback: (params: GetAuthorizationCallbackParams) => void) => void)
    | ((
        options: GetAuthorizationOptions,
        callback: (params: GetAuthorizationCallbackParams) => void,
      ) => Promise<GetAuthorizationCallbackParams>);

  /** The older form of `GetAuthorization`. */
  type GetSTS =
    | ((options: { Bucket: Bucket; Region: Region }, callback: (credentials: StsCredentials) => void) => void)
    | ((
        options: { Bucket: Bucket; Region: Region },
        callback: (credentials: StsCredentials) => void,
      ) => Promise<StsCredentials>);

  /** What `getSTS` gives: the key under either pair of names. */
  type StsCredentials =
    | Credentials
    | (Omit<Credentials, 'TmpSecretId' | 'TmpSecretKey'> & {
        /** Same as `TmpSecretId`. */
        SecretId: string;
        /** Same as `TmpSecretKey`. */
        SecretKey: string;
      });

  /** What a credential is asked for. */
  interface GetAuthorizationOptions {
    /** Bucket of the request, empty when it has none. */
    Bucket: Bucket;
    /** Region of the request, empty when it has none. */
    Region: Region;
    /** Method of the request. */
    Method: Method;
    /** `/` and the key, not encoded. */
    Pathname: Pathname;
    /** Key of the object, empty when the request has none. */
    Key: Key;
    /** Query to be signed, the sub-resource included. */
    Query: Query;
    /** Headers to be signed. */
    Headers: Headers;
    /** The rights that the request needs. */
    Scope: Scope;
    /** Milliseconds to add to the local clock. */
    SystemClockOffset: number;
    /** Whether the host is signed. */
    ForceSignHost: boolean;
  }

  /** Rights that a request needs, one entry each. */
  type Scope = {
    /** `name/cos:PutObject` and the like. */
    action: string;
    /** Bucket of the request. */
    bucket: Bucket;
    /** Region of the request. */
    region: Region;
    /** Key of the object, or the prefix of a listing. */
    prefix: Prefix;
  }[];

  /** What a credential callback answers: a signature, or a temporary key that the SDK signs with. */
  type GetAuthorizationCallbackParams = Authorization | SignedAuthorization | Credentials;

  /** Text of the `Authorization` header. */
  type Authorization = string;

  /** A signature made elsewhere. It is used for one request and not kept. */
  interface SignedAuthorization {
    Authorization: Authorization;
    /** Token of the temporary key that signed. */
    SecurityToken?: string | undefined;
    /** @deprecated Use `SecurityToken`. */
    XCosSecurityToken?: string | undefined;
  }

  /** A temporary key. It is kept and used until shortly before it expires. */
  interface Credentials {
    TmpSecretId: string;
    TmpSecretKey: string;
    /** Token of the key. This or `XCosSecurityToken` is needed. */
    SecurityToken?: string | undefined;
    /** @deprecated Use `SecurityToken`. */
    XCosSecurityToken?: string | undefined;
    /** The server's clock when the key was made, in seconds since 1970. Makes up for a wrong local clock. */
    StartTime?: number | undefined;
    /** When the key expires, in seconds since 1970. */
    ExpiredTime: number;
    /** The key fits only requests with the same `Scope`. Default false. */
    ScopeLimit?: boolean | undefined;
    /** A signature in place of the key. */
    Authorization?: Authorization | undefined;
  }

  /** What `COS.getAuthorization` signs. */
  interface StaticGetAuthorizationOptions {
    /** Id of the key. */
    SecretId: string;
    /** The key's secret. */
    SecretKey: string;
    /** With `Region`: signs the default host of the bucket, unless `Headers` has a host. */
    Bucket?: Bucket | undefined;
    /** With `Bucket`: signs the default host of the bucket, unless `Headers` has a host. */
    Region?: Region | undefined;
    /** Method of the request. Default `get`. */
    Method?: Method | undefined;
    /** Path of the request, not encoded; wins over `Key`. */
    Pathname?: Pathname | undefined;
    /** Key of the object, in place of `Pathname`. */
    Key?: Key | undefined;
    /** Query to sign. */
    Query?: Query | undefined;
    /** Headers to sign. Those that the service does not want signed are left out. */
    Headers?: Headers | undefined;
    /** Seconds that the signature lives. Default 900. */
    Expires?: number | undefined;
    /** `begin;end` in seconds since 1970; wins over `Expires`. */
    KeyTime?: string | undefined;
    /** Milliseconds to add to the local clock. Default 0. */
    SystemClockOffset?: number | undefined;
    /** Keeps a leading slash of `Key`. Default false. */
    UseRawKey?: boolean | undefined;
    /** Signs the host. Default true. */
    ForceSignHost?: boolean | undefined;
  }

  // Results and errors

  /** What every result carries. Values come from headers that the bucket's CORS rule has to expose. */
  interface GeneralResult {
    /** HTTP status. */
    statusCode?: number;
    /** Response headers, names in lower case. */
    headers?: Headers;
    /** Id of the request, to be quoted to support. From `x-cos-request-id`. */
    RequestId?: string;
    /** Version of the object. From `x-cos-version-id`. */
    VersionId?: VersionId;
    /** `'true'` when a delete marker was met or made. From `x-cos-delete-marker`. */
    DeleteMarker?: string;
  }

  /** What the service says about a refusal. */
  interface ErrorDocument {
    Code?: string;
    Message?: string;
    Resource?: string;
    RequestId?: string;
    TraceId?: string;
    [field: string]: any;
  }

  /** What an error of the original SDK has. @see https://cloud.tencent.com/document/product/436/7730 */
  interface CosSdkError extends GeneralResult {
    /** Code of the service, such as `NoSuchKey`; `Error` when the service gave none. */
    code: string;
    /** What happened. The service sends no text for HEAD requests: it is null then. */
    message: string;
    /**
     * The service's document, or `{ code, message }`; absent when the caller stopped the call. Kept for old code: `code`
     * and `message` say the same.
     */
    error?: string | Error | ErrorDocument;
    /** URL of the last attempt; absent when nothing was sent. */
    url?: string;
    /** Method of the last attempt; absent when nothing was sent. */
    method?: string;
  }

  /**
   * What failed, so far as it matters for what to do next.
   *
   * | kind | meaning |
   * |---|---|
   * | `param` | a param or option cannot be used; nothing was sent |
   * | `credentials` | the credential callback gave nothing usable, or the service refused the key |
   * | `file` | the file changed or cannot be read any more |
   * | `offline` | the browser was offline for longer than `OfflineTimeout` |
   * | `timeout` | `Timeout` ran out |
   * | `cors` | the server answers, but the browser withholds the answer: look at the bucket's CORS rule |
   * | `mixed-content` | an https page asked for http |
   * | `network` | the connection failed, and nothing more is known |
   * | `clock` | the local clock is wrong and could not be corrected |
   * | `permission` | the key may not do this; `hint` names the action |
   * | `service` | the service refused for another reason: `code` says which |
   * | `abort` | the caller stopped the call |
   */
  type ErrorKind =
    | 'param'
    | 'credentials'
    | 'file'
    | 'offline'
    | 'timeout'
    | 'cors'
    | 'mixed-content'
    | 'network'
    | 'clock'
    | 'permission'
    | 'service'
    | 'abort';

  /** How a call fails. It never holds a key, token or signature. */
  interface COSError extends Error, CosSdkError {
    message: string;
    /** What failed. */
    kind: ErrorKind;
    /** One sentence that says what to do. */
    hint: string;
  }

  /** First argument of a callback. */
  type CosError = null | COSError;

  // Service and buckets

  interface GetServiceParams extends CommonParams {
    /** Lists only the buckets of this region. */
    Region?: Region | undefined;
  }
  interface GetServiceResult extends GeneralResult {
    Buckets: {
      /** Name with the account's number. */
      Name: Bucket;
      Location: Region;
      CreationDate: IsoDateTime;
      BucketType?: string;
    }[];
    Owner: Owner;
  }

  interface PutBucketParams extends BucketParams {
    /** Ready-made rights. Default `private`. */
    ACL?: BucketACL | undefined;
    /** Who may list the bucket and read its objects. */
    GrantRead?: Grant | undefined;
    /** Who may create and delete objects. */
    GrantWrite?: Grant | undefined;
    /** Who may read the bucket's rights. */
    GrantReadAcp?: Grant | undefined;
    /** Who may change the bucket's rights. */
    GrantWriteAcp?: Grant | undefined;
    /** Who may do everything with the bucket. */
    GrantFullControl?: Grant | undefined;
    /** `MAZ` spreads the bucket over several availability zones. */
    BucketAZConfig?: 'MAZ' | string | undefined;
  }
  interface PutBucketResult extends GeneralResult {
    /** Host of the new bucket with a slash behind it, without scheme. */
    Location: Location;
  }

  interface HeadBucketParams extends BucketParams {}
  interface HeadBucketResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/7734 */
  interface GetBucketParams extends BucketParams {
    /** Lists only keys that begin so. Default: all. */
    Prefix?: Prefix | undefined;
    /** Groups keys that are the same between `Prefix` and this character into `CommonPrefixes`. */
    Delimiter?: Delimiter | undefined;
    /** Lists keys after this one, in UTF-8 order: `NextMarker` of the page before. */
    Marker?: Key | undefined;
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxKeys?: number | undefined;
    /** `url` for percent-encoded keys. */
    EncodingType?: EncodingType | undefined;
  }
  /** An object as a listing shows it. */
  interface CosObject {
    Key: Key;
    LastModified: IsoDateTime;
    ETag: ETag;
    /** Bytes, as text. */
    Size: string;
    StorageClass: StorageClass;
    /** Tier inside `INTELLIGENT_TIERING`. */
    StorageTier?: string;
    Owner: Owner;
  }
  interface GetBucketResult extends GeneralResult {
    /** Name of the bucket. */
    Name: string;
    Prefix: string;
    Marker: string;
    /** Entries of one page, as text. */
    MaxKeys: string;
    Delimiter?: string;
    EncodingType?: string;
    /** Always an array, empty when nothing was found. */
    Contents: CosObject[];
    /** Always an array, empty without `Delimiter`. */
    CommonPrefixes: { Prefix: Prefix }[];
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** `Marker` of the next page. */
    NextMarker?: string;
  }

  interface DeleteBucketParams extends BucketParams {}
  interface DeleteBucketResult extends GeneralResult {}

  interface GetBucketLocationParams extends BucketParams {}
  interface GetBucketLocationResult extends GeneralResult {
    LocationConstraint: Region;
  }

  // Objects

  /** @see https://cloud.tencent.com/document/product/436/7745 */
  interface HeadObjectParams extends ObjectParams {
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
    /** An HTTP date. When the object was not modified since, the result has `NotModified: true`. */
    IfModifiedSince?: string | undefined;
    /** An HTTP date. Fails with 412 when the object was modified since. */
    IfUnmodifiedSince?: string | undefined;
    /** Fails with 412 when the object has another ETag. */
    IfMatch?: string | undefined;
    /** Fails with 304 when the object has this ETag. */
    IfNoneMatch?: string | undefined;
    /** `AES256`, for an object encrypted with a key of your own. */
    SSECustomerAlgorithm?: string | undefined;
    /** Your own key, 32 bytes in base64. */
    SSECustomerKey?: string | undefined;
    /** MD5 of your own key in base64. */
    SSECustomerKeyMD5?: string | undefined;
  }
  interface HeadObjectResult extends GeneralResult {
    /** Empty when the CORS rule does not expose it. */
    ETag: ETag;
    /** True after `IfModifiedSince` when nothing has changed; the other fields are absent then. */
    NotModified?: boolean;
  }

  /** What a download takes besides `DataType`. */
  interface DownloadParams extends HeadObjectParams {
    /** Bytes to read, counted from 0: `bytes=0-1023`. Default: all. */
    Range?: string | undefined;
    /** Bits per second, from 819200 to 838860800. @see https://intl.cloud.tencent.com/document/product/436/34072 */
    TrafficLimit?: number | undefined;
    /** Query parameters to add. They are signed. */
    Query?: Query | undefined;
    /** Text to put behind the URL as it is. It is not signed. */
    QueryString?: string | undefined;
    /** `Cache-Control` that the answer shall have. */
    ResponseCacheControl?: string | undefined;
    /** `Content-Disposition` that the answer shall have. */
    ResponseContentDisposition?: string | undefined;
    /** `Content-Encoding` that the answer shall have. */
    ResponseContentEncoding?: string | undefined;
    /** `Content-Language` that the answer shall have. */
    ResponseContentLanguage?: string | undefined;
    /** `Content-Type` that the answer shall have. */
    ResponseContentType?: string | undefined;
    /** `Expires` that the answer shall have. */
    ResponseExpires?: string | undefined;
    /** Told of the download's progress. `total` needs an exposed `Content-Length`. */
    onProgress?: onProgress | undefined;
  }
  /** @see https://cloud.tencent.com/document/product/436/7753 */
  interface GetObjectParams extends DownloadParams {
    /** What `Body` shall be. Default `text`: a string, read as UTF-8. */
    DataType?: DataType | undefined;
  }
  /** Params of a download that is read while it comes. */
  interface GetObjectStreamParams extends DownloadParams {
    DataType: 'stream';
  }
  interface GetObjectResult<Body = string | Blob | ArrayBuffer> extends GeneralResult {
    /** The object, untouched. */
    Body: Body;
    /** Empty when the CORS rule does not expose it. */
    ETag: ETag;
    /** True after `IfModifiedSince` when nothing has changed; the other fields are absent then. */
    NotModified?: boolean;
  }

  /** What uploads of whole objects take. */
  interface UploadParams extends ObjectParams, MetadataParams, ObjectGrantParams, EncryptionParams, CallbackParams {
    /** What to upload. A File goes from disk to network without being loaded into memory. */
    Body: UploadBody;
    /** Not needed: the real size is always sent. */
    ContentLength?: number | undefined;
    /** MD5 of the body in base64; the service refuses another body. */
    ContentMD5?: string | undefined;
    /** `100-continue`; browsers do not send it. */
    Expect?: string | undefined;
    /** Default `STANDARD`. */
    StorageClass?: StorageClass | undefined;
    /** Bits per second, from 819200 to 838860800. @see https://intl.cloud.tencent.com/document/product/436/34072 */
    TrafficLimit?: number | undefined;
  }

  /** @see https://cloud.tencent.com/document/product/436/7749 */
  interface PutObjectParams extends UploadParams {
    /** Query parameters to add. They are signed. */
    Query?: Query | undefined;
    /** Hashes the body and stores the MD5 as `x-cos-meta-md5`. Default: the option of that name. */
    UploadAddMetaMd5?: boolean | undefined;
    /** Sends at once, past the task queue. Default false. */
    SkipTask?: boolean | undefined;
    /** Told the task's id, before the task starts. */
    onTaskReady?: ((taskId: TaskId) => void) | undefined;
    /** @deprecated Use `onTaskReady`. */
    TaskReady?: ((taskId: TaskId) => void) | undefined;
    /** Told when the task starts. */
    onTaskStart?: ((task: Task) => void) | undefined;
    /** Told of the upload's progress. */
    onProgress?: onProgress | undefined;
    /** Told of the progress of hashing, before the upload begins. */
    onHashProgress?: StepListener<HashProgress> | undefined;
    /** Shown in the task list, for your own use. */
    FilePath?: string | undefined;
    /** Shown in the task list, for your own use. */
    _custom?: any;
  }
  interface PutObjectResult extends GeneralResult {
    /** Empty when the CORS rule does not expose it. */
    ETag: ETag;
    /** Host and encoded key, without scheme. */
    Location: Location;
    /** What the image operations of `PicOperations` gave. */
    UploadResult?: Record<string, any>;
    /** What the server of `Callback` answered. */
    CallbackBody?: Record<string, any>;
    /** Why the server of `Callback` gave no answer. */
    CallbackError?: Record<string, any>;
    /** What `ReturnBody` asked for. */
    ReturnBody?: Record<string, any>;
    /** Why there is no `ReturnBody`. */
    ReturnError?: Record<string, any>;
  }

  /** @see https://intl.cloud.tencent.com/document/product/436/7741 */
  interface AppendObjectParams extends UploadParams {
    /** Size of the object so far, in bytes; 0 creates it. */
    Position: number;
    /** @deprecated Not sent. */
    Query?: Query | undefined;
    /** @deprecated Without effect: appending does not hash. */
    UploadAddMetaMd5?: boolean | undefined;
    /** @deprecated Not called: appending is not a task. */
    onTaskReady?: ((taskId: TaskId) => void) | undefined;
    /** @deprecated Not called: appending is not a task. */
    onTaskStart?: ((task: Task) => void) | undefined;
    /** @deprecated Not called: appending does not report progress. */
    onProgress?: onProgress | undefined;
    /** @deprecated Not called: appending does not hash. */
    onHashProgress?: StepListener<HashProgress> | undefined;
  }
  /** The position for the next call is in `headers['x-cos-next-append-position']`. */
  interface AppendObjectResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/7743 */
  interface DeleteObjectParams extends ObjectParams {
    /** Which version to delete for good. Default: the object gets a delete marker where versioning is on. */
    VersionId?: VersionId | undefined;
  }
  interface DeleteObjectResult extends GeneralResult {
    /** True when the service answered 404, which it does when the bucket is missing. */
    BucketNotFound?: boolean;
  }

  /** @see https://cloud.tencent.com/document/product/436/8289 */
  interface DeleteMultipleObjectParams extends BucketParams {
    /** What to delete, at most 1000 entries. A leading slash of a key is kept. */
    Objects: { Key: Key; VersionId?: VersionId | undefined }[];
    /** Answers only what could not be deleted. Default false. */
    Quiet?: boolean | undefined;
  }
  interface DeleteMultipleObjectResult extends GeneralResult {
    /** Always an array, empty with `Quiet`. */
    Deleted: {
      Key: Key;
      VersionId?: VersionId;
      /** `'true'` when a delete marker was made or deleted. */
      DeleteMarker?: BooleanString;
      DeleteMarkerVersionId?: VersionId;
    }[];
    /** Always an array: what could not be deleted, and why. */
    Error: {
      Key: Key;
      VersionId?: VersionId;
      Code?: string;
      Message?: string;
    }[];
  }

  /** @see https://cloud.tencent.com/document/product/436/8288 */
  interface OptionsObjectParams extends ObjectParams {
    /** Origin that would ask. */
    Origin?: string | undefined;
    /** Method that would be used. */
    AccessControlRequestMethod?: Method | undefined;
    /** Headers that would be sent, separated by commas. */
    AccessControlRequestHeaders?: string | undefined;
  }
  /** What the bucket's CORS rules allow. A field is absent when its header is absent or hidden by the browser. */
  interface OptionsObjectResult extends GeneralResult {
    AccessControlAllowOrigin?: string;
    /** Separated by commas. */
    AccessControlAllowMethods?: string;
    /** Separated by commas. */
    AccessControlAllowHeaders?: string;
    /** Separated by commas. */
    AccessControlExposeHeaders?: string;
    /** Seconds that the browser may keep the answer. */
    AccessControlMaxAge?: string;
    /** True when no rule allows it. */
    OptionsForbidden?: boolean;
  }

  /** @see https://cloud.tencent.com/document/product/436/10881 */
  interface PutObjectCopyParams extends ObjectParams, MetadataParams, ObjectGrantParams, CopyConditionParams, EncryptionParams {
    /**
     * Host and percent-encoded key of the source, without scheme:
     * `examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com/a.txt`. `?versionId=` behind it names a version.
     */
    CopySource: string;
    /** `Replaced` stores the metadata of this call, `Copy` that of the source. Default `Copy`. */
    MetadataDirective?: 'Copy' | 'Replaced' | undefined;
    /** Default: the class of the source. */
    StorageClass?: StorageClass | undefined;
  }
  interface PutObjectCopyResult extends GeneralResult {
    ETag: ETag;
    LastModified: IsoDateTime;
    /** CRC-64 of the object, as a decimal number in text. */
    CRC64?: string;
    /** Host and encoded key of the copy, without scheme. */
    Location: Location;
  }

  // Multipart uploads

  /** @see https://cloud.tencent.com/document/product/436/7746 */
  interface MultipartInitParams extends ObjectParams, MetadataParams, ObjectGrantParams, EncryptionParams {
    /** Query parameters to add. They are signed. */
    Query?: Query | undefined;
    /** Default `STANDARD`. */
    StorageClass?: StorageClass | undefined;
  }
  interface MultipartInitResult extends GeneralResult {
    Bucket: Bucket;
    Key: Key;
    /** What the other multipart calls have to name. */
    UploadId: UploadId;
  }

  /** @see https://cloud.tencent.com/document/product/436/7750 */
  interface MultipartUploadParams extends ObjectParams, EncryptionParams {
    UploadId: UploadId;
    /** From 1 to 10000; parts are joined in this order. */
    PartNumber: PartNumber;
    /** The part: at least 1 MB, except the last one, and at most 5 GB. */
    Body: UploadBody;
    /** Not needed: the browser sends the real size. */
    ContentLength?: number | undefined;
    /** MD5 of the part in base64; the service refuses another body. */
    ContentMD5?: string | undefined;
    /** Bits per second, from 819200 to 838860800. @see https://intl.cloud.tencent.com/document/product/436/34072 */
    TrafficLimit?: number | undefined;
    /** Told of each step of the upload, unthrottled. */
    onProgress?: StepListener<Pick<ProgressInfo, 'loaded' | 'total'>> | undefined;
  }
  interface MultipartUploadResult extends GeneralResult {
    /** To be given to `multipartComplete`. Empty when the CORS rule does not expose it. */
    ETag: ETag;
  }

  /** A part as `multipartComplete` names it. */
  interface Part {
    /** From 1 to 10000. */
    PartNumber: PartNumber;
    /** What `multipartUpload` answered. Missing quotes are added. */
    ETag: ETag;
  }
  /** @see https://cloud.tencent.com/document/product/436/7742 */
  interface MultipartCompleteParams extends ObjectParams, CallbackParams {
    UploadId: UploadId;
    /** All parts, in ascending order of their numbers. */
    Parts: Part[];
  }
  interface MultipartCompleteResult extends GeneralResult {
    Bucket?: Bucket;
    Key?: Key;
    /** Not an MD5 of the object: it ends with a hyphen and the number of parts. */
    ETag: ETag;
    /** Host and encoded key, without scheme. */
    Location: Location;
    /** What the image operations of `PicOperations` gave. */
    UploadResult?: Record<string, any>;
    /** What the server of `Callback` answered. */
    CallbackBody?: Record<string, any>;
    /** Why the server of `Callback` gave no answer. */
    CallbackError?: Record<string, any>;
    /** What `ReturnBody` asked for. */
    ReturnBody?: Record<string, any>;
    /** Why there is no `ReturnBody`. */
    ReturnError?: Record<string, any>;
  }

  /** @see https://cloud.tencent.com/document/product/436/7736 */
  interface MultipartListParams extends BucketParams {
    /** Lists only uploads whose keys begin so. Default: all. */
    Prefix?: Prefix | undefined;
    /** Groups keys that are the same between `Prefix` and this character into `CommonPrefixes`. */
    Delimiter?: Delimiter | undefined;
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxUploads?: number | undefined;
    /** Lists keys after this one: `NextKeyMarker` of the page before. */
    KeyMarker?: Key | undefined;
    /** With `KeyMarker`: also lists uploads of that key after this id, `NextUploadIdMarker` of the page before. */
    UploadIdMarker?: UploadId | undefined;
    /** `url` for percent-encoded keys. */
    EncodingType?: EncodingType | undefined;
  }
  interface MultipartListResult extends GeneralResult {
    Bucket: Bucket;
    Prefix?: string;
    Delimiter?: string;
    KeyMarker?: string;
    UploadIdMarker?: string;
    /** Entries of one page, as text. */
    MaxUploads?: string;
    /** Always an array. */
    Upload: {
      Key: Key;
      UploadId: UploadId;
      Initiator: Initiator;
      Owner: Owner;
      StorageClass: StorageClass;
      /** When the upload began. */
      Initiated: IsoDateTime;
    }[];
    /** Always an array, empty without `Delimiter`. */
    CommonPrefixes: { Prefix: Prefix }[];
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** `KeyMarker` of the next page. */
    NextKeyMarker: Key;
    /** `UploadIdMarker` of the next page. */
    NextUploadIdMarker: UploadId;
  }

  /** @see https://cloud.tencent.com/document/product/436/7747 */
  interface MultipartListPartParams extends ObjectParams {
    UploadId: UploadId;
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxParts?: number | undefined;
    /** Lists parts after this number: `NextPartNumberMarker` of the page before. */
    PartNumberMarker?: string | number | undefined;
    /** `url` for percent-encoded keys. */
    EncodingType?: EncodingType | undefined;
  }
  interface MultipartListPartResult extends GeneralResult {
    Bucket?: Bucket;
    Key?: Key;
    UploadId?: UploadId;
    Initiator: Initiator;
    Owner: Owner;
    StorageClass: StorageClass;
    PartNumberMarker?: string;
    /** `PartNumberMarker` of the next page. */
    NextPartNumberMarker?: string;
    /** Entries of one page, as text. */
    MaxParts?: string;
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** Always an array. */
    Part: {
      /** Number of the part, as text. */
      PartNumber: string;
      LastModified: IsoDateTime;
      ETag: ETag;
      /** Bytes, as text. */
      Size: string;
    }[];
  }

  /** @see https://cloud.tencent.com/document/product/436/7740 */
  interface MultipartAbortParams extends ObjectParams {
    UploadId: UploadId;
  }
  interface MultipartAbortResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/8287 */
  interface UploadPartCopyParams extends ObjectParams, CopyConditionParams, EncryptionParams {
    /**
     * Host and percent-encoded key of the source, without scheme:
     * `examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com/a.txt`. `?versionId=` behind it names a version.
     */
    CopySource: string;
    /** Bytes of the source, counted from 0: `bytes=0-1048575`. Default: all. */
    CopySourceRange?: string | undefined;
    UploadId: UploadId;
    /** From 1 to 10000; parts are joined in this order. */
    PartNumber: PartNumber;
  }
  interface UploadPartCopyResult extends GeneralResult {
    ETag: ETag;
    LastModified?: IsoDateTime;
  }

  // Any request, URLs, signatures

  interface RequestParams extends CommonParams {
    /** Default GET. */
    Method?: string | undefined;
    Bucket?: Bucket | undefined;
    Region?: Region | undefined;
    /** With `Url` it has to be the path of that URL, because it is what is signed. */
    Key?: Key | undefined;
    /** Full URL, in place of the one made of bucket, region and key. */
    Url?: string | undefined;
    /** Sub-resource: `acl` for `?acl`. */
    Action?: Action | undefined;
    /** Query parameters. They are signed. */
    Query?: Query | undefined;
    /** What to send, untouched. */
    Body?: UploadBody | undefined;
    /** `Content-Type` of the body. */
    ContentType?: string | undefined;
    /** Hands the answer over untouched, as `Body`. Default false: XML and JSON are read. */
    RawBody?: boolean | undefined;
    /** With `RawBody`: what `Body` shall be. Default `text`. */
    DataType?: DataType | 'stream' | string | undefined;
  }
  /** The fields of the answer. An answer that is neither XML nor a JSON object is in `Body`. */
  interface RequestResult extends GeneralResult {
    Body?: any;
    [field: string]: any;
  }

  interface GetObjectUrlParams extends ObjectParams {
    /** False for a URL without signature. Default true. */
    Sign?: boolean | undefined;
    /** Method that the URL is for. Default GET. */
    Method?: Method | undefined;
    /** Query parameters, signed. Use it for `versionId` and for `response-*`. */
    Query?: Query | undefined;
    /** Text to put behind the URL as it is. It is not signed. */
    QueryString?: string | undefined;
    /** Seconds that the URL is valid. Default 900. */
    Expires?: number | undefined;
    /** Overrides the option. */
    UseAccelerate?: boolean | undefined;
    /** Overrides the option. */
    Domain?: string | undefined;
    /** Overrides the option. */
    Protocol?: string | undefined;
    /** Overrides the option. */
    ForceSignHost?: boolean | undefined;
  }
  interface GetObjectUrlResult {
    Url: string;
  }

  interface GetAuthParams {
    /** Default: the option. */
    SecretId?: string | undefined;
    /** Default: the option. */
    SecretKey?: string | undefined;
    Bucket?: Bucket | undefined;
    Region?: Region | undefined;
    /** Default `get`. */
    Method?: Method | undefined;
    Key?: Key | undefined;
    /** Query to sign. */
    Query?: Query | undefined;
    /** Headers to sign. */
    Headers?: Headers | undefined;
    /** Seconds that the signature lives. Default 900. */
    Expires?: number | undefined;
    /** Overrides the option. */
    ForceSignHost?: boolean | undefined;
  }

  // Tasks

  /** Id of a task. */
  type TaskId = string;

  /** A task as lists and callbacks show it: a copy. */
  type Task = {
    id: TaskId;
    Bucket: Bucket;
    Region: Region;
    Key: Key;
    /** The param `FilePath`, empty without it. */
    FilePath: string;
    /**
     * `waiting` for a slot, `checking` (begun, nothing sent yet), `uploading`; `paused` until `restartTask`; then
     * `success`, `error` or `canceled`.
     */
    state: 'waiting' | 'checking' | 'uploading' | 'error' | 'paused' | 'success' | 'canceled';
    /** Why the task failed, null while it has not. */
    error: any;
    /** Bytes done. */
    loaded: number;
    /** Bytes in all. */
    size: number;
    /** Bytes per second. */
    speed: number;
    /** From 0 to 1. */
    percent: number;
    /** Progress of hashing, from 0 to 1. */
    hashPercent: number;
    /** The param `_custom`. */
    _custom?: any;
  };

  /** All tasks of an instance. */
  type TaskList = Task[];

  // Events

  /** Events, and what their listeners are given. */
  interface EventMap {
    /** Before each attempt of each request. Changes to the payload are used, but come after signing. */
    'before-send': TransportRequest;
    /** After each answer. Fields that a listener replaces are used. */
    'after-receive': TransportAnswer & { options: TransportRequest };
    /** After changes of the task list, many changes at once. */
    'list-update': { list: TaskList };
    /** @deprecated Use `list-update`. */
    'task-list-update': { list: TaskList };
    /** With the option `EnableLog`. */
    'log-message': LogMessage;
  }

  /** Listener of an event. */
  type Listener<Event extends keyof EventMap> = (payload: EventMap[Event]) => void;

  /** The name of an event that is only known at run time. */
  type OtherEvent<Name extends string> = Name & (string extends Name ? unknown : never);

  type LogLevel = 'VERBOSE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

  interface LogMessage {
    /** Name and version of the SDK. */
    version: string;
    /** A time in ISO 8601 form. */
    timestamp: string;
    cate: string;
    tag: string;
    /** What happened, without keys and tokens. */
    msg: string;
    /** The option `LogExtras`. */
    extras: Record<string, any>;
  }

  // A transport of your own

  /** Sends one request and calls back exactly once, unless `abort` was called. */
  type Transport = (
    request: TransportRequest,
    callback: (answer: TransportAnswer) => void,
  ) => { abort(): void } | void;

  /** One request as it goes out. */
  interface TransportRequest {
    method: string;
    /** Without `qs`. */
    url: string;
    headers: Headers;
    /** Query parameters, to be put behind `url`. */
    qs: Query;
    /** Absent when there is none. */
    body?: UploadBody;
    /** `name/cos:PutObject` and the like; absent for calls that need more than one right. */
    action?: string;
    /** Key of the object, or the prefix of a listing. */
    key?: string;
    /** What the answer's body shall be: `text`, `blob`, `arraybuffer` or `stream`. */
    dataType?: string;
    /** Milliseconds that the request may take; absent for no limit. */
    timeout?: number;
    /** To be called with the bytes sent. */
    onProgress?: (event: { loaded: number; total: number }) => void;
    /** To be called with the bytes received. */
    onDownloadProgress?: (event: { loaded: number; total: number }) => void;
    [field: string]: any;
  }

  /** What came back. */
  interface TransportAnswer {
    /** Why there is no answer; `'abort'` leaves the call silent. Absent or null when there is one. */
    error?: any;
    statusCode?: number;
    statusMessage?: string;
    /** Names in lower case. */
    headers?: Headers;
    body?: any;
  }

  // Static members

  interface Util {
    /** MD5 in hex of a text: of its UTF-8 bytes, or with `isBinary` of one byte per character. */
    md5(text: string, isBinary?: boolean | string): string;
    /** Reads XML: elements become fields, repeated ones arrays, texts stay texts; attributes are dropped. */
    xml2json(xml: string): any;
    /** Writes XML: fields become elements, arrays repeat them. */
    json2xml(value: object): string;
    /** Base64 of a text's UTF-8 bytes; `safe` writes `-` and `_` for `+` and `/`, without padding. */
    encodeBase64(text: string, safe?: boolean): string;
  }
}

export = COS;
export as namespace COS;
