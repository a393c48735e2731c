// One request and its answer, by the transport that fits, with the caller's listeners on the way.
import { messageOf } from './errors.js';
import { FAILED, TIMEOUT, sendByBrowser, throttled } from './transport.js';

/** A promise and the function that fulfils it. */
export const deferred = () => {
    let fulfil;
    return [new Promise((resolve) => (fulfil = resolve)), fulfil];
};

const hasText = (value) => typeof value == 'string' || typeof value == 'boolean' || Number.isFinite(value);

/** A list repeats its name; nothing, objects and numbers that are none have no text. */
const queryText = (query) =>
    Object.entries(query || {})
        .flatMap(([name, value]) => [value].flat().map((item) => [name, hasText(item) ? item : '']))
        .map((pair) => pair.map(encodeURIComponent).join('='))
        .join('&');

const withQuery = (url, text) => (text ? url + (url.includes('?') ? '&' : '?') + text : url);

/** The request as listeners and the caller's transport see it. */
const describe = ({ query, body, raw, search, onUpload, onDownload, ...opt }) => {
    opt.qs = query;
    if (onUpload) opt.onProgress = throttled(onUpload);
    if (onDownload) opt.onDownloadProgress = throttled(onDownload);
    for (const name in opt) if (!opt[name]) delete opt[name];
    if (body !== undefined) opt.body = body;
    return opt;
};

const sendByCaller = (transport, opt, running) => {
    const [answered, callback] = deferred();
    const sender = transport(opt, callback);
    running.stop = () => sender.abort();
    return answered;
};

/** The text of a body that may have been read, or even parsed, already. */
const textOf = (body) => {
    if (!body || typeof body == 'string') return body || '';
    const isBinary = typeof body.arrayBuffer == 'function' || typeof body.byteLength == 'number';
    return isBinary ? new Response(body).text() : JSON.stringify(body) ?? '';
};

/** A failure that has these words. */
export const faultOf = (thrown) => {
    const message = messageOf(thrown);
    const fault =
        message == TIMEOUT ? 'timeout' : message == FAILED ? 'failed' : message == 'abort' ? 'silent' : 'custom';
    return { fault, message };
};

const lowerCase = (headers) =>
    Object.fromEntries(Object.entries(headers || {}).map(([name, value]) => [name.toLowerCase(), value]));

const read = async ({ error, statusCode, headers, body }, wantsRaw) => {
    if (error) return faultOf(error);
    const answer = { status: statusCode, headers: JSON.stringify(lowerCase(headers)) };
    if (wantsRaw && statusCode >= 200 && statusCode < 300) answer.body = body;
    else answer.text = await textOf(body);
    return answer;
};

/**
 * Sends a request and reads its answer. Throws what made it impossible.
 *
 * `running` is how it goes: `stop()` ends it, `isOver` says that there is nothing left to end.
 */
export const exchange = async (option, events, request, running) => {
    const { raw, onUpload, onDownload } = request;
    const opt = describe(request);
    events.emit('before-send', opt);
    const transport = option('Request');
    const answering =
        typeof transport == 'function'
            ? sendByCaller(transport, opt, running)
            : sendByBrowser({ ...opt, url: withQuery(opt.url, queryText(opt.qs)), raw, onUpload, onDownload }, running);
    const answer = (await answering) || {};
    if (running.isOver || answer.error === 'abort') return { fault: 'silent' };
    running.isOver = true;
    const receive = { error: null, statusCode: 0, statusMessage: '', headers: {}, body: '' };
    for (const name in receive) receive[name] = answer[name] || receive[name];
    receive.options = opt;
    events.emit('after-receive', receive);
    return read(receive, raw != null);
};
