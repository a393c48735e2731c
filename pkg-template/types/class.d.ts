// Class COS

/** A client for Tencent Cloud Object Storage. One instance holds one set of options, credentials and tasks. */
declare class COS {
  /**
   * Makes a client. Nothing is sent and no credential is needed until the first call.
   *
   * @throws when `ForcePathStyle` is set, which browsers cannot use; when an option is of another type than is declared;
   * where the page's Content Security Policy forbids WebAssembly.
   */
  constructor(options?: COS.COSOptions);

  /** Version of this package. */
  static readonly version: string;

  /**
   * Resolves when the WebAssembly module can be used, rejects with the reason when it never can.
   *
   * Only needed before synchronous members (`COS.getAuthorization`, `COS.util`, `getObjectUrl`, `getAuth`) in engines
   * that refuse to compile synchronously, such as Chrome before 114. Asynchronous methods wait by themselves.
   */
  static readonly ready: Promise<void>;

  /**
   * Signs a request: the text of its `Authorization` header.
   *
   * @throws when `SecretId` or `SecretKey` is missing.
   * @see https://cloud.tencent.com/document/product/436/7730 for what the service answers to a bad signature
   */
  static getAuthorization(options: COS.StaticGetAuthorizationOptions): COS.Authorization;

  /** The class of all errors that calls end with, for `instanceof`. */
  static readonly COSError: abstract new () => COS.COSError;

  /** MD5, XML and base64, as the SDK uses them. */
  static readonly util: COS.Util;

  /** The live options: almost all of them are read at call time and may be changed between calls. */
  readonly options: COS.COSOptions;
}

declare namespace COS {
  interface Util {
    /** MD5 in hex of a text: of its UTF-8 bytes, or with `isBinary` of one byte per character. */
    md5(text: string, isBinary?: boolean | string): string;
    /** Reads XML: elements become fields, repeated ones arrays, texts stay texts; attributes are dropped. */
    xml2json(xml: string): any;
    /** Writes XML: fields become elements, arrays repeat them. */
    json2xml(value: object): string;
    /** Base64 of a text's UTF-8 bytes; `safe` writes `-` and `_` for `+` and `/`, without padding. */
    encodeBase64(text: string, safe?: boolean): string;
  }
}
