// What many methods take

declare namespace COS {
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

  /** What stops a call. */
  interface StoppableParams {
    /** Aborts the call: it ends with an `AbortError`, requests in flight are stopped; so is the stream of an answer. */
    Signal?: AbortSignal | undefined;
  }

  /** What every call takes. */
  interface CommonParams extends StoppableParams {
    /** Headers to send besides those made from the params. */
    Headers?: Headers | undefined;
  }

  /** What every call on a bucket takes. */
  interface BucketParams extends CommonParams {
    /** Name of the bucket with the account's number: `examplebucket-1250000000`. */
    Bucket: Bucket;
    /** Region of the bucket, e.g. `ap-guangzhou`. @see https://cloud.tencent.com/document/product/436/6224 */
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

  /** Access rights of a bucket. @see https://cloud.tencent.com/document/product/436/30752 */
  interface BucketGrantParams {
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
  }

  /** Access rights of a new object. @see https://cloud.tencent.com/document/product/436/30752 */
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

  /** Encryption by a key of your own, which the service does not keep: each later call has to give it again. */
  interface KeyOfYourOwnParams {
    /** `AES256`. */
    SSECustomerAlgorithm?: string | undefined;
    /** Your own key, 32 bytes in base64. */
    SSECustomerKey?: string | undefined;
    /** MD5 of your own key in base64. */
    SSECustomerKeyMD5?: string | undefined;
  }

  /** Encryption of an object by the service. @see https://cloud.tencent.com/document/product/436/18145 */
  interface EncryptionParams extends KeyOfYourOwnParams {
    /** `AES256` for keys of the service, `cos/kms` for keys of the key management service. */
    ServerSideEncryption?: string | undefined;
    /** Id of the key in the key management service. Default: the key it makes for COS. */
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

  /** Where a copy comes from. */
  interface CopySourceParams extends CopyConditionParams {
    /**
     * Host and percent-encoded key of the source, without scheme:
     * `examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com/a.txt`. `?versionId=` behind it names a version.
     */
    CopySource: string;
  }

  /** What listings take. */
  interface ListingParams {
    /** Lists only keys that begin so. Default: all. */
    Prefix?: Prefix | undefined;
    /** Groups keys that are the same between `Prefix` and this character into `CommonPrefixes`. Default: no groups. */
    Delimiter?: Delimiter | undefined;
    /** `url` for percent-encoded keys. Default: keys as they are. */
    EncodingType?: EncodingType | undefined;
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
    /** Bits per second, from 819200 to 838860800. @see https://cloud.tencent.com/document/product/436/40140 */
    TrafficLimit?: number | undefined;
    /** Types that the body may have, such as `image/jpeg`; the service refuses others. */
    MimeLimit?: string | undefined;
  }

  /** What tasks take: uploads and downloads that wait their turn in the queue. */
  interface QueuedParams {
    /** Told the task's id, before the task starts. */
    onTaskReady?: ((taskId: TaskId) => void) | undefined;
    /** @deprecated Use `onTaskReady`. */
    TaskReady?: ((taskId: TaskId) => void) | undefined;
    /** Told when the task starts. */
    onTaskStart?: ((task: Task) => void) | undefined;
    /** Told of the progress. */
    onProgress?: onProgress | undefined;
    /** Shown in the task list, for your own use. */
    FilePath?: string | undefined;
    /** Shown in the task list, for your own use. */
    _custom?: any;
  }

  /** What uploads take that are tasks. */
  interface TaskParams extends QueuedParams {
    /** Hashes the body and stores the MD5 as `x-cos-meta-md5`. Default: the option of that name. */
    UploadAddMetaMd5?: boolean | undefined;
    /** Told of the progress of hashing, before the upload begins. */
    onHashProgress?: StepListener<HashProgress> | undefined;
  }

  /** How far a transfer has come. */
  interface ProgressInfo {
    /** Bytes done, those of parts that seem to be there from an earlier attempt included. Goes back only when bytes are sent again. */
    loaded: number;
    /** Bytes in all; undefined, in spite of its type, when they are not known. */
    total: number;
    /** Bytes per second, over about the last four seconds. */
    speed: number;
    /** From 0 to 1, cut to two decimals. It is 1 when all bytes have been sent; what comes then may take a while. */
    percent: number;
    /** The same as it is: `loaded / total`; absent while `total` is not known. */
    fraction?: number;
    /** Seconds that the rest takes at this speed; `Infinity` while nothing moves, absent while `total` is not known. */
    remaining?: number;
  }

  /** Told of a transfer's progress, every `ProgressInterval` milliseconds and at its end. */
  type onProgress = (progress: ProgressInfo) => any;

  /** Told of each step of a transfer. A listener for `ProgressInfo` will do, but has no speed to read. */
  type StepListener<Step> = { listen(step: Step): any }['listen'];

  /** How far hashing has come. */
  type HashProgress = Pick<ProgressInfo, 'loaded' | 'total' | 'percent' | 'fraction'>;
}
