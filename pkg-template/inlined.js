// The module as bytes, out of texts that xtask/src/pkg/inline.rs makes: frequent bytes are one
// character, the others a mark and a character.
import { gather } from './gather.js';
import { pieces, size } from './wasm-text.js';

const characters = () => {
    const found = [];
    for (let code = 32; code < 127; code++) {
        if (!'"\'`\\$<'.includes(String.fromCharCode(code))) found.push(code);
    }
    return found;
};

const table = (singles) => {
    const allowed = characters();
    const bytes = [];
    allowed.slice(2).forEach((code, place) => {
        bytes[code] = parseInt(singles.substr(place * 2, 2), 16);
    });
    const others = [...Array(256).keys()].filter((byte) => !bytes.includes(byte));
    others.forEach((byte, place) => {
        bytes[128 * (place < allowed.length ? 1 : 2) + allowed[place % allowed.length]] = byte;
    });
    return bytes;
};

/** The bytes of the module. */
export const unpack = () => {
    const streams = new Uint8Array(size);
    let place = 0;
    for (const [singles, text] of pieces) {
        const byteOf = table(singles);
        for (let at = 0; at < text.length; ) {
            const code = text.charCodeAt(at++);
            // The two marks are the two lowest characters, space and exclamation mark.
            streams[place++] = byteOf[code > 33 ? code : 128 * (code - 31) + text.charCodeAt(at++)];
        }
    }
    return gather(streams);
};
