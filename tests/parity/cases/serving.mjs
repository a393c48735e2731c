/** How a bucket is served: as a website, at domains of its own, from origins, with logs, faster, encrypted. */

import { BUCKET, of, refusal, xml } from './words.mjs';

const done = ['done', {}, { answer: { status: 204 } }];

const ROUTES = [
  {
    Condition: { HttpErrorCodeReturnedEquals: '404' },
    Redirect: { Protocol: 'https', ReplaceKeyWith: '404 & co.html' },
  },
  { Condition: { KeyPrefixEquals: '文档/' }, Redirect: { ReplaceKeyPrefixWith: 'documents/' } },
];
const SITE = {
  IndexDocument: { Suffix: 'index.html' },
  RedirectAllRequestsTo: { Protocol: 'https' },
  AutoAddressing: { Status: 'Enabled' },
  ErrorDocument: { Key: 'error.html', OriginalHttpStatus: 'Enabled' },
};
const route =
  '<RoutingRule><Condition><HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals></Condition></RoutingRule>';
const site = (inside) =>
  xml(
    `<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>${inside}</WebsiteConfiguration>`,
  );

const DOMAIN = { Status: 'ENABLED', Name: 'www.例.cn', Type: 'WEBSITE', ForcedReplacement: 'CNAME' };
const domains = (...names) =>
  xml(
    `<DomainConfiguration>${names.map((name) => `<DomainRule><Status>ENABLED</Status><Name>${name}</Name></DomainRule>`).join('')}</DomainConfiguration>`,
  );

const ORIGIN = {
  RulePriority: 1,
  OriginType: 'Mirror',
  OriginCondition: { HTTPStatusCode: 404, Prefix: '' },
  OriginParameter: {
    Protocol: 'HTTP',
    FollowQueryString: true,
    HttpHeader: { NewHttpHeader: { Header: { Key: 'a', Value: 'b & c' } } },
    HttpRedirectCode: ['301', '302'],
  },
  OriginInfo: { HostInfo: { HostName: 'qq.com' } },
};
const origin = '<OriginRule><RulePriority>1</RulePriority><OriginType>Mirror</OriginType></OriginRule>';

const LOGGING = { LoggingEnabled: { TargetBucket: 'logs-1250000000', TargetPrefix: '日志/a b' } };
const ENCRYPTION = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
const encryption = (root, rules) => xml(`<${root}>${rules}</${root}>`);
const encryptionRule =
  '<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>';

const ACCELERATE = { 'odd headers': ['accelerate-headers'] };
const ENCRYPTED = {
  least: ['encryption-rules'],
  'temporary keys': ['encryption-rules'],
  'odd headers': ['encryption-rules'],
};
const UNENCRYPTED = Object.fromEntries(
  ['least', 'refused', 'temporary keys', 'odd headers', 'done'].map((name) => [name, ['encryption-action']]),
);

export default [
  ...of(
    'putBucketWebsite',
    { least: { ...BUCKET, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } } },
    [
      ['all params', { WebsiteConfiguration: { ...SITE, RoutingRules: ROUTES } }],
      ['rules first', { WebsiteConfiguration: { RoutingRules: ROUTES, ...SITE } }],
      ['singular name', { WebsiteConfiguration: { ...SITE, RoutingRule: ROUTES } }],
      ['no rules', { WebsiteConfiguration: { ...SITE, RoutingRules: [] } }],
      ['not there', { WebsiteConfiguration: undefined }],
    ],
  ),
  ...of('getBucketWebsite', { least: BUCKET, usual: site(`<RoutingRules>${route}</RoutingRules>`) }, [
    ['two rules', {}, { answer: site(`<RoutingRules>${route}${route}</RoutingRules>`) }],
    ['no rules', {}, { answer: site('') }],
    ['empty rules', {}, { answer: site('<RoutingRules/>') }],
    ['none', {}, { answer: refusal(404, 'NoSuchWebsiteConfiguration') }],
    ['with a Key', { Key: 'stray' }, { differs: ['stray-key'] }],
  ]),
  ...of('deleteBucketWebsite', { least: BUCKET }, [done]),
  ...of('putBucketDomain', { least: { ...BUCKET, DomainRule: [DOMAIN] } }, [
    ['one rule, no list', { DomainRule: DOMAIN }],
    ['old wrapper', { DomainRule: undefined, DomainConfiguration: { DomainRule: [DOMAIN, DOMAIN] } }],
    ['no rules at all', { DomainRule: undefined }],
  ]),
  ...of('getBucketDomain', { least: BUCKET, usual: domains('a.example') }, [
    ['two', {}, { answer: domains('a.example', '例.cn') }],
    ['empty', {}, { answer: domains() }],
    ['none', {}, { answer: refusal(404, 'NoSuchDomainConfiguration') }],
  ]),
  ...of('deleteBucketDomain', { least: BUCKET }, [done]),
  ...of('putBucketOrigin', { least: { ...BUCKET, OriginRule: [ORIGIN] } }, [
    ['one rule, no list', { OriginRule: ORIGIN }],
    ['old wrapper', { OriginRule: undefined, OriginConfiguration: { OriginRule: [ORIGIN] } }],
    ['no rules at all', { OriginRule: undefined }],
  ]),
  ...of('getBucketOrigin', { least: BUCKET, usual: xml(`<OriginConfiguration>${origin}</OriginConfiguration>`) }, [
    ['two', {}, { answer: xml(`<OriginConfiguration>${origin}${origin}</OriginConfiguration>`) }],
    ['empty', {}, { answer: xml('<OriginConfiguration/>') }],
    ['none', {}, { answer: refusal(404, 'NoSuchOriginConfiguration') }],
  ]),
  ...of('deleteBucketOrigin', { least: BUCKET }, [done]),
  ...of('putBucketLogging', { least: { ...BUCKET, BucketLoggingStatus: LOGGING } }, [
    ['off', { BucketLoggingStatus: '' }],
    ['off by an object', { BucketLoggingStatus: {} }],
    ['not there', { BucketLoggingStatus: undefined }],
  ]),
  ...of(
    'getBucketLogging',
    {
      least: BUCKET,
      usual: xml(
        '<BucketLoggingStatus><LoggingEnabled><TargetBucket>b</TargetBucket></LoggingEnabled></BucketLoggingStatus>',
      ),
    },
    [
      ['off', {}, { answer: xml('<BucketLoggingStatus/>') }],
      ['no document', {}, { answer: '' }],
      [
        'with white space',
        {},
        {
          answer: xml(
            '<BucketLoggingStatus>\n  <LoggingEnabled>\n <TargetPrefix> a  b\r\n</TargetPrefix>\n</LoggingEnabled>\n</BucketLoggingStatus>',
          ),
        },
      ],
    ],
  ),
  ...of(
    'putBucketAccelerate',
    { least: { ...BUCKET, AccelerateConfiguration: { Status: 'Enabled' } }, differs: ACCELERATE },
    [
      ['with type', { AccelerateConfiguration: { Status: 'Suspended', Type: 'COS' } }],
      ['not there', { AccelerateConfiguration: undefined }],
      ['empty', { AccelerateConfiguration: {} }],
    ],
  ),
  ...of(
    'getBucketAccelerate',
    {
      least: BUCKET,
      differs: ACCELERATE,
      usual: xml('<AccelerateConfiguration><Status>Enabled</Status><Type>COS</Type></AccelerateConfiguration>'),
    },
    [
      ['never set', {}, { answer: xml('<AccelerateConfiguration/>') }],
      ['no document', {}, { answer: '' }],
      ['foreign root', {}, { answer: xml('<Other><Status>Enabled</Status></Other>'), differs: ['foreign-document'] }],
    ],
  ),
  ...of('putBucketEncryption', { least: { ...BUCKET, ServerSideEncryptionConfiguration: { Rule: [ENCRYPTION] } } }, [
    ['plural name', { ServerSideEncryptionConfiguration: { Rules: [ENCRYPTION] } }],
    ['one rule, no list', { ServerSideEncryptionConfiguration: { Rule: ENCRYPTION } }],
    [
      'with KMS',
      {
        ServerSideEncryptionConfiguration: {
          Rule: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'KMS', KMSMasterKeyID: 'k&ü' } }],
        },
      },
    ],
    ['not there', { ServerSideEncryptionConfiguration: undefined }],
  ]),
  ...of(
    'getBucketEncryption',
    { least: BUCKET, differs: ENCRYPTED, usual: encryption('ServerSideEncryptionConfiguration', encryptionRule) },
    [
      ['other root', {}, { answer: encryption('EncryptionConfiguration', encryptionRule + encryptionRule) }],
      ['empty', {}, { answer: encryption('ServerSideEncryptionConfiguration', '') }],
      ['none', {}, { answer: refusal(404, 'NoSuchEncryptionConfiguration') }],
      ['no bucket', {}, { answer: refusal(404, 'NoSuchBucket') }],
    ],
  ),
  ...of('deleteBucketEncryption', { least: BUCKET, differs: UNENCRYPTED }, [done]),
];
