/** Compares the types of cos-js-sdk-v5 with those of this package, name by name, as a program to be compiled. */

/** Types that the SDK hands out: code that reads the original's must be able to read ours. */
const HANDED_OUT =
  /Result$|^(Task|TaskList|CosObject|ObjectVersion|DeleteMarker|CosSdkError|CosError|ProgressInfo|GetAuthorizationOptions|Scope|FileFinishInfo|Util)$/;

/** Members of the original's class and names of its types that are not here: the method never existed. */
const NEVER_THERE = { members: ['getV4Auth'], types: ['GetV4AuthParams'] };

/** What differs on purpose, so far as a compiler sees it: in which fields of a type (none: as a whole), and why. */
const DIFFERENCES = {
  GetAuthorizationOptions: { fields: ['Method'], why: 'HEAD is a method' },
  COSOptions: { fields: ['getAuthorization'], why: 'the same: it is told the method' },
  CosSdkError: { fields: ['error', 'url', 'method'], why: 'absent when nothing was sent or the caller stopped the call' },
  CosError: { fields: ['error', 'url', 'method'], why: 'the same' },
  PutBucketCorsResult: { fields: ['CORSRules'], why: 'nothing is answered' },
  GetBucketReplicationResult: { fields: ['ReplicationConfiguration'], why: 'a rule may have a Filter, no Prefix' },
  GetBucketWebsiteResult: { fields: ['WebsiteConfiguration'], why: 'KeyPrefixEquals is a prefix, no switch' },
  GetBucketOriginResult: { fields: ['OriginRule'], why: 'there are more priorities than 1, and numbers are text' },
  GetBucketInventoryResult: { fields: ['InventoryConfiguration'], why: 'numbers are text, one tag is no list' },
  GetBucketAccelerateResult: { fields: ['InventoryConfiguration'], why: 'it is called AccelerateConfiguration' },
  GetBucketEncryptionResult: { fields: ['ServerSideEncryptionConfiguration'], why: 'one rule is no list' },
  OptionsObjectResult: {
    fields: ['Origin', 'Methods', 'Headers'].map((what) => `AccessControlAllow${what}`).concat(['ExposeHeaders', 'MaxAge'].map((what) => `AccessControl${what}`)),
    why: 'absent when their header is',
  },
  PutObjectCopyResult: { fields: ['CRC64', 'VersionId'], why: 'absent where the service sends none' },
  MultipartListPartResult: { fields: ['Part', 'NextPartNumberMarker'], why: 'numbers are text' },
  SelectObjectContentResult: { fields: ['Stats'], why: 'never there; numbers are text' },
  SelectObjectContentParams: { fields: ['SelectRequest'], why: 'its members are known' },
  RequestParams: { fields: ['Body'], why: 'what can be sent, which no object with a body of its own is' },
  Task: { fields: ['error'], why: 'null while the task has not failed' },
  TaskList: { fields: [], why: 'the same' },
  PutObjectParams: { fields: ['onTaskStart'], why: 'the same: it is told the task' },
  AppendObjectParams: { fields: ['onTaskStart'], why: 'the same' },
  SliceUploadFileParams: { fields: ['onTaskStart'], why: 'the same' },
  UploadFileParams: { fields: ['onTaskStart', 'onFileFinish'], why: 'the same, and strings can be uploaded in parts' },
  UploadFileItemParams: { fields: ['onTaskStart', 'onFileFinish'], why: 'the same' },
  UploadFilesParams: { fields: ['files', 'onFileFinish'], why: 'the same' },
  UploadFilesResult: { fields: ['files'], why: 'the same' },
  FileFinishInfo: { fields: ['options'], why: 'the same' },
  onFileFinish: { fields: [], why: 'the same' },
};

const HEAD = `import Original from 'the-original';
import Ours from 'cos-wasm-sdk';

type Rest<Type, Fields> = Type extends unknown ? Omit<Type, Fields & string> : never;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
`;

/** The program. Both texts are declarations whose types are indented by two spaces. */
export function comparison(original, ours) {
  const there = namesOfTypes(ours);
  const wanted = namesOfTypes(original);
  const missing = [...wanted].filter((name) => !there.has(name) && !NEVER_THERE.types.includes(name));
  if (missing.length > 0) throw new Error(`types of the original that are not declared: ${missing.join(', ')}`);
  const unknown = Object.keys(DIFFERENCES).filter((name) => !wanted.has(name));
  if (unknown.length > 0) throw new Error(`no types of the original: ${unknown.join(', ')}`);
  const never = NEVER_THERE.members.map((name) => `'${name}'`).join(' | ');
  const members = `export const members: Equal<Exclude<keyof Original, keyof Ours>, ${never}> = true;`;
  const comparable = [...wanted].filter((name) => there.has(name));
  return [HEAD, members, ...comparable.flatMap(compareType)].join('\n');
}

/** Our slip-free reading of the original's types: a text is a \`string\`, not a \`String\`. */
export const corrected = (original) => original.replaceAll(/\bString\b/g, 'string');

function compareType(name) {
  const [from, to] = HANDED_OUT.test(name) ? ['Ours', 'Original'] : ['Original', 'Ours'];
  const line = (kind, source, target) => `export const ${kind}_${name} = (value: ${source}): ${target} => value;`;
  const whole = line('whole', `${from}.${name}`, `${to}.${name}`);
  const difference = DIFFERENCES[name];
  if (!difference) return [whole];
  const { fields, why } = difference;
  const expected = [`// @ts-expect-error ${why}`, whole];
  if (fields.length === 0) return expected;
  const rest = (type) => `Rest<${type}.${name}, ${fields.map((field) => `'${field}'`).join(' | ')}>`;
  return [...expected, line('rest', rest(from), rest(to))];
}

function namesOfTypes(text) {
  return new Set([...text.matchAll(/^  (?:type|interface) (\w+)/gm)].map(([, name]) => name));
}
