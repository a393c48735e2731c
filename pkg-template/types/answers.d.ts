// Results and errors

declare namespace COS {
  /** What every result carries. Values come from headers that the bucket's CORS rule has to expose. */
  interface GeneralResult {
    /** HTTP status. */
    statusCode?: number;
    /** Response headers, names in lower case. */
    headers?: Headers;
    /** Id of the request, to be quoted to support. From `x-cos-request-id`. */
    RequestId?: string;
    /** Version of the object. From `x-cos-version-id`. */
    VersionId?: VersionId;
    /** `'true'` when a delete marker was met or made. From `x-cos-delete-marker`. */
    DeleteMarker?: string;
  }

  /** What uploads of whole objects answer. */
  interface UploadResult extends GeneralResult, ProcessingResult {
    /** Empty when the CORS rule does not expose it. */
    ETag: ETag;
    /** Host and encoded key, without scheme. */
    Location: Location;
  }

  /** What the service did after an upload. */
  interface ProcessingResult {
    /** What the image operations of `PicOperations` gave. */
    UploadResult?: PictureResult;
    /** What the server of `Callback` answered. */
    CallbackBody?: Record<string, any>;
    /** Why the server of `Callback` gave no answer. */
    CallbackError?: ErrorDocument;
    /** What `ReturnBody` asked for. */
    ReturnBody?: Record<string, any>;
    /** Why there is no `ReturnBody`. */
    ReturnError?: ErrorDocument;
  }

  /** What image operations gave. @see https://cloud.tencent.com/document/product/436/54050 */
  interface PictureResult {
    /** The picture that was uploaded. */
    OriginalInfo?: OriginalPicture;
    /** The pictures that were made of it. */
    ProcessResults?: ProcessedPictures;
    [field: string]: any;
  }
  /** Pictures that were made of another one. */
  interface ProcessedPictures {
    /** An array when there are several. */
    Object?: OneOrMore<ProcessedPicture>;
  }
  /** A picture that was uploaded. */
  interface OriginalPicture {
    /** Its key. */
    Key?: Key;
    /** Its host and encoded key, without scheme. */
    Location?: Location;
    /** Its entity tag. */
    ETag?: ETag;
    /** What is known of it. Numbers are text. */
    ImageInfo?: PictureInfo;
  }
  /** What is known of a picture. Numbers are text. */
  interface PictureInfo {
    /** `JPEG`, `PNG` and so on. */
    Format?: string;
    /** Pixels. */
    Width?: string;
    /** Pixels. */
    Height?: string;
    /** From 0 to 100. */
    Quality?: string;
    [field: string]: any;
  }
  /** A picture that was made of another one. */
  interface ProcessedPicture extends PictureInfo {
    /** Its key. */
    Key?: Key;
    /** Its host and encoded key, without scheme. */
    Location?: Location;
    /** Bytes. */
    Size?: string;
    /** Its entity tag. */
    ETag?: ETag;
  }

  /** What the service says about a refusal. */
  interface ErrorDocument {
    /** What is wrong, in one word: `NoSuchKey`. */
    Code?: string;
    /** What is wrong, as a sentence. */
    Message?: string;
    /** What was asked for. */
    Resource?: string;
    /** Id of the request, to be quoted to support. */
    RequestId?: string;
    /** Id of the request inside the service. */
    TraceId?: string;
    [field: string]: any;
  }

  /** What an error of the original SDK has. @see https://cloud.tencent.com/document/product/436/7730 */
  interface CosSdkError extends GeneralResult {
    /** Code of the service, such as `NoSuchKey`; `Error` when the service gave none. */
    code: string;
    /** What happened. The service sends no text for HEAD requests: it is null then. */
    message: string;
    /**
     * The service's document, or `{ code, message }`; absent when the caller stopped the call. Kept for old code: `code`
     * and `message` say the same.
     */
    error?: string | Error | ErrorDocument;
    /** URL of the last attempt; absent when nothing was sent. */
    url?: string;
    /** Method of the last attempt; absent when nothing was sent. */
    method?: string;
  }

  /**
   * What failed, so far as it matters for what to do next.
   *
   * | kind | meaning |
   * |---|---|
   * | `param` | a param or option cannot be used; nothing was sent |
   * | `credentials` | the credential callback gave nothing usable, or the service refused the key |
   * | `file` | the file changed or cannot be read any more |
   * | `integrity` | what arrived is not what was sent, or could not be compared with `CheckIntegrity: 'require'` |
   * | `offline` | the browser was offline for longer than `OfflineTimeout` |
   * | `timeout` | `Timeout` ran out |
   * | `cors` | the server answers, but the browser withholds the answer or a header of it: look at the bucket's CORS rule, and at `connect-src` of the page's Content-Security-Policy |
   * | `mixed-content` | an https page asked for http |
   * | `network` | the connection failed, and nothing more is known |
   * | `clock` | the local clock is wrong and could not be corrected |
   * | `permission` | the key may not do this; `hint` names the action |
   * | `service` | the service refused for another reason: `code` says which |
   * | `abort` | the caller stopped the call |
   * | `engine` | WebAssembly cannot run here |
   */
  type ErrorKind =
    | 'param'
    | 'credentials'
    | 'file'
    | 'integrity'
    | 'offline'
    | 'timeout'
    | 'cors'
    | 'mixed-content'
    | 'network'
    | 'clock'
    | 'permission'
    | 'service'
    | 'abort'
    | 'engine';

  /**
   * How a call fails. It never holds a key, token or signature, except those in a `Url` or `QueryString` of the caller's own.
   *
   * `JSON.stringify(error)` writes all fields. `structuredClone` and `postMessage` keep of any Error its message only:
   * hand over `{ ...error }` there.
   */
  interface COSError extends Error, CosSdkError {
    /** What happened. The service sends no text for HEAD requests: it is null then. */
    message: string;
    /** What failed. */
    kind: ErrorKind;
    /** One sentence that says what to do. */
    hint: string;
    /**
     * Where kind is `abort`: the reason of the `Signal`, for `AbortSignal.timeout()` a `DOMException` whose name is
     * `TimeoutError`. Where it is `engine`: what the browser says.
     */
    cause?: unknown;
  }

  /** First argument of a callback. */
  type CosError = null | COSError;
}
