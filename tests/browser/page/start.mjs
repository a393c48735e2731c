import { call, fetchKeys, newCos } from '/cos.mjs';

await fetchKeys();
Object.assign(window, { call, newCos, isReady: true });
