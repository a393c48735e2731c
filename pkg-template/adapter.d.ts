import type { PlatformApi } from './miniprogram.js';

/**
 * Makes what `loadCOS` takes as `api` of the object of another platform, whether it calls back or returns promises.
 *
 * `kind` is `'uni'`, which is the default, for objects that are like `wx` (uni-app, Taro, QQ), `'tt'` for that of Douyin,
 * `'my'` for that of Alipay.
 */
export function adaptApi(api: any, kind?: 'uni' | 'tt' | 'my'): PlatformApi;
