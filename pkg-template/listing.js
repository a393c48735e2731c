// listObjects and the like: the entries of all pages, one by one.
import { ownError, unreadable } from './errors.js';
import { abortError } from './signal.js';

// The request for a page, the lists in it, and where the next one begins.
const LISTINGS = {
    listObjects: ['getBucket', ['Contents'], ['Marker']],
    listVersions: ['listObjectVersions', ['Versions', 'DeleteMarkers'], ['KeyMarker', 'VersionIdMarker']],
    listUploads: ['multipartList', ['Upload'], ['KeyMarker', 'UploadIdMarker']],
    listParts: ['multipartListPart', ['Part'], ['PartNumberMarker']],
};

const stuck = () => {
    const message = 'the listing does not go on';
    const hint = 'The service names no other place for the next page: list less at a time, by Prefix.';
    return ownError(message, hint, 'service');
};

/** A text that the service has encoded, if it has. */
const decoded = (text) => {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
};

/** An iterator over the entries, which asks for one page ahead. `CommonPrefixes` grows with the pages. */
const createListing = (cos, [method, lists, markers], given) => {
    const CommonPrefixes = [];
    const controller = new AbortController();
    const { signal } = controller;
    const stop = () => controller.abort(params?.Signal?.reason);
    let params;
    let entries = [];
    let ahead;
    let turn;

    const ask = () => {
        ahead = cos[method]({ ...params, Signal: signal });
        // It is told when its turn comes.
        ahead.catch(() => {});
    };

    const begin = () => {
        try {
            params = { ...given };
            params.Signal?.addEventListener('abort', stop);
        } catch (thrown) {
            throw unreadable(thrown);
        }
        if (params.Signal?.aborted) stop();
        ask();
    };

    /** Moves a marker on; tells whether it is another one. */
    const move = (name, next) => {
        const last = params[name];
        params[name] = next && params.EncodingType ? decoded(next) : next;
        return next && params[name] != last;
    };

    const take = (page) => {
        entries = lists.flatMap((list) => page[list]).reverse();
        CommonPrefixes.push(...(page.CommonPrefixes ?? []));
        ahead = undefined;
        if (page.IsTruncated != 'true') return;
        const moved = markers.filter((name) => move(name, page['Next' + name]));
        if (!moved.length) throw stuck();
        ask();
    };

    const end = (value) => {
        stop();
        params?.Signal?.removeEventListener('abort', stop);
        entries = [];
        ahead = undefined;
        return { value, done: true };
    };

    const advance = () => {
        if (!entries.length) return ahead ? ahead.then(take).then(advance) : end();
        if (signal.aborted) throw abortError(signal);
        return { value: entries.pop(), done: false };
    };

    return {
        CommonPrefixes,
        next: () => (turn = turn ? turn.then(advance, () => end()) : Promise.resolve().then(begin).then(advance)),
        return(value) {
            turn ??= Promise.resolve();
            return Promise.resolve(end(value));
        },
        [Symbol.asyncIterator]() {
            return this;
        },
    };
};

/** Gives the prototype of class COS its listings. */
export const addListings = (prototype) => {
    for (const name in LISTINGS) {
        prototype[name] = function (params) {
            return createListing(this, LISTINGS[name], params);
        };
    }
};
