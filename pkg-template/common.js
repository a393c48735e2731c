import COS from './default.js';

COS.default = COS;
module.exports = COS;
