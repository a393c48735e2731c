// Answers of queries as streams of events.
import { toError } from './errors.js';
import { derived } from './stream.js';

// Behind the payload of each frame.
const CHECKSUM = 4;

const joined = (first, second) => {
    const bytes = new Uint8Array(first.length + second.length);
    bytes.set(first);
    bytes.set(second, first.length);
    return bytes;
};

/** The error that a frame tells, or that of a stream which does not go on as it should. */
const failed = ({ Code: code = 'Error', Message: message = 'the answer was cut short' }) => {
    const hint = 'The records before this error are a part of the result: repeat the query.';
    return toError({ code, message, error: { Code: code, Message: message }, kind: 'service', hint });
};

/**
 * A stream of frames as a stream of `{ Records: Uint8Array }`, `{ Progress }` and `{ Stats }`.
 *
 * `readEvent` is the module's: what it makes of the first frame of these bytes.
 */
export const eventsOf = (stream, readEvent) => {
    let rest = new Uint8Array();
    return derived(stream, (chunk, controller) => {
        if (!chunk && rest.length) throw failed({});
        rest = joined(rest, chunk || '');
        let isGiven;
        // All frames that are complete.
        for (let text; (text = readEvent(rest)); ) {
            const { length, Error, ...event } = JSON.parse(text);
            if (Error) throw failed(Error);
            if ('Records' in event) event.Records = rest.slice(length - CHECKSUM - event.Records, length - CHECKSUM);
            for (const name of Object.keys(event)) isGiven = !controller.enqueue({ [name]: event[name] });
            rest = rest.subarray(length);
        }
        return isGiven;
    });
};
