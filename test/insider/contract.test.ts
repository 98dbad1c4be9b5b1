// If undici's sendHeaders event is absent, nothing of the request has arrived. This is checked with the installed undici.
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openConnection } from '../../src/insider/connection.ts';
import type { Timeouts } from '../../src/insider/timeouts.ts';
import { freePort } from '../support/free-port.ts';
import { startFaultServer, type Fault, type Road } from '../support/fault-server.ts';
import { payloadTo } from '../support/payloads.ts';
import { http } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

const never = new AbortController().signal;
const megabytes = 4;
const body = `[${payloadTo('u1')}]`;
/** More than fits into the buffers of the sockets. */
const longBody = `[${payloadTo('u1', { message: 'x'.repeat(megabytes * 1024 * 1024) })}]`;

interface Row {
  readonly name: string;
  readonly road: Road;
  readonly fault: Fault;
  /** Whether the server received the complete request. */
  readonly isDelivered: boolean;
  readonly isWritten: boolean;
  readonly error: RegExp;
  readonly body?: string;
  /** Shorter timeouts, for servers that never answer. By default, the real ones are used. */
  readonly timeouts?: Partial<Timeouts>;
}

const reset = (socket: Socket): void => void socket.resetAndDestroy();
const close = (socket: Socket): void => void socket.end();
const nothing = (): void => undefined;
const answer =
  (text: string) =>
  (socket: Socket): void =>
    void socket.end(text);

const unwritten = { isDelivered: false, isWritten: false };
const written = { isDelivered: true, isWritten: true };
const half = { isDelivered: false, isWritten: true };

/** ECONNRESET, UND_ERR_SOCKET and UND_ERR_ABORTED occur in both cases, so the code of an error proves nothing. */
const rows: readonly Row[] = [
  {
    name: 'no such host',
    road: 'tls',
    fault: { at: 'lookup', answer: { code: 'ENOTFOUND' } },
    ...unwritten,
    error: /^ENOTFOUND$/,
  },
  {
    name: 'no name server',
    road: 'tls',
    fault: { at: 'lookup', answer: { code: 'EAI_AGAIN' } },
    ...unwritten,
    error: /^EAI_AGAIN$/,
  },
  {
    name: 'a name server that never answers',
    road: 'tls',
    fault: { at: 'lookup', answer: 'silence' },
    ...unwritten,
    error: /^UND_ERR_CONNECT_TIMEOUT$/,
    timeouts: { connect: 300 },
  },
  {
    name: 'reset as it is accepted',
    road: 'tls',
    fault: { at: 'accept', act: reset },
    ...unwritten,
    error: /^ECONNRESET$/,
  },
  {
    name: 'closed as it is accepted',
    road: 'tls',
    fault: { at: 'accept', act: close },
    ...unwritten,
    error: /^ECONNRESET$/,
  },
  {
    name: 'an expired certificate',
    road: 'tls',
    fault: { at: 'handshake', certificate: 'expired' },
    ...unwritten,
    error: /^CERT_HAS_EXPIRED$/,
  },
  {
    name: 'a certificate of another host',
    road: 'tls',
    fault: { at: 'handshake', certificate: 'of_another_host' },
    ...unwritten,
    error: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
  },
  {
    name: 'a certificate of another authority',
    road: 'tls',
    fault: { at: 'handshake', certificate: 'of_another_authority' },
    ...unwritten,
    error: /^UNABLE_TO_|^SELF_SIGNED|^DEPTH_ZERO/,
  },
  {
    name: 'TLS that never answers',
    road: 'tls',
    fault: { at: 'handshake', certificate: 'silence' },
    ...unwritten,
    error: /^UND_ERR_CONNECT_TIMEOUT$/,
    timeouts: { connect: 300 },
  },
  {
    name: 'a server without TLS',
    road: 'tls',
    fault: { at: 'handshake', certificate: 'plain_text' },
    ...unwritten,
    error: /^ERR_SSL_/,
  },
  {
    name: 'a proxy that wants a password',
    road: 'proxy',
    fault: { at: 'tunnel', act: answer(http(407, '')) },
    ...unwritten,
    error: /^proxy_407$/,
  },
  {
    name: 'a proxy that fails',
    road: 'proxy',
    fault: { at: 'tunnel', act: answer(http(502, '')) },
    ...unwritten,
    error: /^proxy_502$/,
  },
  {
    name: 'a proxy that closes',
    road: 'proxy',
    fault: { at: 'tunnel', act: close },
    ...unwritten,
    error: /^UND_ERR_|^ECONNRESET$/,
  },
  {
    name: 'a proxy that resets',
    road: 'proxy',
    fault: { at: 'tunnel', act: reset },
    ...unwritten,
    error: /^UND_ERR_|^ECONNRESET$/,
  },
  {
    name: 'a proxy that never answers',
    road: 'proxy',
    fault: { at: 'tunnel', act: nothing },
    ...unwritten,
    error: /./,
    timeouts: { total: 600 },
  },
  {
    name: 'reset in the upload',
    road: 'plain',
    fault: { at: 'upload', act: reset },
    ...half,
    error: /^ECONNRESET$|^EPIPE$|^UND_ERR_SOCKET$/,
    body: longBody,
  },
  {
    name: 'a server that stops reading',
    road: 'plain',
    fault: { at: 'upload', act: (socket) => void socket.pause() },
    ...half,
    error: /./,
    timeouts: { headers: 300, body: 300, total: 2_000 },
    body: longBody,
  },
  {
    name: 'reset after the request',
    road: 'plain',
    fault: { at: 'request', act: reset },
    ...written,
    error: /^ECONNRESET$/,
  },
  {
    name: 'reset after the request, over TLS',
    road: 'tls',
    fault: { at: 'request', act: reset },
    ...written,
    error: /^ECONNRESET$/,
  },
  {
    name: 'closed after the request',
    road: 'plain',
    fault: { at: 'request', act: close },
    ...written,
    error: /^UND_ERR_SOCKET$/,
  },
  {
    name: 'no answer',
    road: 'plain',
    fault: { at: 'request', act: nothing },
    ...written,
    error: /^UND_ERR_HEADERS_TIMEOUT$/,
    timeouts: { headers: 300 },
  },
  {
    name: 'cut in the headers',
    road: 'plain',
    fault: { at: 'request', act: answer('HTTP/1.1 200 OK\r\ncontent-le') },
    ...written,
    error: /^UND_ERR_SOCKET$/,
  },
  {
    name: 'cut in the body',
    road: 'plain',
    fault: { at: 'request', act: answer(http(200, '{', { 'content-length': '9' })) },
    ...written,
    error: /^UND_ERR_SOCKET$|^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/,
  },
  {
    name: 'cut in a chunk',
    road: 'plain',
    fault: { at: 'request', act: answer('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{') },
    ...written,
    error: /^UND_ERR_SOCKET$|^HPE_/,
  },
  {
    name: 'stalled in the body',
    road: 'plain',
    fault: { at: 'request', act: (socket) => void socket.write(http(200, '{', { 'content-length': '9' })) },
    ...written,
    error: /^UND_ERR_BODY_TIMEOUT$/,
    timeouts: { body: 300 },
  },
  {
    name: 'bytes that are not HTTP',
    road: 'plain',
    fault: { at: 'request', act: answer('SSH-2.0-x\r\n') },
    ...written,
    error: /^HPE_|^HTTPParserError$/,
  },
  {
    name: 'a header that no parser accepts',
    road: 'plain',
    fault: { at: 'request', act: answer('HTTP/1.1 200 OK\r\na b\u0000: c\r\n\r\n') },
    ...written,
    error: /^HPE_|^HTTPParserError$/,
  },
  {
    name: 'headers that are too long',
    road: 'plain',
    fault: { at: 'request', act: answer(http(200, '', { long: 'x'.repeat(65_536) })) },
    ...written,
    error: /^UND_ERR_HEADERS_OVERFLOW$|^HPE_/,
  },
];

test.each(rows)('$name: delivered $isDelivered, written $isWritten', async (row) => {
  const { road, fault, body: text = body, timeouts = {} } = row;
  await using server = await startFaultServer(road, false);
  server.arm({ fault, target: 'u1', isLasting: true, delivers: (names) => names });
  await using connection = openConnection({
    endpoint: server.endpoint,
    env: server.env,
    userAgent: 'pushplan/test',
    clock: realClock,
    timeouts,
  });
  const ended = await connection.post('/', text, {}, never);
  expect(ended).toMatchObject({ kind: 'failed', isWritten: row.isWritten, error: expect.stringMatching(row.error) });
  // The server may read the request only after the client has given up.
  await expect.poll(() => server.delivered).toEqual(row.isDelivered ? ['u1'] : []);
});

test('all measured faults are covered, and in none something arrived that was not written', () => {
  expect(rows).toHaveLength(28);
  expect(rows.filter(({ isDelivered, isWritten }) => isDelivered && !isWritten)).toEqual([]);
});

test('for a refused connection nothing was written', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  await using connection = openConnection({ endpoint, env: {}, userAgent: 'pushplan/test', clock: realClock });
  expect(await connection.post('/', body, {}, never)).toMatchObject({ isWritten: false, error: 'ECONNREFUSED' });
});

test('for a request that was aborted before it left nothing was written', async () => {
  await using server = await startFaultServer('plain', false);
  await using connection = openConnection({ endpoint: server.endpoint, env: {}, userAgent: 'x', clock: realClock });
  expect(await connection.post('/', body, {}, AbortSignal.abort())).toMatchObject({ isWritten: false });
  expect(server.delivered).toEqual([]);
});

test.each(['tls', 'proxy'] satisfies Road[])('over %s a request without a fault is answered', async (road) => {
  await using server = await startFaultServer(road, false);
  const { endpoint, env } = server;
  await using connection = openConnection({ endpoint, env, userAgent: 'x', clock: realClock });
  expect(await connection.post('/', body, {}, never)).toMatchObject({ kind: 'replied', reply: { status: 200 } });
  expect(server.delivered).toEqual(['u1']);
});
