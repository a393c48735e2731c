/** What comes of the cases, whichever SDK plays them. */

const HOST = 'demo-1250000000.cos.ap-guangzhou.myqcloud.com';

export const EXPECTED = {
  'texts and buffers come back': {
    isETag: true,
    statusCode: 200,
    Location: `${HOST}/text.txt`,
    text: 'Größe 大小 😀',
    type: 'text/plain',
    isSame: true,
  },
  'a picked file is put': { isSame: true, type: 'image/png', length: '300000' },
  'heads tell headers, and what is missing': {
    statusCode: 200,
    meta: 'b',
    type: 'text/x',
    missing: 404,
    code: 'NoSuchKey',
    status: 404,
  },
  'every key is a key, and lists say so': { areListed: true, count: 4, areSame: true },
  'objects are deleted, one and many': { one: 204, many: 2, left: 0 },
  'parts are sent by hand': { isETag: true, isSame: true },
  'URLs are signed': { start: `https://${HOST}/a%20b`, isSigned: true, isAuth: true },
  'keys are asked for': { Body: 'a', asked: true },
  'forms are posted': {
    statusCode: 200,
    isETag: true,
    Location: `${HOST}/posted/form.txt`,
    meta: 'b',
    isSame: true,
    moves: true,
  },
  'files are sent in slices': {
    isETag: true,
    Location: `${HOST}/slices.bin`,
    state: 'success',
    isSame: true,
    ends: true,
    rises: true,
    isWhole: true,
  },
  'small and large files are uploaded': { one: 200, errors: 0, count: 2, areSame: [true, true, true] },
  'an upload is paused, and goes on': { paused: 'paused', isSame: true, last: 'success' },
  'an upload is canceled': { state: 'canceled', told: 0 },
  'what is wrong is told': { noRegion: 'missing param Region', isNoFile: true, isNoPut: true },
};
