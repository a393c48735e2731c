import COS from './index.cjs';

/** The functions of a platform that are used. Those of `wx` are these; other platforms need an object like it. */
export interface PlatformApi {
  request(options: any): { abort(): void } | void;
  uploadFile?(options: any): { abort(): void; onProgressUpdate(listener: (event: any) => void): void } | void;
  getFileSystemManager(): { readFile(options: any): void; stat(options: any): void };
  getStorageSync(key: string): any;
  setStorageSync(key: string, value: string): void;
  removeStorageSync(key: string): void;
  getAppBaseInfo?(): { SDKVersion?: string };
  getSystemInfoSync?(): { SDKVersion?: string };
  onNetworkStatusChange?(listener: (event: { isConnected: boolean }) => void): void;
  onAppHide?(listener: () => void): void;
  onAppShow?(listener: () => void): void;
}

/** What takes a module by its path in the app's package, as `WXWebAssembly` does. */
export interface Engine {
  instantiate(path: string, imports: any): Promise<any>;
}

/** The module as JavaScript, `cos-wasm-sdk/miniprogram-more/core.js`. */
export type JavaScriptCore = (imports: any) => any;

export interface LoadOptions {
  /** Where the module is in the app's package; `/miniprogram_npm/cos-wasm-sdk/cos.wasm.br` unless given. */
  wasmPath?: string;
  /** The platform, `wx` unless given. */
  api?: PlatformApi;
  /** What runs WebAssembly, `WXWebAssembly` unless given; null where there is nothing. */
  engine?: Engine | null;
  /** Gives the module as JavaScript, where nothing runs WebAssembly. */
  fallback?: () => JavaScriptCore | Promise<JavaScriptCore>;
}

/** Files by their path, which mini programs have instead of Files and Blobs. */
export interface WithFilePath {
  /** The path that picking gave. `Body` counts more. */
  FilePath?: string;
}

/** Not there: mini programs have no loop over promises. */
type Listings = 'listObjects' | 'listVersions' | 'listUploads' | 'listParts';
type FileMethod = 'putObject' | 'uploadFile' | 'sliceUploadFile';
type Answer<Method extends FileMethod> = InstanceType<typeof COS>[Method] extends (params: any) => Promise<infer Data> ? Data : never;
type FileParams = Omit<COS.PutObjectParams, 'Body'> & { Body?: string | ArrayBuffer } & WithFilePath & { [param: string]: any };

/** A file that is posted. `Key` may hold `${filename}`, which becomes the last piece of the path. */
export type PostObjectParams = Omit<COS.PutObjectParams, 'Body'> & { FilePath: string };
export type PostObjectResult = Answer<'uploadFile'>;

/** Options of mini programs. Defaults that differ: `SimpleUploadMethod: 'postObject'`, `AutoSwitchHost: false`. */
export interface MiniProgramOptions extends COS.COSOptions {
  /** The id of an HttpDNS service, which `wx.request` is told. */
  HttpDNSServiceId?: string;
}

/** Class COS as mini programs have it. */
export interface MiniProgramCOS extends Omit<COS, FileMethod | 'uploadFiles' | Listings> {
  putObject(params: FileParams): Promise<Answer<'putObject'>>;
  putObject(params: FileParams, callback: (error: any, data: Answer<'putObject'>) => void): void;
  uploadFile(params: FileParams): Promise<Answer<'uploadFile'>>;
  uploadFile(params: FileParams, callback: (error: any, data: Answer<'uploadFile'>) => void): void;
  sliceUploadFile(params: FileParams): Promise<Answer<'sliceUploadFile'>>;
  sliceUploadFile(params: FileParams, callback: (error: any, data: Answer<'sliceUploadFile'>) => void): void;
  uploadFiles(params: { files: FileParams[]; SliceSize?: number; [param: string]: any }): Promise<any>;
  uploadFiles(params: { files: FileParams[]; SliceSize?: number; [param: string]: any }, callback: (error: any, data: any) => void): void;
  /** Sends a file as a form, with progress by the byte. A task, as the other uploads. */
  postObject(params: PostObjectParams): Promise<PostObjectResult>;
  postObject(params: PostObjectParams, callback: (error: any, data: PostObjectResult) => void): void;
}

/** The class, with what is on it. */
export type MiniProgramClass = Omit<typeof COS, 'prototype'> & { new (options?: MiniProgramOptions): MiniProgramCOS };

/**
 * Loads the module, once, and gives class COS.
 *
 * @throws when the module cannot be loaded; the next call tries again.
 */
export function loadCOS(options?: LoadOptions): Promise<MiniProgramClass>;
export default loadCOS;
