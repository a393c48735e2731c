// Old names

interface COS {
  /** @deprecated Use `putBucketAcl`. */
  putBucketACL(params: COS.CallParams<COS.PutBucketAclParams>, callback: COS.Callback<COS.PutBucketAclResult>): void;
  putBucketACL(params: COS.CallParams<COS.PutBucketAclParams>): Promise<COS.PutBucketAclResult>;

  /** @deprecated Use `getBucketAcl`. */
  getBucketACL(params: COS.CallParams<COS.GetBucketAclParams>, callback: COS.Callback<COS.GetBucketAclResult>): void;
  getBucketACL(params: COS.CallParams<COS.GetBucketAclParams>): Promise<COS.GetBucketAclResult>;

  /** @deprecated Use `putBucketCors`. */
  putBucketCORS(
    params: COS.CallParams<COS.PutBucketCorsParams | COS.PutBucketCorsDocumentParams>,
    callback: COS.Callback<COS.PutBucketCorsResult>,
  ): void;
  putBucketCORS(
    params: COS.CallParams<COS.PutBucketCorsParams | COS.PutBucketCorsDocumentParams>,
  ): Promise<COS.PutBucketCorsResult>;

  /** @deprecated Use `getBucketCors`. */
  getBucketCORS(params: COS.CallParams<COS.GetBucketCorsParams>, callback: COS.Callback<COS.GetBucketCorsResult>): void;
  getBucketCORS(params: COS.CallParams<COS.GetBucketCorsParams>): Promise<COS.GetBucketCorsResult>;

  /** @deprecated Use `deleteBucketCors`. */
  deleteBucketCORS(
    params: COS.CallParams<COS.DeleteBucketCorsParams>,
    callback: COS.Callback<COS.DeleteBucketCorsResult>,
  ): void;
  deleteBucketCORS(params: COS.CallParams<COS.DeleteBucketCorsParams>): Promise<COS.DeleteBucketCorsResult>;

  /** @deprecated Use `putObjectAcl`. */
  putObjectACL(params: COS.CallParams<COS.PutObjectAclParams>, callback: COS.Callback<COS.PutObjectAclResult>): void;
  putObjectACL(params: COS.CallParams<COS.PutObjectAclParams>): Promise<COS.PutObjectAclResult>;

  /** @deprecated Use `getObjectAcl`. */
  getObjectACL(params: COS.CallParams<COS.GetObjectAclParams>, callback: COS.Callback<COS.GetObjectAclResult>): void;
  getObjectACL(params: COS.CallParams<COS.GetObjectAclParams>): Promise<COS.GetObjectAclResult>;
}
