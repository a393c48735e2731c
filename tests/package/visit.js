/** What a page does with the package; the text of this file becomes part of the pages. */

export async function visit(COS) {
  const { secretId, secretKey } = await (await fetch('/_emulator/info')).json();
  const cos = new COS({
    SecretId: secretId,
    SecretKey: secretKey,
    Protocol: 'http:',
    Domain: `{Bucket}.cos.{Region}.localhost:${location.port}`,
  });
  const place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou', Key: 'text.txt' };
  const put = await cos.putObject({ ...place, Body: new Blob(['written by a page']) });
  const got = await cos.getObject(place);
  return { version: COS.version, status: put.statusCode, body: got.Body };
}
