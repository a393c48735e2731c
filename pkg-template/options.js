// cos.options: the defaults, what the caller gave, and what one call needs of them.
import { ownError } from './errors.js';
import { toText } from './text.js';

const MIB = 1 << 20;

// Where the caller has not chosen these, they follow the file and the network, and their defaults are for show.
const FOLLOWING = { ChunkParallelLimit: 3, ChunkSize: MIB, FileParallelLimit: 3 };

// What a call reads; Rust asks for them by these names. Sizes are bytes, times milliseconds.
const READ = {
    SecretId: '',
    SecretKey: '',
    SecurityToken: '',
    StartTime: 0,
    ExpiredTime: 0,
    CorrectClockSkew: true,
    ForceSignHost: true,
    AppId: '',
    Domain: '',
    ServiceDomain: '',
    Protocol: '',
    UseAccelerate: false,
    CompatibilityMode: false,
    UseRawKey: false,
    ObjectKeySimplifyCheck: true,
    AutoSwitchHost: true,
    ChunkRetryTimes: 2,
    SliceSize: MIB,
    CopyChunkParallelLimit: 20,
    CopyChunkSize: 10 * MIB,
    CopySliceSize: 10 * MIB,
    MaxPartNumber: 10000,
    UploadCheckContentMd5: false,
    UploadAddMetaMd5: false,
    SimpleUploadMethod: 'putObject',
    Timeout: 0,
    OfflineTimeout: 600000,
    AuthorizationTimeout: 60000,
    StallTimeout: 180000,
    CheckIntegrity: 'auto',
    ResumeFromServer: false,
    ResumeExpiry: 30 * 86400000,
};

const OTHERS = {
    SystemClockOffset: 0,
    ForcePathStyle: false,
    CopySourceParser: null,
    ProgressInterval: 1000,
    UploadQueueSize: 10000,
    UploadIdCacheLimit: 50,
    AbortOnCancel: false,
    BeaconReporter: null,
    ClsReporter: null,
    DeepTracker: false,
    TrackerDelay: 5000,
    CustomId: '',
    EnableLog: false,
    EnableLogcat: false,
    LogLevel: 'VERBOSE',
    ClsLogger: null,
};

// Least and most.
const BOUNDS = {
    FileParallelLimit: [1],
    ChunkParallelLimit: [1],
    ChunkRetryTimes: [0],
    ChunkSize: [MIB],
    CopyChunkParallelLimit: [1],
    CopyChunkSize: [MIB],
    CopySliceSize: [0],
    MaxPartNumber: [1024, 10000],
    Timeout: [0],
};
const FUNCTIONS = ['getAuthorization', 'getSTS', 'Request', 'CopySourceParser'];

/** What is counted; Rust asks for it by its place here. */
export const COUNTS = ['FileParallelLimit', 'UploadQueueSize', 'ProgressInterval'];

const readNames = [...Object.keys(READ), 'XCosSecurityToken', 'appId'];
const following = Object.keys(FOLLOWING);

const chosen = new WeakMap();

const wrong = (name, form) => ownError(`option ${name} should be ${form}`, 'Correct this option of new COS().');

/** What counts as a number; NaN where that throws. */
export const number = (value) => {
    try {
        return Number(value);
    } catch {
        return NaN;
    }
};

/** The options of a new instance. A value of undefined counts as not given. */
export const complete = (given) => {
    if (given != null && typeof given != 'object') {
        throw ownError('options should be an object', 'Call new COS({getAuthorization: ...}).');
    }
    const options = { ...FOLLOWING, ...READ, ...OTHERS, LogExtras: {} };
    for (const name of Object.keys(given ?? {})) {
        if (given[name] !== undefined) options[name] = given[name];
    }
    chosen.set(options, following.filter((name) => given?.[name] !== undefined));
    if (options.ForcePathStyle) {
        throw ownError('ForcePathStyle is not supported', 'Leave it out; use Domain for hosts of your own.');
    }
    for (const name of FUNCTIONS) {
        if (options[name] && typeof options[name] != 'function') throw wrong(name, 'a function');
    }
    for (const name of Object.keys(BOUNDS)) {
        const [least, most = Infinity] = BOUNDS[name];
        options[name] = Math.min(Math.max(number(options[name]), least), most);
        if (isNaN(options[name])) throw wrong(name, 'a number');
    }
    return options;
};

/** `http:` or `https:` in pages. Workers have a location too, but what they are loaded from says nothing. */
export const pageProtocol = () => globalThis.window?.location?.protocol;

const isChosen = (options, name) => chosen.get(options)?.includes(name) || options[name] !== FOLLOWING[name];

/** An option that counts something, as it is now; 0 where nobody has chosen one that follows. */
export const count = (options, name) => (isChosen(options, name) ? number(options[name]) : 0);

// What says whether the params of a call can be used; and all that is read.
const CHECKED = 'AppId appId Domain CompatibilityMode UseRawKey ObjectKeySimplifyCheck'.split(' ');
const SEEN = [...readNames, ...following, 'getAuthorization', 'getSTS', 'Request'];

/** What a call with these params reads of the options, as JSON; functions among them are asked. */
export const currentOptions = (options, params) => toText(readFor(options, params));

/**
 * The same, unless `last` says that the module has been told. Where params are only checked, which happens to thousands
 * that wait, the rest may be as it was before.
 */
export const newOptions = (options, params, last, isCheck) => {
    const isAsked = typeof options.Domain == 'function' || (options.CopySourceParser && params.CopySource);
    const { seen } = last;
    if (!isAsked && seen && (isCheck ? CHECKED : SEEN).every((name) => options[name] === seen[name])) return;
    const text = currentOptions(options, params);
    last.seen = isAsked ? undefined : { ...options };
    return text;
};

const readFor = (options, params) => {
    const read = { PageProtocol: pageProtocol(), DomainIsFunction: false, ParsedSource: undefined };
    for (const name of readNames) read[name] = options[name];
    // Others do not tell how far the bytes of a part are.
    read.CountsBytes = !options.Request && typeof XMLHttpRequest == 'function';
    // A transport of the caller's own makes no forms.
    if (options.Request || typeof FormData != 'function') read.SimpleUploadMethod = undefined;
    for (const name of following) {
        read[name] = isChosen(options, name) ? options[name] : undefined;
    }
    const { CopySource } = params;
    if (options.CopySourceParser && CopySource) read.ParsedSource = options.CopySourceParser(CopySource) ?? null;
    if (typeof options.Domain == 'function') {
        const domainOf = ({ Bucket = '', Region = '' }) =>
            options.Domain({ Bucket, Region: options.UseAccelerate ? 'accelerate' : Region }) || '';
        read.Domain = domainOf(params);
        read.DomainIsFunction = true;
        const [Bucket, , Region] = String(CopySource).split('.');
        if (Region) read.SourceDomain = domainOf(read.ParsedSource ?? { Bucket, Region });
    }
    read.Source = ['getAuthorization', 'getSTS'].find((name) => typeof options[name] == 'function');
    return read;
};
