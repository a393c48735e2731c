// Values as JSON, the form in which they reach the module.

const TEXTS = ['bigint', 'symbol'];

// Live objects stay outside: functions, files, buffers, signals.
const plain = (name, value) => {
    if (TEXTS.includes(typeof value)) return String(value);
    // Numbers without a value are sent as empty texts.
    if (typeof value == 'number') return isFinite(value) ? value : '';
    const isLive =
        value && typeof value == 'object' && !Array.isArray(value) && `${Object.prototype.toString.call(value)}` != '[object Object]';
    return isLive ? undefined : value;
};

/** Plain data as JSON. `unset` stands in for undefined. */
export const toText = (value, unset) => {
    if (!value || typeof value != 'object') return '{}';
    // Texts and switches need no looking at, which is three times as fast for thousands of calls.
    const isSimple = Object.values(value).every((value) => typeof value == 'string' || typeof value == 'boolean');
    if (isSimple) return JSON.stringify(value);
    return JSON.stringify(value, (name, value) => {
        const found = plain(name, value);
        return found === undefined ? unset : found;
    });
};
