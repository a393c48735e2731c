// Tasks

interface COS {
  /** All tasks of this instance, oldest first; a fresh copy on each call. */
  getTaskList(): COS.TaskList;

  /** Stops a task that waits or runs. Its promise stays pending, its callback uncalled. */
  pauseTask(taskId: COS.TaskId): void;

  /**
   * Starts a paused or failed task again. The promise of a failed one has been rejected: how it ends now is told by
   * `onFileFinish`, by a callback, which is called once more, and by `list-update`.
   */
  restartTask(taskId: COS.TaskId): void;

  /** Stops a task for good. Its promise rejects with an `AbortError`, its callback is never called. */
  cancelTask(taskId: COS.TaskId): void;

  /** True while a task runs or waits, be it an upload or a download. */
  isUploadRunning(): boolean;
}

declare namespace COS {
  /** Id of a task. */
  type TaskId = string;

  /** A task as lists and callbacks show it: a copy. */
  type Task = {
    /** What `pauseTask`, `restartTask` and `cancelTask` take. */
    id: TaskId;
    /** Bucket of the object. */
    Bucket: Bucket;
    /** Region of the bucket. */
    Region: Region;
    /** Key of the object. */
    Key: Key;
    /** The param `FilePath`, empty without it. */
    FilePath: string;
    /**
     * `waiting` for a slot, `checking` (begun, nothing moved yet), `uploading`, which is said of downloads, too; `paused`
     * until `restartTask`; then `success`, `error` or `canceled`.
     */
    state: 'waiting' | 'checking' | 'uploading' | 'error' | 'paused' | 'success' | 'canceled';
    /** Why the task failed, null while it has not. */
    error: COSError | null;
    /** Bytes done. */
    loaded: number;
    /** Bytes in all; 0 while those of a download are not known. */
    size: number;
    /** Bytes per second. */
    speed: number;
    /** From 0 to 1. */
    percent: number;
    /** Progress of hashing, from 0 to 1. */
    hashPercent: number;
    /** The param `_custom`. */
    _custom?: any;
  };

  /** All tasks of an instance. */
  type TaskList = Task[];
}
