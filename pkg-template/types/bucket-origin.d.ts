// Where a bucket fetches what it does not have

interface COS {
  /**
   * Sets from where the bucket fetches what it does not have. Replaces all rules.
   *
   * @see https://cloud.tencent.com/document/product/436/34533
   */
  putBucketOrigin(
    params: COS.CallParams<COS.PutBucketOriginParams | COS.PutBucketOriginDocumentParams>,
    callback: COS.Callback<COS.PutBucketOriginResult>,
  ): void;
  putBucketOrigin(
    params: COS.CallParams<COS.PutBucketOriginParams | COS.PutBucketOriginDocumentParams>,
  ): Promise<COS.PutBucketOriginResult>;

  /**
   * Reads the origin rules. A bucket without rules is an error with `statusCode` 404.
   *
   * @see https://cloud.tencent.com/document/product/436/82859
   */
  getBucketOrigin(
    params: COS.CallParams<COS.GetBucketOriginParams>,
    callback: COS.Callback<COS.GetBucketOriginResult>,
  ): void;
  getBucketOrigin(params: COS.CallParams<COS.GetBucketOriginParams>): Promise<COS.GetBucketOriginResult>;

  /**
   * Removes all origin rules.
   *
   * @see https://cloud.tencent.com/document/product/436/82860
   */
  deleteBucketOrigin(
    params: COS.CallParams<COS.DeleteBucketOriginParams>,
    callback: COS.Callback<COS.DeleteBucketOriginResult>,
  ): void;
  deleteBucketOrigin(params: COS.CallParams<COS.DeleteBucketOriginParams>): Promise<COS.DeleteBucketOriginResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/34533 */
  interface PutBucketOriginParams extends BucketParams {
    /** All rules. */
    OriginRule: OneOrMore<OriginRule>;
  }
  /** The older form of `PutBucketOriginParams`. */
  interface PutBucketOriginDocumentParams extends BucketParams {
    /** The rules inside a document. */
    OriginConfiguration: { OriginRule: OneOrMore<OriginRule> };
  }
  interface PutBucketOriginResult extends GeneralResult {}

  interface GetBucketOriginParams extends BucketParams {}
  interface GetBucketOriginResult extends GeneralResult {
    /** The rules, always an array. Lists inside a rule are arrays only when repeated. */
    OriginRule: OriginRule[];
  }

  interface DeleteBucketOriginParams extends BucketParams {}
  interface DeleteBucketOriginResult extends GeneralResult {}

  /** From where objects are fetched, and when. Numbers are text in answers. */
  interface OriginRule {
    /** Which rule is tried first: the lowest number. */
    RulePriority: number | string;
    /** `Mirror` waits for the object, `Proxy` fetches it in the background, `Redirect` sends the client there. */
    OriginType: 'Mirror' | 'Proxy' | 'Redirect';
    /** Which requests are meant. */
    OriginCondition: OriginCondition;
    /** How the request is made. */
    OriginParameter: OriginParameter;
    /** Who is asked. */
    OriginInfo: OriginInfo;
  }
  /** Which requests an origin rule means. */
  interface OriginCondition {
    /** Requests that would end so: 404, with `Redirect` any from 400 to 599. */
    HTTPStatusCode: number | string;
    /** Requests whose key begins so. Default: all. */
    Prefix?: Prefix | undefined;
  }
  /** How the request to the origin is made. */
  interface OriginParameter {
    /** `FOLLOW` takes the protocol of the request. */
    Protocol: 'HTTP' | 'HTTPS' | 'FOLLOW';
    /** Whether the query goes along. Default `'true'`. */
    FollowQueryString?: BooleanString | boolean | undefined;
    /** Which headers go along. */
    HttpHeader?: OriginHttpHeader | undefined;
    /** Whether redirections of the origin are followed, or handed on. Default `'true'`. */
    FollowRedirection?: BooleanString | boolean | undefined;
    /** Status of a redirection: 301, 302 or 307, not with `Mirror`. Default 302. */
    HttpRedirectCode?: OneOrMore<string | number> | undefined;
    [member: string]: any;
  }
  /** Which headers go to the origin. */
  interface OriginHttpHeader {
    /** Whether all headers of the request go along. Default `'false'`. */
    FollowAllHeaders?: BooleanString | boolean | undefined;
    /** Headers to add, at most 10. */
    NewHttpHeaders?: { Header?: OneOrMore<OriginHeader> | undefined } | undefined;
    /** Headers of the request that go along. */
    FollowHttpHeaders?: { Header?: OneOrMore<OriginHeader> | undefined } | undefined;
    /** Headers of the request that do not go along. */
    ForbidFollowHeaders?: { Header?: OneOrMore<OriginHeader> | undefined } | undefined;
    [member: string]: any;
  }
  /** A header of a request to the origin. */
  interface OriginHeader {
    /** Its name. */
    Key?: string | undefined;
    /** Its value, where one is added. */
    Value?: string | undefined;
  }
  /** Who is asked for an object. */
  interface OriginInfo {
    /** The server; with `Mirror` up to 10, by weight. */
    HostInfo: OneOrMore<OriginHost>;
    /** How the key is changed on the way. */
    FileInfo?: OriginFile | undefined;
  }
  /** A server that is asked. */
  interface OriginHost {
    /** Its domain or IP address. */
    HostName: string;
    /** Its share of the requests, where there are several. */
    Weight?: number | string | undefined;
    [standby: `StandbyHostName_${number}`]: string;
  }
  /** How a key is changed for the origin. */
  interface OriginFile {
    /** What is put in front of the key. */
    PrefixConfiguration?: { Prefix: Prefix } | undefined;
    /** What is put behind the key. */
    SuffixConfiguration?: { Suffix: string } | undefined;
    /** One object for all keys. */
    FixedFileConfiguration?: { FixedFilePath: string } | undefined;
  }
}
