/**
 * The logic layer of a WeChat mini program, simulated: a realm with nothing but ECMAScript, timers, `console`, `wx` and
 * `WXWebAssembly`, whose network is a server on this machine.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { compileFunction, createContext, runInContext } from 'node:vm';

import { newDisk } from './disk.mjs';
import { newNetwork } from './network.mjs';
import { newWasm } from './wasm.mjs';

// The packager wraps modules in a function with these parameters: they are undefined, but declared.
const SHADOWED =
  'window document frames self location navigator localStorage history Caches screen alert confirm prompt fetch XMLHttpRequest WebSocket webkit WeixinJSCore Reporter print WeixinJSBridge';
const NOT_THERE = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console', 'queueMicrotask', 'structuredClone'];

const insideOf = (name) => readFileSync(new URL(`inside/${name}.js`, import.meta.url), 'utf8');

const isNewer = (version, than) => version.localeCompare(than, undefined, { numeric: true }) >= 0;

/** Finds modules as the packager does: relative ones, those of `miniprogram_npm`, and paths from the root. */
function newLoader(context, root) {
  const loaded = new Map();
  const fileAt = (path) =>
    [path, `${path}.js`, join(path, 'index.js')].find((file) => existsSync(file) && statSync(file).isFile());
  const find = (name, folder) => {
    const found = name.startsWith('.')
      ? fileAt(join(folder, name))
      : (fileAt(join(root, 'miniprogram_npm', name)) ?? fileAt(join(root, name)));
    if (!found) throw new Error(`module '${name}' is not defined`);
    return found;
  };
  const load = (file) => {
    if (loaded.has(file)) return loaded.get(file).exports;
    const parameters = ['require', 'module', 'exports', ...SHADOWED.split(' ')];
    const options = { parsingContext: context, filename: `/${relative(root, file)}` };
    const run = compileFunction(readFileSync(file, 'utf8'), parameters, options);
    const module = runInContext('({ exports: {} })', context);
    loaded.set(file, module);
    run.call(undefined, (name) => load(find(name, dirname(file))), module, module.exports);
    return module.exports;
  };
  return (name) => load(find(name, root));
}

/** Timers with numbers as their names, as they are there. Those that are due while `isStopped` wait. */
function newTimers(uncaught, isStopped) {
  const running = new Map();
  const due = [];
  let issued = 0;
  const setter = (set, isOnce) => (run, delay, ...values) => {
    issued += 1;
    const id = issued;
    const fire = () => {
      if (!running.has(id)) return;
      if (isStopped()) return void due.push(fire);
      if (isOnce) running.delete(id);
      try {
        run(...values);
      } catch (thrown) {
        uncaught(thrown);
      }
    };
    running.set(id, set(fire, delay));
    return id;
  };
  const clear = (id) => {
    clearTimeout(running.get(id));
    running.delete(id);
  };
  const goOn = () => due.splice(0).forEach((fire) => fire());
  const timers = { setTimeout: setter(setTimeout, true), setInterval: setter(setInterval, false) };
  return { ...timers, clearTimeout: clear, clearInterval: clear, goOn, clearAll: () => [...running.keys()].forEach(clear) };
}

/**
 * Whether the program is in front. In the background requests go on for `grace` milliseconds, and with a `sleep`
 * it stands still afterwards.
 */
function newAttention() {
  const listeners = { hide: [], show: [] };
  const state = { isShown: true, isAsleep: false };
  const tell = (list) => list.forEach((run) => run());
  return {
    isShown: () => state.isShown,
    isAsleep: () => state.isAsleep,
    onHide: (run) => listeners.hide.push(run),
    onShow: (run) => listeners.show.push(run),
    hide() {
      state.isShown = false;
      tell(listeners.hide);
    },
    sleep: () => (state.isAsleep = true),
    show() {
      Object.assign(state, { isShown: true, isAsleep: false });
      tell(listeners.show);
    },
  };
}

/** What the developer tool has and phones have not. */
const leaks = () => ({
  TextDecoder,
  TextEncoder,
  atob,
  btoa,
  URL,
});

/**
 * A phone with a mini program on it.
 *
 * `server` is asked for everything, `packageFolder` is the program, `domains` are whitelisted, `library` is the version
 * of the base library; `platform` is `android`, `ios` or `devtools`. `storage` may be that of another phone, which is
 * then the same one started again.
 */
export function newPhone(given) {
  const scheme = given.platform === 'devtools' ? 'http://' : 'wxfile://';
  const folder = mkdtempSync(join(tmpdir(), 'mini-program-'));
  const profile = { headerCase: 'sent', domains: [], removed: [], storage: new Map(), grace: 5000, scheme, ...given };
  const { packageFolder, platform, library, storage } = profile;
  const found = { requests: [], notes: new Set(), uncaught: [], mostInFlight: {}, largestRead: 0, lines: [] };
  const uncaught = (thrown) => found.uncaught.push(thrown);
  const note = (text) => found.notes.add(text);

  const context = createContext({}, { codeGeneration: { strings: false, wasm: true } });
  const realm = runInContext('globalThis', context);
  const native = realm.WebAssembly;
  const attention = newAttention();
  const timers = newTimers(uncaught, attention.isAsleep);
  const disk = newDisk({ folder, packageFolder, scheme });
  const inside = (name, parts) =>
    compileFunction(insideOf(name), Object.keys(parts), { parsingContext: context, filename: `${name}.js` })(...Object.values(parts));

  for (const name of ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']) realm[name] = timers[name];
  if (profile.hasTimerPromises) realm.Promise = inside('promise', { setTimeout: timers.setTimeout });
  const outside = {
    ...disk,
    ...newNetwork(profile),
    ...timers,
    uncaught,
    note,
    later: (run) => setImmediate(run),
    ...attention,
    record: ({ header, fields = '[]', ...request }) =>
      found.requests.push({ ...request, header: JSON.parse(header), fields: Object.fromEntries(JSON.parse(fields)) }),
    inFlight: (kind, count) => (found.mostInFlight[kind] = Math.max(found.mostInFlight[kind] ?? 0, count)),
    readSize: (size) => (found.largestRead = Math.max(found.largestRead, size)),
    bytes: (bytes) => Buffer.from(bytes),
    utf8: (text) => Buffer.from(text),
    // One byte order mark is taken away.
    text: (bytes) => Buffer.from(bytes).toString().replace(/^\ufeff/, ''),
    random: (length) => randomBytes(length),
    store: (key, text) => storage.set(key, text),
    stored: (key) => storage.get(key),
    unstore: (key) => storage.delete(key),
    picked: () => JSON.stringify(profile.picked ?? []),
    storageSize: () => [...storage].reduce((sum, [key, text]) => sum + key.length + text.length, 0),
  };
  const tools = inside('tools', { outside, profile });
  const parts = { outside, profile, tools };
  const network = inside('network', parts);
  realm.wx = inside('wx', { ...parts, network, files: inside('files', parts) });
  if (isNewer(library, '2.13.0')) {
    const takesBrotli = isNewer(library, '2.14.0');
    realm.WXWebAssembly = newWasm(context, native, { packageFolder, platform, note, takesBrotli });
  }
  for (const name of [...NOT_THERE, ...profile.removed]) delete realm[name];
  realm.console = Object.fromEntries(
    ['log', 'info', 'warn', 'error', 'debug'].map((level) => [level, (...values) => found.lines.push([level, ...values].join(' '))]),
  );
  realm.global = realm;
  const shown = {};
  realm.App = (app) => (shown.app = app);
  realm.Page = (page) => (shown.page = page);
  realm.getApp = () => shown.app;
  if (platform === 'devtools') Object.assign(realm, leaks());

  return {
    ...found,
    found,
    storage,
    wx: realm.wx,
    load: newLoader(context, packageFolder),
    /** The page that was defined last, with its own `data`. */
    openPage() {
      const { page } = shown;
      page.setData = (values) => Object.assign(page.data, values);
      page.onLoad();
      return page;
    },
    /** A file that was picked; gives its path. */
    pick(name, bytes) {
      disk.write(`${scheme}tmp/${name}`, bytes);
      return `${scheme}tmp/${name}`;
    },
    unlink: disk.unlink,
    /** The user leaves the program for another one; after a while the phone stops it. */
    hide: attention.hide,
    sleep: attention.sleep,
    show() {
      attention.show();
      timers.goOn();
    },
    switchOff() {
      timers.clearAll();
      rmSync(folder, { recursive: true });
    },
  };
}
