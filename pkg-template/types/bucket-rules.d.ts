// Rules of a bucket

interface COS {
  /**
   * Sets the tags of the bucket, for bills and rights. Replaces all tags.
   *
   * @see https://cloud.tencent.com/document/product/436/34838
   */
  putBucketTagging(
    params: COS.CallParams<COS.PutBucketTaggingParams | COS.PutBucketTaggingDocumentParams>,
    callback: COS.Callback<COS.PutBucketTaggingResult>,
  ): void;
  putBucketTagging(
    params: COS.CallParams<COS.PutBucketTaggingParams | COS.PutBucketTaggingDocumentParams>,
  ): Promise<COS.PutBucketTaggingResult>;

  /**
   * Reads the tags. A bucket without tags is a success with `statusCode` 404 and an empty list.
   *
   * @see https://cloud.tencent.com/document/product/436/34837
   */
  getBucketTagging(
    params: COS.CallParams<COS.GetBucketTaggingParams>,
    callback: COS.Callback<COS.GetBucketTaggingResult>,
  ): void;
  getBucketTagging(params: COS.CallParams<COS.GetBucketTaggingParams>): Promise<COS.GetBucketTaggingResult>;

  /**
   * Removes all tags of the bucket.
   *
   * @see https://cloud.tencent.com/document/product/436/34836
   */
  deleteBucketTagging(
    params: COS.CallParams<COS.DeleteBucketTaggingParams>,
    callback: COS.Callback<COS.DeleteBucketTaggingResult>,
  ): void;
  deleteBucketTagging(params: COS.CallParams<COS.DeleteBucketTaggingParams>): Promise<COS.DeleteBucketTaggingResult>;

  /**
   * Switches versioning on, or suspends it. It can never be switched off again.
   *
   * Once it is on, overwritten and deleted objects stay as versions and are paid for.
   *
   * @see https://cloud.tencent.com/document/product/436/19889
   */
  putBucketVersioning(
    params: COS.CallParams<COS.PutBucketVersioningParams>,
    callback: COS.Callback<COS.PutBucketVersioningResult>,
  ): void;
  putBucketVersioning(params: COS.CallParams<COS.PutBucketVersioningParams>): Promise<COS.PutBucketVersioningResult>;

  /**
   * Tells whether versioning is on.
   *
   * @see https://cloud.tencent.com/document/product/436/19888
   */
  getBucketVersioning(
    params: COS.CallParams<COS.GetBucketVersioningParams>,
    callback: COS.Callback<COS.GetBucketVersioningResult>,
  ): void;
  getBucketVersioning(params: COS.CallParams<COS.GetBucketVersioningParams>): Promise<COS.GetBucketVersioningResult>;

  /**
   * Sets which new objects are copied to another bucket. Replaces all rules.
   *
   * Versioning has to be on in both buckets.
   *
   * @see https://cloud.tencent.com/document/product/436/19223
   */
  putBucketReplication(
    params: COS.CallParams<COS.PutBucketReplicationParams>,
    callback: COS.Callback<COS.PutBucketReplicationResult>,
  ): void;
  putBucketReplication(params: COS.CallParams<COS.PutBucketReplicationParams>): Promise<COS.PutBucketReplicationResult>;

  /**
   * Reads the replication rules. A bucket without rules is a success with `statusCode` 404 and an empty list.
   *
   * @see https://cloud.tencent.com/document/product/436/19222
   */
  getBucketReplication(
    params: COS.CallParams<COS.GetBucketReplicationParams>,
    callback: COS.Callback<COS.GetBucketReplicationResult>,
  ): void;
  getBucketReplication(params: COS.CallParams<COS.GetBucketReplicationParams>): Promise<COS.GetBucketReplicationResult>;

  /**
   * Removes all replication rules; what was copied stays.
   *
   * @see https://cloud.tencent.com/document/product/436/19221
   */
  deleteBucketReplication(
    params: COS.CallParams<COS.DeleteBucketReplicationParams>,
    callback: COS.Callback<COS.DeleteBucketReplicationResult>,
  ): void;
  deleteBucketReplication(
    params: COS.CallParams<COS.DeleteBucketReplicationParams>,
  ): Promise<COS.DeleteBucketReplicationResult>;

  /**
   * Sets how new objects are encrypted when the upload says nothing.
   *
   * @see https://cloud.tencent.com/document/product/436/40136
   */
  putBucketEncryption(
    params: COS.CallParams<COS.PutBucketEncryptionParams>,
    callback: COS.Callback<COS.PutBucketEncryptionResult>,
  ): void;
  putBucketEncryption(params: COS.CallParams<COS.PutBucketEncryptionParams>): Promise<COS.PutBucketEncryptionResult>;

  /**
   * Reads how new objects are encrypted. A bucket without a setting is a success with `statusCode` 404 and an empty
   * list.
   *
   * @see https://cloud.tencent.com/document/product/436/40137
   */
  getBucketEncryption(
    params: COS.CallParams<COS.GetBucketEncryptionParams>,
    callback: COS.Callback<COS.GetBucketEncryptionResult>,
  ): void;
  getBucketEncryption(params: COS.CallParams<COS.GetBucketEncryptionParams>): Promise<COS.GetBucketEncryptionResult>;

  /**
   * Removes the setting: new objects are not encrypted unless the upload says so.
   *
   * @see https://cloud.tencent.com/document/product/436/40138
   */
  deleteBucketEncryption(
    params: COS.CallParams<COS.DeleteBucketEncryptionParams>,
    callback: COS.Callback<COS.DeleteBucketEncryptionResult>,
  ): void;
  deleteBucketEncryption(
    params: COS.CallParams<COS.DeleteBucketEncryptionParams>,
  ): Promise<COS.DeleteBucketEncryptionResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/34838 */
  interface PutBucketTaggingParams extends BucketParams {
    /** All tags, at most 50. */
    Tags: OneOrMore<Tag>;
  }
  /** The older form of `PutBucketTaggingParams`. */
  interface PutBucketTaggingDocumentParams extends BucketParams {
    /** The tags inside a document. */
    Tagging: TaggingDocument;
  }
  interface PutBucketTaggingResult extends GeneralResult {}

  interface GetBucketTaggingParams extends BucketParams {}
  interface GetBucketTaggingResult extends GeneralResult {
    /** The tags, always an array, empty when there are none. */
    Tags: Tag[];
  }

  interface DeleteBucketTaggingParams extends BucketParams {}
  interface DeleteBucketTaggingResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/19889 */
  interface PutBucketVersioningParams extends BucketParams {
    /** What to set. */
    VersioningConfiguration: VersioningConfiguration;
  }
  interface PutBucketVersioningResult extends GeneralResult {}

  interface GetBucketVersioningParams extends BucketParams {}
  interface GetBucketVersioningResult extends GeneralResult {
    /** What is set; without `Status`, in spite of its type, when versioning was never on. */
    VersioningConfiguration: VersioningConfiguration;
  }

  /** Whether versions are kept. */
  interface VersioningConfiguration {
    /** `Suspended` keeps the versions there are and makes no new ones. */
    Status: 'Enabled' | 'Suspended';
  }

  /** @see https://cloud.tencent.com/document/product/436/19223 */
  interface PutBucketReplicationParams extends BucketParams {
    /** The rules and on whose behalf they run. */
    ReplicationConfiguration: ReplicationConfiguration;
  }
  interface PutBucketReplicationResult extends GeneralResult {}

  interface GetBucketReplicationParams extends BucketParams {}
  interface GetBucketReplicationResult extends GeneralResult {
    /** The rules, always an array; `Role` is absent, in spite of its type, when there are none. */
    ReplicationConfiguration: ReplicationConfiguration;
  }

  interface DeleteBucketReplicationParams extends BucketParams {}
  interface DeleteBucketReplicationResult extends GeneralResult {}

  /** All replication of a bucket. */
  interface ReplicationConfiguration {
    /** Account that copies: `qcs::cam::uin/[OwnerUin]:uin/[SubUin]`. */
    Role: string;
    /** The rules, at most 1000. */
    Rules: ReplicationRule[];
  }
  /** Which objects are copied where. Each names its objects by `Prefix` or by `Filter`. */
  interface ReplicationRule {
    /** Name of the rule. */
    ID?: string | undefined;
    /** Whether the rule counts. */
    Status: 'Enabled' | 'Disabled';
    /** Which rule counts when several fit: the highest number. Text in answers. */
    Priority?: number | string | undefined;
    /** What the keys begin with, empty for all; rules must not overlap. */
    Prefix?: Prefix | undefined;
    /** Prefix and tags, in place of `Prefix`. */
    Filter?: ReplicationFilter | undefined;
    /** Whether delete markers are copied, too. */
    DeleteMarkerReplication?: { Status: 'Enabled' | 'Disabled' } | undefined;
    /** Where the copies go. */
    Destination: ReplicationDestination;
  }
  /** Which objects a replication rule means. */
  interface ReplicationFilter {
    /** What their keys begin with. */
    Prefix?: Prefix | undefined;
    /** Prefix and tags together. */
    And?: { Prefix?: Prefix | undefined; Tags?: OneOrMore<Tag> | undefined; Tag?: OneOrMore<Tag> } | undefined;
  }
  /** Where copies go. */
  interface ReplicationDestination {
    /** The other bucket: `qcs::cos:[Region]::[BucketName-APPID]`. */
    Bucket: string;
    /** Class of the copies. Default: that of the object. */
    StorageClass?: StorageClass | undefined;
  }

  /** @see https://cloud.tencent.com/document/product/436/40136 */
  interface PutBucketEncryptionParams extends BucketParams {
    /** What to set. */
    ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration | { Rules: OneOrMore<EncryptionRule> };
  }
  interface PutBucketEncryptionResult extends GeneralResult {}

  interface GetBucketEncryptionParams extends BucketParams {}
  interface GetBucketEncryptionResult extends GeneralResult {
    /** What is set, as the service sends it; absent, in spite of its type, when nothing is. */
    ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration;
    /** What is set, as a list, empty when nothing is. */
    EncryptionConfiguration: EncryptionRules;
  }

  interface DeleteBucketEncryptionParams extends BucketParams {}
  interface DeleteBucketEncryptionResult extends GeneralResult {}

  /** How new objects are encrypted. */
  interface ServerSideEncryptionConfiguration {
    /** The rule; one object in answers. */
    Rule: OneOrMore<EncryptionRule>;
  }
  /** How new objects are encrypted, as a list. */
  interface EncryptionRules {
    /** Always an array. */
    Rules: EncryptionRule[];
  }
  /** One way to encrypt. */
  interface EncryptionRule {
    /** Which one. */
    ApplySideEncryptionConfiguration: EncryptionAlgorithm;
  }
  /** An algorithm, and its key. */
  interface EncryptionAlgorithm {
    /** `AES256` for keys of the service, `KMS` for keys of the key management service. */
    SSEAlgorithm: 'AES256' | 'KMS' | 'SM4';
    /** Id of the key in the key management service. */
    KMSMasterKeyID?: string | undefined;
  }
}
