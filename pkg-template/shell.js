// Class COS in front of the module, however that is loaded.
import { Core, getAuthorization } from './glue.js';
import { names, oldNames, utilities, version } from './catalog.js';
import { md5 } from './md5.js';

const CORE = Symbol();

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

    const coreOf = (cos) => {
        // Writable and not enumerable: frameworks that wrap the instance in a proxy can still read it.
        if (!cos[CORE]) Object.defineProperty(cos, CORE, { value: new Core(cos, cos.options), writable: true });
        return cos[CORE];
    };

    /** Calls `use` with the core of `cos`: at once, or as soon as the module runs. */
    const withCore = (cos, use, callback) => {
        if (isRunning()) return use(coreOf(cos));
        const answer = starting.then(() => coreOf(cos)).then(use, callback);
        if (!callback) return answer;
    };

    class COS {
        constructor(options) {
            this.options = { ...options };
            if (isRunning()) coreOf(this);
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

        static getAuthorization(options) {
            needRunning();
            return getAuthorization(options);
        }
    }

    const { prototype } = COS;
    names.forEach((name, place) => {
        prototype[name] = function (params, callback) {
            const isCallback = typeof params == 'function';
            return withCore(this, (core) => core.call(place, params, callback), isCallback ? params : callback);
        };
    });
    for (const name of ['getObjectUrl', 'getAuth', 'getTaskList', 'isUploadRunning']) {
        prototype[name] = function (params, callback) {
            needRunning();
            return coreOf(this)[name](params, callback);
        };
    }
    for (const name of ['on', 'once', 'off', 'emit', 'pauseTask', 'restartTask', 'cancelTask']) {
        prototype[name] = function (subject, detail) {
            return withCore(this, (core) => core[name](subject, detail), () => {});
        };
    }
    for (const oldName in oldNames) {
        let warned;
        prototype[oldName] = function (params, callback) {
            const name = oldNames[oldName];
            if (!warned) console.warn(`warning: cos.${oldName} has been deprecated. Please Use cos.${name} instead.`);
            warned = true;
            return this[name](params, callback);
        };
    }

    COS.util = { md5: md5(needRunning) };
    for (const name in utilities) {
        COS.util[name] = (...values) => {
            needRunning();
            return utilities[name](...values);
        };
    }
    COS.version = version;
    return COS;
};
