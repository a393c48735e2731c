/** Calls that must not compile: each line after `@ts-expect-error` has exactly one mistake. */

import COS from 'cos-wasm-sdk';

const place = { Bucket: 'examplebucket-1250000000', Region: 'ap-guangzhou' };
const object = { ...place, Key: 'images/1.jpg' };
const cos = new COS();

// @ts-expect-error a client needs `new`
COS();
// @ts-expect-error an unknown option
new COS({ SecretID: 'id' });
// @ts-expect-error a number of milliseconds as text
new COS({ OfflineTimeout: '1000' });
// @ts-expect-error a temporary key without its end
new COS({ getAuthorization: (_, callback) => callback({ TmpSecretId: 'a', TmpSecretKey: 'b', SecurityToken: 'c' }) });
// @ts-expect-error an unknown level
new COS({ LogLevel: 'LOUD' });

// @ts-expect-error no Key
cos.headObject(place);
// @ts-expect-error no Region
cos.getBucket({ Bucket: 'examplebucket-1250000000' });
// @ts-expect-error a listing without a bucket
cos.listObjects({ Prefix: 'a' });
// @ts-expect-error a listing calls nobody back
cos.listObjects(place, () => {});
// @ts-expect-error parts of which upload
cos.listParts(object);
// @ts-expect-error parts have no groups
cos.listParts({ ...object, UploadId: 'id' }).CommonPrefixes;
// @ts-expect-error errors are made by calls
new COS.COSError();
// @ts-expect-error no Body
cos.putObject(object);
// @ts-expect-error a Key that is a number
cos.headObject({ ...place, Key: 1 });
// @ts-expect-error a misspelt param
cos.putObject({ ...object, Body: 'text', Contenttype: 'text/plain' });
// @ts-expect-error an unknown storage class
cos.putObject({ ...object, Body: 'text', StorageClass: 'COLD' });
// @ts-expect-error a typed array
cos.putObject({ ...object, Body: new Uint8Array(8) });
// @ts-expect-error a form
cos.putObject({ ...object, Body: new FormData() });
// @ts-expect-error a header that is an object
cos.putObject({ ...object, Body: 'text', 'x-cos-meta-author': {} });
// @ts-expect-error a timeout in place of a signal
cos.putObject({ ...object, Body: 'text', Signal: 1000 });
// @ts-expect-error hashing has no speed
cos.putObject({ ...object, Body: 'text', onHashProgress: ({ speed }) => speed });
// @ts-expect-error no Position
cos.appendObject({ ...object, Body: 'text' });
// @ts-expect-error a list of keys in place of a list of objects
cos.deleteMultipleObject({ ...place, Objects: ['a', 'b'] });
// @ts-expect-error no Parts
cos.multipartComplete({ ...object, UploadId: 'id' });
// @ts-expect-error a part number as text
cos.multipartUpload({ ...object, UploadId: 'id', PartNumber: '1', Body: 'text' });
// @ts-expect-error no CopySource
cos.putObjectCopy(object);
// @ts-expect-error no SecretKey
COS.getAuthorization({ SecretId: 'id' });

// @ts-expect-error an unknown kind of body
cos.getObject({ ...object, DataType: 'json' });
// @ts-expect-error a Blob is not a string
cos.getObject({ ...object, DataType: 'blob' }, (_, data) => data.Body.charAt(0));
// @ts-expect-error a string is not a Blob
cos.getObject(object).then(({ Body }) => Body.arrayBuffer());
// @ts-expect-error a stream is not a Blob
cos.getObject({ ...object, DataType: 'stream' }).then(({ Body }) => Body.size);
// @ts-expect-error sizes in listings are text
cos.getBucket(place).then(({ Contents }) => Contents.reduce((sum: number, { Size }) => sum - Size, 0));
// @ts-expect-error an error may be null
cos.headObject(object, (err) => err.message);
// @ts-expect-error an unknown kind of error
cos.headObject(object, (err) => err?.kind === 'unknown');
// @ts-expect-error what was never sent has no URL
cos.headObject(object, (err) => err && err.url.length);

// @ts-expect-error an unknown event
cos.on('list-updated', () => {});
// @ts-expect-error a listener for something else
cos.on('list-update', (list: string) => list);
// @ts-expect-error a payload of another event
cos.emit('list-update', { msg: 'text' });
// @ts-expect-error a task is named by its id
cos.pauseTask(1);

// @ts-expect-error the version cannot be set
COS.version = '1';
// @ts-expect-error never existed
cos.getV4Auth({ Bucket: 'b', Key: 'k' });

// @ts-expect-error a rule without origins
cos.putBucketCors({ ...place, CORSRules: [{ AllowedMethods: ['GET'] }] });
// @ts-expect-error no rules
cos.putBucketCors(place);
// @ts-expect-error the plural of a plural
cos.putBucketCors({ ...place, CORSRules: [{ AllowedOriginss: ['*'], AllowedOrigins: ['*'], AllowedMethods: ['GET'] }] });
// @ts-expect-error lists are read by their plural names
cos.getBucketCors(place).then(({ CORSRules }) => CORSRules[0]?.AllowedOrigin);
// @ts-expect-error an unknown right
cos.putBucketAcl({ ...place, ACL: 'public' });
// @ts-expect-error an unknown permission
cos.putBucketAcl({ ...place, AccessControlPolicy: { Owner: { ID: 'a' }, Grants: [{ Grantee: { ID: 'b' }, Permission: 'ALL' }] } });
// @ts-expect-error rights of an object are no rights of a bucket
cos.putBucketAcl({ ...place, ACL: 'bucket-owner-read' });
// @ts-expect-error objects have no right to write
cos.getObjectAcl(object).then(({ GrantWrite }) => GrantWrite);
// @ts-expect-error no policy
cos.putBucketPolicy(place);
// @ts-expect-error a tag without a value
cos.putBucketTagging({ ...place, Tags: [{ Key: 'a' }] });
// @ts-expect-error no tags
cos.putObjectTagging(object);
// @ts-expect-error an unknown status
cos.putBucketLifecycle({ ...place, Rules: [{ ID: 'a', Status: 'On', Expiration: { Days: 1 } }] });
// @ts-expect-error versioning cannot be switched off
cos.putBucketVersioning({ ...place, VersioningConfiguration: { Status: 'Disabled' } });
// @ts-expect-error no role
cos.putBucketReplication({ ...place, ReplicationConfiguration: { Rules: [] } });
// @ts-expect-error no index page
cos.putBucketWebsite({ ...place, WebsiteConfiguration: { ErrorDocument: { Key: 'error.html' } } });
// @ts-expect-error neither black nor white
cos.putBucketReferer({ ...place, RefererConfiguration: { Status: 'Enabled', RefererType: 'Grey', DomainList: { Domains: [] } } });
// @ts-expect-error an unknown kind of domain
cos.putBucketDomain({ ...place, DomainRule: [{ Status: 'ENABLED', Name: 'example.com', Type: 'FTP' }] });
// @ts-expect-error no target
cos.putBucketLogging({ ...place, BucketLoggingStatus: { LoggingEnabled: { TargetPrefix: 'a' } } });
// @ts-expect-error no Id
cos.getBucketInventory(place);
// @ts-expect-error a regular inventory needs a schedule
cos.putBucketInventory({ ...place, Id: 'a', InventoryConfiguration: { Id: 'a', IsEnabled: 'true', IncludedObjectVersions: 'All', Destination: { COSBucketDestination: { Bucket: 'b', Format: 'CSV' } } } });
// @ts-expect-error an unknown state of acceleration
cos.putBucketAccelerate({ ...place, AccelerateConfiguration: { Status: 'Disabled' } });
// @ts-expect-error no rule
cos.putBucketEncryption({ ...place, ServerSideEncryptionConfiguration: {} });
// @ts-expect-error `Marker` belongs to getBucket
cos.listObjectVersions({ ...place, Marker: 'a' });
// @ts-expect-error an unknown tier
cos.restoreObject({ ...object, RestoreRequest: { Days: 1, CASJobParameters: { Tier: 'Fast' } } });
// @ts-expect-error no query
cos.selectObjectContent({ ...object, SelectType: 2 });
// @ts-expect-error a query without an expression
cos.selectObjectContent({ ...object, SelectType: 2, SelectRequest: { ExpressionType: 'SQL', InputSerialization: {}, OutputSerialization: {} } });

// @ts-expect-error a stream of a query has no Payload
cos.selectObjectContent({ ...object, SelectType: 2, SelectRequest: { Expression: '', ExpressionType: 'SQL', InputSerialization: {}, OutputSerialization: {} }, DataType: 'stream' }).then(({ Payload }) => Payload);

// @ts-expect-error no Body
cos.uploadFile(object);
// @ts-expect-error a list of Files in place of a list of params
cos.uploadFiles({ files: [new File([], 'a')] });
// @ts-expect-error a folder in place of a file
cos.uploadFile({ ...object, Body: [new File([], 'a')] });
// @ts-expect-error a list of texts
cos.uploadFiles({ files: [{ ...object, Body: ['a'] }] });
// @ts-expect-error an unknown way to compare
cos.uploadFile({ ...object, Body: 'text', CheckIntegrity: 'always' });
// @ts-expect-error no files
cos.uploadFiles({ onProgress: () => {} });
// @ts-expect-error a size as text
cos.sliceUploadFile({ ...object, Body: new Blob([]), ChunkSize: '1MB' });
// @ts-expect-error uploads in parts are always tasks
cos.sliceUploadFile({ ...object, Body: new Blob([]), SkipTask: true });
// @ts-expect-error no CopySource
cos.sliceCopyFile(object);
// @ts-expect-error a path is no target
cos.downloadFile({ ...object, Target: 'a.bin' });
// @ts-expect-error a download has nothing to hash
cos.downloadFile({ ...object, onHashProgress: () => {} });
// @ts-expect-error an unknown level
cos.abortUploadTask({ ...object, Level: 'all' });
// @ts-expect-error a misspelt old name
cos.getBucketCors2(place);
