// Where a download goes.
import { isKept } from './blob.js';

/** All parts, wherever the browser keeps Blobs. */
const inMemory = () => {
    const parts = [];
    return {
        write: (part) => parts.push(part),
        close() {
            let end = 0;
            // The larger of two at one place has all the bytes there are; others may overlap.
            parts.sort((one, other) => one.at - other.at || other.blob.size - one.blob.size);
            const blobs = parts.map(({ at, blob }) => {
                const rest = blob.slice(Math.max(end - at, 0));
                end += rest.size;
                return rest;
            });
            return new Blob(blobs, { type: parts[0]?.blob.type });
        },
        abort() {},
    };
};

const inFile = async (handle) => {
    const stream = await handle.createWritable();
    return {
        write: ({ blob: data, at: position }) => stream.write({ type: 'write', position, data }),
        close: () => stream.close(),
        abort: (reason) => stream.abort(reason),
    };
};

/** Each part waits for those before it; what is written once is not written again. */
const inStream = (stream) => {
    const writer = stream.getWriter();
    let end = 0;
    const waiting = [];
    const wake = () => waiting.splice(0).forEach((goOn) => goOn());
    return {
        async write(part) {
            part.stop = wake;
            const bytes = new Uint8Array(await part.blob.arrayBuffer());
            while (part.at > end && !part.isStopped) await new Promise((goOn) => waiting.push(goOn));
            if (part.isStopped) return;
            const rest = bytes.subarray(end - part.at);
            end += rest.length;
            wake();
            if (rest.length) await writer.write(rest);
        },
        close: () => writer.close(),
        abort: (reason) => writer.abort(reason),
    };
};

/** What the module writes a download to; null where it cannot. Nothing is opened before there is something to write. */
export const createTarget = (target) => {
    if (target && !target.getWriter && !target.createWritable) return null;
    const open = async () => (!target ? inMemory() : target.getWriter ? inStream(target) : inFile(target));
    let opening;
    let closing;
    const opened = () => (opening ??= open());
    return {
        write: async (part) => (await opened()).write(part),
        // Once, though whoever asked for it may pause meanwhile.
        close: () => (closing ??= opened().then((target) => target.close())),
        /** Leaves nothing half written. */
        abort(reason) {
            const started = opening ?? target;
            opening = closing = undefined;
            // What cannot be opened cannot be aborted either.
            isKept(Promise.resolve(started).then((started) => started?.abort?.(reason)));
        },
    };
};
