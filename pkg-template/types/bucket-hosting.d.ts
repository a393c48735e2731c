// How a bucket is reached

interface COS {
  /**
   * Makes the bucket a static website: index page, error page, redirections.
   *
   * @see https://cloud.tencent.com/document/product/436/31930
   */
  putBucketWebsite(
    params: COS.CallParams<COS.PutBucketWebsiteParams>,
    callback: COS.Callback<COS.PutBucketWebsiteResult>,
  ): void;
  putBucketWebsite(params: COS.CallParams<COS.PutBucketWebsiteParams>): Promise<COS.PutBucketWebsiteResult>;

  /**
   * Reads the website settings. A bucket without them is a success with `statusCode` 404 and an empty
   * `WebsiteConfiguration`.
   *
   * @see https://cloud.tencent.com/document/product/436/31929
   */
  getBucketWebsite(
    params: COS.CallParams<COS.GetBucketWebsiteParams>,
    callback: COS.Callback<COS.GetBucketWebsiteResult>,
  ): void;
  getBucketWebsite(params: COS.CallParams<COS.GetBucketWebsiteParams>): Promise<COS.GetBucketWebsiteResult>;

  /**
   * Switches the static website off.
   *
   * @see https://cloud.tencent.com/document/product/436/31928
   */
  deleteBucketWebsite(
    params: COS.CallParams<COS.DeleteBucketWebsiteParams>,
    callback: COS.Callback<COS.DeleteBucketWebsiteResult>,
  ): void;
  deleteBucketWebsite(params: COS.CallParams<COS.DeleteBucketWebsiteParams>): Promise<COS.DeleteBucketWebsiteResult>;

  /**
   * Binds domains of your own to the bucket. Replaces all of them.
   *
   * The DNS of a domain has to point to the bucket before it can be used.
   *
   * @see https://cloud.tencent.com/document/product/436/43610
   */
  putBucketDomain(
    params: COS.CallParams<COS.PutBucketDomainParams | COS.PutBucketDomainDocumentParams>,
    callback: COS.Callback<COS.PutBucketDomainResult>,
  ): void;
  putBucketDomain(
    params: COS.CallParams<COS.PutBucketDomainParams | COS.PutBucketDomainDocumentParams>,
  ): Promise<COS.PutBucketDomainResult>;

  /**
   * Reads the domains that are bound. A bucket without domains is an error with `statusCode` 404.
   *
   * @see https://cloud.tencent.com/document/product/436/43610
   */
  getBucketDomain(
    params: COS.CallParams<COS.GetBucketDomainParams>,
    callback: COS.Callback<COS.GetBucketDomainResult>,
  ): void;
  getBucketDomain(params: COS.CallParams<COS.GetBucketDomainParams>): Promise<COS.GetBucketDomainResult>;

  /**
   * Unbinds all domains.
   *
   * @see https://cloud.tencent.com/document/product/436/43610
   */
  deleteBucketDomain(
    params: COS.CallParams<COS.DeleteBucketDomainParams>,
    callback: COS.Callback<COS.DeleteBucketDomainResult>,
  ): void;
  deleteBucketDomain(params: COS.CallParams<COS.DeleteBucketDomainParams>): Promise<COS.DeleteBucketDomainResult>;

  /**
   * Switches global acceleration of the bucket on or off; the option `UseAccelerate` uses it.
   *
   * @see https://cloud.tencent.com/document/product/436/38869
   */
  putBucketAccelerate(
    params: COS.CallParams<COS.PutBucketAccelerateParams>,
    callback: COS.Callback<COS.PutBucketAccelerateResult>,
  ): void;
  putBucketAccelerate(params: COS.CallParams<COS.PutBucketAccelerateParams>): Promise<COS.PutBucketAccelerateResult>;

  /**
   * Tells whether global acceleration is on.
   *
   * @see https://cloud.tencent.com/document/product/436/38868
   */
  getBucketAccelerate(
    params: COS.CallParams<COS.GetBucketAccelerateParams>,
    callback: COS.Callback<COS.GetBucketAccelerateResult>,
  ): void;
  getBucketAccelerate(params: COS.CallParams<COS.GetBucketAccelerateParams>): Promise<COS.GetBucketAccelerateResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/31930 */
  interface PutBucketWebsiteParams extends BucketParams {
    /** The settings. */
    WebsiteConfiguration: WebsiteConfiguration;
  }
  interface PutBucketWebsiteResult extends GeneralResult {}

  interface GetBucketWebsiteParams extends BucketParams {}
  interface GetBucketWebsiteResult extends GeneralResult {
    /** The settings; without any field, in spite of its type, when the bucket is no website. */
    WebsiteConfiguration: WebsiteConfiguration;
  }

  interface DeleteBucketWebsiteParams extends BucketParams {}
  interface DeleteBucketWebsiteResult extends GeneralResult {}

  /** How a static website behaves. */
  interface WebsiteConfiguration {
    /** The page of a folder. */
    IndexDocument: WebsiteIndex;
    /** Sends all requests to another protocol. */
    RedirectAllRequestsTo?: WebsiteProtocol | undefined;
    /** Whether `.html` may be left out. */
    AutoAddressing?: WebsiteAddressing | undefined;
    /** The page for errors. */
    ErrorDocument?: WebsiteError | undefined;
    /** Redirections, at most 100; in answers always an array. */
    RoutingRules?: WebsiteRoutingRule[] | undefined;
  }
  /** The page of a folder. */
  interface WebsiteIndex {
    /** What is put behind the folder's name: `index.html`. */
    Suffix: string;
  }
  /** A protocol to send requests to. */
  interface WebsiteProtocol {
    /** Only `https` is possible. */
    Protocol: 'https' | string;
  }
  /** Whether `.html` may be left out. */
  interface WebsiteAddressing {
    /** Default `Disabled`. */
    Status: 'Disabled' | 'Enabled';
  }
  /** The page for errors. */
  interface WebsiteError {
    /** Key of the page. */
    Key: Key;
    /** Whether the error's status is kept, or the page comes with 200. Default `Enabled`: kept. */
    OriginalHttpStatus?: 'Enabled' | 'Disabled' | undefined;
  }
  /** A redirection. */
  interface WebsiteRoutingRule {
    /** Which requests are meant: one of the two. */
    Condition: WebsiteCondition;
    /** Where they are sent. */
    Redirect: WebsiteRedirect;
  }
  /** Which requests a redirection means. */
  interface WebsiteCondition {
    /** Requests that end so: from 400 to 499. Text in answers. */
    HttpErrorCodeReturnedEquals?: string | number | undefined;
    /** Requests whose key begins so. */
    KeyPrefixEquals?: string | undefined;
  }
  /** Where a redirection leads. */
  interface WebsiteRedirect {
    /** Only `https` is possible. */
    Protocol?: 'https' | string | undefined;
    /** The whole key. */
    ReplaceKeyWith?: string | undefined;
    /** What is put in place of `KeyPrefixEquals`. */
    ReplaceKeyPrefixWith?: string | undefined;
  }

  /** @see https://cloud.tencent.com/document/product/436/43610 */
  interface PutBucketDomainParams extends BucketParams {
    /** All domains, at most 20. */
    DomainRule: OneOrMore<DomainRule>;
  }
  /** The older form of `PutBucketDomainParams`. */
  interface PutBucketDomainDocumentParams extends BucketParams {
    /** The domains inside a document. */
    DomainConfiguration: { DomainRule: OneOrMore<DomainRule> };
  }
  interface PutBucketDomainResult extends GeneralResult {}

  interface GetBucketDomainParams extends BucketParams {}
  interface GetBucketDomainResult extends GeneralResult {
    /** The domains, always an array. */
    DomainRule: DomainRule[];
  }

  interface DeleteBucketDomainParams extends BucketParams {}
  interface DeleteBucketDomainResult extends GeneralResult {}

  /** A domain of your own. */
  interface DomainRule {
    /** Whether it leads to the bucket. */
    Status: 'DISABLED' | 'ENABLED';
    /** The full domain name. */
    Name: string;
    /** What it leads to: the bucket, its static website, its accelerated address. */
    Type: 'REST' | 'WEBSITE' | 'ACCELERATE';
    /** `CNAME` or `TXT`: takes the domain from another bucket, proven by that DNS record. */
    ForcedReplacement?: 'CNAME' | 'TXT' | string | undefined;
  }

  /** @see https://cloud.tencent.com/document/product/436/38869 */
  interface PutBucketAccelerateParams extends BucketParams {
    /** What to set. */
    AccelerateConfiguration: AccelerateConfiguration;
  }
  interface PutBucketAccelerateResult extends GeneralResult {}

  interface GetBucketAccelerateParams extends BucketParams {}
  interface GetBucketAccelerateResult extends GeneralResult {
    /** What is set; without `Status`, in spite of its type, when acceleration was never on. */
    AccelerateConfiguration: AccelerateConfiguration;
  }

  /** Whether the bucket can be reached by the accelerated address. */
  interface AccelerateConfiguration {
    /** `Suspended` switches it off. */
    Status: 'Enabled' | 'Suspended';
    /** What is accelerated: `COS`. */
    Type?: string | undefined;
  }
}
