// Puts a module together out of the streams that xtask/src/pkg/deal.rs dealt it out into.

/** What instructions are, by the numbers that they have. Those of other ones have any form. */
const [NONE, OTHER, LONG, BRANCH, VARIABLE, STORE, LOAD, CALL, GET, SMALL, LARGE] = Array(11).keys();
const STREAMS = 11 * 256;

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
const wide = kinds.map((kind, operation) => opensBlock(operation) || kind == LOAD || kind == STORE);

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
    // Browsers have not seen this loop before: one by `of` takes three times as long.
    for (let from = 0; from < written.length; from++) {
        const meaning = meanings[written[from]];
        for (let at = 0; at < meaning.length; at++) operations[count++] = meaning[at];
    }

    // Which stream has the number of an operation, and how many it has.
    const streamOf = new Uint16Array(count);
    const counts = new Uint16Array(STREAMS);
    let last = 0;
    for (let at = 0; at < count; at++) {
        const here = at;
        const operation = operations[at];
        const kind = kinds[operation];
        if (wide[operation]) at++;
        if (kind) {
            const beside = kind == OTHER ? operation : kind < GET ? last : operations[at + 1];
            const isExact = kind == OTHER || kind == CALL || kind == SMALL;
            const stream = kind * 256 + (isExact ? beside : kind < LOAD ? 0 : kinds[beside]);
            streamOf[here] = stream;
            counts[stream]++;
        }
        last = operation;
    }

    // Where the next number of each stream is, and how long those of any form are.
    const lengths = [];
    const next = Array.from(counts, (left, stream) => {
        if (stream < 512) lengths[stream] = Array.from({ length: left }, number).reverse();
        const start = place;
        if (stream < 512) for (const length of lengths[stream]) place += length;
        else while (left) if (streams[place++] < 128) left--;
        return start;
    });

    let end = head;
    for (let at = 0; at < count; ) {
        const start = end;
        let locals = place;
        for (let left = 2 * number(); left--; ) number();
        while (locals < place) wasm[end++] = streams[locals++];
        for (let depth = 1; depth; at++) {
            const stream = streamOf[at];
            const operation = operations[at];
            const kind = kinds[operation];
            wasm[end++] = operation == LARGE_CONST ? I32_CONST : operation;
            if (operation == END) depth--;
            if (opensBlock(operation)) depth++;
            if (wide[operation]) wasm[end++] = operations[++at];
            let from = next[stream];
            if (kind == OTHER) for (let left = lengths[stream].pop(); left--; ) wasm[end++] = streams[from++];
            else if (kind) do wasm[end++] = streams[from]; while (streams[from++] > 127);
            next[stream] = from;
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
