// Values as JSON, the form in which they reach the module.
import { kindOf } from './blob.js';

const TEXTS = ['bigint', 'symbol'];
const SIMPLE = ['string', 'boolean', 'function'];
// Lists whose undefined items do not count; in others they are refused.
const HAS_GAPS = /^(?!Parts|Objects)[A-Z]/;
// From here on JSON gives powers, which nobody reads here; where there is a limit, such numbers stand for none.
const POWERS = 1e21;

// Live objects stay outside: functions, files, buffers, signals.
const plain = (name, value) => {
    if (TEXTS.includes(typeof value)) return String(value);
    // Numbers without a value are sent as empty texts.
    if (typeof value == 'number') return value >= POWERS ? Number.MAX_SAFE_INTEGER : isFinite(value) ? value : '';
    if (Array.isArray(value)) return HAS_GAPS.test(name) ? value.filter((item) => item !== undefined) : value;
    const isLive = value && typeof value == 'object' && kindOf(value) != 'Object';
    return isLive ? undefined : value;
};

/** Plain data as JSON. `unset` stands in for undefined. */
export const toText = (value, unset) => {
    if (!value || typeof value != 'object') return '{}';
    // What JSON writes or leaves out as wanted needs no looking at, which is three times as fast for thousands of calls.
    const isSimple = (value) => value === unset || SIMPLE.includes(typeof value) || (Number.isFinite(value) && value < POWERS);
    const isFlat = (value) => Object.values(value).every(isSimple);
    if (Object.values(value).every((value) => isSimple(value) || (value?.constructor == Object && isFlat(value)))) return JSON.stringify(value);
    return JSON.stringify(value, (name, value) => {
        const found = plain(name, value);
        return found === undefined ? unset : found;
    });
};
