// Streams made of other streams.
import { abortError, followersOf } from './signal.js';

/**
 * The stream that `take(chunk, controller)` makes of another one, and says whether it gave anything to the controller. It is
 * given no chunk at the end. `broken()` gives what a reader gives at the end; `begin(controller, cancel)` is called before
 * anything else, and what it returns when the stream is left. Firefox before 102 has no `TransformStream`.
 */
export const derived = (stream, take, broken, begin) => {
    const reader = stream.getReader();
    let left;
    const cancel = (reason) => {
        left?.();
        return reader.cancel(reason);
    };
    const pull = async (controller) => {
        try {
            for (let isGiven; !isGiven; ) {
                const { value } = await reader.read().catch(broken);
                isGiven = take(value, controller);
                if (!value) {
                    left?.();
                    return controller.close();
                }
            }
        } catch (error) {
            cancel().catch(() => {});
            throw error;
        }
    };
    const start = (controller) => {
        left = begin?.(controller, cancel);
    };
    return new ReadableStream({ start, pull, cancel });
};

/** A body that a signal still ends, if it is a stream, when it has been handed over. */
export const stoppable = (body, signal) => {
    if (!signal || !body?.getReader) return body;
    const followers = followersOf(signal);
    const take = (chunk, controller) => {
        if (chunk) controller.enqueue(chunk);
        return chunk;
    };
    return derived(body, take, undefined, (controller, cancel) => {
        const stop = () => {
            const error = abortError(signal);
            controller.error(error);
            cancel(error).catch(() => {});
        };
        followers.add(stop);
        return () => followers.delete(stop);
    });
};
