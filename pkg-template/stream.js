// Streams made of other streams.

/**
 * The stream that `take(chunk, controller)` makes of another one, and says whether it gave anything to the controller. It is
 * given no chunk at the end. `broken()` gives what a reader gives at the end. Firefox before 102 has no `TransformStream`.
 */
export const derived = (stream, take, broken) => {
    const reader = stream.getReader();
    const cancel = (reason) => reader.cancel(reason);
    const pull = async (controller) => {
        try {
            for (let isGiven; !isGiven; ) {
                const { value } = await reader.read().catch(broken);
                isGiven = take(value, controller);
                if (!value) return controller.close();
            }
        } catch (error) {
            cancel().catch(() => {});
            throw error;
        }
    };
    return new ReadableStream({ pull, cancel });
};
