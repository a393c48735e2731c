/** Queries over objects, as the package answers them: all at once, and as a stream of events. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer } from 'node:http';

import COS from '../../pkg/index.js';

const encoder = new TextEncoder();

/** A frame as the service writes it, its checksums left out. */
function frame(headers, payload = '') {
  const head = Object.entries(headers).flatMap(([name, value]) => [
    ...[name.length, ...encoder.encode(name), 7],
    ...[value.length >> 8, value.length & 255, ...encoder.encode(value)],
  ]);
  const content = typeof payload == 'string' ? encoder.encode(payload) : payload;
  const bytes = new DataView(new ArrayBuffer(12 + head.length + content.length + 4));
  bytes.setUint32(0, bytes.byteLength);
  bytes.setUint32(4, head.length);
  const whole = new Uint8Array(bytes.buffer);
  whole.set([...head, ...content], 12);
  return whole;
}

const event = (kind, payload) => frame({ ':message-type': 'event', ':event-type': kind }, payload);

const RECORDS = '{"name":"中文"}\n{"name":"b"}\n';
const [first, second] = [encoder.encode(RECORDS).slice(0, 10), encoder.encode(RECORDS).slice(10)];
const STATS = { BytesScanned: '40', BytesProcessed: '40', BytesReturned: '30' };
const RESULT = [
  event('Records', first),
  event('Progress', '<Progress><BytesScanned>20</BytesScanned></Progress>'),
  event('Cont'),
  event('Records', second),
  event('Stats', `<Stats>${Object.entries(STATS).map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</Stats>`),
  event('End'),
];
const FAILURE = frame({
  ':error-code': 'CSVParsingError',
  ':error-message': 'line 2',
  ':message-type': 'error',
});
const ANSWERS = { result: RESULT, failure: [RESULT[0], FAILURE], cut: [RESULT[0], RESULT[1].slice(0, 30)], page: [encoder.encode('<html>')] };

let server;

before(async () => {
  server = createServer(async ({ url }, response) => {
    const [, key, size] = url.match(/^\/(\w+)-(\d+)/);
    const bytes = Buffer.concat(ANSWERS[key]);
    for (let at = 0; at < bytes.length; at += +size) {
      response.write(bytes.subarray(at, at + +size));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(() => server.close());

/** A query whose answer arrives in pieces of this size. */
function query(answer, size, params) {
  const cos = new COS({
    SecretId: 'id',
    SecretKey: 'key',
    Protocol: 'http:',
    Domain: `127.0.0.1:${server.address().port}`,
  });
  const place = { Bucket: 'test-1250000000', Region: 'ap-guangzhou', Key: `${answer}-${size}` };
  return cos.selectObjectContent({ ...place, SelectType: 2, SelectRequest: {}, ...params });
}

async function eventsOf(stream) {
  const events = [];
  for await (const event of stream) events.push(event);
  return events;
}

test('a query answers its records as text, and what it cost', async () => {
  for (const size of [7, 64, 4096]) {
    const { Payload, Stats, Body, statusCode } = await query('result', size);
    assert.deepEqual({ Payload, Stats, statusCode }, { Payload: RECORDS, Stats: STATS, statusCode: 200 });
    assert.equal(Body, Buffer.concat(RESULT).toString('latin1'));
  }
});

test('with DataType stream, the events of a query come one by one', async () => {
  for (const size of [7, 64, 4096]) {
    const { Body, Payload, statusCode } = await query('result', size, { DataType: 'stream' });
    assert.deepEqual({ Payload, statusCode }, { Payload: undefined, statusCode: 200 });
    const expected = [{ Records: first }, { Progress: { BytesScanned: '20' } }, { Records: second }, { Stats: STATS }];
    assert.deepEqual(await eventsOf(Body), expected, `in pieces of ${size} bytes`);
  }
});

test('a query that fails is an error of the call, or of the stream after its first records', async () => {
  const isFailure = ({ code, message, kind, error }) => {
    const Code = 'CSVParsingError';
    assert.deepEqual([code, message, kind, error], [Code, 'line 2', 'service', { Code, Message: 'line 2' }]);
    return true;
  };
  await assert.rejects(query('failure', 64), isFailure);
  const { Body } = await query('failure', 64, { DataType: 'stream' });
  const reader = Body.getReader();
  assert.deepEqual((await reader.read()).value, { Records: first });
  await assert.rejects(reader.read(), isFailure);
});

test('a stream that is cut off, or is none, is an error', async () => {
  for (const answer of ['cut', 'page']) {
    const { Body } = await query(answer, 4096, { DataType: 'stream' });
    await assert.rejects(eventsOf(Body), { message: 'the answer was cut short' }, answer);
  }
});

test('a transport of the caller may hand over a stream, or all bytes', async () => {
  const types = [];
  const Request = (opt, callback) => {
    types.push(opt.dataType);
    const bytes = Buffer.concat(RESULT);
    const body = opt.dataType === 'stream' ? new Blob([bytes]).stream() : new Uint8Array(bytes).buffer;
    callback({ statusCode: 200, headers: {}, body });
  };
  const cos = new COS({ SecretId: 'id', SecretKey: 'key', Request });
  const params = { Bucket: 'test-1250000000', Region: 'ap-guangzhou', Key: 'k', SelectType: 2, SelectRequest: {} };
  const { Body } = await cos.selectObjectContent({ ...params, DataType: 'stream' });
  assert.equal((await eventsOf(Body)).length, 4);
  assert.equal((await cos.selectObjectContent(params)).Payload, RECORDS);
  assert.deepEqual(types, ['stream', 'arraybuffer']);
});
