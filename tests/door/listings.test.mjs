/** `listObjects` and the like: the entries of all pages, one by one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { COS, OBJECT, PLACE, REFUSED, failure, newCos, newHeldWire, newWire, settle, uncaughtOf } from './stage.mjs';

const xml = (root, text) => ({ statusCode: 200, headers: {}, body: `<${root}>${text}</${root}>` });
const key = (name) => `<Key>${name}</Key>`;

/** One page of the objects `a1` ... `a7`; `MaxKeys` of them, behind `Marker`. */
function pageOf({ opt: { qs } }) {
  const size = Number(qs['max-keys'] ?? 3);
  const names = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].filter((name) => name > (qs.marker ?? ''));
  const isTruncated = names.length > size;
  const shown = names.slice(0, size);
  const entries = shown.map((name) => `<Contents>${key(name)}</Contents>`).join('');
  const next = isTruncated ? `<NextMarker>${shown.at(-1)}</NextMarker>` : '';
  return xml('ListBucketResult', `<IsTruncated>${isTruncated}</IsTruncated>${next}${entries}`);
}

const queries = (requests) => requests.map(({ opt }) => opt.qs);

async function all(listing) {
  const entries = [];
  for await (const entry of listing) entries.push(entry);
  return entries;
}

test('objects of all pages come in order, and each page is asked for once', async () => {
  const { cos, requests } = newCos({}, newWire(pageOf));
  const found = await all(cos.listObjects({ ...PLACE, Prefix: 'a' }));
  assert.deepEqual(found.map(({ Key }) => Key), ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']);
  assert.deepEqual(queries(requests), [{ prefix: 'a' }, { prefix: 'a', marker: 'a3' }, { prefix: 'a', marker: 'a6' }]);
});

test('a marker that is not encoded, although that was asked for, is one all the same', async () => {
  const last = xml('ListBucketResult', `<IsTruncated>false</IsTruncated>`);
  const first = xml('ListBucketResult', `<IsTruncated>true</IsTruncated><NextMarker>50%</NextMarker>`);
  const { cos, requests } = newCos({}, newWire((request, number) => (number === 1 ? first : last)));
  await all(cos.listObjects({ ...PLACE, EncodingType: 'url' }));
  assert.equal(requests[1].opt.qs.marker, '50%');
});

test('a start marker and the size of pages are those of the caller', async () => {
  const { cos, requests } = newCos({}, newWire(pageOf));
  const params = Object.freeze({ ...PLACE, Marker: 'a2', MaxKeys: 2 });
  const found = await all(cos.listObjects(params));
  assert.deepEqual(found.map(({ Key }) => Key), ['a3', 'a4', 'a5', 'a6', 'a7']);
  const markers = queries(requests).map((query) => [query.marker, query['max-keys']]);
  assert.deepEqual(markers, [['a2', 2], ['a4', 2], ['a6', 2]]);
});

test('one page is asked for ahead, and nothing before the first entry is', async () => {
  const { cos, requests } = newCos({}, newWire(pageOf));
  const listing = cos.listObjects(PLACE);
  await settle();
  assert.equal(requests.length, 0);
  await listing.next();
  await settle();
  assert.equal(requests.length, 2);
  await listing.next();
  await listing.next();
  await settle();
  assert.equal(requests.length, 2);
  await listing.next();
  await settle();
  assert.equal(requests.length, 3);
});

test('break ends the request that is under way, and no other follows', async () => {
  const wire = newHeldWire();
  const { cos } = newCos({}, wire);
  const uncaught = await uncaughtOf(async () => {
    const listing = cos.listObjects(PLACE);
    const first = listing.next();
    await settle();
    wire.requests[0].answer(pageOf(wire.requests[0]));
    assert.equal((await first).value.Key, 'a1');
    for await (const { Key } of listing) {
      assert.equal(Key, 'a2');
      break;
    }
    await settle();
    assert.deepEqual(await listing.next(), { value: undefined, done: true });
  });
  assert.deepEqual(uncaught, []);
  assert.deepEqual(wire.requests.map(({ isAborted }) => isAborted), [false, true]);
});

test('return gives back what it is given, also before anything was asked for', async () => {
  const { cos, requests } = newCos({}, newWire(pageOf));
  const listing = cos.listObjects(PLACE);
  assert.deepEqual(await listing.return('mine'), { value: 'mine', done: true });
  assert.deepEqual(await all(listing), []);
  assert.equal(requests.length, 0);
});

test('entries asked for at the same time are different ones', async () => {
  const { cos, requests } = newCos({}, newWire(pageOf));
  const listing = cos.listObjects({ ...PLACE, MaxKeys: 2 });
  const steps = await Promise.all(Array.from({ length: 9 }, () => listing.next()));
  const names = steps.map(({ value, done }) => (done ? 'end' : value.Key));
  assert.deepEqual(names, ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'end', 'end']);
  assert.equal(requests.length, 4);
});

test('a signal ends a listing wherever it is, and is let go of at its end', async () => {
  const counts = { added: 0, removed: 0 };
  const count = (name, counter) => {
    const original = AbortSignal.prototype[name];
    return function (...values) {
      counts[counter] += 1;
      return original.apply(this, values);
    };
  };
  const watched = new AbortController();
  watched.signal.addEventListener = count('addEventListener', 'added');
  watched.signal.removeEventListener = count('removeEventListener', 'removed');
  await all(newCos({}, newWire(pageOf)).cos.listObjects({ ...PLACE, Signal: watched.signal }));
  assert.ok(counts.added > 0);
  assert.equal(counts.removed, counts.added);

  const before = newCos({}, newWire(pageOf));
  const refused = await failure(before.cos.listObjects({ ...PLACE, Signal: AbortSignal.abort() }).next());
  assert.equal(refused.kind, 'abort');
  assert.equal(before.requests.length, 0);

  const controller = new AbortController();
  const { cos } = newCos({}, newWire(pageOf));
  const listing = cos.listObjects({ ...PLACE, Signal: controller.signal });
  await listing.next();
  await settle();
  controller.abort();
  const error = await failure(listing.next());
  assert.deepEqual([error.code, error instanceof COS.COSError], ['AbortError', true]);
  assert.deepEqual(await listing.next(), { value: undefined, done: true });

  const held = newHeldWire();
  const during = new AbortController();
  const waiting = failure(newCos({}, held).cos.listObjects({ ...PLACE, Signal: during.signal }).next());
  await settle();
  during.abort();
  assert.equal((await waiting).kind, 'abort');
  assert.equal(held.requests[0].isAborted, true);
});

test('what stands for several keys is collected beside the entries', async () => {
  const pages = [
    '<IsTruncated>true</IsTruncated><NextMarker>d/</NextMarker><Contents><Key>a</Key></Contents><CommonPrefixes><Prefix>d/</Prefix></CommonPrefixes>',
    '<IsTruncated>true</IsTruncated><NextMarker>f/</NextMarker><CommonPrefixes><Prefix>e/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>f/</Prefix></CommonPrefixes>',
    '<IsTruncated>false</IsTruncated><Contents><Key>z</Key></Contents>',
  ];
  const { cos } = newCos({}, newWire((_, number) => xml('ListBucketResult', pages[number - 1])));
  const listing = cos.listObjects({ ...PLACE, Delimiter: '/' });
  assert.deepEqual(listing.CommonPrefixes, []);
  assert.deepEqual((await all(listing)).map(({ Key }) => Key), ['a', 'z']);
  assert.deepEqual(listing.CommonPrefixes.map(({ Prefix }) => Prefix), ['d/', 'e/', 'f/']);
});

test('markers go back as names, also where names are sent encoded', async () => {
  const pages = [
    '<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextMarker>a%01%2F%E4%B8%AD</NextMarker>',
    '<IsTruncated>false</IsTruncated>',
  ];
  const wire = () => newWire((_, number) => xml('ListBucketResult', pages[number - 1]));
  const encoded = newCos({}, wire());
  await all(encoded.cos.listObjects({ ...PLACE, EncodingType: 'url' }));
  assert.equal(encoded.requests[1].opt.qs.marker, 'a\u0001/中');
  const plain = newCos({}, wire());
  await all(plain.cos.listObjects(PLACE));
  assert.equal(plain.requests[1].opt.qs.marker, 'a%01%2F%E4%B8%AD');
});

test('versions, uploads and parts go on behind both of their markers', async () => {
  const table = [
    {
      name: 'listVersions',
      root: 'ListVersionsResult',
      params: { KeyMarker: 'k', VersionIdMarker: 'v' },
      pages: [
        `<NextKeyMarker>b</NextKeyMarker><NextVersionIdMarker>2</NextVersionIdMarker><DeleteMarker>${key('a')}</DeleteMarker><Version>${key('b')}<ETag>e</ETag></Version>`,
        `<NextKeyMarker>c</NextKeyMarker><DeleteMarker>${key('c')}</DeleteMarker>`,
        `<Version>${key('d')}</Version>`,
      ],
      found: ['b', 'a', 'c', 'd'],
      sent: [
        { 'key-marker': 'k', 'version-id-marker': 'v' },
        { 'key-marker': 'b', 'version-id-marker': '2' },
        { 'key-marker': 'c' },
      ],
    },
    {
      name: 'listUploads',
      root: 'ListMultipartUploadsResult',
      params: {},
      pages: [
        `<NextKeyMarker>b</NextKeyMarker><NextUploadIdMarker>u2</NextUploadIdMarker><Upload>${key('a')}</Upload><Upload>${key('b')}</Upload>`,
        `<Upload>${key('b')}</Upload>`,
      ],
      found: ['a', 'b', 'b'],
      sent: [{}, { 'key-marker': 'b', 'upload-id-marker': 'u2' }],
    },
    {
      name: 'listParts',
      root: 'ListPartsResult',
      params: { ...OBJECT, UploadId: 'u', MaxParts: 1, PartNumberMarker: 3 },
      pages: [
        '<NextPartNumberMarker>4</NextPartNumberMarker><Part><PartNumber>4</PartNumber></Part>',
        '<Part><PartNumber>5</PartNumber></Part>',
      ],
      found: ['4', '5'],
      sent: [
        { uploadId: 'u', 'max-parts': 1, 'part-number-marker': 3 },
        { uploadId: 'u', 'max-parts': 1, 'part-number-marker': '4' },
      ],
    },
  ];
  for (const { name, root, params, pages, found, sent } of table) {
    const page = (_, number) =>
      xml(root, `<IsTruncated>${number < pages.length}</IsTruncated>${pages[number - 1]}`);
    const { cos, requests } = newCos({}, newWire(page));
    const entries = await all(cos[name]({ ...PLACE, ...params }));
    assert.deepEqual(entries.map(({ Key, PartNumber }) => Key ?? PartNumber), found, name);
    // The original sends a prefix that was not given, too, as an empty one.
    const queries = requests.map(({ opt: { qs: { prefix, ...qs } } }) => JSON.parse(JSON.stringify(qs)));
    assert.deepEqual(queries, sent, name);
  }
});

test('a page that is refused ends the listing once, after the entries before it', async () => {
  const wire = newWire((request, number) => (number === 1 ? pageOf(request) : REFUSED));
  const { cos } = newCos({}, wire);
  const listing = cos.listObjects(PLACE);
  const found = [];
  const uncaught = await uncaughtOf(async () => {
    const error = await failure((async () => {
      for await (const { Key } of listing) {
        found.push(Key);
        await settle();
      }
    })());
    assert.deepEqual([error.code, error instanceof COS.COSError], ['AccessDenied', true]);
  });
  assert.deepEqual(found, ['a1', 'a2', 'a3']);
  assert.deepEqual(uncaught, []);
  assert.deepEqual(await listing.next(), { value: undefined, done: true });
});

test('a listing that does not go on is an error and not a loop', async () => {
  for (const next of ['', '<NextMarker>a</NextMarker>']) {
    const { cos, requests } = newCos({}, newWire(() => xml('ListBucketResult', `<IsTruncated>true</IsTruncated>${next}`)));
    const error = await failure(all(cos.listObjects(PLACE)));
    assert.deepEqual([error.kind, error instanceof COS.COSError], ['service', true]);
    assert.ok(error.message && error.hint);
    assert.ok(requests.length <= 2);
  }
});

test('params that cannot be used are an error of the first entry', async () => {
  const hostile = { get Prefix() { throw new Error('odd'); } };
  for (const params of [undefined, null, 5, 'text', {}, { Bucket: 'a' }, hostile, { ...PLACE, Signal: 5 }]) {
    const { cos, requests } = newCos({}, newWire(pageOf));
    for (const name of ['listObjects', 'listVersions', 'listUploads', 'listParts']) {
      const error = await failure(cos[name](params).next());
      assert.deepEqual([error.kind, error instanceof COS.COSError], ['param', true], `${name} ${String(params)}`);
    }
    assert.equal(requests.length, 0);
  }
});
