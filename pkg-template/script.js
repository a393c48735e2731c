// For script tags, and for loaders of AMD and CommonJS: some projects keep a copy of this file among their own.
import COS from './default.js';

if (typeof define == 'function' && define.amd) define(() => COS);
else if (typeof module == 'object' && module.exports) module.exports = COS;
else globalThis.COS = COS;
