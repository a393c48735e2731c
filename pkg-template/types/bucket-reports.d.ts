// Logs and inventories of a bucket

interface COS {
  /**
   * Sets where the access logs of the bucket are stored, or switches them off.
   *
   * @see https://cloud.tencent.com/document/product/436/17054
   */
  putBucketLogging(
    params: COS.CallParams<COS.PutBucketLoggingParams>,
    callback: COS.Callback<COS.PutBucketLoggingResult>,
  ): void;
  putBucketLogging(params: COS.CallParams<COS.PutBucketLoggingParams>): Promise<COS.PutBucketLoggingResult>;

  /**
   * Tells where the access logs are stored.
   *
   * @see https://cloud.tencent.com/document/product/436/17053
   */
  getBucketLogging(
    params: COS.CallParams<COS.GetBucketLoggingParams>,
    callback: COS.Callback<COS.GetBucketLoggingResult>,
  ): void;
  getBucketLogging(params: COS.CallParams<COS.GetBucketLoggingParams>): Promise<COS.GetBucketLoggingResult>;

  /**
   * Sets a list of the objects that is made daily or weekly.
   *
   * @see https://cloud.tencent.com/document/product/436/33707
   */
  putBucketInventory(
    params: COS.CallParams<COS.PutBucketInventoryParams>,
    callback: COS.Callback<COS.PutBucketInventoryResult>,
  ): void;
  putBucketInventory(params: COS.CallParams<COS.PutBucketInventoryParams>): Promise<COS.PutBucketInventoryResult>;

  /**
   * Has a list of the objects made once, now.
   *
   * @see https://cloud.tencent.com/document/product/436/83382
   */
  postBucketInventory(
    params: COS.CallParams<COS.PostBucketInventoryParams>,
    callback: COS.Callback<COS.PostBucketInventoryResult>,
  ): void;
  postBucketInventory(params: COS.CallParams<COS.PostBucketInventoryParams>): Promise<COS.PostBucketInventoryResult>;

  /**
   * Reads one inventory.
   *
   * @see https://cloud.tencent.com/document/product/436/33705
   */
  getBucketInventory(
    params: COS.CallParams<COS.GetBucketInventoryParams>,
    callback: COS.Callback<COS.GetBucketInventoryResult>,
  ): void;
  getBucketInventory(params: COS.CallParams<COS.GetBucketInventoryParams>): Promise<COS.GetBucketInventoryResult>;

  /**
   * Lists the inventories, at most 100 a call. When `IsTruncated` is `'true'`, call again with `ContinuationToken:
   * NextContinuationToken`.
   *
   * @see https://cloud.tencent.com/document/product/436/33706
   */
  listBucketInventory(
    params: COS.CallParams<COS.ListBucketInventoryParams>,
    callback: COS.Callback<COS.ListBucketInventoryResult>,
  ): void;
  listBucketInventory(params: COS.CallParams<COS.ListBucketInventoryParams>): Promise<COS.ListBucketInventoryResult>;

  /**
   * Removes one inventory; lists that were made stay.
   *
   * @see https://cloud.tencent.com/document/product/436/33704
   */
  deleteBucketInventory(
    params: COS.CallParams<COS.DeleteBucketInventoryParams>,
    callback: COS.Callback<COS.DeleteBucketInventoryResult>,
  ): void;
  deleteBucketInventory(
    params: COS.CallParams<COS.DeleteBucketInventoryParams>,
  ): Promise<COS.DeleteBucketInventoryResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/17054 */
  interface PutBucketLoggingParams extends BucketParams {
    /** What to set; empty switches the logs off. */
    BucketLoggingStatus: BucketLoggingStatus | '';
  }
  interface PutBucketLoggingResult extends GeneralResult {}

  interface GetBucketLoggingParams extends BucketParams {}
  interface GetBucketLoggingResult extends GeneralResult {
    /** What is set; an empty text, in spite of its type, when the logs are off. */
    BucketLoggingStatus: BucketLoggingStatus;
  }

  /** Where access logs go. */
  interface BucketLoggingStatus {
    /** Absent when the logs are off. */
    LoggingEnabled?: LoggingEnabled | undefined;
  }
  /** A place for access logs. */
  interface LoggingEnabled {
    /** A bucket of the same account and region, better not the same bucket. */
    TargetBucket: Bucket;
    /** What the logs' keys begin with. */
    TargetPrefix: Prefix;
  }

  /** @see https://cloud.tencent.com/document/product/436/33707 */
  interface PutBucketInventoryParams extends BucketParams {
    /** Name of the inventory: letters, digits, `-`, `_` and `.`; the same as in the document. */
    Id: string;
    /** The inventory. */
    InventoryConfiguration: InventoryConfiguration;
  }
  interface PutBucketInventoryResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/83382 */
  interface PostBucketInventoryParams extends BucketParams {
    /** Name of the inventory: letters, digits, `-`, `_` and `.`; the same as in the document. */
    Id: string;
    /** The inventory, without a schedule. */
    InventoryConfiguration: BaseInventoryConfiguration;
  }
  interface PostBucketInventoryResult extends GeneralResult {}

  interface GetBucketInventoryParams extends BucketParams {
    /** Name of the inventory. */
    Id: string;
  }
  interface GetBucketInventoryResult extends GeneralResult {
    /** The inventory, `OptionalFields` as an array. */
    InventoryConfiguration: InventoryConfiguration;
  }

  /** @see https://cloud.tencent.com/document/product/436/33706 */
  interface ListBucketInventoryParams extends BucketParams {
    /** `NextContinuationToken` of the page before. Default: the first page. */
    ContinuationToken?: string | undefined;
  }
  interface ListBucketInventoryResult extends GeneralResult {
    /** The inventories, always an array. */
    InventoryConfigurations: InventoryConfiguration[];
    /** The token of this page. */
    ContinuationToken: string;
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** `ContinuationToken` of the next page. */
    NextContinuationToken?: string;
  }

  interface DeleteBucketInventoryParams extends BucketParams {
    /** Name of the inventory. */
    Id: string;
  }
  interface DeleteBucketInventoryResult extends GeneralResult {}

  /** An inventory: what it lists, and where the list goes. */
  interface BaseInventoryConfiguration {
    /** Name of the inventory, the same as the param `Id`. */
    Id: string;
    /** `All` lists all versions, `Current` only the current ones. */
    IncludedObjectVersions: 'All' | 'Current';
    /** Which objects are listed. Default: all. */
    Filter?: InventoryFilter | undefined;
    /** What is told of an object besides its key: `Size`, `LastModifiedDate`, `ETag`, `StorageClass` and more. */
    OptionalFields?: string[] | undefined;
    /** Where the list goes. */
    Destination: InventoryDestination;
  }
  /** An inventory that is made again and again. */
  interface InventoryConfiguration extends BaseInventoryConfiguration {
    /** Whether lists are made. */
    IsEnabled: BooleanString;
    /** How often. */
    Schedule: InventorySchedule;
  }
  /** How often a list is made. */
  interface InventorySchedule {
    /** Every day or every week. */
    Frequency: 'Daily' | 'Weekly';
  }
  /** Which objects an inventory lists. */
  interface InventoryFilter {
    /** What their keys begin with. */
    Prefix?: Prefix | undefined;
    /** When they were made. */
    Period?: InventoryPeriod | undefined;
    /** Tags that they have. */
    Tag?: OneOrMore<Tag> | undefined;
    /** Prefix and tags together. */
    And?: { Prefix: Prefix; Tag: OneOrMore<Tag> } | undefined;
  }
  /** A time, both ends included. Text in answers. */
  interface InventoryPeriod {
    /** Seconds since 1970. */
    StartTime?: number | string | undefined;
    /** Seconds since 1970. */
    EndTime?: number | string | undefined;
  }
  /** Where a list goes. */
  interface InventoryDestination {
    /** A bucket of the same region. */
    COSBucketDestination: InventoryBucket;
  }
  /** The bucket that a list goes to. */
  interface InventoryBucket {
    /** `qcs::cos:[Region]::[BucketName-APPID]`. */
    Bucket: string;
    /** `CSV`; the service also knows `ORC` and `Parquet`. */
    Format: 'CSV' | 'ORC' | 'Parquet';
    /** The bucket's owner: `100000000001`. */
    AccountId?: string | undefined;
    /** What the list's key begins with. */
    Prefix?: Prefix | undefined;
    /** How the list is encrypted. Default: not. */
    Encryption?: InventoryEncryption | undefined;
  }
  /** How a list is encrypted. */
  interface InventoryEncryption {
    /** An empty text: by keys of the service. */
    SSECOS?: '' | string | undefined;
  }
}
