// Settings of an object

interface COS {
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
}

declare namespace COS {
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
}
