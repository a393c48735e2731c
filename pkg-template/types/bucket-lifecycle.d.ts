// Lifecycle of objects

interface COS {
  /**
   * Sets when objects move to another storage class and when they are deleted. Replaces all rules.
   *
   * At most 1000 rules. A rule names days or a date, not both.
   *
   * @see https://cloud.tencent.com/document/product/436/8280
   */
  putBucketLifecycle(
    params: COS.CallParams<COS.PutBucketLifecycleParams | COS.PutBucketLifecycleDocumentParams>,
    callback: COS.Callback<COS.PutBucketLifecycleResult>,
  ): void;
  putBucketLifecycle(
    params: COS.CallParams<COS.PutBucketLifecycleParams | COS.PutBucketLifecycleDocumentParams>,
  ): Promise<COS.PutBucketLifecycleResult>;

  /**
   * Reads the lifecycle rules. A bucket without rules is a success with `statusCode` 404 and an empty list.
   *
   * @see https://cloud.tencent.com/document/product/436/8278
   */
  getBucketLifecycle(
    params: COS.CallParams<COS.GetBucketLifecycleParams>,
    callback: COS.Callback<COS.GetBucketLifecycleResult>,
  ): void;
  getBucketLifecycle(params: COS.CallParams<COS.GetBucketLifecycleParams>): Promise<COS.GetBucketLifecycleResult>;

  /**
   * Removes all lifecycle rules.
   *
   * @see https://cloud.tencent.com/document/product/436/8284
   */
  deleteBucketLifecycle(
    params: COS.CallParams<COS.DeleteBucketLifecycleParams>,
    callback: COS.Callback<COS.DeleteBucketLifecycleResult>,
  ): void;
  deleteBucketLifecycle(
    params: COS.CallParams<COS.DeleteBucketLifecycleParams>,
  ): Promise<COS.DeleteBucketLifecycleResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/8280 */
  interface PutBucketLifecycleParams extends BucketParams {
    /** All rules, at most 1000. */
    Rules: OneOrMore<LifecycleRule>;
  }
  /** The older form of `PutBucketLifecycleParams`. */
  interface PutBucketLifecycleDocumentParams extends BucketParams {
    /** The rules inside a document. */
    LifecycleConfiguration: { Rules: OneOrMore<LifecycleRule> };
  }
  interface PutBucketLifecycleResult extends GeneralResult {}

  interface GetBucketLifecycleParams extends BucketParams {}
  interface GetBucketLifecycleResult extends GeneralResult {
    /** The rules, always an array, empty when there are none. Lists inside a rule are arrays only when repeated. */
    Rules: (LifecycleRule & { ID: string })[];
  }

  interface DeleteBucketLifecycleParams extends BucketParams {}
  interface DeleteBucketLifecycleResult extends GeneralResult {}

  /** When objects move and when they go. */
  interface LifecycleRule {
    /** Name of the rule, at most 255 characters and different from the others. */
    ID?: string | undefined;
    /** Whether the rule counts. */
    Status: 'Enabled' | 'Disabled';
    /** Which objects are meant. Default: all. */
    Filter?: LifecycleFilter | undefined;
    /** When the current version moves to another class. */
    Transition?: OneOrMore<LifecycleTransition> | undefined;
    /** When the current version is deleted. */
    Expiration?: LifecycleExpiration | undefined;
    /** When multipart uploads that nobody completes are aborted. */
    AbortIncompleteMultipartUpload?: LifecycleAbort | undefined;
    /** When versions that are not the current one are deleted. */
    NoncurrentVersionExpiration?: NoncurrentExpiration | undefined;
    /** When versions that are not the current one move to another class. */
    NoncurrentVersionTransition?: OneOrMore<NoncurrentTransition> | undefined;
  }
  /** Which objects a lifecycle rule means. */
  interface LifecycleFilter {
    /** What their keys begin with. */
    Prefix?: Prefix | undefined;
    /** A tag that they have. */
    Tag?: OneOrMore<Tag> | undefined;
    /** Prefix and tags together. */
    And?: { Prefix?: Prefix | undefined; Tag?: OneOrMore<Tag> | undefined } | undefined;
    [member: string]: any;
  }
  /** A move to another class, after days or at a date. */
  interface LifecycleTransition {
    /** Days after the object was last changed. Text in answers. */
    Days?: number | string | undefined;
    /** A day, as midnight in ISO 8601 form: `2030-01-01T00:00:00+08:00`. */
    Date?: string | undefined;
    /** The class to move to. */
    StorageClass?: StorageClass | undefined;
    [member: string]: any;
  }
  /** A deletion, after days or at a date. */
  interface LifecycleExpiration {
    /** Days after the object was last changed. Text in answers. */
    Days?: number | string | undefined;
    /** A day, as midnight in ISO 8601 form: `2030-01-01T00:00:00+08:00`. */
    Date?: string | undefined;
    /** Removes delete markers that hide nothing any more. */
    ExpiredObjectDeleteMarker?: BooleanString | boolean | undefined;
    [member: string]: any;
  }
  /** When to abort multipart uploads. */
  interface LifecycleAbort {
    /** Days after the upload began. Text in answers. */
    DaysAfterInitiation?: number | string | undefined;
    [member: string]: any;
  }
  /** When to delete versions that are not the current one. */
  interface NoncurrentExpiration {
    /** Days after another version took its place. Text in answers. */
    NoncurrentDays?: number | string | undefined;
    [member: string]: any;
  }
  /** When to move versions that are not the current one. */
  interface NoncurrentTransition extends NoncurrentExpiration {
    /** The class to move to. */
    StorageClass?: StorageClass | undefined;
  }
}
