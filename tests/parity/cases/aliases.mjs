/** The seven old names. */

import { aliases } from './access.mjs';
import { BUCKET, OBJECT, of } from './words.mjs';

/** The original's old names return nothing, whatever is asked. */
const named = (...given) =>
  of(...given).map((one) => ({ ...one, differs: [...(one.differs ?? []), 'old-names-promise'] }));

export default [
  ...named('putBucketACL', { least: { ...BUCKET, ACL: 'private' } }, aliases.putBucketACL),
  ...named('getBucketACL', { least: BUCKET }, aliases.getBucketACL),
  ...named('putBucketCORS', { least: { ...BUCKET, CORSRules: [] } }, aliases.putBucketCORS),
  ...named('getBucketCORS', { least: BUCKET }),
  ...named('deleteBucketCORS', { least: BUCKET }),
  ...named('getObjectACL', { least: OBJECT }),
  ...named('putObjectACL', { least: { ...OBJECT, ACL: 'private' } }),
];
