// Puts a module together out of the streams that xtask/src/pkg/deal.rs dealt it out into.

// What instructions are, by the number of the stream that has their numbers; the rest have none, or numbers of any form.
const [PAIRS, OPERATIONS, LOCALS, OTHER, REST, LONG, BRANCH, CALL, VARIABLE, LOAD, STORE, GET, SMALL, LARGE] = Array(14).keys();

/** From here on there is a stream for each kind of the instruction that follows. */
const FOLLOWED = GET;
const KINDS = 14;
const STREAMS = FOLLOWED + 3 * KINDS;

const FIRST_PAIR = 211;
const END = 11;
const I32_CONST = 65;
const LARGE_CONST = 39;
const KIND_OF = { 12: BRANCH, 13: BRANCH, 16: CALL, 32: GET, 33: VARIABLE, 34: VARIABLE, 39: LARGE, 65: SMALL, 66: LONG };

// Instructions that are rare and have numbers of any form.
const OTHERS = [14, 17, 28, 35, 36, 37, 38, 63, 64, 67, 68, 208, 210, 252];

const kindOf = (operation) =>
    KIND_OF[operation] ?? (operation < LARGE_CONST || operation > 62 ? OTHER : operation < 54 ? LOAD : STORE);

const kinds = [...Array(256).keys()].map(kindOf);

/** The module. */
export const gather = (streams) => {
    let place = 0;
    const number = () => {
        let byte;
        let value = 0;
        let scale = 1;
        do {
            byte = streams[place++];
            value += (byte & 127) * scale;
            scale *= 128;
        } while (byte > 127);
        return value;
    };
    const wasm = new Uint8Array(number());
    const head = number();
    const lengths = Array.from({ length: STREAMS }, number);
    const at = lengths.map((length) => (place += length) - length);
    const streamOf = (stream) => streams.subarray(at[stream], at[stream] + lengths[stream]);

    // What stands for two operations stands for what these stand for.
    const meanings = [...Array(256).keys()].map((code) => [code]);
    streamOf(PAIRS).forEach((code, half) => {
        const pair = FIRST_PAIR + (half >> 1);
        meanings[pair] = half & 1 ? [...meanings[pair], ...meanings[code]] : meanings[code];
    });
    const operations = new Uint8Array(wasm.length);
    let count = 0;
    for (const code of streamOf(OPERATIONS)) {
        for (const operation of meanings[code]) operations[count++] = operation;
    }

    let done = 0;

    /** A number: all its bytes but the last have the high bit. */
    const take = (stream) => {
        let byte;
        do byte = wasm[place++] = streams[at[stream]++];
        while (byte > 127);
        return byte;
    };

    const takeOther = () => {
        let count;
        do {
            count = streams[at[OTHER]++];
            for (let left = count; left--; ) wasm[place++] = streams[at[OTHER]++];
        } while (count > 254);
    };

    const takeBody = () => {
        for (let locals = 2 * take(LOCALS); locals--; ) take(LOCALS);
        for (let depth = 1; depth; ) {
            const operation = operations[done++];
            const kind = kinds[operation];
            wasm[place++] = operation == LARGE_CONST ? I32_CONST : operation;
            if (operation == END) depth--;
            else if (operation > 1 && operation < 5) {
                depth++;
                wasm[place++] = operations[done++];
            } else if (kind == LOAD || kind == STORE) {
                wasm[place++] = operations[done++];
                take(kind);
            } else if (kind >= FOLLOWED) take(FOLLOWED + (kind - FOLLOWED) * KINDS + kinds[operations[done]]);
            else if (kind != OTHER) take(kind);
            else if (OTHERS.includes(operation)) takeOther();
        }
    };

    wasm.set(streams.subarray(at[REST], (at[REST] += head)));
    place = head;
    while (done < count) {
        const start = place;
        takeBody();
        // Its size goes before it.
        let size = place - start;
        const sizes = [];
        for (; size > 127; size >>= 7) sizes.push(size | 128);
        sizes.push(size);
        wasm.copyWithin(start + sizes.length, start, place);
        wasm.set(sizes, start);
        place += sizes.length;
    }
    wasm.set(streams.subarray(at[REST], at[REST] + wasm.length - place), place);
    return wasm;
};
