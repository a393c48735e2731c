// Buckets

interface COS {
  /** Lists the buckets of the account. */
  getService(callback: COS.Callback<COS.GetServiceResult>): void;
  getService(params: COS.CallParams<COS.GetServiceParams>, callback: COS.Callback<COS.GetServiceResult>): void;
  getService(params?: COS.CallParams<COS.GetServiceParams>): Promise<COS.GetServiceResult>;

  /** Creates a bucket. */
  putBucket(params: COS.CallParams<COS.PutBucketParams>, callback: COS.Callback<COS.PutBucketResult>): void;
  putBucket(params: COS.CallParams<COS.PutBucketParams>): Promise<COS.PutBucketResult>;

  /** Tells whether a bucket exists and may be used. Without a body to read, `statusCode` 403 or 404 says why not. */
  headBucket(params: COS.CallParams<COS.HeadBucketParams>, callback: COS.Callback<COS.HeadBucketResult>): void;
  headBucket(params: COS.CallParams<COS.HeadBucketParams>): Promise<COS.HeadBucketResult>;

  /**
   * Lists objects, at most 1000 a call. When `IsTruncated` is `'true'`, call again with `Marker: NextMarker`.
   *
   * @see https://cloud.tencent.com/document/product/436/7734
   */
  getBucket(params: COS.CallParams<COS.GetBucketParams>, callback: COS.Callback<COS.GetBucketResult>): void;
  getBucket(params: COS.CallParams<COS.GetBucketParams>): Promise<COS.GetBucketResult>;

  /** Deletes an empty bucket. */
  deleteBucket(params: COS.CallParams<COS.DeleteBucketParams>, callback: COS.Callback<COS.DeleteBucketResult>): void;
  deleteBucket(params: COS.CallParams<COS.DeleteBucketParams>): Promise<COS.DeleteBucketResult>;

  /** Tells the region of a bucket. */
  getBucketLocation(
    params: COS.CallParams<COS.GetBucketLocationParams>,
    callback: COS.Callback<COS.GetBucketLocationResult>,
  ): void;
  getBucketLocation(params: COS.CallParams<COS.GetBucketLocationParams>): Promise<COS.GetBucketLocationResult>;
}

declare namespace COS {
  interface GetServiceParams extends CommonParams {
    /** Lists only the buckets of this region. */
    Region?: Region | undefined;
  }
  interface GetServiceResult extends GeneralResult {
    Buckets: {
      /** Name with the account's number. */
      Name: Bucket;
      Location: Region;
      CreationDate: IsoDateTime;
      BucketType?: string;
    }[];
    Owner: Owner;
  }

  interface PutBucketParams extends BucketParams {
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
    /** `MAZ` spreads the bucket over several availability zones. */
    BucketAZConfig?: 'MAZ' | string | undefined;
  }
  interface PutBucketResult extends GeneralResult {
    /** Host of the new bucket with a slash behind it, without scheme. */
    Location: Location;
  }

  interface HeadBucketParams extends BucketParams {}
  interface HeadBucketResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/7734 */
  interface GetBucketParams extends BucketParams {
    /** Lists only keys that begin so. Default: all. */
    Prefix?: Prefix | undefined;
    /** Groups keys that are the same between `Prefix` and this character into `CommonPrefixes`. */
    Delimiter?: Delimiter | undefined;
    /** Lists keys after this one, in UTF-8 order: `NextMarker` of the page before. */
    Marker?: Key | undefined;
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxKeys?: number | undefined;
    /** `url` for percent-encoded keys. */
    EncodingType?: EncodingType | undefined;
  }
  /** An object as a listing shows it. */
  interface CosObject {
    Key: Key;
    LastModified: IsoDateTime;
    ETag: ETag;
    /** Bytes, as text. */
    Size: string;
    StorageClass: StorageClass;
    /** Tier inside `INTELLIGENT_TIERING`. */
    StorageTier?: string;
    Owner: Owner;
  }
  interface GetBucketResult extends GeneralResult {
    /** Name of the bucket. */
    Name: string;
    Prefix: string;
    Marker: string;
    /** Entries of one page, as text. */
    MaxKeys: string;
    Delimiter?: string;
    EncodingType?: string;
    /** Always an array, empty when nothing was found. */
    Contents: CosObject[];
    /** Always an array, empty without `Delimiter`. */
    CommonPrefixes: { Prefix: Prefix }[];
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** `Marker` of the next page. */
    NextMarker?: string;
  }

  interface DeleteBucketParams extends BucketParams {}
  interface DeleteBucketResult extends GeneralResult {}

  interface GetBucketLocationParams extends BucketParams {}
  interface GetBucketLocationResult extends GeneralResult {
    LocationConstraint: Region;
  }
}
