// What the module asks of the world around one instance of class COS.
// No global is looked at before it is needed: no environment has all of them.
import { isKept, isReadable, toBlob } from './blob.js';
import { guarded, messageOf } from './errors.js';
import { deferred, exchange, faultOf } from './exchange.js';
import { digest, slice } from './hasher.js';
import { eventsOf } from './select.js';
import { lock, recall, remember } from './store.js';

// In the order of their weight: what comes later weighs more.
const LEVELS = 'VERBOSE DEBUG INFO WARN ERROR';

/** False only when the browser knows it. */
const isOnline = () => globalThis.navigator?.onLine !== false;

/** Whether the network comes back in so many milliseconds. */
const untilOnline = (limit) =>
    new Promise((resolve) => {
        const pause = Math.min(limit, 2000);
        // Counted, not measured: a machine that slept had no time to find the network.
        let left = limit + pause;
        const look = () => {
            if (!isOnline() && (left -= pause) > 0) return;
            clearInterval(timer);
            globalThis.removeEventListener?.('online', look);
            resolve(isOnline());
        };
        // Where no event tells.
        const timer = setInterval(look, pause);
        globalThis.addEventListener?.('online', look);
        look();
    });

/** Whether the server of a URL answers at all, readable or not; also where the policy of the page does not let anybody ask. */
const isReachable = async (url) => {
    // Scheme and host only, and no body: whoever asks whether a server is there must not repeat a request to it.
    const origin = url.split(/[/?]/, 3).join('/') + '/';
    let isForbidden;
    const note = ({ blockedURI }) => (isForbidden ||= blockedURI.startsWith(origin));
    const violation = 'securitypolicyviolation';
    globalThis.addEventListener?.(violation, note);
    const request = { method: 'HEAD', mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout?.(5000) };
    const isThere = await isKept(fetch(origin, request));
    // The event may come behind the failure.
    await new Promise((resolve) => setTimeout(resolve));
    globalThis.removeEventListener?.(violation, note);
    return isThere || !!isForbidden;
};

/** The first answer: by the callback, or by the promise that the function returned. */
const firstAnswer = async (ask) => {
    const [calledBack, callback] = deferred();
    const returned = ask(callback);
    if (typeof returned?.then != 'function') return calledBack;
    const answer = await Promise.race([calledBack, returned]);
    // An async function that answers by the callback returns a promise of nothing.
    return answer === undefined ? calledBack : answer;
};

/**
 * The host of the instance `cos` that `find()` gives, whose `options` are read anew whenever one is needed.
 *
 * Beside it there are `events`, with `listens(name)` and `emit(name, payload)`. `core` has the `exports()` of the module,
 * the `module()` itself, `readEvent` and `md5`.
 */
export const createHost = (find, core) => {
    const option = (name) => find().cos.options?.[name];

    /** A transport of the caller's own may have no streams. */
    const withEvents = ({ body, ...answer }) => ({ ...answer, body: body?.getReader ? eventsOf(body, core.readEvent) : body });

    return {
        isOnline,
        untilOnline,
        isReachable,
        isReadable,

        clockOffset() {
            const offset = option('SystemClockOffset');
            return Number.isFinite(offset) ? Math.trunc(offset) : 0;
        },

        correctClock(milliseconds) {
            guarded(() => (find().cos.options.SystemClockOffset = milliseconds));
        },

        /**
         * Sends one request. `done` never rejects; `abort()` ends it, without a word to anybody.
         *
         * The watches are called until then, and never afterwards: they are gone by that time.
         */
        send(description, body, onUpload, onDownload) {
            const running = {};
            const heard = (watch) => watch && ((loaded, total) => running.isOver || watch(loaded, total));
            const request = JSON.parse(description);
            const { raw } = request;
            Object.assign(request, { body, onUpload: heard(onUpload), onDownload: heard(onDownload) });
            const [done, fulfil] = deferred();
            const end = (answer) => {
                running.isOver = true;
                // Also after an abort: whatever waits for a promise is kept in memory until that settles.
                fulfil(answer);
            };
            exchange(option, find().events, request, running)
                .catch((thrown) => (thrown?.fault ? thrown : faultOf(thrown)))
                .then((answer) => end(raw == 'events' ? withEvents(answer) : answer));
            return {
                done,
                abort() {
                    if (running.isOver) return;
                    end({ fault: 'silent' });
                    try {
                        running.stop();
                    } catch {
                        // A transport without `abort` runs to its end, unheard.
                    }
                },
            };
        },

        /** Asks the caller's `getSTS` or `getAuthorization`. Resolves with the answer as JSON text. */
        async ask(sts, question) {
            try {
                const ask = option(sts ? 'getSTS' : 'getAuthorization');
                const answer = await firstAnswer((callback) => ask.call(find().cos, JSON.parse(question), callback));
                return JSON.stringify(answer) ?? 'null';
            } catch (thrown) {
                throw new Error(messageOf(thrown));
            }
        },

        digest: (body, sums, onProgress) => digest(core, toBlob(body), sums, onProgress),
        // A transport of the caller's own may answer anything.
        bytes: (body) => (typeof body == 'string' ? new TextEncoder().encode(body) : new Uint8Array(body.byteLength >= 0 ? body : 0)),
        slice,

        /** Lays a body into a target. Ends with the checksums of its bytes, or with nothing when they are not as many. */
        lay(target, body, start, end) {
            const blob = toBlob(body);
            if (blob.size != end - start) return { done: Promise.resolve(new Uint8Array()), abort() {} };
            const summing = digest(core, blob, 0);
            const part = { blob, at: start };
            return {
                done: Promise.all([summing.done, target.write(part)]).then(([sums]) => sums),
                abort() {
                    part.isStopped = true;
                    part.stop?.();
                    summing.abort();
                },
            };
        },

        close: (target) => target.close(),
        recall: (name, file, place) => recall(name, file, place, core.md5),
        remember: (name, text) => remember(name, text, option('UploadIdCacheLimit')),
        lock,

        isLogged: () =>
            !!(option('EnableLog') && (option('ClsLogger') || option('EnableLogcat') || find().events.listens('log-message'))),

        /** Tells one step to listeners, to the caller's logger and to the console. `level` is one of `LEVELS`. */
        log(level, msg) {
            if (LEVELS.indexOf(level) < LEVELS.indexOf(option('LogLevel'))) return;
            const { cos, events } = find();
            const version = 'cos-wasm-sdk-' + cos.constructor.version;
            const timestamp = new Date().toISOString();
            const cate = { INFO: '[RESULT]', WARN: '[ERROR]', ERROR: '[ERROR]' }[level] || '[PROCESS]';
            const tag = '[NETWORK]';
            const extras = option('LogExtras');
            const message = { version, timestamp, cate, tag, msg, extras };
            events.emit('log-message', message);
            guarded(() => option('ClsLogger')?.log(message, false));
            if (!option('EnableLogcat')) return;
            const line = () => [`[${version}]`, timestamp, cate, tag, msg, JSON.stringify(extras)].join(' ');
            guarded(() => console[level == 'VERBOSE' ? 'debug' : level.toLowerCase()](line()));
        },
    };
};
