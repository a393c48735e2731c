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

/** Plain data as JSON; each value may be changed on the way. */
export const toText = (value, change = (value) => value) => JSON.stringify(value, (name, value) => change(plain(name, value)));
