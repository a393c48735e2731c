// Queries over an object

interface COS {
  /**
   * Runs a query in SQL over an object in CSV, JSON or Parquet, and answers the records that it found.
   *
   * With `DataType: 'stream'` `Body` is a stream of what the service tells, for results that are large or shown early.
   *
   * @see https://cloud.tencent.com/document/product/436/37641
   */
  selectObjectContent(
    params: COS.CallParams<COS.SelectObjectContentStreamParams>,
    callback: COS.Callback<COS.SelectObjectContentStreamResult>,
  ): void;
  selectObjectContent(
    params: COS.CallParams<COS.SelectObjectContentParams>,
    callback: COS.Callback<COS.SelectObjectContentResult>,
  ): void;
  selectObjectContent(
    params: COS.CallParams<COS.SelectObjectContentStreamParams>,
  ): Promise<COS.SelectObjectContentStreamResult>;
  selectObjectContent(
    params: COS.CallParams<COS.SelectObjectContentParams>,
  ): Promise<COS.SelectObjectContentResult>;
}

declare namespace COS {
  /** @see https://cloud.tencent.com/document/product/436/37641 */
  interface SelectObjectContentParams extends ObjectParams {
    /** Version of the interface: 2. */
    SelectType: number;
    /** The query, and how the object is read. */
    SelectRequest: SelectRequest;
    /** Which version; default: the current one. */
    VersionId?: VersionId | undefined;
  }
  /** Params of a query whose answer is read while it comes. */
  interface SelectObjectContentStreamParams extends SelectObjectContentParams {
    /** Makes `Body` a stream. */
    DataType: 'stream';
  }
  interface SelectObjectContentResult extends GeneralResult {
    /** The records, as text in UTF-8. */
    Payload: string;
    /** What the query has cost. */
    Stats: SelectStats;
    /** The whole answer, one character for each byte, frames and all. */
    Body: string;
  }
  interface SelectObjectContentStreamResult extends GeneralResult {
    /** What the service tells, piece by piece; ends with an error when the query fails or is cut off. */
    Body: ReadableStream<SelectEvent>;
  }
  /** A piece of a query's answer: bytes of records, how far the query is, or what it has cost. */
  type SelectEvent = { Records: Uint8Array } | { Progress: SelectStats } | { Stats: SelectStats };
  /** What a query has cost. Numbers are text. */
  interface SelectStats {
    /** Bytes that were read. */
    BytesScanned: string;
    /** Bytes that were searched: more than were read when the object is compressed. */
    BytesProcessed: string;
    /** Bytes of the records. */
    BytesReturned: string;
  }

  /** A query. */
  interface SelectRequest {
    /** The query: `select s._1 from cosobject s limit 100`. */
    Expression: string;
    /** `SQL`. */
    ExpressionType: 'SQL' | string;
    /** How the object is read. */
    InputSerialization: SelectInput;
    /** How the records are written. */
    OutputSerialization: SelectOutput;
    /** Whether the service tells how far it is. Default: not. */
    RequestProgress?: { Enabled: BooleanString | 'TRUE' | 'FALSE' | boolean } | undefined;
    [member: string]: any;
  }
  /** How an object is read: one of `CSV`, `JSON`, `Parquet`. */
  interface SelectInput {
    /** How it is compressed. Default `NONE`. */
    CompressionType?: 'NONE' | 'GZIP' | 'BZIP2' | undefined;
    /** Lines of fields. */
    CSV?: SelectCsvInput | undefined;
    /** One JSON value, or one in each line. */
    JSON?: SelectJsonInput | undefined;
    /** A Parquet file, written as `{}`. */
    Parquet?: object | undefined;
    [member: string]: any;
  }
  /** How lines of fields are read. */
  interface SelectCsvInput {
    /** `USE` takes the first line for names of fields, `IGNORE` skips it, `NONE` takes it for a record. */
    FileHeaderInfo?: 'NONE' | 'USE' | 'IGNORE' | undefined;
    /** What ends a record. Default a line feed. */
    RecordDelimiter?: string | undefined;
    /** What stands between fields. Default a comma. */
    FieldDelimiter?: string | undefined;
    /** What stands around fields that hold delimiters. Default `"`. */
    QuoteCharacter?: string | undefined;
    /** What stands before a quote inside such a field. Default `"`. */
    QuoteEscapeCharacter?: string | undefined;
    /** What a comment line begins with. Default `#`. */
    Comments?: string | undefined;
    /** Whether such fields may hold record delimiters. Default `FALSE`. */
    AllowQuotedRecordDelimiter?: BooleanString | 'TRUE' | 'FALSE' | boolean | undefined;
  }
  /** How JSON is read. */
  interface SelectJsonInput {
    /** `DOCUMENT` is one value, `LINES` one value in each line. */
    Type: 'DOCUMENT' | 'LINES';
  }
  /** How records are written: one of `CSV`, `JSON`. */
  interface SelectOutput {
    /** As lines of fields. */
    CSV?: SelectCsvOutput | undefined;
    /** As JSON values. */
    JSON?: SelectJsonOutput | undefined;
    [member: string]: any;
  }
  /** How lines of fields are written. */
  interface SelectCsvOutput {
    /** `ALWAYS` puts quotes around each field, `ASNEEDED` only where they are needed. Default `ASNEEDED`. */
    QuoteFields?: 'ALWAYS' | 'ASNEEDED' | undefined;
    /** What ends a record. Default a line feed. */
    RecordDelimiter?: string | undefined;
    /** What stands between fields. Default a comma. */
    FieldDelimiter?: string | undefined;
    /** What stands around fields that hold delimiters. Default `"`. */
    QuoteCharacter?: string | undefined;
    /** What stands before a quote inside such a field. Default `"`. */
    QuoteEscapeCharacter?: string | undefined;
  }
  /** How JSON values are written. */
  interface SelectJsonOutput {
    /** What ends a record. Default a line feed. */
    RecordDelimiter?: string | undefined;
  }
}
