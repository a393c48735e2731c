// The functions of the platform: `wx`, or an object like it.

let api;

/** What all parts call. */
export const platform = () => api;

/** Takes a platform into service. */
export const adoptPlatform = (given) => {
    api = given;
    api.onNetworkStatusChange?.(({ isConnected }) => {
        network.onLine = isConnected !== false;
        for (const run of listeners.splice(0)) run();
    });
};

const network = { onLine: true };
const listeners = [];

// What the shared parts ask the global object of a browser for.
const world = {
    navigator: network,
    // Hosts are only asked by https.
    window: { location: { protocol: 'https:' } },
    addEventListener(event, run) {
        if (event == 'online') listeners.push(run);
    },
};

/** Whether a server answers at all. */
const fetch = (url, { method }) =>
    new Promise((success, fail) => api.request({ url, method, success, fail }));

/** Calls a function with callbacks. */
export const asked = (run, options) => new Promise((success, fail) => run({ ...options, success, fail }));

const versionOf = (text) => String(text ?? '').split('.').map(Number);

/** Whether the base library of the app is as new as that; unknown ones are. */
export const isSince = (wanted) => {
    const { SDKVersion } = api.getAppBaseInfo?.() ?? api.getSystemInfoSync?.() ?? {};
    if (!SDKVersion) return true;
    const own = versionOf(SDKVersion);
    const place = versionOf(wanted).findIndex((number, at) => number != own[at]);
    return place < 0 || versionOf(wanted)[place] < own[place];
};

/** What went wrong, in the platform's words. */
export const reasonOf = (failure) => failure?.errMsg ?? failure?.errorMessage ?? failure?.message ?? String(failure);

export { fetch, world as globalThis };
