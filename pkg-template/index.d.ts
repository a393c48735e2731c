import COS from './index.cjs';

export default COS;
