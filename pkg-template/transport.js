// Requests as browsers make them: by `fetch`, and by `XMLHttpRequest` what `fetch` cannot do.
import { derived } from './stream.js';

export const TIMEOUT = 'timeout';
export const FAILED = 'CORS blocked or network error';

const isStream = (raw) => raw == 'stream' || raw == 'events';

const READS = /^(get|head)$/i;
const LEFT_TO_THE_BROWSER = /^(content-length|user-agent|origin|host)$/i;
// Browsers fire timers at once that are longer than that.
const LONGEST_TIMER = 2 ** 31 - 1;
// How long a network counts as unsteady after a connection has broken. Milliseconds.
const UNSTEADY = 600_000;

let brokenAt = 0;

/** Does what a browser may refuse. */
const allowed = (act, message) => {
    try {
        return act();
    } catch (thrown) {
        throw { fault: 'unsendable', message: message || thrown.message };
    }
};

const setHeaders = (headers, target, setter) => {
    for (const [name, value] of Object.entries(headers || {})) {
        if (value === undefined || LEFT_TO_THE_BROWSER.test(name)) continue;
        allowed(
            () => target[setter](name, value ?? ''),
            `the header ${name} cannot be sent: a browser refuses its name or its value`,
        );
    }
};


/**
 * The body; nothing where the method has none.
 *
 * Texts leave as Blobs: browsers send those four times as fast. They keep the type that
 * XMLHttpRequest gives to texts; a Content-Type among the headers counts more than that.
 */
const sendable = ({ method, body }) => {
    if (READS.test(method)) return;
    return body && typeof body == 'string' ? new Blob([body], { type: 'text/plain;charset=UTF-8' }) : body || '';
};

/** The headers as fields, and the body as the file behind them. */
const formOf = ({ headers, body }) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(headers)) form.append(name, value);
    form.append('file', body, 'file');
    return form;
};

const sendByFetch = (request, running) => {
    const { form } = request;
    const headers = new Headers();
    if (!form) setHeaders(request.headers, headers, 'set');
    const { method, url, xhrFields } = request;
    const credentials = xhrFields?.withCredentials ? 'include' : undefined;
    // What the browser has kept is asked about again: an upload in parts may have replaced the object since.
    const cache = READS.test(method) ? 'no-cache' : undefined;
    // Made apart from its body, because browsers tell here, and here only, what they refuse to send.
    const head = allowed(() => new Request(url, { method, headers, credentials, cache }));
    const controller = new AbortController();
    running.stop = () => controller.abort();
    return fetch(head, { body: form ? formOf(request) : sendable(request), signal: controller.signal });
};

/** What came back, as `fetch` would have it. Throws when nothing came: no response has the status 0. */
const responseOf = (xhr) => {
    const headers = [...xhr.getAllResponseHeaders().matchAll(/(.+?):(.*)/g)].map((line) => line.slice(1));
    // Statuses that forbid a body forbid an empty one, too.
    const { response } = xhr;
    return new Response(response?.byteLength || response?.size ? response : null, { status: xhr.status, headers });
};

const sendByXhr = async (request, running) => {
    const { xhrFields, onUpload, onDownload } = request;
    const xhr = new XMLHttpRequest();
    allowed(() => xhr.open(request.method, request.url));
    setHeaders(request.headers, xhr, 'setRequestHeader');
    for (const name in xhrFields) Reflect.set(xhr, name, xhrFields[name]);
    // Whatever the caller asked for is made of this when the status is known.
    xhr.responseType = request.raw == 'blob' ? 'blob' : 'arraybuffer';
    xhr.onerror = () => (brokenAt = Date.now());
    if (onUpload) xhr.upload.onprogress = throttled(onUpload);
    if (onDownload) xhr.onprogress = throttled(onDownload);
    running.stop = () => xhr.abort();
    await new Promise((resolve) => {
        xhr.onloadend = resolve;
        xhr.send(sendable(request));
    });
    return responseOf(xhr);
};

/**
 * Takes progress events for `watch(loaded, total)`: one per 50 ms and the last.
 * WebKit fires one for every 8 KiB.
 */
export const throttled = (watch) => {
    let last = 0;
    return ({ loaded, total } = {}) => {
        const now = Date.now();
        if (Math.abs(now - last) < 50 && loaded != total) return;
        last = now;
        watch(loaded, total);
    };
};

/**
 * The same answer, telling how far its body is while that is read. One of which what came `isKept` ends where its connection
 * breaks, if its length tells then that this is not all.
 *
 * Chromium lays what a Response becomes onto the disk; of Blobs that a page makes it holds 500 MB and no more.
 */
const watched = (response, watch, isKept) => {
    const total = +response.headers.get('content-length');
    let done = 0;
    const take = (chunk, controller) => {
        if (!chunk) return;
        done += chunk.byteLength;
        // A compressed body is announced with its compressed size, which tells nothing.
        watch(done, done > total ? 0 : total);
        controller.enqueue(chunk);
        return true;
    };
    const counted = derived(response.body, take, isKept && total && (() => ({})));
    return new Response(counted, response);
};

// What texts may begin with that are not UTF-8.
const MARKS = { '255,254': 'utf-16le', '254,255': 'utf-16be' };

/** The text, in the charset that its first bytes or its header name, as XMLHttpRequest reads it. */
const textOf = async (response) => {
    const bytes = await response.arrayBuffer();
    const [, named] = /charset="?([\w-]+)|$/i.exec(response.headers.get('content-type'));
    try {
        return new TextDecoder(MARKS[new Uint8Array(bytes.slice(0, 2))] ?? named).decode(bytes);
    } catch {
        // Nobody knows such a charset.
        return new TextDecoder().decode(bytes);
    }
};

const bodyOf = async (response, raw, watch, isKept) => {
    if (isStream(raw)) return response.body;
    if (watch && response.body) response = watched(response, watch, isKept);
    if (raw == 'blob') return response.blob();
    if (raw == 'arraybuffer') return response.arrayBuffer();
    const body = await textOf(response);
    if (raw != 'json') return body;
    try {
        return JSON.parse(body);
    } catch {
        // XMLHttpRequest has nothing then.
    }
};

/**
 * Sends `{method, url, headers, body, timeout, raw, xhrFields, onUpload, onDownload}`.
 *
 * Answers `{statusCode, headers, body}` or `{error}`. `running.stop` is what ends it before.
 */
export const sendByBrowser = async (asked, running) => {
    // A range is a Blob of which what has come is kept.
    const isRange = asked.raw == 'range';
    const request = isRange ? { ...asked, raw: 'blob' } : asked;
    const { raw, timeout, onDownload } = request;
    // A Blob whose progress `fetch` would tell passes through the page chunk by chunk; but of a broken connection
    // `XMLHttpRequest` keeps nothing.
    // Ranges go with If-Match: no such request looks into the browser's cache, which only `fetch` can be told otherwise.
    const isHeld = isRange && Date.now() - brokenAt > UNSTEADY;
    const needsXhr = (request.onUpload || request.xhrFields || isHeld) && !isStream(raw) && !request.form;
    const isXhr = needsXhr && typeof XMLHttpRequest == 'function';
    let isLate;
    let timer;
    try {
        const answer = (isXhr ? sendByXhr : sendByFetch)(request, running);
        if (timeout > 0) {
            timer = setTimeout(() => {
                isLate = true;
                running.stop();
            }, Math.min(timeout, LONGEST_TIMER));
        }
        const response = await answer;
        const headers = Object.fromEntries(response.headers);
        // Only the body of a success is handed over untouched.
        const isKept = isRange && response.status == 206;
        const body = await bodyOf(response, response.ok && raw, isXhr ? undefined : onDownload, isKept);
        // WebKitGTK may take an answer whose connection broke for a whole one.
        if (isKept && body.size < headers['content-length']) {
            brokenAt = Date.now();
            if (!body.size) return { error: new Error(FAILED) };
            headers.came = body.size;
        }
        return { statusCode: response.status, headers, body };
    } catch (thrown) {
        if (thrown?.fault) throw thrown;
        return { error: new Error(isLate ? TIMEOUT : FAILED) };
    } finally {
        // From here on the body may still be read, as a stream.
        clearTimeout(timer);
    }
};
