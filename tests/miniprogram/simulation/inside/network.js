// wx.request, wx.uploadFile, wx.downloadFile. Parameters: outside, profile, tools.
'use strict';
const { bufferOf, call, finish, isBuffer, since } = tools;

const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT'];
const MOST_IN_FLIGHT = 10;
const USUAL_TIMEOUT = 60_000;

const lists = new Map();

/** At most ten of a kind are in flight, the others wait. */
const listOf = (kind) => {
  if (!lists.has(kind)) lists.set(kind, { running: 0, waiting: [] });
  return lists.get(kind);
};

const enter = (kind, start) => {
  const list = listOf(kind);
  if (list.running === MOST_IN_FLIGHT) return void list.waiting.push(start);
  list.running += 1;
  outside.inFlight(kind, list.running);
  start();
};

const leave = (kind) => {
  const list = listOf(kind);
  const next = list.waiting.shift();
  if (next) next();
  else list.running -= 1;
};

/** Takes a request out that has not started. */
const giveUp = (kind, start) => {
  const { waiting } = listOf(kind);
  const place = waiting.indexOf(start);
  if (place >= 0) waiting.splice(place, 1);
  return place >= 0;
};

/** Header values are texts, `Referer` cannot be set, and there is always a type. */
const headersOf = (given = {}) => {
  const headers = { 'content-type': 'application/json' };
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (name.toLowerCase() === 'referer') {
      outside.note('a Referer header was set');
      continue;
    }
    if (typeof value !== 'string') outside.note(`the header ${name} is a ${typeof value}`);
    if (name.toLowerCase() === 'content-type') delete headers['content-type'];
    headers[name.toLowerCase() === 'content-type' ? 'content-type' : name] = String(value);
  }
  return headers;
};

/** Why a URL may not be asked for. */
const refusal = (url) => {
  const parts = /^(https?):\/\/([^/?#]+)/.exec(url);
  if (!parts) return `invalid url "${url}"`;
  const isAllowed = parts[1] === 'https' && profile.domains.includes(parts[2]);
  return isAllowed ? undefined : 'url not in domain list';
};

const bodyOf = (data) => {
  if (data === undefined || data === null || data === '') return undefined;
  if (isBuffer(data)) return outside.bytes(new Uint8Array(data));
  if (typeof data === 'string') return outside.utf8(data);
  // An object becomes JSON, and a typed array is an object.
  outside.note('a body is neither a text nor an ArrayBuffer');
  return outside.utf8(JSON.stringify(data));
};

const dataOf = (bytes, { responseType, dataType = 'json' }) => {
  if (responseType === 'arraybuffer') return bufferOf(bytes);
  const text = outside.text(bytes);
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The tasks that are under way: in the background they are interrupted after a while, and none begins any more. */
const underWay = new Set();
let isCutOff = false;
outside.onHide(() => {
  outside.setTimeout(() => {
    if (outside.isShown()) return;
    isCutOff = true;
    for (const interrupt of underWay) interrupt();
  }, profile.grace);
});
outside.onShow(() => (isCutOff = false));

/** A task of `kind`. `send(watch)` starts it and gives what ends it; `read` makes data of the answer's bytes. */
const newTask = (kind, options, send, read) => {
  const listeners = { headers: [], progress: [] };
  let isOver = false;
  let sent;
  let timer;

  const end = (isFine, result, didEnter = true) => {
    if (isOver) return;
    isOver = true;
    underWay.delete(interrupt);
    outside.clearTimeout(timer);
    if (didEnter) leave(kind);
    finish(options, isFine, result);
  };
  const fail = (text, didEnter) => end(false, { errMsg: `${kind}:fail ${text}` }, didEnter);
  const interrupt = () => {
    sent.abort();
    fail('interrupted');
  };
  const watch = {
    headers: (status, headers) => tell(listeners.headers, { statusCode: status, header: JSON.parse(headers), cookies: [] }),
    progress: (done, total) =>
      tell(listeners.progress, {
        progress: Math.floor((done / total) * 100),
        totalBytesSent: done,
        totalBytesExpectedToSend: total,
      }),
    done: (status, headers, bytes) =>
      end(true, { data: read(bytes), statusCode: status, header: JSON.parse(headers), cookies: [], errMsg: `${kind}:ok` }),
    failed: (text) => fail(text),
  };
  const tell = (list, event) => isOver || [...list].forEach((run) => call(run, event));

  const start = () => {
    timer = outside.setTimeout(() => {
      sent.abort();
      fail('timeout');
    }, options.timeout > 0 ? options.timeout : USUAL_TIMEOUT);
    sent = send(watch);
    underWay.add(interrupt);
  };
  const reason = options.url === undefined ? 'parameter error' : refusal(options.url) ?? options.refusal;
  outside.later(() => {
    if (isOver) return;
    if (reason || isCutOff) fail(reason ?? 'interrupted', false);
    else enter(kind, start);
  });

  const task = {
    abort() {
      if (isOver) return;
      sent?.abort();
      const didEnter = !!sent;
      if (!didEnter) giveUp(kind, start);
      fail('abort', didEnter);
    },
    onHeadersReceived: (run) => listeners.headers.push(run),
    offHeadersReceived: () => (listeners.headers = []),
  };
  if (kind !== 'request') {
    task.onProgressUpdate = (run) => listeners.progress.push(run);
    task.offProgressUpdate = () => (listeners.progress = []);
  }
  return task;
};

const request = (options) => {
  const { url, data } = options;
  const method = String(options.method ?? 'GET').toUpperCase();
  const header = headersOf(options.header);
  const body = bodyOf(data);
  const isManual = options.redirect === 'manual' && since('3.2.2');
  outside.record({ api: 'request', method, url, header: JSON.stringify(header), body });
  const known = { ...options, refusal: METHODS.includes(method) ? undefined : `invalid method "${method}"` };
  const send = (watch) => outside.http({ method, url, header: JSON.stringify(header), body, isManual }, watch);
  return newTask('request', known, send, (bytes) => dataOf(bytes, options));
};

const uploadFile = (options) => {
  const { url, filePath, name, formData = {} } = options;
  const file = outside.file(filePath);
  const header = headersOf(options.header);
  delete header['content-type'];
  const fields = Object.entries(formData).map(([name, value]) => [name, String(value ?? '')]);
  outside.record({ api: 'uploadFile', method: 'POST', url, header: JSON.stringify(header), fields: JSON.stringify(fields), body: file });
  const known = { ...options, refusal: file ? undefined : 'file not found' };
  const form = () => ({ url, header: JSON.stringify(header), fields: JSON.stringify(fields), name, filePath, file });
  return newTask('uploadFile', known, (watch) => outside.form(form(), watch), (bytes) => outside.text(bytes));
};

return { request, uploadFile };
