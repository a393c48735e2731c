// Moving files

interface COS {
  /**
   * Uploads a file as a task: in one request up to `SliceSize`, in parts above it.
   *
   * Answers what `putObject` or `sliceUploadFile` answers.
   *
   * @see https://cloud.tencent.com/document/product/436/64960
   */
  uploadFile(params: COS.CallParams<COS.UploadFileParams>, callback: COS.Callback<COS.UploadFileResult>): void;
  uploadFile(params: COS.CallParams<COS.UploadFileParams>): Promise<COS.UploadFileResult>;

  /**
   * Uploads many files, each as a task of its own; an entry whose `Body` is a folder, a drop or a list stands for all
   * files in it.
   *
   * The call itself does not fail: `files` says for each one what became of it, in the order of the params.
   */
  uploadFiles(
    params: COS.CallParams<COS.UploadFilesParams | COS.UploadLazyFilesParams>,
    callback: COS.Callback<COS.UploadFilesResult>,
  ): void;
  uploadFiles(
    params: COS.CallParams<COS.UploadFilesParams | COS.UploadLazyFilesParams>,
  ): Promise<COS.UploadFilesResult>;

  /**
   * Uploads a file in parts, as a task, and goes on from the parts that an earlier attempt has left.
   *
   * An error carries the `UploadId` of the upload, empty when none was begun.
   *
   * @see https://cloud.tencent.com/document/product/436/64960
   */
  sliceUploadFile(
    params: COS.CallParams<COS.SliceUploadFileParams>,
    callback: COS.Callback<COS.SliceUploadFileResult>,
  ): void;
  sliceUploadFile(params: COS.CallParams<COS.SliceUploadFileParams>): Promise<COS.SliceUploadFileResult>;

  /**
   * Copies an object inside the service: in one request up to `CopySliceSize`, in parts above it, so that it may be
   * larger than 5 GB. It is no task, and cannot be paused.
   *
   * @see https://cloud.tencent.com/document/product/436/64960
   */
  sliceCopyFile(params: COS.CallParams<COS.SliceCopyFileParams>, callback: COS.Callback<COS.SliceCopyFileResult>): void;
  sliceCopyFile(params: COS.CallParams<COS.SliceCopyFileParams>): Promise<COS.SliceCopyFileResult>;

  /**
   * Downloads an object as a task, in ranges that come side by side: into a Blob, or into the `Target` that is given.
   *
   * All ranges are of the one object that was there at the beginning: where another takes its place, the call fails with
   * status 412. What came is compared with the service's checksum before the target is closed; after an error or
   * `cancelTask` the target is aborted. Not in mini programs.
   *
   * @see https://cloud.tencent.com/document/product/436/7753
   */
  downloadFile(
    params: COS.CallParams<COS.DownloadFileParams>,
    callback: COS.Callback<COS.DownloadFileResult<Blob>>,
  ): void;
  downloadFile(
    params: COS.CallParams<COS.DownloadIntoParams>,
    callback: COS.Callback<COS.DownloadFileResult>,
  ): void;
  downloadFile(params: COS.CallParams<COS.DownloadFileParams>): Promise<COS.DownloadFileResult<Blob>>;
  downloadFile(params: COS.CallParams<COS.DownloadIntoParams>): Promise<COS.DownloadFileResult>;

  /**
   * Ends multipart uploads that were never completed, and frees the space of their parts.
   *
   * The call succeeds even when single uploads cannot be ended: look at `errorList`.
   *
   * @see https://cloud.tencent.com/document/product/436/64960
   */
  abortUploadTask(
    params: COS.CallParams<COS.AbortUploadTaskParams>,
    callback: COS.Callback<COS.AbortUploadTaskResult>,
  ): void;
  abortUploadTask(params: COS.CallParams<COS.AbortUploadTaskParams>): Promise<COS.AbortUploadTaskResult>;
}

declare namespace COS {
  interface SliceUploadFileParams extends UploadParams, TaskParams {
    /** Query parameters to add to the request that begins the upload. They are signed. */
    Query?: Query | undefined;
    /** Bytes of a part, at least 1 MiB; more where the file would have more than 10000 parts. Default: the option. */
    ChunkSize?: number | undefined;
    /** Bytes of a part where `ChunkSize` is not given. */
    SliceSize?: number | undefined;
    /** Parts in flight, from 1 to 256. Default: the option `ChunkParallelLimit`. */
    AsyncLimit?: number | undefined;
    /** How the upload is compared with the service's checksums. Default: the option. */
    CheckIntegrity?: 'auto' | 'require' | 'off' | undefined;
    /** Whether the service is asked for an unfinished upload to go on with. Default: the option. */
    ResumeFromServer?: boolean | undefined;
    /** Whether cancelling the task, by its id or by `Signal`, ends the upload at the service. Default: the option. */
    AbortOnCancel?: boolean | undefined;
    /**
     * Sends nothing when the object is there with the same bytes: a HEAD and the CRC-64 of the file tell, as far as CORS
     * exposes `x-cos-hash-crc64ecma`. Metadata is not compared. Default false.
     */
    SkipIdentical?: boolean | undefined;
  }
  interface SliceUploadFileResult extends UploadResult {
    /** Id of the multipart upload; absent for a file that was uploaded in one request or skipped. */
    UploadId?: UploadId;
    /** True where `SkipIdentical` found the object there; the other fields are those of its HEAD. */
    skipped?: true;
  }

  interface UploadFileParams extends SliceUploadFileParams {
    /**
     * Bytes above which the file is uploaded in parts, which are of this size, too, where `ChunkSize` is not given.
     * Default: the option.
     */
    SliceSize?: number | undefined;
    /** Told when the upload has ended, before the callback is. */
    onFileFinish?: onFileFinish | undefined;
  }
  interface UploadFileResult extends SliceUploadFileResult {}

  /** A file to upload, as one of many. */
  interface UploadFileItemParams extends UploadFileParams {}
  /** What has files in it, as one entry among files: its other params are those of each file. */
  interface UploadFolderParams extends Omit<UploadFileParams, 'Body'> {
    /** What the keys of the files begin with, such as `photos/`; the key of a file that is given by its handle. */
    Key: Key;
    /** Where the files are. */
    Body: UploadFolder;
  }
  /**
   * What has files in it: a folder or a file by its handle (`showDirectoryPicker()`, the origin's private file system) or
   * by its entry (`webkitGetAsEntry()`), a drop (`event.dataTransfer`) or its items, the files of an `<input>`, or a list
   * of such things.
   *
   * Files of folders are drawn while others are uploaded. The key of each is that of the entry and the path within it:
   * paths in a folder that is the `Body` itself begin in it, those in a drop or a list begin with the names of what was
   * dropped or picked. Empty folders leave nothing behind.
   */
  type UploadFolder = FileOrFolder | Drop | ArrayLike<File | FileOrFolder> | ArrayLike<DroppedItem>;
  /** A handle, as `FileSystemDirectoryHandle`, or an entry, as `FileSystemDirectoryEntry`. */
  type FileOrFolder =
    | { readonly kind: 'file' | 'directory'; readonly name: string }
    | { readonly isFile: boolean; readonly isDirectory: boolean; readonly name: string };
  /** What was dropped, as `DataTransfer`: it has to be handed over before its event has ended. */
  type Drop = { readonly items: ArrayLike<DroppedItem> };
  /** A `DataTransferItem`. */
  type DroppedItem = { webkitGetAsEntry(): any; getAsFile(): File | null };
  interface UploadFileItemResult extends SliceUploadFileResult {}

  /** What `uploadFiles` takes besides the files. */
  interface BatchParams extends StoppableParams {
    /** Bytes above which a file is uploaded in parts. Default: the option. */
    SliceSize?: number | undefined;
    /** Sends only what is not there already; see the param of the files. Default false. */
    SkipIdentical?: boolean | undefined;
    /** Told of the progress of all files together, to the byte. `total` grows while folders are read. */
    onProgress?: onProgress | undefined;
    /** Told when a file has ended, after the `onFileFinish` of that file. */
    onFileFinish?: onFileFinish | undefined;
  }
  interface UploadFilesParams extends BatchParams {
    /** The files. */
    files: (UploadFileItemParams | UploadFolderParams)[];
  }
  /** Params of a batch whose files are found on the way, such as those of a folder. */
  interface UploadLazyFilesParams extends BatchParams {
    /** Gives the files one by one. What it throws is the error of one more result, behind those of the files that it gave. */
    files:
      | Iterable<UploadFileItemParams | UploadFolderParams>
      | AsyncIterable<UploadFileItemParams | UploadFolderParams>;
  }
  interface UploadFilesResult extends GeneralResult {
    /** What became of each file, in the order of the params. */
    files: FinishedFile[];
  }
  /** What became of a file. */
  interface FinishedFile {
    /** Its params. */
    options: FinishedFileParams;
    /** Why it was not uploaded; null, in spite of its type, when it was. */
    error: COSError;
    /** The answer; absent, in spite of its type, when it was not uploaded. */
    data: UploadFileItemResult;
  }
  /** Params of a file that has ended: its texts, numbers and booleans; `Body` and functions are left out. */
  interface FinishedFileParams extends UploadFileItemParams {
    /** Id of its task. */
    TaskId: TaskId;
    /** Its place in `files`, counted from 0, as text; absent after `uploadFile`. */
    Index?: string;
  }
  /** Told when a file has ended. `err` is null, in spite of its type, when it was uploaded; `data` is absent if not. */
  type onFileFinish = (err: COSError, data: UploadFileItemResult, options: FinishedFileParams) => any;
  /** What `onFileFinish` is told, as one object. */
  interface FileFinishInfo {
    /** Why the file was not uploaded. */
    err: COSError;
    /** The answer. */
    data: UploadFileItemResult;
    /** The file's params. */
    options: FinishedFileParams;
  }

  interface SliceCopyFileParams
    extends ObjectParams, MetadataParams, ObjectGrantParams, CopySourceParams, EncryptionParams {
    /** `Replaced` stores the metadata of this call, `Copy` that of the source. Default `Copy`. */
    MetadataDirective?: 'Copy' | 'Replaced' | undefined;
    /** Default: the class of the source. */
    StorageClass?: StorageClass | undefined;
    /** Bytes above which the object is copied in parts, at most 5 GB. Default: the option. */
    CopySliceSize?: number | undefined;
    /** Bytes of a part, at least 1 MiB; more where there would be too many parts. Default: the option. */
    CopyChunkSize?: number | undefined;
    /** @deprecated Without effect: use `CopySliceSize`. */
    SliceSize?: number | undefined;
    /** Told of the copy's progress. */
    onProgress?: onProgress | undefined;
  }
  interface SliceCopyFileResult extends GeneralResult {
    /** Of the copy. */
    ETag: ETag;
    /** Host and encoded key of the copy, without scheme. */
    Location: Location;
    /** When the copy was made; absent when it was made in parts. */
    LastModified?: IsoDateTime;
    /** CRC-64 of the object, as a decimal number in text. */
    CRC64?: string;
  }

  /** What downloads take, wherever they go. */
  interface DownloadTaskParams extends ObjectParams, KeyOfYourOwnParams, QueuedParams {
    /** A version of the object. Default: the newest one. */
    VersionId?: string | undefined;
    /** Bytes of a range, at least 1 MiB. Default: the option, else 1 to 16 MiB, as the object and the network want it. */
    ChunkSize?: number | undefined;
    /** Ranges in flight, from 1 to 256, which is also what is held in memory. Default: the option `ChunkParallelLimit`. */
    ParallelLimit?: number | undefined;
    /** Bits per second of each range. @see https://cloud.tencent.com/document/product/436/40140 */
    TrafficLimit?: number | undefined;
    /** How the download is compared with the service's checksum. Default: the option. */
    CheckIntegrity?: 'auto' | 'require' | 'off' | undefined;
    /** `true` starts at once, as no task. */
    SkipTask?: boolean | undefined;
  }
  interface DownloadFileParams extends DownloadTaskParams {
    /** Without it, the answer has a Blob. */
    Target?: undefined;
  }
  /** Params of a download that goes somewhere else than into a Blob. */
  interface DownloadIntoParams extends DownloadTaskParams {
    /**
     * Where to: a file, whose old content stays until the download is complete, or a stream, which gets the bytes in their
     * order, a range at a time, and no faster than it takes them in.
     */
    Target: WritableStream<Uint8Array> | FileSystemFileHandle;
  }
  interface DownloadFileResult<Body = undefined> extends GeneralResult {
    /** Of the object. */
    ETag: ETag;
    /** Of the object, where the bucket has versions and CORS shows them. */
    VersionId?: string;
    /** The object, as it is stored; absent with `Target`. */
    Body: Body;
  }

  interface AbortUploadTaskParams extends BucketParams {
    /** `task` ends one upload, `file` all uploads of a key, `bucket` all uploads. Default `task`. */
    Level?: 'task' | 'file' | 'bucket' | undefined;
    /** Key of the uploads; needed unless `Level` is `bucket`. */
    Key?: Key | undefined;
    /** Id of the upload; needed for `Level` `task`. */
    UploadId?: UploadId | undefined;
    /** Uploads that are ended at the same time. Default 1. */
    AsyncLimit?: number | undefined;
  }
  interface AbortUploadTaskResult extends GeneralResult {
    /** Uploads that were ended. */
    successList: AbortedUpload[];
    /** Uploads that could not be ended. */
    errorList: AbortedUpload[];
  }
  /** An upload that was to be ended. */
  interface AbortedUpload {
    /** Its bucket. */
    Bucket: Bucket;
    /** Its region. */
    Region: Region;
    /** Its key. */
    Key: Key;
    /** Its id. */
    UploadId: UploadId;
  }
}
