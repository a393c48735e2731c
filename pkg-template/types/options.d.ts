// Options

declare namespace COS {
  /** Options of a client. An option that is `undefined` keeps its default; unknown ones are kept in `cos.options`. */
  interface COSOptions extends CredentialOptions, AddressOptions, TransferOptions, LogOptions, ReportOptions {}

  /** Who signs. `getAuthorization` wins over `getSTS`, and that over `SecretId` and `SecretKey`. */
  interface CredentialOptions {
    /**
     * Gives credentials: by calling back, or by returning a promise. Called when no cached credential fits; calls that
     * need the same credential share one request.
     */
    getAuthorization?: GetAuthorization | undefined;
    /** The older form of `getAuthorization`: is told bucket and region only. */
    getSTS?: GetSTS | undefined;
    /** Milliseconds that `getAuthorization` and `getSTS` may take. Default 60000. */
    AuthorizationTimeout?: number | undefined;
    /** Id of a key. A permanent key must never be put into a page. */
    SecretId?: string | undefined;
    /** The key's secret. */
    SecretKey?: string | undefined;
    /** Token of a temporary key given as `SecretId` and `SecretKey`. */
    SecurityToken?: string | undefined;
    /** @deprecated Use `SecurityToken`. */
    XCosSecurityToken?: string | undefined;
    /** Begin of the signatures' life in seconds since 1970, together with `ExpiredTime`. Default: now. */
    StartTime?: number | undefined;
    /** End of the signatures' life in seconds since 1970, together with `StartTime`. Default: 900 seconds from now. */
    ExpiredTime?: number | undefined;
    /** Milliseconds to add to the local clock. The SDK sets it when the service refuses the clock. Default 0. */
    SystemClockOffset?: number | undefined;
    /** Whether the SDK may set `SystemClockOffset`. Default true. */
    CorrectClockSkew?: boolean | undefined;
    /** Signs the host, which keeps a signature from being used on another bucket. Default true. */
    ForceSignHost?: boolean | undefined;
    /** @deprecated Write it behind the bucket's name. */
    AppId?: string | undefined;
  }

  /** Where requests go. */
  interface AddressOptions {
    /**
     * Host of bucket and object calls, with `{Bucket}`, `{Region}`, `{BucketName}`, `{AppId}` filled in; or a function
     * that gives it. Default `{Bucket}.cos.{Region}.myqcloud.com`.
     */
    Domain?: string | ((options: { Bucket: Bucket; Region: Region }) => string) | undefined;
    /** Host of `getService`, with `{{AppId}}` and `{{Region}}` filled in. Default `service.cos.myqcloud.com`. */
    ServiceDomain?: string | undefined;
    /** `http:` or `https:`. Default: `http:` on pages that are http themselves, else `https:`, also in their workers. */
    Protocol?: string | undefined;
    /** Sends everything to the accelerated host of the bucket. Default false. */
    UseAccelerate?: boolean | undefined;
    /** Not supported: the constructor throws when it is set. */
    ForcePathStyle?: boolean | undefined;
    /** Takes any region name, for private installations. Default false. */
    CompatibilityMode?: boolean | undefined;
    /** Keeps a leading slash of `Key`. Default false. */
    UseRawKey?: boolean | undefined;
    /** Makes `getObject` refuse keys that mean the bucket itself, such as `a/..`. Default true. */
    ObjectKeySimplifyCheck?: boolean | undefined;
    /** Tries `tencentcos.cn` when `myqcloud.com` cannot be reached. Default true. */
    AutoSwitchHost?: boolean | undefined;
    /** Reads `CopySource` where it has a form of your own; null refuses it. */
    CopySourceParser?: null | CopySourceParserFunction | undefined;
  }

  /** How requests are sent and tasks are run. */
  interface TransferOptions {
    /**
     * Upload tasks that run at the same time, at least 1. Where nobody chooses, these are 3, or 9 while all of them are
     * files of 1 MiB at most.
     */
    FileParallelLimit?: number | undefined;
    /**
     * Parts of a file in flight, from 1 to 256. Default: up to 6, fewer while the network fails; `cos.options` shows
     * the original's 3, which counts only when it is given.
     */
    ChunkParallelLimit?: number | undefined;
    /** Extra attempts for a part that the service refuses or does not answer. Default 2. */
    ChunkRetryTimes?: number | undefined;
    /**
     * Bytes of a part, at least 1 MiB. Default: 1 to 16 MiB, as the file and the network ask for; `cos.options` shows the
     * original's 1048576, which counts only when it is given.
     */
    ChunkSize?: number | undefined;
    /** Bytes above which `uploadFile` and `uploadFiles` upload a file in parts. Default 1048576. */
    SliceSize?: number | undefined;
    /** Parts of a copy in flight, from 1 to 256. Default 20. */
    CopyChunkParallelLimit?: number | undefined;
    /** Bytes of a part of a copy, at least 1 MiB. Default 10485760. */
    CopyChunkSize?: number | undefined;
    /** Bytes above which `sliceCopyFile` copies an object in parts. Default 10485760. */
    CopySliceSize?: number | undefined;
    /** Parts that an upload may have at most, from 1024 to 10000. Default 10000. */
    MaxPartNumber?: number | undefined;
    /** Milliseconds between two reports of progress. Default 1000. */
    ProgressInterval?: number | undefined;
    /** Tasks the list keeps: beyond it, finished, failed and cancelled ones are dropped, oldest first. Default 10000. */
    UploadQueueSize?: number | undefined;
    /** Unfinished multipart uploads that are remembered in the browser. Default 50. */
    UploadIdCacheLimit?: number | undefined;
    /** Hashes each upload and sends `Content-MD5`, so that the service refuses damaged bytes. Default false. */
    UploadCheckContentMd5?: boolean | undefined;
    /** Hashes each upload and stores the MD5 as `x-cos-meta-md5`. Default false. */
    UploadAddMetaMd5?: boolean | undefined;
    /**
     * How `uploadFile` and `uploadFiles` send files up to `SliceSize`. `'postObject'` sends them as forms, for which
     * browsers do not ask the service first: half the time for many small files on a slow line. The keys need
     * `name/cos:PostObject`; what a form cannot say is put all the same. Default `'putObject'`.
     */
    SimpleUploadMethod?: 'putObject' | 'postObject' | undefined;
    /** Milliseconds that one request may take, upload and answer included. 0 is no limit. Default 0. */
    Timeout?: number | undefined;
    /** Milliseconds that a call waits for the network while the browser is offline. Default 600000. */
    OfflineTimeout?: number | undefined;
    /**
     * Milliseconds in which some byte of a part has to move; then the part is sent again. Where nobody tells how far a body
     * is (forms, service workers, a `Request` of your own without `onProgress`) each MiB of it adds a quarter. 0 is no
     * limit. Default 180000.
     */
    StallTimeout?: number | undefined;
    /**
     * Whether uploads are compared with the checksums that the service makes of them: `auto` compares what CORS lets
     * this page see, `require` fails an upload that cannot be compared to the end (expose `x-cos-hash-crc64ecma`),
     * `off` compares nothing. Default `auto`.
     */
    CheckIntegrity?: 'auto' | 'require' | 'off' | undefined;
    /**
     * Whether an upload that is not remembered in this browser is looked for at the service: it goes on with what
     * another device has begun. Needs the right to list uploads; without it the upload starts anew. Default false.
     */
    ResumeFromServer?: boolean | undefined;
    /**
     * Whether cancelling a task also ends its upload in parts at the service, so that no parts are left to pay for;
     * otherwise the next upload of the same file goes on with them. A task that is canceled in the moment in which its
     * upload begins may leave an empty one. Default false.
     */
    AbortOnCancel?: boolean | undefined;
    /** Milliseconds that an unfinished upload is remembered. Default 30 days. */
    ResumeExpiry?: number | undefined;
    /** A transport of your own in place of `fetch`. Needed outside of browsers. */
    Request?: Transport | undefined;
  }

  /** What is told about the work. */
  interface LogOptions {
    /** Emits `log-message` events and feeds `ClsLogger`. Keys and tokens are left out. Default false. */
    EnableLog?: boolean | undefined;
    /** Prints log messages to the console too. Default false. */
    EnableLogcat?: boolean | undefined;
    /** The least level that is told. Default `VERBOSE`: everything. */
    LogLevel?: LogLevel | undefined;
    /** Is given every log message. */
    ClsLogger?: { log(message: LogMessage, immediate: boolean): void } | null | undefined;
    /** Put into every log message as `extras`. */
    LogExtras?: Record<string, any> | null | undefined;
  }

  /** Reports on calls, which this package does not make. */
  interface ReportOptions {
    /** @deprecated Without effect: nothing is reported. */
    BeaconReporter?: any;
    /** @deprecated Without effect: nothing is reported. Log messages go to `ClsLogger`. */
    ClsReporter?: any;
    /** @deprecated Without effect: nothing is reported. */
    DeepTracker?: boolean | undefined;
    /** @deprecated Without effect: nothing is reported. */
    TrackerDelay?: number | undefined;
    /** @deprecated Without effect: nothing is reported. */
    CustomId?: string | undefined;
  }

  /** Reads a `CopySource` of your own form; null says that it is not one. */
  type CopySourceParserFunction = (source: string) => null | { Bucket: string; Region: string; Key: string };
}
