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
}
