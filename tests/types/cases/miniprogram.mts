// Mini programs.
import { loadCOS } from 'cos-wasm-sdk/miniprogram';
import { adaptApi } from 'cos-wasm-sdk/miniprogram-more/adapter.js';

const COS = await loadCOS({ wasmPath: '/sub/cos.wasm.br', fallback: () => (imports: any) => imports });
const cos = new COS({ SecretId: 'a', SecretKey: 'b', SimpleUploadMethod: 'putObject', HttpDNSServiceId: 'c' });

const place = { Bucket: 'a-1250000000', Region: 'b', Key: 'c' };
const { ETag } = await cos.putObject({ ...place, FilePath: 'wxfile://a' });
ETag.slice(1);
await cos.sliceUploadFile({ ...place, FilePath: 'wxfile://a', onProgress: ({ percent }: { percent: number }) => percent });
await cos.uploadFiles({ files: [{ ...place, FilePath: 'wxfile://a' }] });
const posted = await cos.postObject({ ...place, FilePath: 'wxfile://a', onTaskReady: (id) => cos.pauseTask(id), onProgress: ({ loaded }) => loaded.toFixed() });
posted.Location.slice(1);
cos.headObject(place, (error, data) => data.statusCode);
cos.pauseTask('id');

await loadCOS({ api: adaptApi({}, 'my'), engine: null });

// @ts-expect-error Listings page by page are for browsers.
cos.listObjects(place);

// @ts-expect-error A form has a file.
await cos.postObject(place);
