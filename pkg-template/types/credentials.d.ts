// Credentials and signatures

interface COS {
  /**
   * Signs a request with the keys of the params or of the options.
   *
   * @returns the text; undefined, in spite of its type, when a param has a wrong form.
   * @throws when there is no `SecretId` or `SecretKey`.
   */
  getAuth(params: COS.GetAuthParams): COS.Authorization;
}

declare namespace COS {
  /** Gives credentials, either by calling back or by returning a promise of what the callback takes. */
  type GetAuthorization =
    | ((options: GetAuthorizationOptions, callback: (params: GetAuthorizationCallbackParams) => void) => void)
    | ((
        options: GetAuthorizationOptions,
        callback: (params: GetAuthorizationCallbackParams) => void,
      ) => Promise<GetAuthorizationCallbackParams>);

  /** The older form of `GetAuthorization`. */
  type GetSTS =
    | ((options: { Bucket: Bucket; Region: Region }, callback: (credentials: StsCredentials) => void) => void)
    | ((
        options: { Bucket: Bucket; Region: Region },
        callback: (credentials: StsCredentials) => void,
      ) => Promise<StsCredentials>);

  /** What `getSTS` gives: the key under either pair of names. */
  type StsCredentials =
    | Credentials
    | (Omit<Credentials, 'TmpSecretId' | 'TmpSecretKey'> & {
        /** Same as `TmpSecretId`. */
        SecretId: string;
        /** Same as `TmpSecretKey`. */
        SecretKey: string;
      });

  /** What a credential is asked for. */
  interface GetAuthorizationOptions {
    /** Bucket of the request, empty when it has none. */
    Bucket: Bucket;
    /** Region of the request, empty when it has none. */
    Region: Region;
    /** Method of the request. */
    Method: Method;
    /** `/` and the key, not encoded. */
    Pathname: Pathname;
    /** Key of the object, empty when the request has none. */
    Key: Key;
    /** Query to be signed, the sub-resource included. */
    Query: Query;
    /** Headers to be signed. */
    Headers: Headers;
    /** The rights that the request needs. */
    Scope: Scope;
    /** Milliseconds to add to the local clock. */
    SystemClockOffset: number;
    /** Whether the host is signed. */
    ForceSignHost: boolean;
  }

  /** Rights that a request needs, one entry each. */
  type Scope = {
    /** `name/cos:PutObject` and the like. */
    action: string;
    /** Bucket of the request. */
    bucket: Bucket;
    /** Region of the request. */
    region: Region;
    /** Key of the object, or the prefix of a listing. */
    prefix: Prefix;
  }[];

  /** What a credential callback answers: a signature, or a temporary key that the SDK signs with. */
  type GetAuthorizationCallbackParams = Authorization | SignedAuthorization | Credentials;

  /** Text of the `Authorization` header. */
  type Authorization = string;

  /** A signature made elsewhere. It is used for one request and not kept. */
  interface SignedAuthorization {
    /** Text of the `Authorization` header. */
    Authorization: Authorization;
    /** Token of the temporary key that signed. */
    SecurityToken?: string | undefined;
    /** @deprecated Use `SecurityToken`. */
    XCosSecurityToken?: string | undefined;
  }

  /** A temporary key. It is kept and used until shortly before it expires. */
  interface Credentials {
    /** Id of the temporary key. */
    TmpSecretId: string;
    /** The key's secret. */
    TmpSecretKey: string;
    /** Token of the key. This or `XCosSecurityToken` is needed. */
    SecurityToken?: string | undefined;
    /** @deprecated Use `SecurityToken`. */
    XCosSecurityToken?: string | undefined;
    /** The server's clock when the key was made, in seconds since 1970. Makes up for a wrong local clock. */
    StartTime?: number | undefined;
    /** When the key expires, in seconds since 1970. */
    ExpiredTime: number;
    /** The key fits only requests with the same `Scope`. Default false. */
    ScopeLimit?: boolean | undefined;
    /** A signature in place of the key. */
    Authorization?: Authorization | undefined;
  }

  /** What `COS.getAuthorization` signs. */
  interface StaticGetAuthorizationOptions {
    /** Id of the key. */
    SecretId: string;
    /** The key's secret. */
    SecretKey: string;
    /** With `Region`: signs the default host of the bucket, unless `Headers` has a host. */
    Bucket?: Bucket | undefined;
    /** With `Bucket`: signs the default host of the bucket, unless `Headers` has a host. */
    Region?: Region | undefined;
    /** Method of the request. Default `get`. */
    Method?: Method | undefined;
    /** Path of the request, not encoded; wins over `Key`. */
    Pathname?: Pathname | undefined;
    /** Key of the object, in place of `Pathname`. */
    Key?: Key | undefined;
    /** Query to sign. */
    Query?: Query | undefined;
    /** Headers to sign. Those that the service does not want signed are left out. */
    Headers?: Headers | undefined;
    /** Seconds that the signature lives. Default 900. */
    Expires?: number | undefined;
    /** `begin;end` in seconds since 1970; wins over `Expires`. */
    KeyTime?: string | undefined;
    /** Milliseconds to add to the local clock. Default 0. */
    SystemClockOffset?: number | undefined;
    /** Keeps a leading slash of `Key`. Default false. */
    UseRawKey?: boolean | undefined;
    /** Signs the host. Default true. */
    ForceSignHost?: boolean | undefined;
  }

  interface GetAuthParams {
    /** Id of the key. Default: the option. */
    SecretId?: string | undefined;
    /** The key's secret. Default: the option. */
    SecretKey?: string | undefined;
    /** With `Region`: signs the host of the bucket, unless `Headers` has a host. */
    Bucket?: Bucket | undefined;
    /** With `Bucket`: signs the host of the bucket, unless `Headers` has a host. */
    Region?: Region | undefined;
    /** Method of the request. Default `get`. */
    Method?: Method | undefined;
    /** Key of the object. Default: none, for requests about a bucket. */
    Key?: Key | undefined;
    /** Query to sign. */
    Query?: Query | undefined;
    /** Headers to sign. */
    Headers?: Headers | undefined;
    /** Seconds that the signature lives. Default 900. */
    Expires?: number | undefined;
    /** Signs the host. Default: the option. */
    ForceSignHost?: boolean | undefined;
  }
}
