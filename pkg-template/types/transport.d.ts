// A transport of your own

declare namespace COS {
  /** Sends one request and calls back exactly once, unless `abort` was called. */
  type Transport = (
    request: TransportRequest,
    callback: (answer: TransportAnswer) => void,
  ) => { abort(): void } | void;

  /** One request as it goes out. */
  interface TransportRequest {
    /** HTTP method. */
    method: string;
    /** Without `qs`. It may have a query already, `?uploads`: join them by `url.includes('?') ? '&' : '?'`. */
    url: string;
    /** Header fields. */
    headers: Headers;
    /** Query parameters, to be put behind `url`. */
    qs: Query;
    /** Absent when there is none. */
    body?: UploadBody;
    /** `name/cos:PutObject` and the like; absent for calls that need more than one right. */
    action?: string;
    /** Key of the object, or the prefix of a listing. */
    key?: string;
    /** What the answer's body shall be: `text`, `blob`, `arraybuffer` or `stream`. */
    dataType?: string;
    /** Milliseconds that the request may take; absent for no limit. */
    timeout?: number;
    /** To be called with the bytes sent. */
    onProgress?: (event: { loaded: number; total: number }) => void;
    /** To be called with the bytes received. */
    onDownloadProgress?: (event: { loaded: number; total: number }) => void;
    [field: string]: any;
  }

  /** What came back. */
  interface TransportAnswer {
    /** Why there is no answer; `'abort'` leaves the call silent. Absent or null when there is one. */
    error?: any;
    /** HTTP status. */
    statusCode?: number;
    /** What HTTP/1.1 says behind the status. It is not used. */
    statusMessage?: string;
    /** An object of names in lower case; not one of class `Headers`: `Object.fromEntries(response.headers)`. */
    headers?: Headers;
    /** The body, as `dataType` asks for it. */
    body?: any;
  }
}
