// The module, out of a text that xtask/src/pkg/inline.rs writes. A small module reads it, because browsers run loops
// slowly at first that are JavaScript.
import { text, unpacker } from './wasm-text.js';

/** The bytes of the module. */
export const unpack = () => {
    const bytes = Uint8Array.from(unpacker.match(/../g), (byte) => parseInt(byte, 16));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const room = new Uint8Array(exports.memory.buffer, exports.room());
    room.set(new TextEncoder().encode(text));
    return room.subarray(0, exports.unpack());
};
