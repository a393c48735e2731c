// Puts a module together out of the streams that xtask/src/pkg/deal.rs dealt it out into.

/** What instructions are, by the numbers that they have. Those of other ones have any form. */
const [NONE, OTHER, LONG, BRANCH, VARIABLE, STORE, LOAD, CALL, GET, SMALL, LARGE] = Array(11).keys();

const END = 11;
const I32_CONST = 65;
const LARGE_CONST = 39;
const KIND_OF = { 12: BRANCH, 13: BRANCH, 16: CALL, 32: GET, 33: VARIABLE, 34: VARIABLE, 39: LARGE, 65: SMALL, 66: LONG };

// Other instructions that have numbers.
const OTHERS = [14, 17, 28, 35, 36, 37, 38, 63, 64, 67, 68, 208, 210, 252];

const kindOf = (operation) =>
    KIND_OF[operation] ??
    (OTHERS.includes(operation) ? OTHER : operation < LARGE_CONST || operation > 62 ? NONE : operation < 54 ? LOAD : STORE);

const kinds = [...Array(256).keys()].map(kindOf);

const opensBlock = (operation) => operation > 1 && operation < 5;

/** Whether a byte stays beside it: the type of a block, the alignment of an access. */
const isWide = (operation) => opensBlock(operation) || kinds[operation] == LOAD || kinds[operation] == STORE;

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
    const bytes = (length) => streams.subarray(place, (place += length));

    const wasm = new Uint8Array(number());
    const head = number();
    const written = bytes(number());
    const meanings = Array.from({ length: 256 }, () => [...bytes(number())]);

    // What stays beside an operation is behind it.
    const operations = new Uint8Array(wasm.length);
    let count = 0;
    written.forEach((byte) => {
        for (const operation of meanings[byte]) operations[count++] = operation;
    });

    // The operations that have their numbers in one stream.
    const users = Array.from({ length: 11 * 256 }, () => []);
    let last = 0;
    for (let at = 0; at < count; at++) {
        const user = at;
        const operation = operations[at];
        const kind = kinds[operation];
        if (isWide(operation)) at++;
        if (kind) {
            const beside = kind == OTHER ? operation : kind < GET ? last : operations[at + 1];
            const isExact = kind == OTHER || kind == CALL || kind == SMALL;
            const stream = kind * 256 + (isExact ? beside : kind < LOAD ? 0 : kinds[beside]);
            users[stream].push(user);
        }
        last = operation;
    }

    // Where their numbers begin and end.
    const starts = new Uint32Array(count);
    const ends = new Uint32Array(count);
    users.forEach((users, stream) => {
        const lengths = stream < 512 && users.map(number);
        users.forEach((user, at) => {
            starts[user] = place;
            if (lengths) place += lengths[at];
            else while (streams[place++] > 127);
            ends[user] = place;
        });
    });

    let end = head;
    const put = (start, after) => {
        while (start < after) wasm[end++] = streams[start++];
    };
    for (let at = 0; at < count; ) {
        const start = end;
        const locals = place;
        for (let left = 2 * number(); left--; ) number();
        put(locals, place);
        for (let depth = 1; depth; at++) {
            const user = at;
            const operation = operations[at];
            wasm[end++] = operation == LARGE_CONST ? I32_CONST : operation;
            if (operation == END) depth--;
            if (opensBlock(operation)) depth++;
            if (isWide(operation)) wasm[end++] = operations[++at];
            put(starts[user], ends[user]);
        }
        // Its size goes before it.
        let size = end - start;
        const sizes = [];
        for (; size > 127; size >>= 7) sizes.push(size | 128);
        sizes.push(size);
        wasm.copyWithin(start + sizes.length, start, end);
        wasm.set(sizes, start);
        end += sizes.length;
    }
    wasm.set(bytes(head));
    wasm.set(bytes(wasm.length - end), end);
    return wasm;
};
