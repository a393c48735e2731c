// The caller's side of one call: what he hands over, and how he is told.
import { isBlob, kindOf } from './blob.js';
import { finishedParams, gauged } from './crowd.js';
import { guarded, ownError, toError } from './errors.js';
import { newOptions } from './options.js';
import { stoppable } from './stream.js';
import { createTarget } from './target.js';
import { toText } from './text.js';

const UNTOUCHED = 0;
const ONLY_FILE = 2;
const TARGET = 3;
const PROGRESS = ['loaded', 'total', 'percent', 'speed'];

/** Where a result goes: to the callback, or into a promise. */
export const settler = (callback) => {
    if (typeof callback == 'function') {
        return {
            done: (data) => guarded(() => callback(null, data)),
            failed: (error) => guarded(() => callback(error, undefined)),
            // Who gave a callback and stopped the call himself hears no more of it.
            stopped() {},
        };
    }
    const told = {};
    told.promise = new Promise((resolve, reject) => Object.assign(told, { done: resolve, failed: reject, stopped: reject }));
    return told;
};

/** The body in the form that is asked for: null where it has another, undefined where there is none. */
const bodyIn = (body, form) => {
    const kind = kindOf(body);
    // Neither has bytes to send.
    if (kind == 'SharedArrayBuffer' || (body?.buffer ?? body)?.detached) return null;
    if (form == UNTOUCHED) return body ?? undefined;
    if (typeof body == 'string') return new Blob([body], { type: 'text/plain' });
    if (kind == 'ArrayBuffer') return new Blob([body]);
    return isBlob(body) || form != ONLY_FILE ? body ?? undefined : null;
};

/** What the module sees of one call. `tasks` keeps what lists show of a task. A class, because thousands may wait. */
export class Caller {
    constructor(cos, given, told, tasks) {
        this.cos = cos;
        this.given = given;
        this.told = told;
        this.tasks = tasks;
    }

    options(isCheck) {
        return newOptions(this.cos.options, this.given, this.tasks, isCheck);
    }

    weigh(form) {
        const { Target, Body } = this.given;
        const body = form == TARGET ? (this.target = createTarget(Target)) : bodyIn(Body, form);
        this.body = body;
        this.isFile = isBlob(body) && typeof body.type == 'string';
        return body === null ? NaN : body === undefined ? -1 : (this.size = body.size ?? 0);
    }

    hears(name) {
        return !!this.told[name] || typeof this.given[name] == 'function' || (name == 'onHashProgress' && !!this.task);
    }

    tell(name, event) {
        this.told[name]?.(event);
        if (typeof this.given[name] == 'function') guarded(() => this.given[name](event));
    }

    progress(name, numbers) {
        const event = {};
        numbers.forEach((number, place) => {
            // No number where the size is unknown.
            if (number == number) event[PROGRESS[place]] = number;
        });
        if (name == 'onHashProgress' && this.task) {
            this.task.hashPercent = event.percent;
            this.tasks.changed();
        }
        this.tell(name, gauged(event));
    }

    ready(number, correction) {
        this.number = number;
        const { id } = (this.task = this.tasks.add(number, this.given, this.size ?? 0, correction));
        this.tell('onTaskReady', id);
        this.tell('TaskReady', id);
    }

    start() {
        this.isOver = false;
        this.follow?.();
        const name = 'onTaskStart';
        if (!this.isOver && this.hears(name)) this.tell(name, this.tasks.one(this.number));
    }

    done(fields, body) {
        // A Signal may have been faster.
        if (this.isOver) return;
        const data = JSON.parse(fields);
        if (body !== undefined) data.Body = stoppable(body, this.given.Signal);
        this.isOver = true;
        this.finished(null, data);
        this.told.done(data);
    }

    failed(fields) {
        const error = toError(JSON.parse(fields));
        const isAbort = error.kind == 'abort';
        if (this.isOver && !isAbort) return;
        this.isOver = true;
        const { cos, given } = this;
        if (isAbort && given.Signal?.aborted) error.cause = given.Signal.reason;
        this.target?.abort(error);
        if (isAbort) {
            const { UploadId } = error;
            const { Bucket, Region, Key, AbortOnCancel = cos.options.AbortOnCancel } = given;
            if (UploadId && AbortOnCancel) cos.abortUploadTask({ Bucket, Region, Key, UploadId }, () => {});
            return this.told.stopped(error);
        }
        if (this.task) this.task.error = error;
        this.finished(error);
        this.told.failed(error);
    }

    finished(error, data) {
        const { cos, given, task } = this;
        if (!this.hears('onFileFinish')) return;
        const params = finishedParams(given, cos.options.UseRawKey, { TaskId: task?.id ?? '' });
        guarded(() => given.onFileFinish(error, data, params));
    }
}

/** The params without what only JavaScript can hold, as JSON. */
export const paramsText = ({ Body, Signal, Target, ...params }) => {
    for (const name in params) {
        // No param and no header: what pages keep beside these may be a component, with all that hangs on it.
        if (params[name] && typeof params[name] == 'object' && !/^[A-Zx]/.test(name)) delete params[name];
    }
    // Of an object that has no versions, a page may keep an empty one.
    params.VersionId ||= undefined;
    const text = toText(params);
    // So JSON writes half a character, which would become another one on its way.
    if (text.includes('\\ud')) [params, params.Objects].flat().forEach(checkKey);
    return text;
};

const checkKey = (object) => {
    try {
        encodeURIComponent(object?.Key);
    } catch {
        throw ownError('param Key holds half a character', 'Cut texts between characters, not within a surrogate pair.');
    }
};
