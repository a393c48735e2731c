/** Who may use a bucket: access control, cross-origin rules, policy, referers. */

import { BUCKET, of, refusal, xml } from './words.mjs';

const OWNER = { ID: 'qcs::cam::uin/1:uin/1', DisplayName: 'name <&> 名' };
const GRANTS = [
  { Grantee: { URI: 'http://cam.qcloud.com/groups/global/AllUsers' }, Permission: 'READ' },
  { Grantee: { ID: 'qcs::cam::uin/2:uin/2', DisplayName: '' }, Permission: 'WRITE' },
];
const grant = (id, permission) =>
  `<Grant><Grantee><ID>${id}</ID></Grantee><Permission>${permission}</Permission></Grant>`;
const toAll = (permission) =>
  `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://cam.qcloud.com/groups/global/AllUsers</URI></Grantee><Permission>${permission}</Permission></Grant>`;
const acl = (...grants) =>
  xml(
    `<AccessControlPolicy><Owner><ID>qcs::cam::uin/1:uin/1</ID></Owner><AccessControlList>${grants.join('')}</AccessControlList></AccessControlPolicy>`,
  );
const OWN = grant('qcs::cam::uin/1:uin/1', 'FULL_CONTROL');
const ANYONE = 'qcs::cam::anyone:anyone';

const grantHeaders = {
  ACL: 'private',
  GrantRead: 'id="100001",id="100002", id="100001"',
  GrantWrite: 'id="100001",',
  GrantReadAcp: ' id="100001"',
  GrantWriteAcp: '',
  GrantFullControl: 'id="100001",id="100001"',
};

/** What can be asked of an access control list, wherever it is. */
export const writtenAcls = [
  ['granted by headers', grantHeaders],
  ['as a document', { AccessControlPolicy: { Owner: OWNER, Grants: GRANTS } }],
  ['as a document with one grant', { AccessControlPolicy: { Owner: OWNER, Grant: GRANTS[0] } }],
  ['both spellings', { AccessControlPolicy: { Grant: GRANTS[0], Grants: GRANTS, Owner: OWNER, Other: '1' } }],
  ['as an empty document', { AccessControlPolicy: {} }],
  ['unknown word', { ACL: 'everybody' }],
];
export const readAcls = [
  [
    'of all kinds',
    {},
    {
      answer: acl(
        OWN,
        grant('2', 'READ'),
        grant('3', 'READ'),
        grant('2', 'WRITE_ACP'),
        grant('4', 'READ_ACP'),
        grant('5', 'FULL_CONTROL'),
        grant('6', 'WRITE'),
      ),
    },
  ],
  ['public-read', {}, { answer: acl(OWN, toAll('READ')) }],
  ['public-read-write', {}, { answer: acl(toAll('READ'), toAll('WRITE')) }],
  ['public by the id of anyone', {}, { answer: acl(OWN, grant(ANYONE, 'FULL_CONTROL')) }],
  ['header before document', {}, { answer: { body: acl(OWN), headers: { 'x-cos-acl': 'public-read' } } }],
  ['same grantee twice', {}, { answer: acl(grant('2', 'READ'), grant('2', 'READ')) }],
];

const rule = {
  ID: 'r<1>',
  AllowedOrigin: ['*', 'https://a.example'],
  AllowedMethod: ['GET', 'PUT'],
  AllowedHeader: ['*'],
  ExposeHeader: ['ETag'],
  MaxAgeSeconds: 5,
};
const plural = {
  AllowedOrigins: 'https://b.example',
  AllowedMethods: ['HEAD'],
  AllowedHeaders: 'x',
  ExposeHeaders: ['ETag', 'Date'],
};
const cors = (...rules) => xml(`<CORSConfiguration>${rules.join('')}</CORSConfiguration>`);
const corsRule =
  '<CORSRule><ID>1</ID><AllowedOrigin>*</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod><MaxAgeSeconds>5</MaxAgeSeconds></CORSRule>';

const STATEMENT = {
  effect: 'allow',
  principal: { qcs: [ANYONE] },
  action: ['name/cos:GetObject'],
  resource: ['qcs::cos:ap-guangzhou:uid/1250000000:demo-1250000000/文 件/*'],
};

const corsCases = [
  ['one rule', { CORSRules: [rule] }],
  ['plural names', { CORSRules: [rule, plural], ResponseVary: 'true' }],
  ['both names', { CORSRules: [{ ...rule, ...plural }] }, { differs: ['cause-looked-for'] }],
  ['one rule, no list', { CORSRules: rule }],
  ['old wrapper', { CORSRules: undefined, CORSConfiguration: { CORSRules: [rule] } }],
  ['no rules at all', { CORSRules: undefined }],
  ['rule without anything', { CORSRules: [{}] }],
  ['a bad method', { CORSRules: [{ ...rule, AllowedMethod: ['PATCH'] }] }],
];

export const aliases = {
  putBucketACL: writtenAcls.slice(0, 2),
  getBucketACL: readAcls.slice(0, 2),
  putBucketCORS: corsCases.slice(0, 2),
};

export default [
  ...of('putBucketAcl', { least: { ...BUCKET, ACL: 'public-read' } }, writtenAcls),
  ...of('getBucketAcl', { least: BUCKET, usual: acl(OWN) }, [
    ...readAcls,
    ['no list', {}, { answer: xml('<AccessControlPolicy/>'), differs: ['empty-documents'] }],
    ['real', {}, { only: 'chromium', given: [['putBucketAcl', { ...BUCKET, ACL: 'public-read' }]] }],
  ]),
  ...of('putBucketCors', { least: { ...BUCKET, CORSRules: [] } }, corsCases),
  ...of('getBucketCors', { least: BUCKET, usual: cors(corsRule) }, [
    ['two rules', {}, { answer: cors(corsRule, corsRule, '<ResponseVary>true</ResponseVary>') }],
    ['a bare rule', {}, { answer: cors('<CORSRule/>') }],
    ['none', {}, { answer: refusal(404, 'NoSuchCORSConfiguration') }],
    ['no bucket', {}, { answer: refusal(404, 'NoSuchBucket') }],
    ['empty', {}, { answer: cors() }],
  ]),
  ...of('deleteBucketCors', { least: BUCKET }, [
    ['done', {}, { answer: { status: 204 } }],
    ['not there', { Bucket: 'none-1250000000' }],
  ]),
  ...of('putBucketPolicy', { least: { ...BUCKET, Policy: { version: '2.0', statement: [STATEMENT] } } }, [
    ['without version', { Policy: { statement: [STATEMENT] } }, { differs: ['policy-version'] }],
    ['as a text', { Policy: ` { "version": "2.0",\n "statement": [${JSON.stringify(STATEMENT)}] } ` }],
    ['no text of JSON', { Policy: '{' }],
    ['a text of no object', { Policy: '"text"' }],
    ['a number', { Policy: 3 }, { differs: ['policy-form'] }],
    ['not there', { Policy: undefined }],
    [
      'numbers, null and nesting',
      { Policy: { version: '2.0', statement: [{ n: 1.5, z: null, e: [], o: {}, t: true, u: 'ü"\\\n\u2028' }] } },
    ],
  ]),
  ...of('getBucketPolicy', { least: BUCKET, usual: '{"Statement":[{"Effect":"allow"}],"version":"2.0"}' }, [
    ['with line breaks', {}, { answer: '{\n"a": "b\\nc",\r\n"文": [1, 2.5, null, {"d": true}]}' }],
    ['no JSON', {}, { answer: 'text' }],
    ['no text', {}, { answer: '' }],
    [
      'no access',
      {},
      {
        answer: {
          status: 403,
          body: '{"code":"AccessDenied","message":"m"}',
          headers: { 'content-type': 'application/json' },
        },
      },
    ],
    ['no such method', {}, { answer: refusal(405, 'MethodNotAllowed') }],
    ['none', {}, { answer: refusal(404, 'NoSuchBucketPolicy') }],
    ['broken', {}, { answer: refusal(400, 'BadRequest') }],
  ]),
  ...of('deleteBucketPolicy', { least: BUCKET }, [['done', {}, { answer: { status: 204 } }]]),
  ...of('putBucketReferer', { least: { ...BUCKET, RefererConfiguration: { Status: 'Disabled' } } }, [
    [
      'all params',
      {
        RefererConfiguration: {
          Status: 'Enabled',
          RefererType: 'White-List',
          DomainList: { Domains: ['*.qq.com', '例.cn'] },
          EmptyReferConfiguration: 'Allow',
        },
      },
    ],
    [
      'singular name',
      { RefererConfiguration: { Status: 'Enabled', RefererType: 'Black-List', DomainList: { Domain: 'qq.com' } } },
    ],
    ['empty list', { RefererConfiguration: { Status: 'Enabled', DomainList: { Domains: [] } } }],
    ['not there', { RefererConfiguration: undefined }],
  ]),
  ...of(
    'getBucketReferer',
    {
      least: BUCKET,
      differs: { least: ['referer-answer'], 'odd headers': ['referer-answer'] },
      usual: xml(
        '<RefererConfiguration><Status>Enabled</Status><DomainList><Domain>a</Domain><Domain>b</Domain></DomainList></RefererConfiguration>',
      ),
    },
    [
      [
        'one domain',
        {},
        { answer: xml('<RefererConfiguration><DomainList><Domain>a</Domain></DomainList></RefererConfiguration>') },
      ],
      [
        'no domain',
        {},
        { answer: xml('<RefererConfiguration><Status>Disabled</Status><DomainList/></RefererConfiguration>') },
      ],
      ['no list', {}, { answer: xml('<RefererConfiguration><Status>Disabled</Status></RefererConfiguration>') }],
      ['none', {}, { answer: refusal(404, 'NoSuchRefererConfiguration'), differs: ['referer-answer'] }],
      ['with a Key', { Key: 'stray key' }, { differs: ['stray-key', 'referer-answer'] }],
    ],
  ),
];
