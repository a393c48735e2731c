// Any request, URLs

interface COS {
  /** Sends any signed request, for APIs that have no method of their own. */
  request(params: COS.CallParams<COS.RequestParams>, callback: COS.Callback<COS.RequestResult>): void;
  request(params: COS.CallParams<COS.RequestParams>): Promise<COS.RequestResult>;

  /**
   * Makes a URL for an object, signed unless `Sign` is false.
   *
   * With `SecretId` and `SecretKey` in the options the returned URL is signed. With a credential callback the returned
   * URL may be unsigned, because the keys have to be asked for first: take the one that the callback gets.
   *
   * @returns the URL; undefined, in spite of its type, when the callback is given an error at once.
   * @throws when there are no keys, and without a callback when a param cannot be used.
   */
  getObjectUrl(params: COS.GetObjectUrlParams, callback?: COS.Callback<COS.GetObjectUrlResult>): string;
}

declare namespace COS {
  interface RequestParams extends CommonParams {
    /** Default GET. */
    Method?: string | undefined;
    Bucket?: Bucket | undefined;
    Region?: Region | undefined;
    /** With `Url` it has to be the path of that URL, because it is what is signed. */
    Key?: Key | undefined;
    /** Full URL, in place of the one made of bucket, region and key. */
    Url?: string | undefined;
    /** Sub-resource: `acl` for `?acl`. */
    Action?: Action | undefined;
    /** Query parameters. They are signed. */
    Query?: Query | undefined;
    /** What to send, untouched. */
    Body?: UploadBody | undefined;
    /** `Content-Type` of the body. */
    ContentType?: string | undefined;
    /** Hands the answer over untouched, as `Body`. Default false: XML and JSON are read. */
    RawBody?: boolean | undefined;
    /** With `RawBody`: what `Body` shall be. Default `text`. */
    DataType?: DataType | 'stream' | string | undefined;
  }
  /** The fields of the answer. An answer that is neither XML nor a JSON object is in `Body`. */
  interface RequestResult extends GeneralResult {
    Body?: any;
    [field: string]: any;
  }

  interface GetObjectUrlParams extends ObjectParams {
    /** False for a URL without signature. Default true. */
    Sign?: boolean | undefined;
    /** Method that the URL is for. Default GET. */
    Method?: Method | undefined;
    /** Query parameters, signed. Use it for `versionId` and for `response-*`. */
    Query?: Query | undefined;
    /** Text to put behind the URL as it is. It is not signed. */
    QueryString?: string | undefined;
    /** Seconds that the URL is valid. Default 900. */
    Expires?: number | undefined;
    /** Overrides the option. */
    UseAccelerate?: boolean | undefined;
    /** Overrides the option. */
    Domain?: string | undefined;
    /** Overrides the option. */
    Protocol?: string | undefined;
    /** Overrides the option. */
    ForceSignHost?: boolean | undefined;
  }
  interface GetObjectUrlResult {
    Url: string;
  }
}
