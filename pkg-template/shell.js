// Class COS in front of the module, however that is loaded.
import { Caller, paramsText, settler } from './caller.js';
import { names, version } from './catalog.js';
import { uploadFiles } from './crowd.js';
import { deleteAll, isTooLong } from './deletion.js';
import { ErrorClass, ownError, toError, unreadable } from './errors.js';
import { createEvents } from './events.js';
import { Core, compiled, raw, readEvent, stopCall, utility } from './glue.js';
import { createHost } from './host.js';
import { addListings } from './listing.js';
import { md5 } from './md5.js';
import { COUNTS, complete, count, currentOptions, pageProtocol } from './options.js';
import { checkSignal, obey } from './signal.js';
import { createTasks } from './tasks.js';
import { toText } from './text.js';

const INNER = Symbol();

// What `utility` of src/binding/statics.rs is asked for.
const SIGN = 0;
const GET_AUTH = 1;
const READ_XML = 2;
const WRITE_XML = 3;
const TO_BASE64 = 4;
const TO_SAFE_BASE64 = 5;

// The steps of src/binding/class.rs, by their places here; none asks only how it stands.
const STEPS = ['pause', 'restart', 'cancel'];
const CANCEL = 2;
const NONE = 3;

// What the module is told of itself.
const ENGINE = { exports: () => raw, module: () => compiled, readEvent, md5: md5(() => {}) };

// In place of what has gone: nobody hears what is still asked.
const GONE = { cos: { options: {} }, events: createEvents(), tasks: { changed() {} } };

/** The module's side, which lives as long as the instance that `ref` refers to, and therefore must not hold it. */
const newCore = (ref) => {
    const find = () => ref.deref() ?? GONE;
    const host = Object.assign(createHost(find, ENGINE), { pageProtocol: pageProtocol() });
    const door = { count: (place) => count(find().cos.options, COUNTS[place]), changed: () => find().tasks.changed() };
    return new Core(host, door);
};

/**
 * What belongs to an instance and is nobody else's business. A class, because functions within a function see all of that
 * one's variables, and would hold the instance.
 */
class Inner {
    constructor(cos) {
        this.cos = cos;
        this.events = createEvents();
        this.tasks = createTasks(this.events, () => this.core.taskChanges());
    }

    get core() {
        return (this.made ??= newCore(new WeakRef(this)));
    }
}

// An undefined entry takes part in a signature, with an empty value.
const signedText = (options) => toText(options ?? {}, null);

/** What a method is called with. */
const checked = (params) => {
    if (params == null) return {};
    if (typeof params == 'object') return params;
    throw ownError('params should be an object', 'Call the method with {Bucket, Region, Key, ...}.');
};

/** What reading gives; what it throws as the error of a param. */
const readable = (read) => {
    try {
        return read();
    } catch (thrown) {
        throw unreadable(thrown);
    }
};

/** Starts a call; with a `problem`, it has ended already. */
const call = (cos, place, given, told, problem) => {
    const { core, tasks } = cos[INNER];
    let caller;
    try {
        // What the caller changes afterwards does not count.
        const params = { ...checked(given) };
        if (names[place] != 'uploadFile') delete params.onFileFinish;
        caller = new Caller(cos, params, told, tasks);
        if (problem) throw problem;
        const { Signal } = params;
        checkSignal(Signal);
        let number;
        if (Signal) obey(Signal, caller, told, () => (caller.task ? core.task(CANCEL, caller.number) : stopCall(number)));
        if (!caller.isOver) number = core.call(place, (caller.params = paramsText(params)), caller);
    } catch (thrown) {
        const error = unreadable(thrown);
        caller?.finished(error);
        told.failed(error);
    }
};

const getObjectUrl = (cos, params, callback) => {
    const { core } = cos[INNER];
    const texts = [];
    let isSigned;
    try {
        const given = checked(params);
        const { Domain, ForceSignHost, Protocol, Sign = true, UseAccelerate } = given;
        isSigned = !!Sign;
        const own = JSON.parse(JSON.stringify({ Protocol, UseAccelerate, ForceSignHost }));
        if (Domain) own.Domain = Domain;
        const Query = { ...given.Query };
        // What processes an image is an entry without a value.
        for (const name in Query) Query[name] ??= '';
        texts.push(paramsText({ ...given, Query, Sign: isSigned }), currentOptions({ ...cos.options, ...own }, given));
    } catch (thrown) {
        const error = unreadable(thrown);
        if (!callback) throw error;
        return void callback(error, undefined);
    }
    const told = callback && settler(callback);
    try {
        const url = core.objectUrl(...texts, told && isSigned ? new Caller(cos, params, told) : undefined);
        if (!isSigned) told?.done({ Url: url });
        return url;
    } catch (fields) {
        const error = toError(JSON.parse(fields));
        if (told) told.failed(error);
        // Templates ask for URLs of things that are not there yet, and go on with undefined.
        else if (error.kind != 'param') throw error;
    }
};

/**
 * Makes class COS.
 *
 * `start` brings the module into service: it returns nothing when that is done, a promise when
 * it takes a while, and throws when it cannot be.
 */
export const shell = (start) => {
    let running;
    let starting;

    const isRunning = () => {
        if (!running && !starting) {
            starting = start();
            running = !starting;
            // Whoever waits is told; nobody has to.
            starting?.then(() => (running = true), () => {});
        }
        return running;
    };

    const needRunning = () => {
        if (!isRunning()) throw new Error('this browser prepares WebAssembly in the background: await COS.ready first');
    };

    /** Calls `use` at once, or as soon as the module runs. */
    const whenRunning = (use, told) => {
        if (isRunning()) use();
        else starting.then(use).catch(told.failed);
    };

    /** A function that works as soon as the module runs, and until then says so. */
    const needing = (use) => (...values) => {
        needRunning();
        return use(...values);
    };

    class COS {
        constructor(options) {
            this.options = complete(options);
            const inner = new Inner(this);
            // Writable and not enumerable: frameworks that wrap the instance in a proxy can still read it.
            Object.defineProperty(this, INNER, { value: inner, writable: true });
            // These work without their instance, too: `const { pauseTask } = cos`.
            for (const name of ['on', 'once', 'off', 'emit']) this[name] = inner.events[name];
            STEPS.forEach((name, step) => {
                this[`${name}Task`] = (id) => {
                    const number = inner.tasks.numberOf(id);
                    if (number >= 0) inner.core.task(step, number);
                };
            });
            this.getTaskList = needing(inner.tasks.list);
            this.isUploadRunning = needing(() => inner.core.task(NONE, 0));
            isRunning();
        }

        /** Settles when the module runs. */
        static get ready() {
            try {
                isRunning();
                return Promise.resolve(starting);
            } catch (error) {
                return Promise.reject(error);
            }
        }

        getObjectUrl(params, callback) {
            needRunning();
            return getObjectUrl(this, params, callback);
        }

        getAuth(given) {
            needRunning();
            const { SecretId, SecretKey, SystemClockOffset, UseRawKey, ForceSignHost } = this.options;
            const own = { SystemClockOffset, UseRawKey, ForceSignHost };
            const text = readable(() => {
                const params = checked(given);
                const keys = { SecretId: params.SecretId || SecretId, SecretKey: params.SecretKey || SecretKey };
                return signedText({ ...own, ...params, ...keys });
            });
            return utility(GET_AUTH, text, currentOptions(this.options, {}));
        }
    }

    const { prototype } = COS;
    names.forEach((name, place) => {
        prototype[name] = function (params, callback) {
            if (typeof params == 'function') return this[name]({}, params);
            const told = settler(callback);
            whenRunning(() => call(this, place, params, told), told);
            return told.promise;
        };
    });
    prototype.uploadFiles = function (params, callback) {
        const told = settler(callback);
        const one = names.indexOf('uploadFile');
        const upload = (params, told, problem) => call(this, one, params, told, problem);
        whenRunning(() => {
            uploadFiles(params, this.options, upload, told).catch((thrown) => told.failed(unreadable(thrown)));
        }, told);
        return told.promise;
    };
    const { deleteMultipleObject } = prototype;
    prototype.deleteMultipleObject = function (params, callback) {
        const some = (params, callback) => deleteMultipleObject.call(this, params, callback);
        if (!isTooLong(params)) return some(params, callback);
        const told = settler(callback);
        new Promise((resolve) => resolve(deleteAll(params, some))).then(told.done, (thrown) => told.failed(unreadable(thrown)));
        return told.promise;
    };
    addListings(prototype);
    for (const name of names) {
        const oldName = name.replace(/Acl$|Cors$/, (end) => end.toUpperCase());
        if (oldName == name) continue;
        let warned;
        prototype[oldName] = function (params, callback) {
            if (!warned) console.warn(`warning: cos.${oldName} has been deprecated. Please Use cos.${name} instead.`);
            warned = true;
            return this[name](params, callback);
        };
    }

    return Object.assign(COS, {
        version,
        COSError: ErrorClass,
        getAuthorization: needing((options) => utility(SIGN, signedText(options), '')),
        util: {
            md5: md5(needRunning),
            xml2json: needing((text) => JSON.parse(utility(READ_XML, String(text), ''))),
            json2xml: needing((object) => utility(WRITE_XML, toText(object), '')),
            encodeBase64: needing((text, isSafe) => utility(isSafe ? TO_SAFE_BASE64 : TO_BASE64, String(text), '')),
        },
    });
};
