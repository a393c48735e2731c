// Settings and copies of an object

interface COS {
  /**
   * Sets who may use the object: by `ACL` and the `Grant...` params, or by a whole `AccessControlPolicy`.
   *
   * Replaces what was set before.
   *
   * @see https://cloud.tencent.com/document/product/436/7748
   */
  putObjectAcl(params: COS.CallParams<COS.PutObjectAclParams>, callback: COS.Callback<COS.PutObjectAclResult>): void;
  putObjectAcl(params: COS.CallParams<COS.PutObjectAclParams>): Promise<COS.PutObjectAclResult>;

  /**
   * Reads who may use the object, as a document and as the params of `putObjectAcl`.
   *
   * @see https://cloud.tencent.com/document/product/436/7744
   */
  getObjectAcl(params: COS.CallParams<COS.GetObjectAclParams>, callback: COS.Callback<COS.GetObjectAclResult>): void;
  getObjectAcl(params: COS.CallParams<COS.GetObjectAclParams>): Promise<COS.GetObjectAclResult>;

  /**
   * Sets the tags of an object. Replaces all tags.
   *
   * @see https://cloud.tencent.com/document/product/436/42997
   */
  putObjectTagging(
    params: COS.CallParams<COS.PutObjectTaggingParams | COS.PutObjectTaggingDocumentParams>,
    callback: COS.Callback<COS.PutObjectTaggingResult>,
  ): void;
  putObjectTagging(
    params: COS.CallParams<COS.PutObjectTaggingParams | COS.PutObjectTaggingDocumentParams>,
  ): Promise<COS.PutObjectTaggingResult>;

  /**
   * Reads the tags. An object without tags is a success with `statusCode` 404 and an empty list.
   *
   * @see https://cloud.tencent.com/document/product/436/42998
   */
  getObjectTagging(
    params: COS.CallParams<COS.GetObjectTaggingParams>,
    callback: COS.Callback<COS.GetObjectTaggingResult>,
  ): void;
  getObjectTagging(params: COS.CallParams<COS.GetObjectTaggingParams>): Promise<COS.GetObjectTaggingResult>;

  /**
   * Removes all tags of an object.
   *
   * @see https://cloud.tencent.com/document/product/436/42999
   */
  deleteObjectTagging(
    params: COS.CallParams<COS.DeleteObjectTaggingParams>,
    callback: COS.Callback<COS.DeleteObjectTaggingResult>,
  ): void;
  deleteObjectTagging(params: COS.CallParams<COS.DeleteObjectTaggingParams>): Promise<COS.DeleteObjectTaggingResult>;

  /**
   * Asks what a cross-origin request would be allowed. A browser sends its own `Origin` and drops the two `Access-
   * Control-Request-*` headers, so this is of use with the `Request` option only.
   *
   * @see https://cloud.tencent.com/document/product/436/8288
   */
  optionsObject(params: COS.CallParams<COS.OptionsObjectParams>, callback: COS.Callback<COS.OptionsObjectResult>): void;
  optionsObject(params: COS.CallParams<COS.OptionsObjectParams>): Promise<COS.OptionsObjectResult>;

  /**
   * Copies an object inside the service, at most 5 GB. Also changes metadata: copy an object to itself.
   *
   * @see https://cloud.tencent.com/document/product/436/10881
   */
  putObjectCopy(params: COS.CallParams<COS.PutObjectCopyParams>, callback: COS.Callback<COS.PutObjectCopyResult>): void;
  putObjectCopy(params: COS.CallParams<COS.PutObjectCopyParams>): Promise<COS.PutObjectCopyResult>;

  /**
   * Has a readable copy of an archived object made, which takes minutes to days. `statusCode` is 202 when that begins,
   * 200 when there is a copy and its life is prolonged.
   *
   * @see https://cloud.tencent.com/document/product/436/12633
   */
  restoreObject(params: COS.CallParams<COS.RestoreObjectParams>, callback: COS.Callback<COS.RestoreObjectResult>): void;
  restoreObject(params: COS.CallParams<COS.RestoreObjectParams>): Promise<COS.RestoreObjectResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/7748 */
  interface PutObjectAclParams extends ObjectParams, ObjectGrantParams {
    /** All rights as one document, in place of `ACL` and the `Grant...` params. */
    AccessControlPolicy?: AccessControlPolicy | undefined;
  }
  interface PutObjectAclResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/7744 */
  interface GetObjectAclParams extends ObjectParams {
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
  }
  interface GetObjectAclResult extends GeneralResult {
    /** Ready-made rights that come to the same; `default` when those of the bucket count. */
    ACL: ObjectACL;
    /** Accounts besides the owner that may read the object, empty for none. */
    GrantRead: Grant;
    /** Accounts besides the owner that may read these rights, empty for none. */
    GrantReadAcp: Grant;
    /** Accounts besides the owner that may change these rights, empty for none. */
    GrantWriteAcp: Grant;
    /** Accounts besides the owner that may do everything, empty for none. */
    GrantFullControl: Grant;
    /** Who owns the object. */
    Owner: Owner;
    /** The document's entries, always an array. */
    Grants: Grants[];
  }

  /** @see https://cloud.tencent.com/document/product/436/42997 */
  interface PutObjectTaggingParams extends ObjectParams {
    /** All tags, at most 10. */
    Tags: OneOrMore<Tag>;
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
  }
  /** The older form of `PutObjectTaggingParams`. */
  interface PutObjectTaggingDocumentParams extends ObjectParams {
    /** The tags inside a document. */
    Tagging: TaggingDocument;
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
  }
  interface PutObjectTaggingResult extends GeneralResult {}

  interface GetObjectTaggingParams extends ObjectParams {
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
  }
  interface GetObjectTaggingResult extends GeneralResult {
    /** The tags, always an array, empty when there are none. */
    Tags: Tag[];
  }

  interface DeleteObjectTaggingParams extends ObjectParams {
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
  }
  interface DeleteObjectTaggingResult extends GeneralResult {}

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
    /** `*`, or the origin that asked. */
    AccessControlAllowOrigin?: string;
    /** Methods that are allowed, separated by commas. */
    AccessControlAllowMethods?: string;
    /** Request headers that are allowed, separated by commas. */
    AccessControlAllowHeaders?: string;
    /** Response headers that pages may read, separated by commas. */
    AccessControlExposeHeaders?: string;
    /** Seconds that a browser may keep the answer, as text. */
    AccessControlMaxAge?: string;
    /** True when no rule allows it. */
    OptionsForbidden?: boolean;
  }

  /** @see https://cloud.tencent.com/document/product/436/10881 */
  interface PutObjectCopyParams
    extends ObjectParams, MetadataParams, ObjectGrantParams, CopySourceParams, EncryptionParams {
    /** `Replaced` stores the metadata of this call, `Copy` that of the source. Default `Copy`. */
    MetadataDirective?: 'Copy' | 'Replaced' | undefined;
    /** Default: the class of the source. */
    StorageClass?: StorageClass | undefined;
    /** @deprecated Means nothing to the service: name the source's version in `CopySource`. */
    VersionId?: VersionId | undefined;
  }
  interface PutObjectCopyResult extends GeneralResult {
    /** Of the copy. */
    ETag: ETag;
    /** When the copy was made. */
    LastModified: IsoDateTime;
    /** CRC-64 of the object, as a decimal number in text. */
    CRC64?: string;
    /** Host and encoded key of the copy, without scheme. */
    Location: Location;
  }

  /** @see https://cloud.tencent.com/document/product/436/12633 */
  interface RestoreObjectParams extends ObjectParams {
    /** For how long, and how fast. */
    RestoreRequest: RestoreRequest;
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
  }
  interface RestoreObjectResult extends GeneralResult {}

  /** For how long an archived object is to be readable, and how fast. */
  interface RestoreRequest {
    /** Days that the readable copy lives, from 1 to 365. */
    Days: number | string;
    /** How fast it is made. */
    CASJobParameters: RestoreJob;
  }
  /** How fast an archived object is made readable. */
  interface RestoreJob {
    /**
     * For `ARCHIVE` `Expedited` takes 1 to 5 minutes, `Standard` 3 to 5 hours, `Bulk` 5 to 12 hours; for `DEEP_ARCHIVE`
     * `Standard` takes 12 to 24 hours, `Bulk` 24 to 48 hours.
     */
    Tier: 'Expedited' | 'Standard' | 'Bulk';
  }
}
