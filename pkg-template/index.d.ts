import COS = require('./index.cjs');

export default COS;
