// The param Signal: what it stops, and what its calls are told.
import { ownError, toError } from './errors.js';

/** The error of what a signal stopped; `cause` tells a time limit from the caller's own wish. */
export const abortError = ({ reason: cause }) =>
    toError({ code: 'AbortError', message: 'the call was stopped', kind: 'abort', hint: 'Nothing to mend: the Signal was aborted.', cause });

/** Checks a `Signal` param. */
export const checkSignal = (signal) => {
    if (signal != null && typeof signal.addEventListener != 'function') {
        throw ownError('param Signal should be an AbortSignal', 'Pass the signal of an AbortController.');
    }
};

// What a signal stops. One listener stops them all, in one task: between listeners others would begin.
const followers = new WeakMap();

/** What is called when a signal is aborted: whoever needs it no longer leaves. */
export const followersOf = (signal) => {
    const known = followers.get(signal);
    if (known) return known;
    const calls = new Set();
    followers.set(signal, calls);
    // The last one first: of tasks that wait, none starts because one before it has been stopped.
    signal.addEventListener('abort', () => [...calls].reverse().forEach((stop) => stop()));
    return calls;
};

/** Lets a signal stop a call. The caller is told in both forms. */
export const obey = (signal, caller, told, stop) => {
    const onAbort = () => {
        if (caller.isOver) return;
        caller.isOver = true;
        stop();
        const error = abortError(signal);
        caller.target?.abort(error);
        caller.finished(error);
        told.failed(error);
    };
    if (signal.aborted) return onAbort();
    const calls = followersOf(signal);
    // Again when a task is restarted that had failed.
    caller.follow = () => (signal.aborted ? onAbort() : calls.add(onAbort));
    caller.follow();
    const { done, failed, stopped } = told;
    const leave = (tell) => (result) => {
        calls.delete(onAbort);
        tell(result);
    };
    Object.assign(told, { done: leave(done), failed: leave(failed), stopped: leave(stopped) });
};
