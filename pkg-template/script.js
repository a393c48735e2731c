// For script tags and AMD loaders.
import COS from './default.js';

if (typeof define == 'function' && define.amd) define(() => COS);
else globalThis.COS = COS;
