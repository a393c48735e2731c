/** Uploads four bytes and tells how that went; as a worker at once, as a service worker when told to. */

import { call, fetchKeys, newCos } from '/cos.mjs';

async function upload() {
  await fetchKeys();
  let last;
  const onProgress = ({ loaded, total, percent }) => (last = { loaded, total, percent });
  return { upload: await call(newCos(), 'putObject', { Body: 'text', onProgress }), last };
}

if ('clients' in self) {
  self.onmessage = (event) => event.waitUntil(upload().then((outcome) => event.source.postMessage(outcome)));
} else {
  upload().then((outcome) => self.postMessage(outcome));
}
