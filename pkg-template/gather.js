// Puts a module together out of the streams that xtask/src/pkg/deal.rs dealt it out into.

// What instructions are, by the number of the stream that has their numbers; the rest have none, or numbers of any form.
const [OPERATIONS, LOCALS, OTHER, REST, LONG, BRANCH, CALL, VARIABLE, STORE, LOAD, GET, SMALL, LARGE] = Array(13).keys();

/** From here on there is a stream for each kind of the instruction beside it: before loads, behind the others. */
const SPLIT = LOAD;
const KINDS = 13;
const MEANINGS = SPLIT + 4 * KINDS;

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
    const lengths = Array.from({ length: MEANINGS + 1 }, number);
    const at = lengths.map((length) => (place += length) - length);

    const meanings = Array.from({ length: 256 }, () => {
        const length = streams[at[MEANINGS]++];
        return [...streams.subarray(at[MEANINGS], (at[MEANINGS] += length))];
    });
    const operations = new Uint8Array(wasm.length);
    let count = 0;
    for (let left = lengths[OPERATIONS]; left--; ) {
        for (const operation of meanings[streams[at[OPERATIONS]++]]) operations[count++] = operation;
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

    let last = OTHER;

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
            } else {
                if (kind == LOAD || kind == STORE) wasm[place++] = operations[done++];
                if (kind >= SPLIT) {
                    const beside = kind == LOAD ? last : kinds[operations[done]];
                    take(SPLIT + (kind - SPLIT) * KINDS + beside);
                } else if (kind != OTHER) take(kind);
                else if (OTHERS.includes(operation)) takeOther();
            }
            last = kind;
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
