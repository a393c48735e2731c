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
    /** Not sent: its type is the default of `ContentType`, and `UploadAddMetaMd5` hashes it. */
    Body?: UploadBody | undefined;
    /** Hashes `Body` and stores the MD5 as `x-cos-meta-md5`. Default: the option of that name. */
    UploadAddMetaMd5?: boolean | undefined;
    /** Bits per second, from 819200 to 838860800. @see https://cloud.tencent.com/document/product/436/40140 */
    TrafficLimit?: number | undefined;
    /** Types that the object may have, such as `image/jpeg`; the service refuses others. */
    MimeLimit?: string | undefined;
    /** Image operations to run on the object, a JSON text. */
    PicOperations?: string | undefined;
  }
  interface MultipartInitResult extends GeneralResult {
    /** Where the upload goes. */
    Bucket: Bucket;
    /** Where the upload goes. */
    Key: Key;
    /** What the other multipart calls have to name. */
    UploadId: UploadId;
  }

  /** What names a multipart upload. */
  interface UploadIdParams extends ObjectParams {
    /** What `multipartInit` answered. */
    UploadId: UploadId;
  }

  /** @see https://cloud.tencent.com/document/product/436/7750 */
  interface MultipartUploadParams extends UploadIdParams, EncryptionParams {
    /** From 1 to 10000; parts are joined in this order. */
    PartNumber: PartNumber;
    /** The part: at least 1 MB, except the last one, and at most 5 GB. */
    Body: UploadBody;
    /** Not needed: the browser sends the real size. */
    ContentLength?: number | undefined;
    /** MD5 of the part in base64; the service refuses another body. */
    ContentMD5?: string | undefined;
    /** Bits per second, from 819200 to 838860800. @see https://cloud.tencent.com/document/product/436/40140 */
    TrafficLimit?: number | undefined;
    /** Told of each step of the upload, unthrottled. */
    onProgress?: StepListener<Pick<ProgressInfo, 'loaded' | 'total'>> | undefined;
  }
  interface MultipartUploadResult extends GeneralResult {
    /** To be given to `multipartComplete`. Empty when the CORS rule does not expose it. */
    ETag: ETag;
  }

  /** @see https://cloud.tencent.com/document/product/436/7742 */
  interface MultipartCompleteParams extends UploadIdParams, CallbackParams {
    /** All parts, in ascending order of their numbers. */
    Parts: Part[];
  }
  /** A part as `multipartComplete` names it. */
  interface Part {
    /** From 1 to 10000. */
    PartNumber: PartNumber;
    /** What `multipartUpload` answered. Missing quotes are added. */
    ETag: ETag;
  }
  interface MultipartCompleteResult extends UploadResult {
    /** Where the object is. */
    Bucket?: Bucket;
    /** Where the object is. */
    Key?: Key;
    /** Not an MD5 of the object: it ends with a hyphen and the number of parts. */
    ETag: ETag;
  }

  /** @see https://cloud.tencent.com/document/product/436/7736 */
  interface MultipartListParams extends BucketParams, ListingParams {
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxUploads?: number | undefined;
    /** Lists keys after this one: `NextKeyMarker` of the page before. */
    KeyMarker?: Key | undefined;
    /** With `KeyMarker`: also lists uploads of that key after this id, `NextUploadIdMarker` of the page before. */
    UploadIdMarker?: UploadId | undefined;
  }
  interface MultipartListResult extends GeneralResult {
    /** What was asked for. */
    Bucket: Bucket;
    /** What was asked for. */
    Prefix?: string;
    /** What was asked for. */
    Delimiter?: string;
    /** What was asked for. */
    KeyMarker?: string;
    /** What was asked for. */
    UploadIdMarker?: string;
    /** Entries of one page, as text. */
    MaxUploads?: string;
    /** Always an array. */
    Upload: PendingUpload[];
    /** Always an array, empty without `Delimiter`. */
    CommonPrefixes: CommonPrefix[];
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** `KeyMarker` of the next page. */
    NextKeyMarker: Key;
    /** `UploadIdMarker` of the next page. */
    NextUploadIdMarker: UploadId;
  }
  /** A multipart upload that is neither complete nor aborted. */
  interface PendingUpload {
    /** Key that the object will have. */
    Key: Key;
    /** What the other multipart calls have to name. */
    UploadId: UploadId;
    /** Who began it. */
    Initiator: Initiator;
    /** Who will own the object. */
    Owner: Owner;
    /** Class that the object will have. */
    StorageClass: StorageClass;
    /** When the upload began. */
    Initiated: IsoDateTime;
  }

  /** @see https://cloud.tencent.com/document/product/436/7747 */
  interface MultipartListPartParams extends UploadIdParams {
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxParts?: number | undefined;
    /** Lists parts after this number: `NextPartNumberMarker` of the page before. */
    PartNumberMarker?: string | number | undefined;
    /** `url` for percent-encoded keys. Default: keys as they are. */
    EncodingType?: EncodingType | undefined;
  }
  interface MultipartListPartResult extends GeneralResult {
    /** What was asked for. */
    Bucket?: Bucket;
    /** What was asked for. */
    Key?: Key;
    /** What was asked for. */
    UploadId?: UploadId;
    /** Who began the upload. */
    Initiator: Initiator;
    /** Who will own the object. */
    Owner: Owner;
    /** Class that the object will have. */
    StorageClass: StorageClass;
    /** What was asked for. */
    PartNumberMarker?: string;
    /** `PartNumberMarker` of the next page. */
    NextPartNumberMarker?: string;
    /** Entries of one page, as text. */
    MaxParts?: string;
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** Always an array. */
    Part: UploadedPart[];
  }
  /** A part as the list shows it. */
  interface UploadedPart {
    /** Its number, as text. */
    PartNumber: string;
    /** When it was uploaded. */
    LastModified: IsoDateTime;
    /** MD5 of its bytes, with quotes. */
    ETag: ETag;
    /** Bytes, as text. */
    Size: string;
  }

  interface MultipartAbortParams extends UploadIdParams {}
  interface MultipartAbortResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/8287 */
  interface UploadPartCopyParams extends UploadIdParams, CopySourceParams, EncryptionParams {
    /** Bytes of the source, counted from 0: `bytes=0-1048575`. Default: all. */
    CopySourceRange?: string | undefined;
    /** From 1 to 10000; parts are joined in this order. */
    PartNumber: PartNumber;
    /** @deprecated Means nothing to the service: name the source's version in `CopySource`. */
    VersionId?: VersionId | undefined;
  }
  interface UploadPartCopyResult extends GeneralResult {
    /** To be given to `multipartComplete`. */
    ETag: ETag;
    /** When the source was last changed. */
    LastModified?: IsoDateTime;
  }
}
