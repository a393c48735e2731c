/** What the original's own tests are about, with both classes in a browser against the emulated COS. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { openBrowser } from '../chromium.mjs';
import { Emulator } from '../emulator.mjs';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const PKG = fileURLToPath(new URL('../../pkg', import.meta.url));

const base64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const OWNER = 'qcs::cam::uin/100000000001:uin/100000000001';
const CORS = { AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'], MaxAgeSeconds: '5' };
const LIFECYCLE = { ID: '1', Filter: { Prefix: 'a/' }, Status: 'Enabled', Transition: { Days: '30', StorageClass: 'STANDARD_IA' } };
const WEBSITE = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'error.html' } };
const REPLICATION = {
  Role: 'qcs::cam::uin/100000000001:uin/100000000001',
  Rules: [{ ID: '1', Status: 'Enabled', Prefix: 'a', Destination: { Bucket: 'qcs::cos:ap-beijing::other-1250000000' } }],
};
const INVENTORY = {
  Id: 'list1',
  IsEnabled: 'true',
  Destination: {
    COSBucketDestination: { Format: 'CSV', AccountId: '100000000001', Bucket: 'qcs::cos:ap-guangzhou::demo-1250000000', Prefix: 'inv' },
  },
  Schedule: { Frequency: 'Daily' },
  IncludedObjectVersions: 'All',
  OptionalFields: ['Size', 'ETag'],
};
const POLICY = {
  version: '2.0',
  principal: { qcs: [OWNER] },
  statement: [
    { principal: { qcs: ['qcs::cam::anyone:anyone'] }, effect: 'allow', action: ['name/cos:GetObject'], resource: ['qcs::cos:ap-guangzhou:uid/1250000000:demo-1250000000/a/*'] },
  ],
};
const SELECT = {
  SelectType: 2,
  SelectRequest: {
    Expression: 'Select s.name from COSObject s where cast(s.size as int) > 1',
    ExpressionType: 'SQL',
    InputSerialization: { CompressionType: 'NONE', CSV: { FileHeaderInfo: 'USE', RecordDelimiter: '\n', FieldDelimiter: ',' } },
    OutputSerialization: { CSV: { RecordDelimiter: '\n', FieldDelimiter: ',' } },
  },
};

/** Each topic: what is done in the page, what it is given, and what comes of it. */
const TOPICS = {
  'buckets are made, listed, found and deleted': [
    async ({ cos, place, codeOf }) => {
      const own = { ...place, Bucket: 'topic-1250000000' };
      await cos.putBucket(own);
      const { Buckets } = await cos.getService();
      const { LocationConstraint } = await cos.getBucketLocation(own);
      const { statusCode } = await cos.headBucket(own);
      await cos.deleteBucket(own);
      return [Buckets.some(({ Name }) => Name === own.Bucket), LocationConstraint, statusCode, await codeOf(cos.headBucket(own))];
    },
    undefined,
    [true, 'ap-guangzhou', 200, 404],
  ],
  'access rights of buckets and objects': [
    async ({ cos, place, object }) => {
      await cos.putObject({ ...object, Body: 'x' });
      await cos.putBucketAcl({ ...place, ACL: 'public-read' });
      await cos.putObjectAcl({ ...object, ACL: 'private', GrantRead: 'id="100000000002"' });
      const [bucket, own] = [await cos.getBucketAcl(place), await cos.getObjectAcl(object)];
      return [bucket.ACL, own.ACL, own.GrantRead];
    },
    undefined,
    ['public-read', 'private', 'id="100000000002"'],
  ],
  'rules for other origins': [
    async ({ cos, place, object, codeOf }, rule) => {
      await cos.putBucketCors({ ...place, CORSRules: [rule] });
      const { CORSRules } = await cos.getBucketCors(place);
      // The rule counts for this page, too.
      return [CORSRules, await codeOf(cos.putObject({ ...object, Body: 'x' })), await codeOf(cos.deleteObject(object))];
    },
    CORS,
    [[CORS], 'no error', undefined],
  ],
  'tags of buckets and objects': [
    async ({ cos, place, object }) => {
      const Tags = [{ Key: 'k 1', Value: 'v = 1' }];
      await cos.putObject({ ...object, Body: 'x' });
      await cos.putBucketTagging({ ...place, Tags });
      await cos.putObjectTagging({ ...object, Tags });
      const tags = [(await cos.getBucketTagging(place)).Tags, (await cos.getObjectTagging(object)).Tags];
      await cos.deleteBucketTagging(place);
      await cos.deleteObjectTagging(object);
      return [...tags, (await cos.getBucketTagging(place)).Tags, (await cos.getObjectTagging(object)).Tags];
    },
    undefined,
    [[{ Key: 'k 1', Value: 'v = 1' }], [{ Key: 'k 1', Value: 'v = 1' }], [], []],
  ],
  'the policy of a bucket': [
    async ({ cos, place, codeOf }, Policy) => {
      await cos.putBucketPolicy({ ...place, Policy });
      const got = (await cos.getBucketPolicy(place)).Policy;
      await cos.deleteBucketPolicy(place);
      return [got.Statement[0].action, got.version, await codeOf(cos.getBucketPolicy(place))];
    },
    POLICY,
    [['name/cos:GetObject'], '2.0', 404],
  ],
  'the life of objects': [
    async ({ cos, place }, rule) => {
      await cos.putBucketLifecycle({ ...place, Rules: [rule] });
      const { Rules } = await cos.getBucketLifecycle(place);
      await cos.deleteBucketLifecycle(place);
      return [Rules, (await cos.getBucketLifecycle(place)).Rules];
    },
    LIFECYCLE,
    [[LIFECYCLE], []],
  ],
  'a bucket as website': [
    async ({ cos, place }, WebsiteConfiguration) => {
      await cos.putBucketWebsite({ ...place, WebsiteConfiguration });
      const got = (await cos.getBucketWebsite(place)).WebsiteConfiguration;
      await cos.deleteBucketWebsite(place);
      return [got.IndexDocument, got.ErrorDocument, (await cos.getBucketWebsite(place)).WebsiteConfiguration];
    },
    WEBSITE,
    [WEBSITE.IndexDocument, WEBSITE.ErrorDocument, {}],
  ],
  'inventories of a bucket': [
    async ({ cos, place, codeOf }, InventoryConfiguration) => {
      const list = { ...place, Id: InventoryConfiguration.Id };
      await cos.putBucketInventory({ ...list, InventoryConfiguration });
      const got = (await cos.getBucketInventory(list)).InventoryConfiguration;
      const all = (await cos.listBucketInventory(place)).InventoryConfigurations;
      await cos.deleteBucketInventory(list);
      return [got.OptionalFields, got.Schedule, all.length, all[0].Id, await codeOf(cos.getBucketInventory(list))];
    },
    INVENTORY,
    [['Size', 'ETag'], { Frequency: 'Daily' }, 1, 'list1', 404],
  ],
  'versions and their copies elsewhere': [
    async ({ cos, place, object }, ReplicationConfiguration) => {
      await cos.putBucketVersioning({ ...place, VersioningConfiguration: { Status: 'Enabled' } });
      await cos.putBucket({ ...place, Bucket: 'other-1250000000', Region: 'ap-beijing' }).catch(() => {});
      const other = { Bucket: 'other-1250000000', Region: 'ap-beijing', VersioningConfiguration: { Status: 'Enabled' } };
      await cos.putBucketVersioning(other).catch(() => {});
      await cos.putBucketReplication({ ...place, ReplicationConfiguration });
      const got = (await cos.getBucketReplication(place)).ReplicationConfiguration;
      await cos.deleteBucketReplication(place);
      const [first] = [await cos.putObject({ ...object, Body: 'one' }), await cos.putObject({ ...object, Body: 'two' })];
      await cos.deleteObject(object);
      const { Versions, DeleteMarkers } = await cos.listObjectVersions(place);
      const old = await cos.getObject({ ...object, VersionId: first.VersionId });
      const { Status } = (await cos.getBucketVersioning(place)).VersioningConfiguration;
      return [got.Rules[0].ID, Versions.length, DeleteMarkers.length, old.Body, Status];
    },
    REPLICATION,
    ['1', 2, 1, 'one', 'Enabled'],
  ],
  'encryption by the service': [
    async ({ cos, place, object }) => {
      const Rule = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }];
      await cos.putBucketEncryption({ ...place, ServerSideEncryptionConfiguration: { Rule } });
      const { statusCode } = await cos.getBucketEncryption(place);
      await cos.deleteBucketEncryption(place);
      await cos.putObject({ ...object, Body: 'x', 'x-cos-server-side-encryption': 'AES256' });
      return [statusCode, (await cos.getObject(object)).Body];
    },
    undefined,
    [200, 'x'],
  ],
  'a query over an object': [
    async ({ cos, object }, params) => {
      await cos.putObject({ ...object, Body: 'name,size\na,1\n中,2\nc,3\n' });
      return (await cos.selectObjectContent({ ...object, ...params })).Payload;
    },
    SELECT,
    '中\nc\n',
  ],
  'a server that is told of an upload': [
    async ({ cos, object }, Callback) => (await cos.putObject({ ...object, Body: 'x', Callback })).CallbackBody,
    'callback',
    { heard: 'name=a%2Fb.txt&size=1', kind: 'application/x-www-form-urlencoded' },
  ],
  'a server that refuses': [
    async ({ cos, object }, Callback) => {
      const { statusCode, CallbackError } = await cos.putObject({ ...object, Body: 'x', Callback });
      return [statusCode, CallbackError?.Code];
    },
    'refusing',
    [203, 'CallbackFailed'],
  ],
  'an answer of the own making': [
    async ({ cos, object }, ReturnBody) => (await cos.putObject({ ...object, Body: 'xyz', ReturnBody })).ReturnBody,
    base64({ name: '${object}', size: '${size}' }),
    { name: 'a/b.txt', size: '3' },
  ],
};

/** The server of an application, which is told of uploads. */
async function openListener() {
  const server = createServer(async (request, response) => {
    let heard = '';
    for await (const chunk of request) heard += chunk;
    const isRefused = request.url === '/refuse';
    response.writeHead(isRefused ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ heard, kind: request.headers['content-type'] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

let emulator;
let listener;
let browser;
let page;

before(async () => {
  [emulator, listener] = [await Emulator.start(TESTS, PKG), await openListener()];
  const { port } = new URL(emulator.address);
  // Of the two domains of the service, the first one is down.
  const hosts = `MAP *.tencentcos.cn 127.0.0.1:${port}, MAP *.myqcloud.com 127.0.0.1:1`;
  browser = await openBrowser([`--host-resolver-rules=${hosts}`]);
  page = await browser.newPage();
  await page.goto(`${emulator.address.replace('127.0.0.1', 'localhost')}/parity/page.html`);
  await page.waitForFunction(() => window.isReady);
  await page.evaluate(async () => {
    const { secretId, secretKey } = await (await fetch('/_emulator/info')).json();
    window.classes = { 'the original': COS, 'the package': (await import('/pkg/index.js')).default };
    const place = { Bucket: 'demo-1250000000', Region: 'ap-guangzhou' };
    const local = {
      Domain: `{Bucket}.cos.{Region}.localhost:${location.port}`,
      ServiceDomain: `service.cos.localhost:${location.port}`,
    };
    window.newWorld = (name, options = local) => ({
      cos: new classes[name]({ SecretId: secretId, SecretKey: secretKey, Protocol: 'http:', ...options }),
      place,
      object: { ...place, Key: 'a/b.txt' },
      codeOf: (call) => call.then(() => 'no error', ({ statusCode }) => statusCode),
    });
  });
});
after(async () => {
  await browser?.close();
  await emulator?.stop();
  listener?.close();
});

const reset = () => emulator.admin('POST', 'reset');

/** The callbacks of the topics name a server that is here only now. */
function given(value) {
  const address = `http://127.0.0.1:${listener.address().port}`;
  const wish = (path) => base64({ callbackUrl: address + path, callbackBody: 'name=${object}&size=${size}' });
  return { callback: wish('/'), refusing: wish('/refuse') }[value] ?? value;
}

for (const name of ['the original', 'the package']) {
  for (const [topic, [play, value, expected]] of Object.entries(TOPICS)) {
    test(`${topic}, with ${name}`, async () => {
      await reset();
      const script = `(${play})(newWorld(${JSON.stringify(name)}), ${JSON.stringify(given(value))})`;
      assert.deepEqual(await page.evaluate(script), expected);
    });
  }

  test(`the second domain stands in for the first, with ${name}`, async () => {
    await reset();
    const outcome = await page.evaluate(async (name) => {
      const { cos, object } = newWorld(name, {});
      const hosts = [];
      cos.on('before-send', ({ url }) => hosts.push(new URL(url).host.replace(/.*guangzhou\./, '')));
      await cos.putObject({ ...object, Body: 'x' });
      return hosts;
    }, name);
    assert.deepEqual(outcome, ['myqcloud.com', 'tencentcos.cn']);
  });
}
