// Errors as the caller gets them, with what is known of the platform. Takes the place of the browser's.
import * as shared from './browser/errors.js';

export const { ErrorClass, guarded, messageOf } = shared;

const KNOWN = [
    [
        /domain list/i,
        'denied',
        'Enter this host in the console of the mini program, at the domains of requests, and of uploads for forms; it was not tried again.',
    ],
    [/no such file|^uploadFile.*not found|not exist|has changed/i, 'file', 'Pick the file again: paths of picked files end with the app.'],
    [/permission/i, 'file', 'The app may not read this path: give one that picking gave, or one below USER_DATA_PATH.'],
    [/interrupted/i, , 'The app was in the background: call restartTask, or upload the file again; parts that arrived are kept.'],
];

/** An error with the fields that cos-wx-sdk-v5 gives. */
const explained = (error) => {
    const { message, statusCode } = error;
    if (statusCode) return error;
    const [, kind = error.kind, hint = error.hint] = KNOWN.find(([words]) => words.test(message)) ?? [];
    Object.assign(error, { kind, hint });
    // There a failure without an answer is a text.
    if (error.error?.code == 'Error') error.error = message;
    return error;
};

export const toError = (fields) => explained(shared.toError(fields));
export const ownError = (...given) => explained(shared.ownError(...given));
export const unreadable = (thrown) => explained(shared.unreadable(thrown));
