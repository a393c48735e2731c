// Requests as mini programs make them. Takes the place of the browser's transport.
import { FAILED, TIMEOUT, throttled } from './browser/transport.js';
import { Blob, FileBlob, FormData } from './files.js';
import { platform, reasonOf } from './platform.js';
import { lowerCased } from './text-codec.js';

export { FAILED, TIMEOUT, throttled };

// The platform admits ten; three are left to the app.
const MOST_IN_FLIGHT = 7;

const LEFT_TO_THE_PLATFORM = /^(content-length|user-agent|host|referer)$/i;

const waiting = [];
let running = 0;

const enter = () =>
    new Promise((entered) => {
        if (running == MOST_IN_FLIGHT) return waiting.push(entered);
        running++;
        entered();
    });

const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running--;
};

/** Values are texts, and what is written has a type: the platform would add its own. */
const headersOf = ({ method, headers, body }) => {
    const found = {};
    for (const name of Object.keys(headers ?? {})) {
        if (headers[name] !== undefined && !LEFT_TO_THE_PLATFORM.test(name)) found[name] = textOf(headers[name]);
    }
    const isTyped = Object.keys(found).some((name) => name.toLowerCase() == 'content-type' && found[name]);
    if (!isTyped && /^P/.test(method)) found['Content-Type'] = body?.type || 'application/octet-stream';
    return found;
};

const unsendable = (message) => ({ fault: 'unsendable', message });

const textOf = (value) => String(value ?? '');

const hostOf = (url) => url.split('/')[2];

/** One task of the platform, to its end. */
const performed = (url, start, running, watch) =>
    new Promise((resolve, reject) => {
        const fail = (failure) => {
            const reason = reasonOf(failure);
            if (/domain list/i.test(reason)) reject({ fault: 'custom', message: `${reason}: ${hostOf(url)}` });
            else if (/time ?out/i.test(reason)) resolve({ error: new Error(TIMEOUT) });
            else reject({ fault: 'failed', message: reason });
        };
        const success = ({ statusCode, status, header, headers, data }) =>
            resolve({ statusCode: +(statusCode ?? status), headers: lowerCased(header ?? headers), body: data ?? '' });
        try {
            const task = start({ success, fail });
            running.stop = () => task?.abort?.();
            if (watch) task?.onProgressUpdate?.(watch);
        } catch (thrown) {
            reject(unsendable(reasonOf(thrown)));
        }
    });

const timed = (timeout) => (timeout > 0 ? { timeout } : {});

const sendRequest = async (request, running) => {
    const { method, url, body, timeout, raw, extra, onUpload } = request;
    const header = headersOf(request);
    const data = body instanceof Blob ? await contentOf(body) : body || undefined;
    if (running.isOver) return { error: new Error('abort') };
    const responseType = raw == 'arraybuffer' || raw == 'blob' ? 'arraybuffer' : 'text';
    const plain = { method, url, header, dataType: 'text', responseType, redirect: 'manual' };
    const answer = await performed(
        url,
        (told) => platform().request({ ...plain, ...timed(timeout), ...(data === undefined ? {} : { data }), ...extra, ...told }),
        running,
    );
    // The platform tells nothing before.
    if (body && onUpload && answer.statusCode < 300) onUpload(body.size, body.size);
    return answer;
};

const contentOf = (body) =>
    body.arrayBuffer().catch((failure) => {
        throw unsendable(reasonOf(failure));
    });

/** Posts a file; its headers are the fields of the form. */
const sendForm = async (request, running) => {
    const { url, headers, body, timeout, onUpload } = request;
    const formData = {};
    for (const name of Object.keys(headers)) formData[name] = textOf(headers[name]);
    if (!(body instanceof FileBlob && platform().uploadFile)) {
        const form = new FormData(formData, new Blob([await contentOf(body)]));
        return sendRequest({ ...request, headers: {}, body: form, onUpload: onUpload && (() => onUpload(body.size, body.size)) }, running);
    }
    const plain = { url, filePath: body.path, name: 'file', formData };
    const watch = throttled(onUpload);
    // What is around the file does not count.
    const onProgress = ({ totalBytesSent, totalBytesExpectedToSend: total }) => {
        const around = total - body.size;
        watch({ loaded: Math.min(Math.max(totalBytesSent - around, 0), body.size), total: body.size });
    };
    const send = (told) => platform().uploadFile({ ...plain, ...timed(timeout), ...told });
    return performed(url, send, running, onUpload && onProgress);
};

/** Sends a request, as the browser's transport does. */
export const sendByBrowser = async (request, running) => {
    await enter();
    try {
        if (running.isOver) return { error: new Error('abort') };
        const answer = await (request.form ? sendForm : sendRequest)(request, running);
        const isWanted = request.raw == 'blob' && answer.statusCode >= 200 && answer.statusCode < 300;
        return isWanted ? { ...answer, body: new Blob([answer.body]) } : answer;
    } finally {
        leave();
    }
};
