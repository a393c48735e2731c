// Any request, URLs

interface COS {
  /**
   * Sends any signed request, for APIs that have no method of their own: image and media processing, for example.
   *
   * @see https://cloud.tencent.com/document/product/436/10111
   */
  request(params: COS.CallParams<COS.RequestParams>, callback: COS.Callback<COS.RequestResult>): void;
  request(params: COS.CallParams<COS.RequestParams>): Promise<COS.RequestResult>;

  /**
   * Makes a URL for an object, signed unless `Sign` is false.
   *
   * With `SecretId` and `SecretKey` in the options the returned URL is signed. With a credential callback the returned
   * URL may be unsigned, because the keys have to be asked for first: take the one that the callback gets.
   *
   * @returns the URL; undefined, in spite of its type, when a param cannot be used, which a callback is told.
   * @throws when there are no keys and no callback, or when the params cannot be read.
   */
  getObjectUrl(params: COS.GetObjectUrlParams, callback?: COS.Callback<COS.GetObjectUrlResult>): string;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/10111 */
  interface RequestParams extends CommonParams {
    /** HTTP method. Default GET. */
    Method?: string | undefined;
    /** Name of the bucket with the account's number: `examplebucket-1250000000`. */
    Bucket?: Bucket | undefined;
    /** Region of the bucket, e.g. `ap-guangzhou`. @see https://cloud.tencent.com/document/product/436/6224 */
    Region?: Region | undefined;
    /** With `Url` it has to be the path of that URL, because it is what is signed. */
    Key?: Key | undefined;
    /** Full URL, in place of the one made of bucket, region and key. */
    Url?: string | undefined;
    /** Sub-resource: `acl` for `?acl`. */
    Action?: Action | undefined;
    /** Query parameters, a list repeats its name. They are signed. */
    Query?: Query | undefined;
    /** What to send, untouched. */
    Body?: UploadBody | undefined;
    /** `Content-Type` of the body. */
    ContentType?: string | undefined;
    /** Image operations to run, a JSON text. */
    PicOperations?: string | undefined;
    /** Hands the answer over untouched, as `Body`. Default false: XML and JSON are read. */
    RawBody?: boolean | undefined;
    /** With `RawBody`: what `Body` shall be. Default `text`. */
    DataType?: DataType | 'stream' | string | undefined;
  }
  /** The fields of the answer. An answer that is neither XML nor a JSON object is in `Body`. */
  interface RequestResult extends GeneralResult {
    /** The answer, where it has no fields. */
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
    /** Uses the accelerated host of the bucket. Default: the option. */
    UseAccelerate?: boolean | undefined;
    /** Host, as the option of this name. Default: the option. */
    Domain?: string | undefined;
    /** `http:` or `https:`. Default: the option. */
    Protocol?: string | undefined;
    /** Signs the host. Default: the option. */
    ForceSignHost?: boolean | undefined;
  }
  interface GetObjectUrlResult {
    /** The URL. */
    Url: string;
  }
}
