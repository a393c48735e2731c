// What a file is, by the ending of its name.

const TYPES = {
    'text/plain': 'txt log',
    'text/html': 'html htm',
    'text/css': 'css',
    'text/csv': 'csv',
    'text/markdown': 'md',
    'application/javascript': 'js mjs',
    'application/json': 'json map',
    'application/xml': 'xml',
    'application/pdf': 'pdf',
    'application/zip': 'zip',
    'application/gzip': 'gz',
    'application/wasm': 'wasm',
    'application/msword': 'doc',
    'application/vnd.ms-excel': 'xls',
    'application/vnd.ms-powerpoint': 'ppt',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
    'image/png': 'png',
    'image/jpeg': 'jpg jpeg jpe',
    'image/gif': 'gif',
    'image/webp': 'webp',
    'image/svg+xml': 'svg',
    'image/bmp': 'bmp',
    'image/heic': 'heic',
    'image/x-icon': 'ico',
    'audio/mpeg': 'mp3',
    'audio/mp4': 'm4a',
    'audio/x-wav': 'wav',
    'audio/ogg': 'ogg',
    'video/mp4': 'mp4',
    'video/quicktime': 'mov',
    'video/webm': 'webm',
    'video/x-msvideo': 'avi',
};

/** The media type of a key. */
export const typeOf = (key) => {
    const ending = /\.([^./]+)$/.exec(key ?? '')?.[1].toLowerCase();
    const found = Object.keys(TYPES).find((type) => TYPES[type].split(' ').includes(ending));
    return found ?? 'application/octet-stream';
};
