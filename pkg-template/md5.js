// COS.util.md5 with its forms, as pages use them with the original.
import { Md5Hash } from './glue.js';

const array = (bytes) => Array.from(bytes);
const arrayBuffer = (bytes) => bytes.buffer;
const FORMS = {
    hex: (bytes) => array(bytes).map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    array,
    digest: array,
    arrayBuffer,
    buffer: arrayBuffer,
    base64: (bytes) => btoa(String.fromCharCode(...bytes)),
};

const create = () => {
    const hash = new Md5Hash();
    let bytes;
    const context = {
        update(text, isBinary) {
            if (typeof text != 'string') throw new TypeError('md5 takes a text');
            hash.update(isBinary ? Uint8Array.from(text, (character) => character.charCodeAt()) : new TextEncoder().encode(text));
            return context;
        },
    };
    for (const form in FORMS) context[form] = () => FORMS[form]((bytes ??= hash.finish()));
    return context;
};

/** The function, given one that makes sure that the module runs. */
export const md5 = (needRunning) => {
    const begin = () => {
        needRunning();
        return create();
    };
    const formed = (form) => (text, isBinary) => begin().update(text, isBinary)[form]();
    const hex = formed('hex');
    for (const form in FORMS) hex[form] = formed(form);
    hex.create = hex.getCtx = begin;
    hex.update = (text, isBinary) => begin().update(text, isBinary);
    return hex;
};
