// Listings page by page

interface COS {
  /**
   * All objects of a bucket, or those below a `Prefix`, for `for await`: pages are asked for as the loop gets to them, one
   * ahead. Leaving the loop ends the listing.
   */
  listObjects(params: COS.CallParams<COS.GetBucketParams>): COS.GroupedListing<COS.CosObject>;

  /**
   * All versions of objects and all delete markers, as `listObjects`. Of each page the versions come first; delete markers
   * have no `ETag`.
   */
  listVersions(params: COS.CallParams<COS.ListObjectVersionsParams>): COS.GroupedListing<COS.ListedVersion>;

  /** All multipart uploads that are neither complete nor aborted, as `listObjects`. */
  listUploads(params: COS.CallParams<COS.MultipartListParams>): COS.GroupedListing<COS.PendingUpload>;

  /** All parts of a multipart upload, as `listObjects`. */
  listParts(params: COS.CallParams<COS.MultipartListPartParams>): COS.Listing<COS.UploadedPart>;
}

declare namespace COS {
  /**
   * Entries of a listing, one by one, in the order of the service. It can be gone through once.
   *
   * The params are those of the call for one page: markers say where the listing begins, `MaxKeys`, `MaxUploads` and
   * `MaxParts` how many entries a page has, and `Signal` ends it with an `AbortError`. A page that fails rejects `next`
   * with a `COSError`, after the entries of the pages before it.
   */
  interface Listing<Entry> extends AsyncIterableIterator<Entry> {
    /** The next entry. */
    next(): Promise<IteratorResult<Entry, any>>;
    /** Ends the listing, and the request that is under way. */
    return(value?: any): Promise<IteratorResult<Entry, any>>;
  }
  /** What `listVersions` finds. */
  type ListedVersion = ObjectVersion | DeleteMarker;
  /** A listing whose keys may be grouped by `Delimiter`. */
  interface GroupedListing<Entry> extends Listing<Entry> {
    /** The groups of all pages so far; of all pages when the loop is through. Empty without `Delimiter`. */
    CommonPrefixes: CommonPrefix[];
  }
}
