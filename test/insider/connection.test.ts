import { expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { openClient } from '../../src/insider/client.ts';
import type { Timeouts } from '../../src/insider/timeouts.ts';
import { payloadTo, requestOf } from '../support/payloads.ts';
import { startRawServer } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

const request = requestOf([payloadTo('ada')]);
const never = new AbortController().signal;

function open(endpoint: string, env: Readonly<Record<string, string>>, timeouts: Partial<Timeouts> = {}) {
  return openClient({
    endpoint,
    apiKey: 's3cret',
    userAgent: 'pushplan/0.1.0',
    env,
    clock: realClock,
    timeouts,
  });
}

test.each([
  ['502', 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'],
  ['nothing', ''],
])('if a proxy answers CONNECT with %s, the request is unsent', async (_name, answer) => {
  const asked: string[] = [];
  await using proxy = await startRawServer({
    onConnection: (socket) =>
      socket.on('data', (data) => {
        asked.push(data.toString());
        socket.end(answer);
      }),
  });
  await using client = open('https://push.example.invalid', { HTTPS_PROXY: proxy.url });
  expect(await client.send(request, never)).toMatchObject({ kind: 'unsent' });
  expect(asked.join('')).toContain('CONNECT push.example.invalid:443 ');
  expect(asked.join('')).not.toContain('s3cret');
});

test('if a proxy never answers CONNECT, the request is unsent', async () => {
  await using proxy = await startRawServer({});
  const soon = { connect: 500, headers: 500, total: 1_000 };
  await using client = open('https://push.example.invalid', { HTTPS_PROXY: proxy.url }, soon);
  expect(await client.send(request, never)).toMatchObject({ kind: 'unsent' });
});

test('requests to loopback use no proxy', async () => {
  await using proxy = await startRawServer({});
  await using server = await startRawServer({ onRequest: (socket) => socket.end('HTTP/1.1 401 X\r\n\r\n') });
  await using client = open(server.url, { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url });
  expect(await client.send(request, never)).toMatchObject({ kind: 'shut_out' });
  expect(proxy.connections()).toBe(0);
});

test('a proxy address that is not an http URL is refused, and its password is not shown', () => {
  for (const proxy of ['http://user:p4ss@[bad', 'user:p4ss@[bad', 'ftp://user:p4ss@127.0.0.1:1', '://p4ss']) {
    const env = { HTTPS_PROXY: proxy };
    expect(() => open('https://push.example.invalid', env)).toThrow(Refusal);
    expect(() => open('https://push.example.invalid', env)).not.toThrow(/p4ss/);
  }
});

test('turning off certificate checks is refused, except for loopback', async () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  expect(() => open('https://mobile.useinsider.com', env)).toThrow(/NODE_TLS_REJECT_UNAUTHORIZED=0/);
  for (const host of ['127.0.0.1:1', 'localhost:1', '[::1]:1']) {
    await using client = open(`https://${host}`, env);
    expect(client).toHaveProperty('send');
  }
});

/** The variables with the address of a proxy that refuses, and whether it is used. The same as for https in curl. */
test.each<[string, (url: string) => Readonly<Record<string, string>>, boolean]>([
  ['HTTPS_PROXY', (url) => ({ HTTPS_PROXY: url }), true],
  ['https_proxy, whatever HTTPS_PROXY says', (url) => ({ https_proxy: url, HTTPS_PROXY: 'http://127.0.0.1:9' }), true],
  ['HTTPS_PROXY beside an empty https_proxy', (url) => ({ https_proxy: '', HTTPS_PROXY: url }), true],
  ['ALL_PROXY', (url) => ({ ALL_PROXY: url }), true],
  ['all_proxy, whatever ALL_PROXY says', (url) => ({ all_proxy: url, ALL_PROXY: 'http://127.0.0.1:9' }), true],
  ['HTTPS_PROXY, whatever ALL_PROXY says', (url) => ({ HTTPS_PROXY: url, ALL_PROXY: 'http://127.0.0.1:9' }), true],
  ['host:port without a scheme', (url) => ({ HTTPS_PROXY: url.replace('http://', '') }), true],
  ['a login, host:port without a scheme', (url) => ({ HTTPS_PROXY: url.replace('http://', 'me:p4ss@') }), true],
  ['a scheme in capitals', (url) => ({ HTTPS_PROXY: url.replace('http:', 'HTTP:') }), true],
  ['HTTP_PROXY alone, which is for http', (url) => ({ HTTP_PROXY: url }), false],
  ['http_proxy alone', (url) => ({ http_proxy: url }), false],
  ['an exception in NO_PROXY', (url) => ({ HTTPS_PROXY: url, NO_PROXY: 'example.invalid' }), false],
  ['an exception in no_proxy', (url) => ({ ALL_PROXY: url, no_proxy: '.example.invalid' }), false],
  ['only empty variables', () => ({ HTTPS_PROXY: '', https_proxy: '', all_proxy: '', ALL_PROXY: '' }), false],
])('the proxy is chosen like in curl: %s', async (_name, env, isAsked) => {
  await using proxy = await startRawServer({
    onConnection: (socket) => socket.on('data', () => socket.end('HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n')),
  });
  await using client = open('https://push.example.invalid', env(proxy.url));
  const answer = await client.send(request, never);
  if (isAsked) expect(answer).toEqual({ kind: 'unsent', error: 'proxy_503' });
  else expect(answer).toMatchObject({ kind: 'unsent', error: expect.stringMatching(/^E/) });
  expect(proxy.connections()).toBe(isAsked ? 1 : 0);
});
