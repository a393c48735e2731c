// Bodies, which are bytes in memory or files by their path: read when they are needed, and no more than is needed.
import { asked, canSlice, platform } from './platform.js';
import { TextDecoder, TextEncoder, viewOf } from './text-codec.js';
import { typeOf } from './media-types.js';

const bytesOf = (part) => (typeof part == 'string' ? new TextEncoder().encode(part) : part instanceof Blob ? part.bytes : viewOf(part));

const joined = (parts) => {
    if (parts.length == 1) return parts[0];
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
};

/** As much of the class of browsers as is used. */
export class Blob {
    constructor(parts = [], { type = '' } = {}) {
        this.bytes = joined(parts.map(bytesOf));
        this.size = this.bytes.length;
        this.type = type;
    }

    slice(start, end = this.size) {
        return new Blob([this.bytes.subarray(start, end)]);
    }

    /** Exactly its bytes, in a buffer of their own. */
    arrayBuffer() {
        return Promise.resolve(this.bytes.slice().buffer);
    }

    text() {
        return this.arrayBuffer().then((buffer) => new TextDecoder().decode(buffer));
    }

    get [Symbol.toStringTag]() {
        return 'Blob';
    }
}

/** A part of a file, or all of it. */
export class FileBlob extends Blob {
    constructor(path, start, end, type = '') {
        super();
        Object.assign(this, { path, start, size: Math.max(end - start, 0), type });
    }

    slice(start, end = this.size) {
        return new FileBlob(this.path, this.start + start, this.start + Math.min(end, this.size));
    }

    async arrayBuffer() {
        const { path: filePath, start: position, size: length } = this;
        // A length of 0 is refused.
        if (!length) return new ArrayBuffer(0);
        const range = canSlice() ? { position, length } : {};
        const { data } = await asked(fileSystem(), 'readFile', { filePath, ...range });
        const found = canSlice() ? data : data.slice(position, position + length);
        if (found.byteLength != length) throw new Error(`${filePath} has changed while it was uploaded`);
        return found;
    }
}

const fileSystem = () => platform().getFileSystemManager();

/** A file by its path, as something that can be a body. */
export const openFile = async (path, key) => {
    const { stats } = await asked(fileSystem(), 'stat', { path });
    const file = new FileBlob(path, 0, stats.size, typeOf(key));
    // What an upload of the same file is known by, after a restart.
    return Object.assign(file, { name: path, lastModified: stats.lastModifiedTime * 1000 });
};

/** A form that is written out: what the platform does not make of a path. */
export class FormData extends Blob {
    constructor(fields, file) {
        const boundary = `cos-wasm-sdk-${Math.random()}${Math.random()}`;
        const lineOf = (name) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
        const lines = Object.keys(fields).map((name) => `${lineOf(name)}\r\n\r\n${fields[name]}\r\n`);
        const type = `multipart/form-data; boundary=${boundary}`;
        super([...lines, `${lineOf('file')}; filename="file"\r\n\r\n`, file, `\r\n--${boundary}--\r\n`], { type });
    }
}

/** Reads a body that came back, whichever form it has. */
export class Response {
    constructor(body) {
        this.blob = body instanceof Blob ? body : new Blob([body]);
    }

    text() {
        return this.blob.text();
    }
}
