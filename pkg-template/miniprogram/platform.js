// The functions of the platform: `wx`, or an object like it.

let api;

/** What all parts call. */
export const platform = () => api;

/** Takes a platform into service. */
export const adoptPlatform = (given) => {
    api = given;
    api.onNetworkStatusChange?.((event) => note({ isConnected: event.isConnected !== false }));
    // In the background requests fail, and timers stop.
    api.onAppHide?.(() => note({ isShown: false }));
    api.onAppShow?.(() => note({ isShown: true }));
};

const state = { isConnected: true, isShown: true };
const listeners = [];

const note = (change) => {
    Object.assign(state, change);
    network.onLine = state.isConnected && state.isShown;
    for (const run of listeners.splice(0)) run();
};

const network = { onLine: true };

// What the shared parts ask the global object of a browser for.
const world = {
    navigator: network,
    // Hosts are only asked by https.
    window: { location: { protocol: 'https:' } },
    addEventListener(event, run) {
        if (event == 'online') listeners.push(run);
    },
};

/** Nobody has to be asked whether a server withholds its answers: there are no origins. */
const fetch = () => Promise.reject();

/** Calls a function with callbacks. */
export const asked = (object, name, options) =>
    new Promise((success, fail) => object[name]({ ...options, success, fail: (failure) => fail(new Error(reasonOf(failure))) }));

/** Whether files can be read in slices, which came with base library 2.10.0; unknown ones can. */
export const canSlice = () => {
    const { SDKVersion } = api.getAppBaseInfo?.() ?? api.getSystemInfoSync?.() ?? {};
    const [major, minor] = String(SDKVersion ?? 3).split('.').map(Number);
    return major > 2 || (major == 2 && minor >= 10);
};

/** What went wrong, in the platform's words. */
export const reasonOf = (failure) => failure?.errMsg ?? failure?.errorMessage ?? failure?.message ?? String(failure);

/** Not every platform has this class. An app has few instances, so that they may stay. */
function WeakRef(target) {
    this.deref = () => target;
}

export { WeakRef, fetch, world as globalThis };
