// Buckets

interface COS {
  /**
   * Lists the buckets of the account.
   *
   * @see https://cloud.tencent.com/document/product/436/8291
   */
  getService(callback: COS.Callback<COS.GetServiceResult>): void;
  getService(params: COS.CallParams<COS.GetServiceParams>, callback: COS.Callback<COS.GetServiceResult>): void;
  getService(params?: COS.CallParams<COS.GetServiceParams>): Promise<COS.GetServiceResult>;

  /**
   * Creates a bucket.
   *
   * @see https://cloud.tencent.com/document/product/436/7738
   */
  putBucket(params: COS.CallParams<COS.PutBucketParams>, callback: COS.Callback<COS.PutBucketResult>): void;
  putBucket(params: COS.CallParams<COS.PutBucketParams>): Promise<COS.PutBucketResult>;

  /**
   * Tells whether a bucket exists and may be used. Without a body to read, `statusCode` 403 or 404 says why not.
   *
   * @see https://cloud.tencent.com/document/product/436/7735
   */
  headBucket(params: COS.CallParams<COS.HeadBucketParams>, callback: COS.Callback<COS.HeadBucketResult>): void;
  headBucket(params: COS.CallParams<COS.HeadBucketParams>): Promise<COS.HeadBucketResult>;

  /**
   * Lists objects, at most 1000 a call. When `IsTruncated` is `'true'`, call again with `Marker: NextMarker`.
   *
   * @see https://cloud.tencent.com/document/product/436/7734
   */
  getBucket(params: COS.CallParams<COS.GetBucketParams>, callback: COS.Callback<COS.GetBucketResult>): void;
  getBucket(params: COS.CallParams<COS.GetBucketParams>): Promise<COS.GetBucketResult>;

  /**
   * Lists all versions of objects, and delete markers, at most 1000 a call. When `IsTruncated` is `'true'`, call again
   * with `KeyMarker: NextKeyMarker` and `VersionIdMarker: NextVersionIdMarker`.
   *
   * @see https://cloud.tencent.com/document/product/436/35521
   */
  listObjectVersions(
    params: COS.CallParams<COS.ListObjectVersionsParams>,
    callback: COS.Callback<COS.ListObjectVersionsResult>,
  ): void;
  listObjectVersions(params: COS.CallParams<COS.ListObjectVersionsParams>): Promise<COS.ListObjectVersionsResult>;

  /**
   * Deletes an empty bucket: one without objects, versions and unfinished uploads.
   *
   * @see https://cloud.tencent.com/document/product/436/7732
   */
  deleteBucket(params: COS.CallParams<COS.DeleteBucketParams>, callback: COS.Callback<COS.DeleteBucketResult>): void;
  deleteBucket(params: COS.CallParams<COS.DeleteBucketParams>): Promise<COS.DeleteBucketResult>;

  /**
   * Tells the region of a bucket.
   *
   * @see https://cloud.tencent.com/document/product/436/8275
   */
  getBucketLocation(
    params: COS.CallParams<COS.GetBucketLocationParams>,
    callback: COS.Callback<COS.GetBucketLocationResult>,
  ): void;
  getBucketLocation(params: COS.CallParams<COS.GetBucketLocationParams>): Promise<COS.GetBucketLocationResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/8291 */
  interface GetServiceParams extends CommonParams {
    /** Lists only the buckets of this region. */
    Region?: Region | undefined;
  }
  interface GetServiceResult extends GeneralResult {
    /** Always an array, empty when there are none. */
    Buckets: BucketEntry[];
    /** Who owns the account. */
    Owner: Owner;
  }
  /** A bucket as the list shows it. */
  interface BucketEntry {
    /** Name with the account's number. */
    Name: Bucket;
    /** Its region. */
    Location: Region;
    /** When it was made. */
    CreationDate: IsoDateTime;
    /** `cos`. */
    BucketType?: string;
  }

  /** @see https://cloud.tencent.com/document/product/436/7738 */
  interface PutBucketParams extends BucketParams, BucketGrantParams {
    /** `MAZ` spreads the bucket over several availability zones. Default: one zone. */
    BucketAZConfig?: 'MAZ' | string | undefined;
  }
  interface PutBucketResult extends GeneralResult {
    /** Host of the new bucket with a slash behind it, without scheme. */
    Location: Location;
  }

  interface HeadBucketParams extends BucketParams {}
  interface HeadBucketResult extends GeneralResult {}

  /** @see https://cloud.tencent.com/document/product/436/7734 */
  interface GetBucketParams extends BucketParams, ListingParams {
    /** Lists keys after this one, in UTF-8 order: `NextMarker` of the page before. */
    Marker?: Key | undefined;
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxKeys?: number | undefined;
  }
  interface GetBucketResult extends GeneralResult {
    /** Name of the bucket. */
    Name: string;
    /** What was asked for. */
    Prefix: string;
    /** What was asked for. */
    Marker: string;
    /** Entries of one page, as text. */
    MaxKeys: string;
    /** What was asked for. */
    Delimiter?: string;
    /** What was asked for. */
    EncodingType?: string;
    /** Always an array, empty when nothing was found. */
    Contents: CosObject[];
    /** Always an array, empty without `Delimiter`. */
    CommonPrefixes: CommonPrefix[];
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** `Marker` of the next page. */
    NextMarker?: string;
  }
  /** An object as a listing shows it. */
  interface CosObject {
    /** Its key. */
    Key: Key;
    /** When it was last changed. */
    LastModified: IsoDateTime;
    /** Its entity tag. */
    ETag: ETag;
    /** Bytes, as text. */
    Size: string;
    /** Its storage class. */
    StorageClass: StorageClass;
    /** Tier inside `INTELLIGENT_TIERING`: `FREQUENT` or `INFREQUENT`. */
    StorageTier?: string;
    /** Who owns it. */
    Owner: Owner;
  }
  /** What several keys begin with. */
  interface CommonPrefix {
    /** It ends with the delimiter. */
    Prefix: Prefix;
  }

  /** @see https://cloud.tencent.com/document/product/436/35521 */
  interface ListObjectVersionsParams extends BucketParams, ListingParams {
    /** Lists keys after this one, in UTF-8 order: `NextKeyMarker` of the page before. */
    KeyMarker?: Key | undefined;
    /** With `KeyMarker`: also lists versions of that key after this one, `NextVersionIdMarker` of the page before. */
    VersionIdMarker?: VersionId | undefined;
    /** Entries of one page, from 1 to 1000. Default 1000. */
    MaxKeys?: number | string | undefined;
  }
  interface ListObjectVersionsResult extends GeneralResult {
    /** Name of the bucket. */
    Name: string;
    /** What was asked for. */
    Prefix: string;
    /** What was asked for. */
    KeyMarker: string;
    /** What was asked for. */
    VersionIdMarker: string;
    /** Entries of one page, as text. */
    MaxKeys: string;
    /** What was asked for. */
    Delimiter?: string;
    /** What was asked for. */
    EncodingType?: string;
    /** Versions, always an array, newest first inside a key. */
    Versions: ObjectVersion[];
    /** Delete markers, always an array. */
    DeleteMarkers: DeleteMarker[];
    /** Always an array, empty without `Delimiter`. */
    CommonPrefixes: CommonPrefix[];
    /** `'true'` when there is another page. */
    IsTruncated: BooleanString;
    /** `KeyMarker` of the next page. */
    NextKeyMarker?: string;
    /** `VersionIdMarker` of the next page; may be empty. */
    NextVersionIdMarker?: string;
  }
  /** A delete marker: what hides an object that was deleted while versioning was on. */
  interface DeleteMarker {
    /** Key of the object that it hides. */
    Key: Key;
    /** Its own version. */
    VersionId: VersionId;
    /** `'true'` when it is what the key means now. */
    IsLatest: BooleanString;
    /** When it was made. */
    LastModified: IsoDateTime;
    /** Who owns it. */
    Owner: Owner;
  }
  /** A version of an object. */
  interface ObjectVersion extends DeleteMarker {
    /** Its entity tag. */
    ETag: ETag;
    /** Bytes, as text. */
    Size: string;
    /** Its storage class. */
    StorageClass: StorageClass;
    /** Tier inside `INTELLIGENT_TIERING`: `FREQUENT` or `INFREQUENT`. */
    StorageTier?: string;
  }

  interface DeleteBucketParams extends BucketParams {}
  interface DeleteBucketResult extends GeneralResult {}

  interface GetBucketLocationParams extends BucketParams {}
  interface GetBucketLocationResult extends GeneralResult {
    /** The region. */
    LocationConstraint: Region;
  }
}
