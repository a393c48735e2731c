// Texts as UTF-8 and as base64, where the platform has no classes for it.

const REPLACEMENT = 0xfffd;

/** The code points of a text; halves of characters become replacements. */
const pointsOf = (text) => {
    const points = [];
    for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        const next = text.charCodeAt(at + 1);
        const isPair = unit >> 10 == 54 && next >> 10 == 55;
        if (isPair) at++;
        points.push(isPair ? 0x10000 + ((unit & 1023) << 10) + (next & 1023) : unit >> 11 == 27 ? REPLACEMENT : unit);
    }
    return points;
};

const encode = (text) => {
    const bytes = [];
    for (const point of pointsOf(text)) {
        if (point < 0x80) bytes.push(point);
        else if (point < 0x800) bytes.push(192 | (point >> 6), 128 | (point & 63));
        else if (point < 0x10000) bytes.push(224 | (point >> 12), 128 | ((point >> 6) & 63), 128 | (point & 63));
        else bytes.push(240 | (point >> 18), 128 | ((point >> 12) & 63), 128 | ((point >> 6) & 63), 128 | (point & 63));
    }
    return new Uint8Array(bytes);
};

// The least code point of a sequence with so many bytes behind the first: shorter ones are spelt too long.
const LEAST = [0, 0x80, 0x800, 0x10000];

const behind = (byte) => (byte < 0x80 ? 0 : byte >> 5 == 6 ? 1 : byte >> 4 == 14 ? 2 : byte >> 3 == 30 ? 3 : -1);

const isPoint = (point, count) => point >= LEAST[count] && point < 0x110000 && point >> 11 != 27;

const decode = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; ) {
        const first = bytes[at++];
        const count = behind(first);
        let point = count > 0 ? first & (63 >> count) : first;
        let taken = 0;
        for (; taken < count && bytes[at] >> 6 == 2; taken++) point = (point << 6) | (bytes[at++] & 63);
        if (count < 0 || taken < count || !isPoint(point, count)) point = REPLACEMENT;
        text += point < 0x10000 ? String.fromCharCode(point) : String.fromCharCode(55232 + (point >> 10), 56320 + (point & 1023));
    }
    return text;
};

/** The bytes of a buffer or of a view on one. */
export const viewOf = (source) =>
    ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);

export class TextEncoder {
    encode(text = '') {
        return encode(String(text));
    }
}

export class TextDecoder {
    decode(source) {
        return source ? decode(viewOf(source)) : '';
    }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Of a text whose characters are bytes. */
export const btoa = (binary) => {
    let text = '';
    for (let at = 0; at < binary.length; at += 3) {
        const [first, second, third] = [0, 1, 2].map((step) => binary.charCodeAt(at + step) || 0);
        const bits = (first << 16) | (second << 8) | third;
        const left = binary.length - at;
        text += LETTERS[bits >> 18] + LETTERS[(bits >> 12) & 63];
        text += left > 1 ? LETTERS[(bits >> 6) & 63] : '=';
        text += left > 2 ? LETTERS[bits & 63] : '=';
    }
    return text;
};

/** Header names in lower case; values as texts. */
export const lowerCased = (headers) => {
    const found = {};
    for (const name of Object.keys(headers ?? {})) found[name.toLowerCase()] = [headers[name]].flat().join(', ');
    return found;
};
