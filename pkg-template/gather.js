// Puts a module together out of the streams that xtask/src/pkg/deal.rs dealt it out into.

const [OPERATION, GET, SET, TEE, BRANCH, CALL, OFFSET, SMALL, LARGE, LONG, LOCALS, OTHER, REST] = Array(13).keys();

const END = 11;
const I32_CONST = 65;
const LARGE_CONST = 39;

// Which stream has the immediate of an instruction; not here: blocks and memory accesses.
const STREAM_OF = { 12: BRANCH, 13: BRANCH, 16: CALL, 32: GET, 33: SET, 34: TEE, 39: LARGE, 65: SMALL, 66: LONG };

// Instructions that are rare and have immediates of any form.
const OTHERS = [14, 17, 28, 35, 36, 37, 38, 63, 64, 67, 68, 208, 210, 252];

/** The module, which has `length` bytes; `head` of the last stream are before the functions. */
export const gather = (streams, starts, head, length) => {
    const at = [...starts];
    const wasm = new Uint8Array(length);
    let place = head;
    let body;

    const next = (stream) => streams[at[stream]++];

    /** A number: all its bytes but the last have the high bit. */
    const take = (stream) => {
        let byte;
        do body.push((byte = next(stream)));
        while (byte > 127);
        return byte;
    };

    const takeOther = () => {
        let count;
        do {
            count = next(OTHER);
            for (let left = count; left--; ) body.push(next(OTHER));
        } while (count > 254);
    };

    const takeBody = () => {
        for (let locals = 2 * take(LOCALS); locals--; ) take(LOCALS);
        for (let depth = 1; depth; ) {
            const operation = next(OPERATION);
            body.push(operation == LARGE_CONST ? I32_CONST : operation);
            if (operation == END) depth--;
            else if (operation > 1 && operation < 5) {
                depth++;
                take(OPERATION);
            } else if (operation > LARGE_CONST && operation < 63) {
                take(OPERATION);
                take(OFFSET);
            } else if (OTHERS.includes(operation)) takeOther();
            else if (STREAM_OF[operation]) take(STREAM_OF[operation]);
        }
    };

    wasm.set(streams.subarray(at[REST], (at[REST] += head)));
    while (at[OPERATION] < starts[GET]) {
        body = [];
        takeBody();
        let size = body.length;
        for (; size > 127; size >>= 7) wasm[place++] = size | 128;
        wasm[place++] = size;
        wasm.set(body, place);
        place += body.length;
    }
    wasm.set(streams.subarray(at[REST]), place);
    return wasm;
};
