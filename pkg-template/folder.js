// What has files in it: folders, drops, lists. Its files are drawn from it when they are wanted.
import { messageOf, ownError } from './errors.js';

/** The items of a drop, which is empty when its event is over; whatever else it is, as it is. */
export const caught = (body) => {
    const items = body?.items ?? body;
    return items?.[0]?.webkitGetAsEntry ? [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile()).filter(Boolean) : body;
};

/** A reader gives a folder in portions, and ends with an empty one. */
async function* portions(reader) {
    for (let portion; portion?.length != 0; yield* portion) {
        portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    }
}

const childrenOf = (body) => {
    // An array, or a list of files as an <input> has it.
    if (Array.isArray(body) || body?.item) return body;
    if (body?.kind == 'directory') return body.values();
    return body?.isDirectory && portions(body.createReader());
};

async function* filesIn(body, Key) {
    try {
        const children = childrenOf(body);
        if (children) {
            for await (const child of children) {
                yield* filesIn(child, Key + (child?.webkitRelativePath || child?.name) + (childrenOf(child) ? '/' : ''));
            }
        } else if (body?.isFile) yield { Key, Body: await new Promise((resolve, reject) => body.file(resolve, reject)) };
        else yield { Key, Body: body?.getFile ? await body.getFile() : body };
    } catch (thrown) {
        yield { Key, error: ownError(`${Key} cannot be read: ${messageOf(thrown)}`, 'It has gone, or may not be read: choose it again.', 'file') };
    }
}

/** The files of a body that has some, each as `{ Key, Body }`, or `{ Key, error }` where it cannot be read. */
export const filesOf = (body, prefix) =>
    (childrenOf(body) || body?.isFile || body?.getFile) && filesIn(body, prefix ?? '');
