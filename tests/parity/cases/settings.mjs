/** What a bucket does by itself: tags, lifecycle, versions, copies elsewhere. */

import { BUCKET, of, refusal, xml } from './words.mjs';

const TAGS = [
  { Key: 'k1', Value: 'v<1>&"\'' },
  { Key: '键', Value: '值 😀' },
];
const tags = (...pairs) =>
  xml(
    `<Tagging><TagSet>${pairs.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('')}</TagSet></Tagging>`,
  );

/** What can be said of tags, wherever they are. */
export const writtenTags = [
  ['two tags', { Tags: TAGS }],
  ['one tag, no list', { Tags: TAGS[0] }],
  ['old wrapper with TagSet', { Tags: undefined, Tagging: { TagSet: TAGS } }],
  ['old wrapper with Tags', { Tags: undefined, Tagging: { Tags: TAGS[0] } }],
  ['both', { Tagging: { TagSet: TAGS }, Tags: [] }],
  ['no tags at all', { Tags: undefined }],
  [
    'odd values',
    {
      Tags: [
        { Key: '', Value: null },
        { Key: 'a\r\nb\t', Value: 0 },
        { Key: true, Other: [1, 2] },
      ],
    },
    { differs: ['carriage-return'] },
  ],
];
export const readTags = [
  ['one tag', {}, { answer: tags(['k', '&lt;v&gt; &quot;&apos;&amp;']) }],
  ['no tags', {}, { answer: tags() }],
  ['none', {}, { answer: refusal(404, 'NoSuchTagSet') }],
  ['none, with another code', {}, { answer: refusal(404, 'NoSuchTagSetError') }],
  ['no document', {}, { answer: '' }],
];

const RULE = {
  ID: '1',
  Status: 'Enabled',
  Filter: { And: { Prefix: 'a b/', Tag: [{ Key: 'k', Value: '值' }] } },
  Transition: [
    { Days: 30, StorageClass: 'STANDARD_IA' },
    { Days: '90', StorageClass: 'ARCHIVE' },
  ],
  Expiration: { Days: 180 },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};
const lifecycle = (...rules) => xml(`<LifecycleConfiguration>${rules.join('')}</LifecycleConfiguration>`);
const lifecycleRule =
  '<Rule><ID>id1</ID><Filter><Prefix>documents/</Prefix></Filter><Status>Enabled</Status><Transition><Days>100</Days></Transition><Transition><Days>200</Days></Transition></Rule>';

const REPLICATION_RULE = {
  ID: '1',
  Status: 'Enabled',
  Prefix: 'sync/',
  Destination: { Bucket: 'qcs::cos:ap-beijing::dst-1250000000', StorageClass: 'STANDARD' },
};
const BY_TAGS = {
  Status: 'Disabled',
  Filter: { And: { Prefix: 'Rules', Tags: [{ Key: 'Tags', Value: '<Rules>' }] } },
  Destination: { Bucket: 'b' },
};
const replication = (...rules) =>
  xml(`<ReplicationConfiguration><Role>qcs::cam::uin/1:uin/1</Role>${rules.join('')}</ReplicationConfiguration>`);
const replicationRule = '<Rule><ID>1</ID><Status>Enabled</Status><Prefix></Prefix></Rule>';

export default [
  ...of('putBucketTagging', { least: { ...BUCKET, Tags: [] } }, writtenTags),
  ...of('getBucketTagging', { least: BUCKET, usual: tags(['k1', 'v1'], ['k2', '']) }, [
    ...readTags,
    [
      'real',
      {},
      { only: 'chromium', given: [['putBucketTagging', { ...BUCKET, Tags: [{ Key: '键', Value: 'a b' }] }]] },
    ],
  ]),
  ...of('deleteBucketTagging', { least: BUCKET }, [['done', {}, { answer: { status: 204 } }]]),
  ...of('putBucketLifecycle', { least: { ...BUCKET, Rules: [] } }, [
    [
      'all params',
      { Rules: [RULE, { ID: 'ü', Status: 'Disabled', Filter: '', Expiration: { ExpiredObjectDeleteMarker: true } }] },
    ],
    ['one rule, no list', { Rules: RULE }],
    ['old wrapper', { Rules: undefined, LifecycleConfiguration: { Rules: [RULE] } }],
    ['old wrapper, no list', { Rules: undefined, LifecycleConfiguration: { Rules: RULE } }],
    ['no rules at all', { Rules: undefined }],
  ]),
  ...of('getBucketLifecycle', { least: BUCKET, usual: lifecycle(lifecycleRule) }, [
    ['two rules', {}, { answer: lifecycle(lifecycleRule, lifecycleRule) }],
    ['none', {}, { answer: refusal(404, 'NoSuchLifecycleConfiguration') }],
    ['no bucket', {}, { answer: refusal(404, 'NoSuchBucket') }],
    ['empty', {}, { answer: lifecycle() }],
  ]),
  ...of('deleteBucketLifecycle', { least: BUCKET }, [['done', {}, { answer: { status: 204 } }]]),
  ...of('putBucketVersioning', { least: { ...BUCKET, VersioningConfiguration: { Status: 'Enabled' } } }, [
    ['suspended', { VersioningConfiguration: { Status: 'Suspended' } }],
    ['not there', { VersioningConfiguration: undefined }],
    ['empty', { VersioningConfiguration: {} }],
    ['bad status', { VersioningConfiguration: { Status: 'on' } }],
  ]),
  ...of(
    'getBucketVersioning',
    { least: BUCKET, usual: xml('<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>') },
    [
      ['never set', {}, { answer: xml('<VersioningConfiguration/>') }],
      ['no document', {}, { answer: '' }],
      [
        'real',
        {},
        {
          only: 'chromium',
          given: [['putBucketVersioning', { ...BUCKET, VersioningConfiguration: { Status: 'Enabled' } }]],
        },
      ],
    ],
  ),
  ...of(
    'putBucketReplication',
    { least: { ...BUCKET, ReplicationConfiguration: { Role: 'qcs::cam::uin/1:uin/1', Rules: [] } } },
    [
      ['one rule', { ReplicationConfiguration: { Role: 'r', Rules: [REPLICATION_RULE] } }],
      ['by tags', { ReplicationConfiguration: { Role: '角色 <&>', Rules: [REPLICATION_RULE, BY_TAGS] } }],
      ['singular name', { ReplicationConfiguration: { Role: 'r', Rule: [REPLICATION_RULE] } }],
      ['not there', { ReplicationConfiguration: undefined }, { differs: ['needed-params'] }],
    ],
  ),
  ...of('getBucketReplication', { least: BUCKET, usual: replication(replicationRule) }, [
    ['two rules', {}, { answer: replication(replicationRule, replicationRule) }],
    ['no rule', {}, { answer: replication() }],
    ['none', {}, { answer: refusal(404, 'ReplicationConfigurationnotFoundError') }],
    ['no document', {}, { answer: '' }],
  ]),
  ...of('deleteBucketReplication', { least: BUCKET }, [['done', {}, { answer: { status: 204 } }]]),
];
