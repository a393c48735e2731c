// Who may use a bucket

interface COS {
  /**
   * Sets who may use the bucket: by `ACL` and the `Grant...` params, or by a whole `AccessControlPolicy`.
   *
   * Replaces what was set before.
   *
   * @see https://cloud.tencent.com/document/product/436/7737
   */
  putBucketAcl(params: COS.CallParams<COS.PutBucketAclParams>, callback: COS.Callback<COS.PutBucketAclResult>): void;
  putBucketAcl(params: COS.CallParams<COS.PutBucketAclParams>): Promise<COS.PutBucketAclResult>;

  /**
   * Reads who may use the bucket, as a document and as the params of `putBucketAcl`.
   *
   * @see https://cloud.tencent.com/document/product/436/7733
   */
  getBucketAcl(params: COS.CallParams<COS.GetBucketAclParams>, callback: COS.Callback<COS.GetBucketAclResult>): void;
  getBucketAcl(params: COS.CallParams<COS.GetBucketAclParams>): Promise<COS.GetBucketAclResult>;

  /**
   * Sets which pages of other origins may use the bucket. Replaces all rules.
   *
   * An upload page needs at least PUT, POST and HEAD, all headers allowed, and `ETag` exposed.
   *
   * @see https://cloud.tencent.com/document/product/436/8279
   */
  putBucketCors(
    params: COS.CallParams<COS.PutBucketCorsParams | COS.PutBucketCorsDocumentParams>,
    callback: COS.Callback<COS.PutBucketCorsResult>,
  ): void;
  putBucketCors(
    params: COS.CallParams<COS.PutBucketCorsParams | COS.PutBucketCorsDocumentParams>,
  ): Promise<COS.PutBucketCorsResult>;

  /**
   * Reads the CORS rules. A bucket without rules is a success with `statusCode` 404 and an empty list.
   *
   * @see https://cloud.tencent.com/document/product/436/8274
   */
  getBucketCors(params: COS.CallParams<COS.GetBucketCorsParams>, callback: COS.Callback<COS.GetBucketCorsResult>): void;
  getBucketCors(params: COS.CallParams<COS.GetBucketCorsParams>): Promise<COS.GetBucketCorsResult>;

  /**
   * Removes all CORS rules: no page of another origin may use the bucket any more.
   *
   * @see https://cloud.tencent.com/document/product/436/8283
   */
  deleteBucketCors(
    params: COS.CallParams<COS.DeleteBucketCorsParams>,
    callback: COS.Callback<COS.DeleteBucketCorsResult>,
  ): void;
  deleteBucketCors(params: COS.CallParams<COS.DeleteBucketCorsParams>): Promise<COS.DeleteBucketCorsResult>;

  /**
   * Sets the policy of the bucket: who may do what, under which conditions. Replaces the whole policy.
   *
   * A policy is at most 20 KB.
   *
   * @see https://cloud.tencent.com/document/product/436/8282
   */
  putBucketPolicy(
    params: COS.CallParams<COS.PutBucketPolicyParams>,
    callback: COS.Callback<COS.PutBucketPolicyResult>,
  ): void;
  putBucketPolicy(params: COS.CallParams<COS.PutBucketPolicyParams>): Promise<COS.PutBucketPolicyResult>;

  /**
   * Reads the policy of the bucket.
   *
   * Without a policy, and without the right to read it, the call fails; `ErrorStatus` of the error says which.
   *
   * @see https://cloud.tencent.com/document/product/436/8276
   */
  getBucketPolicy(
    params: COS.CallParams<COS.GetBucketPolicyParams>,
    callback: COS.Callback<COS.GetBucketPolicyResult>,
  ): void;
  getBucketPolicy(params: COS.CallParams<COS.GetBucketPolicyParams>): Promise<COS.GetBucketPolicyResult>;

  /**
   * Removes the policy of the bucket. Removing none is a success.
   *
   * @see https://cloud.tencent.com/document/product/436/8285
   */
  deleteBucketPolicy(
    params: COS.CallParams<COS.DeleteBucketPolicyParams>,
    callback: COS.Callback<COS.DeleteBucketPolicyResult>,
  ): void;
  deleteBucketPolicy(params: COS.CallParams<COS.DeleteBucketPolicyParams>): Promise<COS.DeleteBucketPolicyResult>;

  /**
   * Sets which pages may embed the bucket's objects, by the `Referer` that browsers send.
   *
   * @see https://cloud.tencent.com/document/product/436/32492
   */
  putBucketReferer(
    params: COS.CallParams<COS.PutBucketRefererParams>,
    callback: COS.Callback<COS.PutBucketRefererResult>,
  ): void;
  putBucketReferer(params: COS.CallParams<COS.PutBucketRefererParams>): Promise<COS.PutBucketRefererResult>;

  /**
   * Reads the referer rule. A bucket without one is a success with `statusCode` 404 and an empty
   * `RefererConfiguration`.
   *
   * @see https://cloud.tencent.com/document/product/436/32493
   */
  getBucketReferer(
    params: COS.CallParams<COS.GetBucketRefererParams>,
    callback: COS.Callback<COS.GetBucketRefererResult>,
  ): void;
  getBucketReferer(params: COS.CallParams<COS.GetBucketRefererParams>): Promise<COS.GetBucketRefererResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/7737 */
  interface PutBucketAclParams extends BucketParams, BucketGrantParams {
    /** All rights as one document, in place of `ACL` and the `Grant...` params. */
    AccessControlPolicy?: AccessControlPolicy | undefined;
  }
  interface PutBucketAclResult extends GeneralResult {}

  interface GetBucketAclParams extends BucketParams {}
  interface GetBucketAclResult extends GeneralResult {
    /** Ready-made rights that come to the same; from `x-cos-acl` where the service sends that. */
    ACL: BucketACL;
    /** Accounts besides the owner that may list the bucket and read its objects, empty for none. */
    GrantRead: Grant;
    /** Accounts besides the owner that may create and delete objects, empty for none. */
    GrantWrite: Grant;
    /** Accounts besides the owner that may read these rights, empty for none. */
    GrantReadAcp: Grant;
    /** Accounts besides the owner that may change these rights, empty for none. */
    GrantWriteAcp: Grant;
    /** Accounts besides the owner that may do everything, empty for none. */
    GrantFullControl: Grant;
    /** Who owns the bucket. */
    Owner: Owner;
    /** The document's entries, always an array. */
    Grants: Grants[];
  }

  /** @see https://cloud.tencent.com/document/product/436/8279 */
  interface PutBucketCorsParams extends BucketParams {
    /** All rules, at most 100; the first that fits an origin and a method counts. */
    CORSRules: OneOrMore<CORSRule>;
    /** `'true'` adds `Vary: Origin` to every answer, so that caches keep answers for different origins apart. */
    ResponseVary?: BooleanString | boolean | undefined;
  }
  /** The older form of `PutBucketCorsParams`. */
  interface PutBucketCorsDocumentParams extends BucketParams {
    /** The rules inside a document. */
    CORSConfiguration: { CORSRules: OneOrMore<CORSRule> };
    /** `'true'` adds `Vary: Origin` to every answer, so that caches keep answers for different origins apart. */
    ResponseVary?: BooleanString | boolean | undefined;
  }
  interface PutBucketCorsResult extends GeneralResult {}

  interface GetBucketCorsParams extends BucketParams {}
  interface GetBucketCorsResult extends GeneralResult {
    /** The rules, always an array, empty when there are none. */
    CORSRules: CORSRuleResult[];
    /** Whether every answer has `Vary: Origin`. */
    ResponseVary?: BooleanString;
  }

  interface DeleteBucketCorsParams extends BucketParams {}
  interface DeleteBucketCorsResult extends GeneralResult {}

  /** A CORS rule to set. Each list may be given by its singular or its plural name; the plural wins. */
  type CORSRule = CORSRuleFields &
    ({ AllowedOrigin: OneOrMore<string> } | { AllowedOrigins: OneOrMore<string> }) &
    ({ AllowedMethod: OneOrMore<string> } | { AllowedMethods: OneOrMore<string> });
  interface CORSRuleFields {
    /** Name of the rule, at most 255 characters. */
    ID?: string | undefined;
    /** Origins with scheme and, where it is not the usual one, port; one `*` stands for any text. */
    AllowedOrigin?: OneOrMore<string> | undefined;
    /** Same as `AllowedOrigin`. */
    AllowedOrigins?: OneOrMore<string> | undefined;
    /** `GET`, `PUT`, `POST`, `DELETE`, `HEAD`. */
    AllowedMethod?: OneOrMore<string> | undefined;
    /** Same as `AllowedMethod`. */
    AllowedMethods?: OneOrMore<string> | undefined;
    /** Request headers that are allowed, in any letter case; `*` for all. Default: none. */
    AllowedHeader?: OneOrMore<string> | undefined;
    /** Same as `AllowedHeader`. */
    AllowedHeaders?: OneOrMore<string> | undefined;
    /** Response headers that pages may read; `*` is not supported. Default: only the few that any page may read. */
    ExposeHeader?: OneOrMore<string> | undefined;
    /** Same as `ExposeHeader`. */
    ExposeHeaders?: OneOrMore<string> | undefined;
    /** Seconds that a browser may keep the answer to a preflight. */
    MaxAgeSeconds?: number | string | undefined;
  }
  /** A CORS rule as it is read. */
  interface CORSRuleResult {
    /** Name of the rule. */
    ID?: string;
    /** Origins that are allowed, always an array. */
    AllowedOrigins: string[];
    /** Methods that are allowed, always an array. */
    AllowedMethods: string[];
    /** Request headers that are allowed, always an array. */
    AllowedHeaders: string[];
    /** Response headers that pages may read, always an array. */
    ExposeHeaders: string[];
    /** Seconds that a browser may keep the answer to a preflight, as text. */
    MaxAgeSeconds?: string;
  }

  /** @see https://cloud.tencent.com/document/product/436/8282 */
  interface PutBucketPolicyParams extends BucketParams {
    /** The policy, as an object or as JSON text. Without a `version` it gets `2.0`. */
    Policy: PolicyDocument | string;
  }
  interface PutBucketPolicyResult extends GeneralResult {}

  interface GetBucketPolicyParams extends BucketParams {}
  interface GetBucketPolicyResult extends GeneralResult {
    /** The policy as the service keeps it, members in either letter case; empty when the answer is no JSON. */
    Policy: Record<string, any>;
  }

  interface DeleteBucketPolicyParams extends BucketParams {}
  interface DeleteBucketPolicyResult extends GeneralResult {}

  /**
   * A policy to set. Members may also begin with a capital letter.
   *
   * @see https://cloud.tencent.com/document/product/436/12469
   */
  interface PolicyDocument {
    /** Version of the policy language: `2.0`. */
    version?: string | undefined;
    /** What is allowed or denied. */
    statement?: OneOrMore<PolicyStatement> | undefined;
    [member: string]: any;
  }
  /** One rule of a policy. */
  interface PolicyStatement {
    /** `allow` or `deny`; a denial wins. */
    effect?: string | undefined;
    /** Who is meant: `{ qcs: ['qcs::cam::anyone:anyone'] }` is everybody. */
    principal?: Record<string, any> | string | undefined;
    /** What may be done: `name/cos:GetObject` and the like, with `*` for any text. */
    action?: OneOrMore<string> | undefined;
    /** With what: `qcs::cos:[Region]:uid/[APPID]:[Bucket]/[Key]`, with `*` for any text. */
    resource?: OneOrMore<string> | undefined;
    /** When: operators such as `ip_equal`, each with keys and values. */
    condition?: Record<string, Record<string, any>> | undefined;
    [member: string]: any;
  }

  /** @see https://cloud.tencent.com/document/product/436/32492 */
  interface PutBucketRefererParams extends BucketParams {
    /** The rule. Switched off by `Status: 'Disabled'`. */
    RefererConfiguration: RefererConfiguration;
  }
  interface PutBucketRefererResult extends GeneralResult {}

  interface GetBucketRefererParams extends BucketParams {}
  interface GetBucketRefererResult extends GeneralResult {
    /** The rule; without any field, in spite of its type, when none was ever set. */
    RefererConfiguration: RefererConfiguration;
    /** @deprecated An empty object beside an empty `RefererConfiguration`, for old code. */
    WebsiteConfiguration?: object;
  }

  /** Which pages may embed objects. */
  interface RefererConfiguration {
    /** Whether the rule counts. */
    Status: 'Enabled' | 'Disabled';
    /** Whether the listed domains are refused or are the only ones allowed. */
    RefererType: 'Black-List' | 'White-List';
    /** The domains. */
    DomainList: RefererDomains;
    /** Whether requests without a `Referer` are allowed, such as a URL that is typed. Default `Deny`. */
    EmptyReferConfiguration?: 'Allow' | 'Deny' | undefined;
  }
  /** Domains of a referer rule. */
  interface RefererDomains {
    /** Domains or IP addresses, with a port or a path where wanted; `*` stands for sub-domains. */
    Domains: string[];
  }
}
