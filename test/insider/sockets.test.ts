import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { channel } from 'node:diagnostics_channel';
import { createSecureServer } from 'node:http2';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Clock } from '../../src/delivery/clock.ts';
import { openConnection, type Connection } from '../../src/insider/connection.ts';
import { makeAuthority, makeCredentials, type Credentials } from '../support/certificate.ts';
import { listen, type Listening } from '../support/listen.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

const never = new AbortController().signal;

function open(endpoint: string, clock: Pick<Clock, 'now' | 'monotonic'> = realClock): Connection {
  return openConnection({ endpoint, env: {}, userAgent: 'pushplan/test', clock });
}

/** Supports HTTP/2 and HTTP/1.1, and answers with the version in use. */
function startModernServer(credentials: Credentials): Promise<Listening> {
  return listen(
    createSecureServer({ ...credentials, allowHTTP1: true }, (request, response) => {
      response.end(request.httpVersion);
    }),
  );
}

test('a socket has one request at a time, and nothing is written after one that waits for its answer', async () => {
  const waiting: Socket[] = [];
  await using server = await startRawServer({ onRequest: (socket) => void waiting.push(socket) });
  await using connection = open(server.url);
  const posts = Array.from({ length: 5 }, () => connection.post('/', '[]', {}, never));
  await expect.poll(() => waiting.length).toBe(5);
  expect(new Set(waiting).size).toBe(5);
  for (const socket of waiting) socket.write(http(200, '{}'));
  expect((await Promise.all(posts)).map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'replied'));
});

test('a request that gets its socket only after its claim is too old is not written; the next one is', async () => {
  let requests = 0;
  await using server = await startRawServer({
    onRequest: (socket) => {
      requests += 1;
      socket.write(http(200, '{}'));
    },
  });
  let time = 0;
  await using connection = open(server.url, { now: () => time, monotonic: () => time });
  const waiting = connection.post('/', '[]', {}, never, 5_000);
  // Like a frozen process or a slow handshake, after which the socket comes too late.
  time = 5_001;
  expect(await waiting).toEqual({ kind: 'failed', isWritten: false, status: null, error: 'claim_too_old' });
  expect(requests).toBe(0);
  expect(await connection.post('/', '[]', {}, never, 6_000)).toMatchObject({ kind: 'replied' });
  expect(requests).toBe(1);
});

test('an idle socket is closed long before the server would close it', async () => {
  const sockets: Socket[] = [];
  await using server = await startRawServer({
    onRequest: (socket) => {
      sockets.push(socket);
      socket.write(http(200, '{}', { 'keep-alive': 'timeout=3600' }));
    },
  });
  await using connection = open(server.url);
  await connection.post('/', '[]', {}, never);
  const [socket] = sockets;
  if (socket !== undefined) await once(socket, 'close');
  expect(sockets).toHaveLength(1);
});

test.each([
  ['the clocks show a pause', { now: 2_001, monotonic: 2_001 }],
  ['the machine slept, which the monotonic clock does not show', { now: 60_000, monotonic: 5 }],
  ['the wall clock was put back', { now: -3_600_000, monotonic: 5 }],
  ['the wall clock was put back as far as time had passed', { now: 0, monotonic: 2_001 }],
])('no earlier socket is used if %s', async (_name, passed) => {
  const time = { now: 1_000_000, monotonic: 0 };
  await using server = await startRawServer({ onRequest: (socket) => socket.write(http(200, '{}')) });
  await using connection = open(server.url, { now: () => time.now, monotonic: () => time.monotonic });
  for (let count = 0; count < 3; count++) {
    await connection.post('/', '[]', {}, never);
    // A socket is free only a moment after its answer.
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(server.connections()).toBe(1);
  time.now += passed.now;
  time.monotonic += passed.monotonic;
  expect(await connection.post('/', '[]', {}, never)).toMatchObject({ kind: 'replied' });
  expect(server.connections()).toBe(2);
});

test('a request that is under way during a pause gets its answer, and closing destroys it', async () => {
  const time = { now: 0 };
  const waiting: Socket[] = [];
  await using server = await startRawServer({
    onRequest: (socket, number) => {
      if (number === 2) socket.write(http(200, '{}'));
      else waiting.push(socket);
    },
  });
  const connection = open(server.url, { now: () => time.now, monotonic: () => time.now });
  const slow = connection.post('/', '[]', {}, never);
  await expect.poll(() => waiting.length).toBe(1);
  time.now += 60_000;
  await connection.post('/', '[]', {}, never);
  waiting[0]?.write(http(200, '{}'));
  expect(await slow).toMatchObject({ kind: 'replied' });
  const left = connection.post('/', '[]', {}, never);
  await expect.poll(() => waiting.length).toBe(2);
  time.now += 60_000;
  void connection.post('/', '[]', {}, never);
  await connection[Symbol.asyncDispose]();
  expect(await left).toMatchObject({ kind: 'failed', isWritten: true });
});

test('events of requests by other code do not count for this one', async () => {
  const others = [
    undefined,
    {},
    { request: null },
    { request: {} },
    { request: { body: 'text' } },
    { request: { body: null } },
  ];
  const abort = new AbortController();
  await using server = await startRawServer({});
  await using connection = open(server.url.replace('http:', 'https:'));
  const post = connection.post('/', '[]', {}, abort.signal);
  for (const other of others) channel('undici:client:sendHeaders').publish(other);
  abort.abort();
  expect(await post).toMatchObject({ kind: 'failed', isWritten: false });
});

test('an authority from the environment is trusted and no other, and HTTP/1.1 is used even if HTTP/2 is offered', async () => {
  const authority = makeAuthority('authority of a company');
  await using server = await startModernServer(makeCredentials(authority, 'localhost'));
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-'));
  const certificate = join(folder, 'company.pem');
  await writeFile(certificate, authority.certificate);
  const source = new URL('../../src/insider/connection.ts', import.meta.url).href;
  const script = `
    const { openConnection } = await import(${JSON.stringify(source)});
    const clock = { now: () => 0, monotonic: () => 0 };
    const endpoint = 'https://localhost:${server.port}';
    await using connection = openConnection({ endpoint, env: process.env, userAgent: 'x', clock });
    const ended = await connection.post('/', '[]', {}, new AbortController().signal);
    process.stdout.write(ended.kind === 'replied' ? ended.reply.text : ended.error);`;
  const ask = async (env: Readonly<Record<string, string>>): Promise<string> => {
    const argv = ['--input-type=module', '--eval', script];
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    return (await promisify(execFile)(process.execPath, argv, { env: { ...env }, cwd })).stdout;
  };
  expect(await ask({ NODE_EXTRA_CA_CERTS: certificate })).toBe('1.1');
  expect(await ask({})).toMatch(/^UNABLE_TO_|^SELF_SIGNED|^DEPTH_ZERO/);
  await rm(folder, { recursive: true });
});
