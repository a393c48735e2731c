/** `require`, and the names of types behind it. */

import COS = require('cos-wasm-sdk');

const options: COS.COSOptions = { SecretId: 'id', SecretKey: 'key' };
const params: COS.PutObjectParams = { Bucket: 'examplebucket-1250000000', Region: 'ap-guangzhou', Key: 'a.txt', Body: '' };
const cos: COS = new COS(options);
const result: Promise<COS.PutObjectResult> = cos.putObject(params);

export = result;
