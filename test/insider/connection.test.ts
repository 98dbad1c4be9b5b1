import { expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { openClient } from '../../src/insider/client.ts';
import { payloadTo } from '../support/payloads.ts';
import { startRawServer } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

const request = { payloads: [payloadTo('ada')], reportAttributes: [], async: false };
const never = new AbortController().signal;

function open(endpoint: string, env: Readonly<Record<string, string>>) {
  return openClient({
    endpoint,
    apiKey: 's3cret',
    userAgent: 'pushplan/0.1.0',
    env,
    clock: realClock,
    timeouts: { connect: 500, headers: 500, body: 500, total: 1_000 },
  });
}

test.each([
  ['407', 'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'],
  ['502', 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'],
  ['nothing', ''],
])('a proxy that answers CONNECT with %s: the request was not sent', async (_name, answer) => {
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

test('a proxy that never answers CONNECT: the request was not sent', async () => {
  await using proxy = await startRawServer({});
  await using client = open('https://push.example.invalid', { HTTPS_PROXY: proxy.url });
  expect(await client.send(request, never)).toMatchObject({ kind: 'unsent' });
});

test('loopback goes through no proxy', async () => {
  await using proxy = await startRawServer({});
  await using server = await startRawServer({ onRequest: (socket) => socket.end('HTTP/1.1 401 X\r\n\r\n') });
  await using client = open(server.url, { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url });
  expect(await client.send(request, never)).toMatchObject({ kind: 'shut_out' });
  expect(proxy.connections()).toBe(0);
});

test('a proxy that is no URL is refused, and its password not repeated', () => {
  const env = { HTTPS_PROXY: 'http://user:p4ss@[bad' };
  expect(() => open('https://push.example.invalid', env)).toThrow(Refusal);
  expect(() => open('https://push.example.invalid', env)).not.toThrow(/p4ss/);
});

test('certificates that are not checked are refused, but not for loopback', async () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  expect(() => open('https://mobile.useinsider.com', env)).toThrow(/NODE_TLS_REJECT_UNAUTHORIZED=0/);
  for (const host of ['127.0.0.1:1', 'localhost:1', '[::1]:1']) {
    await using client = open(`https://${host}`, env);
    expect(client).toHaveProperty('send');
  }
});

test.each([
  ['an exception', { NO_PROXY: 'example.invalid' }],
  ['only in lower case', { HTTPS_PROXY: '', https_proxy: '' }],
])('no proxy with %s', async (_name, changed) => {
  await using proxy = await startRawServer({});
  await using client = open('https://push.example.invalid', { HTTPS_PROXY: proxy.url, ...changed });
  expect(await client.send(request, never)).toMatchObject({ kind: 'unsent' });
  expect(proxy.connections()).toBe(0);
});
