/** A page that administers buckets, as it is written against the types of cos-js-sdk-v5. Compiled with both packages. */

import COS from 'the-sdk';

const cos = new COS({ SecretId: 'id', SecretKey: 'key', SecurityToken: 'token' });
const place: COS.BucketParams = { Bucket: 'examplebucket-1250000000', Region: 'ap-guangzhou' };

async function access(): Promise<COS.Grants[]> {
  await cos.putBucketAcl({ ...place, ACL: 'public-read', GrantFullControl: 'id="100000000001"' });
  const acl: COS.GetBucketAclResult = await cos.getBucketAcl(place);
  const policy: COS.PutBucketAclParams['AccessControlPolicy'] = {
    Owner: { ID: acl.Owner.ID },
    Grants: [{ Grantee: { URI: 'http://cam.qcloud.com/groups/global/AllUsers' }, Permission: 'READ' }],
  };
  cos.putBucketAcl({ ...place, AccessControlPolicy: policy! }, (err, data) => console.info(err || data.statusCode));
  const ready: COS.BucketACL = acl.ACL;
  console.info(ready, acl.GrantRead.split(','), acl.GrantWriteAcp.length);
  return acl.Grants.filter(({ Permission }) => Permission === 'FULL_CONTROL');
}

async function cors(): Promise<void> {
  const rule: COS.CORSRule = {
    AllowedOrigin: ['*'],
    AllowedMethod: ['GET', 'PUT'],
    AllowedHeader: ['*'],
    ExposeHeader: ['ETag'],
    MaxAgeSeconds: 600,
  };
  const params: COS.PutBucketCorsParams = { ...place, CORSRules: [rule], ResponseVary: 'true' };
  await cos.putBucketCors(params);
  const { CORSRules, ResponseVary } = await cos.getBucketCors(place);
  console.info(CORSRules['length'], ResponseVary === 'true');
  await cos.deleteBucketCors(place);
}

function policy(done: (statement: any) => void): void {
  const Policy = { version: '2.0', Statement: [{ Effect: 'Allow', Principal: { qcs: ['qcs::cam::anyone:anyone'] } }] };
  cos.putBucketPolicy({ ...place, Policy }, (err: COS.CosError, data: COS.PutBucketPolicyResult) => {
    if (err) return console.error(err.code, err.statusCode);
    console.info(data.RequestId);
  });
  cos.getBucketPolicy(place).then((data) => done(data.Policy['Statement'][0]));
  cos.deleteBucketPolicy(place, () => {});
}

async function rules(): Promise<string[]> {
  const Tags: COS.Tag[] = [{ Key: 'team', Value: 'web' }];
  await cos.putBucketTagging({ ...place, Tags });
  const tags = (await cos.getBucketTagging(place)).Tags.map(({ Key, Value }) => `${Key}=${Value}`);
  await cos.deleteBucketTagging(place);

  const rule: COS.LifecycleRule = {
    ID: 'old',
    Status: 'Enabled',
    Filter: { Prefix: 'logs/' },
    Transition: { Days: '30', StorageClass: 'STANDARD_IA' },
    Expiration: { Days: 365 },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: '7' },
  };
  await cos.putBucketLifecycle({ ...place, Rules: [rule] });
  const { Rules } = await cos.getBucketLifecycle(place);
  const ids: string[] = Rules.map(({ ID }) => ID);
  await cos.deleteBucketLifecycle(place);

  const VersioningConfiguration: COS.VersioningConfiguration = { Status: 'Enabled' };
  await cos.putBucketVersioning({ ...place, VersioningConfiguration });
  const versioning: COS.GetBucketVersioningResult = await cos.getBucketVersioning(place);
  if (versioning.VersioningConfiguration.Status === 'Suspended') return tags;

  const ReplicationConfiguration: COS.ReplicationConfiguration = {
    Role: 'qcs::cam::uin/100000000001:uin/100000000001',
    Rules: [{ ID: '1', Status: 'Enabled', Prefix: 'sync', Destination: { Bucket: 'qcs::cos:ap-beijing::copy-1250000000' } }],
  };
  await cos.putBucketReplication({ ...place, ReplicationConfiguration });
  const replication = await cos.getBucketReplication(place);
  console.info(replication.ReplicationConfiguration.Role, replication.ReplicationConfiguration.Rules.length);
  await cos.deleteBucketReplication(place);
  return tags.concat(ids);
}

async function hosting(): Promise<void> {
  const WebsiteConfiguration: COS.WebsiteConfiguration = {
    IndexDocument: { Suffix: 'index.html' },
    RedirectAllRequestsTo: { Protocol: 'https' },
    AutoAddressing: { Status: 'Disabled' },
    ErrorDocument: { Key: 'error.html', OriginalHttpStatus: 'Enabled' },
    RoutingRules: [{ Condition: { HttpErrorCodeReturnedEquals: 404 }, Redirect: { Protocol: 'https', ReplaceKeyWith: '404.html' } }],
  };
  await cos.putBucketWebsite({ ...place, WebsiteConfiguration });
  const website = await cos.getBucketWebsite(place);
  console.info(website.WebsiteConfiguration.IndexDocument.Suffix, website.WebsiteConfiguration.RoutingRules?.length);
  await cos.deleteBucketWebsite(place);

  const RefererConfiguration: COS.RefererConfiguration = {
    Status: 'Enabled',
    RefererType: 'White-List',
    DomainList: { Domains: ['*.example.com'] },
    EmptyReferConfiguration: 'Deny',
  };
  await cos.putBucketReferer({ ...place, RefererConfiguration });
  const referer: COS.GetBucketRefererResult = await cos.getBucketReferer(place);
  const domains: string[] = referer.RefererConfiguration.DomainList.Domains;

  const DomainRule: COS.DomainRule[] = domains.map((Name) => ({ Status: 'ENABLED', Name, Type: 'REST' }));
  await cos.putBucketDomain({ ...place, DomainRule });
  (await cos.getBucketDomain(place)).DomainRule.forEach(({ Name, Status }) => console.info(Name, Status));
  await cos.deleteBucketDomain(place);

  const origin: COS.OriginRule = {
    RulePriority: 1,
    OriginType: 'Mirror',
    OriginCondition: { HTTPStatusCode: 404, Prefix: '' },
    OriginParameter: {
      Protocol: 'HTTP',
      FollowQueryString: 'true',
      HttpHeader: { NewHttpHeader: { Header: [{ Key: 'x-cos', Value: 'a' }] } },
      FollowRedirection: 'true',
      HttpRedirectCode: ['301'],
    },
    OriginInfo: {
      HostInfo: { HostName: 'example.com' },
      FileInfo: { PrefixConfiguration: { Prefix: 'a/' }, SuffixConfiguration: { Suffix: '.b' } },
    },
  };
  await cos.putBucketOrigin({ ...place, OriginRule: [origin] });
  console.info((await cos.getBucketOrigin(place)).OriginRule.length);
  await cos.deleteBucketOrigin(place);
}

async function reports(): Promise<void> {
  const BucketLoggingStatus: COS.BucketLoggingStatus = {
    LoggingEnabled: { TargetBucket: 'logs-1250000000', TargetPrefix: 'access/' },
  };
  await cos.putBucketLogging({ ...place, BucketLoggingStatus });
  const logging = await cos.getBucketLogging(place);
  const target: string | undefined = logging.BucketLoggingStatus.LoggingEnabled?.TargetBucket;

  const InventoryConfiguration: COS.InventoryConfiguration = {
    Id: 'all',
    IsEnabled: 'true',
    IncludedObjectVersions: 'All',
    Filter: { Prefix: 'images/', Period: { StartTime: 1700000000 } },
    OptionalFields: ['Size', 'ETag'],
    Schedule: { Frequency: 'Daily' },
    Destination: {
      COSBucketDestination: { Bucket: `qcs::cos:ap-guangzhou::${target}`, Format: 'CSV', Encryption: { SSECOS: '' } },
    },
  };
  await cos.putBucketInventory({ ...place, Id: 'all', InventoryConfiguration });
  await cos.postBucketInventory({ ...place, Id: 'once', InventoryConfiguration });
  const inventory = await cos.getBucketInventory({ ...place, Id: 'all' });
  const fields: string[] = inventory.InventoryConfiguration.OptionalFields || [];
  const page: COS.ListBucketInventoryResult = await cos.listBucketInventory({ ...place, ContinuationToken: '' });
  console.info(fields, page.InventoryConfigurations['length'], page.IsTruncated === 'true' && page.NextContinuationToken);
  await cos.deleteBucketInventory({ ...place, Id: 'all' });

  const AccelerateConfiguration: COS.AccelerateConfiguration = { Status: 'Suspended' };
  cos.putBucketAccelerate({ ...place, AccelerateConfiguration }, (err) => err && console.error(err.message));
  cos.getBucketAccelerate(place, (err, data) => console.info(err || data.statusCode));

  const encryption: COS.ServerSideEncryptionConfiguration = {
    Rule: [{ ApplySideEncryptionConfiguration: { SSEAlgorithm: 'AES256' } }],
  };
  await cos.putBucketEncryption({ ...place, ServerSideEncryptionConfiguration: encryption });
  console.info((await cos.getBucketEncryption(place)).ServerSideEncryptionConfiguration);
  await cos.deleteBucketEncryption(place);
}

async function versions(): Promise<number> {
  const params: COS.ListObjectVersionsParams = { ...place, Prefix: 'a/', Delimiter: '/', MaxKeys: '10', VersionIdMarker: '' };
  const page: COS.ListObjectVersionsResult = await cos.listObjectVersions(params);
  const markers: COS.DeleteMarker[] = page.DeleteMarkers;
  const found: COS.ObjectVersion[] = page.Versions.filter(({ IsLatest }) => IsLatest === 'true');
  page.CommonPrefixes.forEach(({ Prefix }) => console.info(Prefix, page.NextVersionIdMarker));
  return found.reduce((sum, { Size }) => sum + Number(Size), markers.length);
}

cos.getService((err, data) => {
  if (err) return;
  const names: COS.Bucket[] = data.Buckets.filter(({ Location }) => Location === 'ap-guangzhou').map(({ Name }) => Name);
  console.info(names, data.Owner.ID);
});
cos.headBucket(place, (err) => console.info(!err));
cos.putBucket({ ...place, BucketAZConfig: 'MAZ' }).then(({ Location }) => console.info(Location));
cos.getBucketLocation(place).then(({ LocationConstraint }) => LocationConstraint);
cos.deleteBucket(place, (err, data) => console.info(err || data.statusCode === 204));
export { access, cors, policy, rules, hosting, reports, versions };
