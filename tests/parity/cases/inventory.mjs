/** Inventories of a bucket. */

import { BUCKET, of, refusal, xml } from './words.mjs';

const ID = 'list <1> 单';
const LEAST = { ...BUCKET, Id: 'list1', InventoryConfiguration: { Id: 'list1', IsEnabled: 'true' } };
const DESTINATION = {
  Format: 'CSV',
  AccountId: '100001',
  Bucket: 'qcs::cos:ap-guangzhou::dst-1250000000',
  Prefix: 'inv/',
  Encryption: { SSECOS: '' },
};
const FULL = {
  Id: 'list1',
  IsEnabled: true,
  Destination: { COSBucketDestination: DESTINATION },
  Schedule: { Frequency: 'Daily' },
  Filter: { Prefix: 'my & 前缀', Period: { StartTime: 1568688761, EndTime: 1568688762 } },
  IncludedObjectVersions: 'All',
  OptionalFields: ['Size', 'ETag'],
};
const written = [
  ['all params', { InventoryConfiguration: FULL }],
  ['one field, no list', { InventoryConfiguration: { ...FULL, OptionalFields: 'Size' } }],
  ['no fields', { InventoryConfiguration: { ...FULL, OptionalFields: [] } }],
  ['no encryption', { InventoryConfiguration: { ...FULL, Destination: { COSBucketDestination: { Format: 'CSV' } } } }],
  [
    'with KMS',
    {
      InventoryConfiguration: {
        Destination: { COSBucketDestination: { ...DESTINATION, Encryption: { SSEKMS: { KeyId: '1' } } } },
      },
    },
  ],
  ['odd id', { Id: ID, InventoryConfiguration: { Id: ID } }],
  ['no id', { Id: undefined }],
  ['no configuration', { InventoryConfiguration: undefined }, { differs: ['needed-params'] }],
];
const fields = (...names) =>
  `<OptionalFields>${names.map((name) => `<Field>${name}</Field>`).join('')}</OptionalFields>`;
const destination =
  '<Destination><COSBucketDestination><Format>CSV</Format><Encryption><SSE-COS></SSE-COS></Encryption></COSBucketDestination></Destination>';
const inventory = (inside) => `<InventoryConfiguration><Id>list1</Id>${inside}</InventoryConfiguration>`;
const list = (...parts) =>
  xml(
    `<ListInventoryConfigurationResult><IsTruncated>false</IsTruncated>${parts.join('')}</ListInventoryConfigurationResult>`,
  );

export default [
  ...of('putBucketInventory', { least: LEAST }, written),
  ...of('postBucketInventory', { least: LEAST }, written),
  ...of(
    'getBucketInventory',
    { least: { ...BUCKET, Id: 'list1' }, usual: xml(inventory(fields('Size', 'ETag') + destination)) },
    [
      ['odd id', { Id: ID }],
      ['one field', {}, { answer: xml(inventory(fields('Size'))) }],
      ['no fields', {}, { answer: xml(inventory('')) }],
      ['empty fields', {}, { answer: xml(inventory('<OptionalFields/>')) }],
      ['no document', {}, { answer: '', differs: ['empty-documents'] }],
      ['none', {}, { answer: refusal(404, 'NoSuchConfiguration') }],
      ['no id', { Id: undefined }, { differs: ['empty-documents'] }],
    ],
  ),
  ...of('listBucketInventory', { least: BUCKET, usual: list(inventory(fields('Size'))) }, [
    ['second page', { ContinuationToken: 'a b+/=中' }],
    [
      'two',
      {},
      {
        answer: list(
          inventory(fields('Size', 'ETag')),
          inventory(destination),
          '<NextContinuationToken>n</NextContinuationToken>',
        ),
      },
    ],
    ['none', {}, { answer: list() }],
    ['no document', {}, { answer: '', differs: ['empty-documents'] }],
  ]),
  ...of('deleteBucketInventory', { least: { ...BUCKET, Id: 'list1' } }, [
    ['odd id', { Id: ID }],
    ['done', {}, { answer: { status: 204 } }],
    ['no id', { Id: undefined }],
  ]),
];
