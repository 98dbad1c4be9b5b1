import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Answer } from '../../src/delivery/sender.ts';
import { openClient } from '../../src/insider/client.ts';
import type { Timeouts } from '../../src/insider/timeouts.ts';
import { freePort } from '../support/free-port.ts';
import { payloadTo, requestOf } from '../support/payloads.ts';
import { http, startRawServer, type RawServerOptions } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

const secret = 'k3y-"quoted"-\\s3cret';
const request = requestOf([payloadTo('ada')]);
const sent = JSON.stringify({ successes: [{ 'INSIDER.uuid': 'ada' }], errors: {} });
const never = new AbortController().signal;

/** Opens a client. By default it has the real timeouts, so that a slow answer of a busy machine does not count as a missing one. */
function open(endpoint: string, timeouts: Partial<Timeouts> = {}) {
  return openClient({
    endpoint,
    apiKey: secret,
    userAgent: 'pushplan/0.1.0',
    env: {},
    clock: realClock,
    timeouts,
  });
}

interface Fault extends RawServerOptions {
  readonly name: string;
  /** The number of complete requests that the server received. */
  readonly delivered: number;
  readonly answer: Partial<Answer>;
  /** Shorter timeouts, for servers that never answer. */
  readonly timeouts?: Partial<Timeouts>;
}

const unclear = { kind: 'unclear' } as const;

/** The table of what an error proves. Its code proves nothing: ECONNRESET occurs before and after a byte was written. */
const faults: readonly Fault[] = [
  {
    name: 'reset as it is accepted, while connecting or after',
    onConnection: (socket) => socket.resetAndDestroy(),
    delivered: 0,
    answer: {},
  },
  { name: 'closed as it is accepted', onConnection: (socket) => socket.end(), delivered: 1, answer: unclear },
  { name: 'reset after the request', onRequest: (socket) => socket.resetAndDestroy(), delivered: 1, answer: unclear },
  { name: 'closed after the request', onRequest: (socket) => socket.end(), delivered: 1, answer: unclear },
  { name: 'no answer', onRequest: () => undefined, delivered: 1, answer: unclear, timeouts: { headers: 300 } },
  {
    name: 'cut in the headers',
    onRequest: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
    delivered: 1,
    answer: unclear,
  },
  {
    name: 'cut in the body',
    onRequest: (socket) => socket.end(http(200, sent, { 'content-length': '999' })),
    delivered: 1,
    answer: { ...unclear, status: 200 },
  },
  {
    name: 'cut in a chunked body',
    onRequest: (socket) => socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"suc\r\n`),
    delivered: 1,
    answer: { ...unclear, status: 200 },
  },
  {
    name: 'stalled in the body',
    onRequest: (socket) => socket.write(http(200, sent, { 'content-length': '999' })),
    delivered: 1,
    answer: { ...unclear, status: 200, error: 'UND_ERR_BODY_TIMEOUT' },
    timeouts: { body: 300 },
  },
  {
    name: 'bytes that are not HTTP',
    onRequest: (socket) => socket.end('SSH-2.0-x\r\n'),
    delivered: 1,
    answer: unclear,
  },
  {
    name: 'headers over 16 KiB',
    onRequest: (socket) => socket.end(http(200, sent, { 'x-long': 'x'.repeat(20_000) })),
    delivered: 1,
    answer: unclear,
  },
  {
    name: 'a body over 8 MiB',
    onRequest: (socket) => socket.end(http(200, ' '.repeat(8 * 1024 * 1024) + sent)),
    delivered: 1,
    answer: { ...unclear, status: 200, error: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' },
  },
  {
    name: 'an encoding that was not asked for',
    onRequest: (socket) => socket.end(http(200, '\u0000gzip', { 'content-encoding': 'gzip' })),
    delivered: 1,
    answer: { ...unclear, status: 200 },
  },
  {
    name: 'an answer that a proxy has compressed, though nothing was asked for',
    onRequest: (socket) => {
      const packed = gzipSync(sent);
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`);
      socket.end(packed);
    },
    delivered: 1,
    answer: { kind: 'settled', outcomes: [{ kind: 'accepted' }] },
  },
  {
    name: '100 Continue many times, then the real answer',
    onRequest: (socket) => socket.write('HTTP/1.1 100 Continue\r\nx-by: proxy\r\n\r\n'.repeat(50) + http(200, sent)),
    delivered: 1,
    answer: { kind: 'settled', outcomes: [{ kind: 'accepted' }] },
  },
  {
    name: '100 Continue and 103 Early Hints in turn, then the real answer',
    onRequest: (socket) =>
      socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n'.repeat(9) + http(200, sent)),
    delivered: 1,
    answer: { kind: 'settled', outcomes: [{ kind: 'accepted' }] },
  },
  {
    name: '100 Continue without end',
    onRequest: (socket) => socket.end(`HTTP/1.1 100 Continue\r\nx-long: ${'x'.repeat(40_000)}`),
    delivered: 1,
    answer: unclear,
  },
  {
    name: 'interim answers, then the real one',
    onRequest: (socket) => socket.write('HTTP/1.1 103 Hints\r\n\r\n'.repeat(50) + http(200, sent)),
    delivered: 1,
    answer: { kind: 'settled', outcomes: [{ kind: 'accepted' }] },
  },
  {
    name: 'other data after the answer',
    onRequest: (socket) => socket.write(`${http(200, sent)}junk`),
    delivered: 1,
    answer: { kind: 'settled', outcomes: [{ kind: 'accepted' }] },
  },
  {
    name: 'a redirect',
    onRequest: (socket) => socket.end(http(302, '', { location: '/elsewhere' })),
    delivered: 1,
    answer: { kind: 'shut_out', status: 302 },
  },
];

test.each(faults)('$name: $answer.kind', async ({ onRequest, onConnection, delivered, answer, timeouts }) => {
  await using server = await startRawServer({ ...(onRequest && { onRequest }), ...(onConnection && { onConnection }) });
  await using client = open(server.url, timeouts);
  const got = await client.send(request, never);
  expect(got).toMatchObject(answer);
  // The server may read the request only after the client has given up.
  await expect.poll(() => server.received).toHaveLength(delivered);
  expect(JSON.stringify(got)).not.toContain('s3cret');
  expect(JSON.stringify({ ...got, attributes: undefined })).not.toContain('ada');
});

test('for a refused connection no byte was written', async () => {
  await using client = open(`http://127.0.0.1:${await freePort()}`);
  expect(await client.send(request, never)).toEqual({ kind: 'unsent', error: 'ECONNREFUSED' });
});

test('for TLS without an answer, and for a server without TLS, no byte was written', async () => {
  await using silent = await startRawServer({});
  await using hanging = open(silent.url.replace('http:', 'https:'), { connect: 300 });
  expect(await hanging.send(request, never)).toEqual({ kind: 'unsent', error: 'UND_ERR_CONNECT_TIMEOUT' });
  await using plain = await startRawServer({ onConnection: (socket) => socket.write('HTTP/1.1 400 Bad\r\n\r\n') });
  await using mistaken = open(plain.url.replace('http:', 'https:'));
  expect(await mistaken.send(request, never)).toMatchObject({ kind: 'shut_out', diagnostic: { code: 'PP427' } });
});

test('the request is a POST with a fixed length to the only path, with our user agent and without the key in its headers', async () => {
  const heads: string[] = [];
  await using server = await startRawServer({
    onConnection: (socket) => socket.on('data', (data) => heads.push(data.toString())),
    onRequest: (socket) => socket.write(http(200, sent)),
  });
  await using client = open(server.url);
  await client.send(request, never);
  const [head = ''] = heads.join('').split('\r\n\r\n');
  expect(head).toMatch(/^POST \/api\/v2\/notification\/user HTTP\/1\.1\r\n/);
  expect(head).toContain('content-type: application/json\r\n');
  expect(head).toContain('accept-encoding: identity\r\n');
  expect(head).toContain('user-agent: pushplan/0.1.0\r\n');
  expect(head).toMatch(/content-length: \d+/);
  expect(head).not.toContain('s3cret');
  expect(JSON.parse(server.received[0] ?? '')).toMatchObject({ api_key: secret });
});

test('a socket that was reset while idle does not count as a sent request, and nothing is sent twice', async () => {
  await using server = await startRawServer({
    onRequest: (socket, number) => {
      socket.write(http(200, sent));
      if (number === 1) setImmediate(() => socket.resetAndDestroy());
    },
  });
  await using client = open(server.url);
  const answers = [await client.send(request, never), await client.send(request, never)];
  const settled = answers.filter((answer) => answer.kind === 'settled').length;
  const unsettled = answers.filter((answer) => answer.kind === 'unclear').length;
  expect(server.received.length).toBeGreaterThanOrEqual(settled);
  expect(server.received.length).toBeLessThanOrEqual(settled + unsettled);
});

test('of several parallel requests, each knows whether it was written', async () => {
  await using server = await startRawServer({
    onRequest: (socket, number) => (number % 2 === 0 ? socket.resetAndDestroy() : socket.write(http(200, sent))),
  });
  await using client = open(server.url);
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.send(request, never)));
  expect(answers.map((answer) => answer.kind).toSorted()).toEqual([
    ...Array.from({ length: 4 }, () => 'settled'),
    ...Array.from({ length: 4 }, () => 'unclear'),
  ]);
});

test('a request is unsent if it is aborted before it is written, and unclear at once if it is aborted later', async () => {
  const abort = new AbortController();
  await using server = await startRawServer({ onRequest: () => abort.abort() });
  await using client = open(server.url);
  expect(await client.send(request, AbortSignal.abort())).toMatchObject({ kind: 'unsent' });
  expect(await client.send(request, abort.signal)).toMatchObject({ kind: 'unclear', status: null });
  expect(server.received).toHaveLength(1);
});

test('an answer that arrives very slowly ends at the total timeout', async () => {
  await using server = await startRawServer({
    onRequest: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 50);
      socket.on('close', () => clearInterval(drip));
    },
  });
  await using client = open(server.url, { total: 600 });
  expect(await client.send(request, never)).toMatchObject({ kind: 'unclear', status: 200 });
});
