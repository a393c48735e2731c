// Objects

interface COS {
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
   * With `'stream'` the call ends when the answer's head has arrived; cancel the stream, or abort `Signal`, to stop what comes after.
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
   * `cancelTask` rejects the promise with an `AbortError` and leaves a callback uncalled; `pauseTask` leaves the
   * promise pending until `restartTask`.
   *
   * @see https://cloud.tencent.com/document/product/436/7749
   */
  putObject(params: COS.CallParams<COS.PutObjectParams>, callback: COS.Callback<COS.PutObjectResult>): void;
  putObject(params: COS.CallParams<COS.PutObjectParams>): Promise<COS.PutObjectResult>;

  /**
   * Adds bytes to the end of an appendable object, or creates one at `Position` 0. Never repeated by the SDK after a
   * lost answer, because the bytes may have arrived.
   *
   * @see https://cloud.tencent.com/document/product/436/7741
   */
  appendObject(params: COS.CallParams<COS.AppendObjectParams>, callback: COS.Callback<COS.AppendObjectResult>): void;
  appendObject(params: COS.CallParams<COS.AppendObjectParams>): Promise<COS.AppendObjectResult>;

  /**
   * Deletes an object. Deleting what is not there is a success.
   *
   * @see https://cloud.tencent.com/document/product/436/7743
   */
  deleteObject(params: COS.CallParams<COS.DeleteObjectParams>, callback: COS.Callback<COS.DeleteObjectResult>): void;
  deleteObject(params: COS.CallParams<COS.DeleteObjectParams>): Promise<COS.DeleteObjectResult>;

  /**
   * Deletes objects, 1000 with each request. The call succeeds even when single objects fail: look at `Error`.
   *
   * A request that fails ends the call with its error. What requests before it deleted is gone then, and calling again
   * does no harm.
   *
   * @see https://cloud.tencent.com/document/product/436/8289
   */
  deleteMultipleObject(
    params: COS.CallParams<COS.DeleteMultipleObjectParams>,
    callback: COS.Callback<COS.DeleteMultipleObjectResult>,
  ): void;
  deleteMultipleObject(params: COS.CallParams<COS.DeleteMultipleObjectParams>): Promise<COS.DeleteMultipleObjectResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/7745 */
  interface HeadObjectParams extends ObjectParams, KeyOfYourOwnParams {
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
    /** Bits per second, from 819200 to 838860800. @see https://cloud.tencent.com/document/product/436/40140 */
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
    /** What `Body` shall be. Default `text`: a string in the charset of its Content-Type, or else UTF-8. */
    DataType?: DataType | undefined;
  }
  /** Params of a download that is read while it comes. */
  interface GetObjectStreamParams extends DownloadParams {
    /** Makes `Body` a stream. */
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

  /** @see https://cloud.tencent.com/document/product/436/7749 */
  interface PutObjectParams extends UploadParams, TaskParams {
    /** Query parameters to add. They are signed. */
    Query?: Query | undefined;
    /** Sends at once, past the task queue. Default false. */
    SkipTask?: boolean | undefined;
  }
  interface PutObjectResult extends UploadResult {}

  /** @see https://cloud.tencent.com/document/product/436/7741 */
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
    /** Deletes everything whose key begins with `Key`, in buckets that know folders. Default false. */
    Recursive?: boolean | undefined;
  }
  interface DeleteObjectResult extends GeneralResult {
    /** True when the service answered 404, which it does when the bucket is missing. */
    BucketNotFound?: boolean;
  }

  /** @see https://cloud.tencent.com/document/product/436/8289 */
  interface DeleteMultipleObjectParams extends BucketParams {
    /** What to delete. More than 1000 entries go in several requests, one after the other. */
    Objects: ObjectToDelete[];
    /** Answers only what could not be deleted. Default false. */
    Quiet?: boolean | undefined;
  }
  interface DeleteMultipleObjectResult extends GeneralResult {
    /** What was deleted, always an array, empty with `Quiet`. */
    Deleted: DeletedObject[];
    /** What could not be deleted, always an array. */
    Error: FailedDeletion[];
  }
  /** An object to delete. */
  interface ObjectToDelete {
    /** Its key. A leading slash is kept. */
    Key: Key;
    /** Which version to delete for good. Default: the object gets a delete marker where versioning is on. */
    VersionId?: VersionId | undefined;
  }
  /** An object that was deleted. */
  interface DeletedObject {
    /** Its key. */
    Key: Key;
    /** The version that was named. */
    VersionId?: VersionId;
    /** `'true'` when a delete marker was made or deleted. */
    DeleteMarker?: BooleanString;
    /** Version of that delete marker. */
    DeleteMarkerVersionId?: VersionId;
  }
  /** An object that could not be deleted. */
  interface FailedDeletion {
    /** Its key. */
    Key: Key;
    /** The version that was named. */
    VersionId?: VersionId;
    /** Why not: a code of the service, such as `AccessDenied`. */
    Code?: string;
    /** Why not, as a sentence. */
    Message?: string;
  }
}
