/** The global that a script tag makes. */

/// <reference types="cos-wasm-sdk" />

const client: COS = new COS({ SecretId: 'id', SecretKey: 'key' });
const address: COS.GetObjectUrlParams = { Bucket: 'examplebucket-1250000000', Region: 'ap-guangzhou', Key: 'a.txt' };
document.title = client.getObjectUrl(address);
