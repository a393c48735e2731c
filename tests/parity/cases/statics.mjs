/** What class COS offers without an instance. */

const KEYS = {
  SecretId: 'AKIDEXAMPLE1234567890',
  SecretKey: 'SecretKeyExample0987654321',
  KeyTime: '1700000000;1700003600',
};
const PLACE = { Bucket: 'test-1250000000', Region: 'ap-guangzhou' };
const DOCUMENT =
  '<?xml version="1.0"?><!DOCTYPE a><a b="c"> <!-- d --><e>1</e><e> &lt;2&gt; </e>\r\n<f/><g><![CDATA[<h>]]></g>中</a>';
const OBJECT = {
  a: { b: [1, { c: 'x' }, null, ''], d: '<&>"\'', e: undefined, f: true, g: {}, h: [], i: 0, 中: '文' },
};

/** Cases of one function: a name, and the values it is called with. `differs` are ids by name. */
const of = (method, cases, differs = {}) =>
  cases.map(([name, ...values]) => ({ method, name, values, forms: ['promise'], differs: differs[name] }));

const texts = [
  ['a text', 'text'],
  ['nothing', ''],
  ['other letters', '中文 ü 😀'],
  ['bytes', '\u0000\u00ff\u0080', true],
  ['a long text', 'x'.repeat(100_000)],
];

export default [
  ...of(
    'COS.getAuthorization',
    [
      ['least', KEYS],
      [
        'all params',
        {
          ...KEYS,
          ...PLACE,
          Method: 'PUT',
          Key: 'dir/中 a+b',
          Query: { B: '1', a: 'x y' },
          Headers: { 'x-cos-acl': 'private', 'Content-Type': 'a' },
          Expires: 60,
        },
      ],
      ['small names', { ...KEYS, method: 'post', pathname: 'p', params: { q: '' }, headers: { host: 'h' } }],
      ['host not signed', { ...KEYS, ...PLACE, ForceSignHost: false }],
      ['raw key', { ...KEYS, Key: '/a', UseRawKey: true }],
      ['no key time', { ...KEYS, KeyTime: undefined, Expires: '30', SystemClockOffset: 5000 }],
      ['no id', { SecretKey: 'k' }],
      ['no key', { SecretId: 'i' }],
      ['nothing'],
      ['list in the query', { ...KEYS, Query: { a: ['x', 'y'] } }],
      ['other letters in names', { ...KEYS, Query: { 中: '文', a: '1', Z: '2' } }],
    ],
    { 'list in the query': ['signed-lists'], 'other letters in names': ['signed-order'] },
  ),
  ...of('COS.util.md5', texts),
  ...['hex', 'array', 'digest', 'arrayBuffer', 'buffer', 'base64'].flatMap((form) =>
    of(`COS.util.md5.${form}`, texts.slice(2, 4)),
  ),
  ...of('COS.util.encodeBase64', [
    ['a text', 'text?>'],
    ['for URLs', 'text?>', true],
    ['other letters', '中文 ü 😀'],
    ['nothing', ''],
  ]),
  ...of('COS.util.xml2json', [
    ['a document', DOCUMENT],
    ['nothing', ''],
    ['a text', 'text'],
    ['one element', '<a/>'],
  ]),
  ...of(
    'COS.util.json2xml',
    [
      ['an object', OBJECT],
      ['nothing', {}],
      ['odd names', { 'a b': 1, 'x-y': '2' }],
      ['a carriage return', { a: 'b\r\nc' }],
    ],
    { 'an object': ['null-in-list'], 'a carriage return': ['carriage-return'] },
  ),
];
