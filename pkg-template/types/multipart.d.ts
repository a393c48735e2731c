// Multipart uploads

interface COS {
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
}

declare namespace COS {
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
}
