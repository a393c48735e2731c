/** Requests of any kind, URLs and signatures. */

import { BUCKET, OBJECT, asksForKeys, of, refusal, xml } from './words.mjs';

const json = { 'content-type': 'application/json' };
const CI = {
  Bucket: 'demo-1250000000',
  Region: 'ap-guangzhou',
  Key: 'jobs',
  Url: 'https://demo-1250000000.ci.ap-guangzhou.myqcloud.com/jobs',
};

const stsKeys = (answer) => ({ getAuthorization: (question, callback) => callback(answer) });
const KEYS = {
  TmpSecretId: 'id',
  TmpSecretKey: 'key',
  SecurityToken: 'a token+/=',
  StartTime: 1700000000,
  ExpiredTime: 1700003600,
};
const SIGNATURE =
  'q-sign-algorithm=sha1&q-ak=id&q-sign-time=1;2&q-key-time=1;2&q-header-list=host&q-url-param-list=A;b&q-signature=x';

export default [
  ...of('request', { least: { ...BUCKET, Key: 'a.jpg' }, differs: { 'temporary keys': ['method-told'] } }, [
    [
      'all params',
      {
        Method: 'POST',
        Action: 'image_process',
        Query: { w: 1, e: '', t: true },
        Body: '<a>中</a>',
        ContentType: 'application/xml',
        Headers: { 'Pic-Operations': '{"is_pic_info":1}' },
      },
    ],
    ['list in the query', { Query: { arr: ['x', 'y z'], n: [null, 1], o: {} } }, { differs: ['signed-lists'] }],
    ['raw', { RawBody: true }, { answer: '<a/>' }],
    ['raw and empty', { RawBody: true }, { answer: '', differs: ['raw-empty'] }],
    [
      'document',
      { Query: { 'ci-process': 'ImageInspect' } },
      {
        answer: {
          body: xml('<Response><JobsDetail><Code>Success</Code></JobsDetail></Response>'),
          headers: { 'x-ci-request-id': 'CI' },
        },
      },
    ],
    ['JSON', {}, { answer: { body: '{"RequestId":"r","List":[{"Name":"a\\tb\\n中"}]}', headers: json } }],
    [
      'JSON with a RequestId of its own',
      {},
      { answer: { body: '{"RequestId":"r"}', headers: { ...json, 'x-cos-request-id': undefined } }, only: 'node' },
    ],
    ['a list', {}, { answer: { body: '[1,2]', headers: json }, differs: ['text-answers'] }],
    ['a text', {}, { answer: { body: 'text', headers: json }, differs: ['text-answers'] }],
    [
      'refused with JSON',
      {},
      { answer: { status: 400, body: '{"code":"InvalidParam","message":"不行"}', headers: json } },
    ],
    [
      'refused with JSON of an Error',
      {},
      { answer: { status: 400, body: '{"Error":{"Code":"InvalidParam","Message":"m"}}', headers: json } },
    ],
    [
      'processing',
      { ...CI, Method: 'POST', Body: '<Request/>' },
      { only: 'node', options: { SecurityToken: 'token' } },
    ],
    [
      'elsewhere',
      { Bucket: undefined, Region: undefined, Key: 'p q', Url: 'https://x.example/p%20q?r=1', Query: { s: 't' } },
      { only: 'node' },
    ],
    ['without bucket', { Bucket: undefined, Region: undefined }, { only: 'node' }],
    ['small letters', { Method: 'get' }],
    ['Blob', { Method: 'PUT', Body: new Blob(['abc'], { type: 'a/b' }) }],
  ]),
  ...of(
    'getObjectUrl',
    {
      least: OBJECT,
      without: ['refused'],
      differs: { 'temporary keys': ['url-token', 'url-question'], 'odd headers': ['url-null-header'] },
    },
    [
      ['unsigned', { Sign: false }],
      ['unsigned with query', { Sign: false, Query: { b: '2 3', A: '中' }, QueryString: 'raw=%20' }],
      [
        'all params',
        {
          Method: 'PUT',
          Query: { 'response-content-type': 'a/b', Z: "!'()*", a: '' },
          QueryString: 'x=y z',
          Headers: { 'x-cos-meta-a': 'b', 'Content-Type': 'a' },
          Expires: 60,
        },
      ],
      ['other protocol', { Protocol: 'http:' }],
      ['other protocol, without colon', { Protocol: 'http' }],
      ['at a domain', { Domain: 'cdn.example/path/' }],
      ['at a domain with scheme', { Domain: 'http://{Bucket}.x.example' }],
      ['accelerated', { UseAccelerate: true }],
      ['host not signed', { ForceSignHost: false }],
      ['small letters', { Method: 'put' }],
      ['with a token', {}, { only: 'node', options: { SecurityToken: 'plain-token' } }],
      ['with an odd token', {}, { only: 'node', options: { SecurityToken: 'a b+/=' }, differs: ['url-token'] }],
      ['leading slash', { Key: '/a' }],
      ['no key', { Key: undefined }],
      ['keys on demand', {}, { only: 'node', options: asksForKeys, differs: ['url-token', 'url-question'] }],
      ['odd keys on demand', {}, { only: 'node', options: stsKeys(KEYS), differs: ['url-token', 'url-question'] }],
      [
        'signature on demand',
        { Query: { A: '1', b: '2' } },
        { only: 'node', options: stsKeys(SIGNATURE), differs: ['url-question'] },
      ],
      [
        'signature with more on demand',
        {},
        {
          only: 'node',
          options: stsKeys({
            Authorization: SIGNATURE,
            SecurityToken: 't',
            Token: 'u',
            ClientIP: '1.2.3.4',
            ClientUA: 'ua',
          }),
          differs: ['url-question'],
        },
      ],
      ['no answer to use', {}, { only: 'node', options: stsKeys({ a: 1 }), differs: ['url-question', 'error-later'] }],
      ['no times', {}, { only: 'node', options: { StartTime: 0, ExpiredTime: 0 } }],
    ],
  ),
  ...of(
    'getAuth',
    {
      only: 'node',
      least: { Method: 'GET', Key: 'k 中.txt' },
      without: ['refused', 'nothing given', 'temporary keys'],
    },
    [
      ['nothing given', {}, { isBare: true }],
      [
        'all params',
        {
          ...OBJECT,
          Method: 'put',
          Query: { b: '1', A: 'x y' },
          Headers: { 'Content-Type': 'text/plain', 'x-cos-meta-a': '1', 'Cache-Control': 'no-cache' },
          Expires: 60,
          SecretId: 'OTHERID',
          SecretKey: 'OTHERKEY',
        },
      ],
      ['for a bucket', { ...BUCKET, Key: undefined }],
      ['host not signed', { ...OBJECT, ForceSignHost: false }, { differs: ['auth-host'] }],
      ['leading slash', { Key: '/a' }],
      ['leading slash, raw key', { Key: '/a' }, { options: { UseRawKey: true } }],
      ['another clock', {}, { options: { SystemClockOffset: -3600_000 } }],
      ['no keys', {}, { options: { SecretId: '', SecretKey: '' } }],
      ['a key without secret', {}, { options: { SecretKey: '' } }],
      ['region in capitals', { Region: 'AP', Bucket: 'b-1' }, { differs: ['auth-callback'] }],
      [
        'odd query',
        { Query: { 中: '值', z: null, 'a b': "!'()*", B: undefined, b: '' } },
        { differs: ['signed-order'] },
      ],
      ['list in the query', { Query: { a: ['x', 'y'] } }, { differs: ['signed-lists'] }],
    ],
  ),
];
