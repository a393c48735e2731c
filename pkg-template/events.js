// Who listens to the events of an instance.
import { guarded } from './errors.js';

/** Listeners, called in the order they came. */
export const createEvents = () => {
    let listeners = [];
    const add = (once) => (event, run) => {
        listeners.push({ event, run, once });
    };
    return {
        on: add(false),
        once: add(true),
        /** Removes every copy of a listener. */
        off(event, run) {
            listeners = listeners.filter((other) => other.event != event || other.run != run);
        },
        /** Tells everybody, whatever one of them throws. */
        emit(event, payload) {
            const due = listeners.filter((listener) => listener.event == event);
            listeners = listeners.filter((listener) => !listener.once || listener.event != event);
            for (const { run } of due) guarded(() => run(payload));
        },
        listens: (event) => listeners.some((listener) => listener.event == event),
    };
};
