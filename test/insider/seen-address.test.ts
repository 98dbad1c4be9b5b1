// The IP address that the vendor sees, as one of its hosts reports it, and undefined otherwise.
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { askSeenAddress } from '../../src/insider/seen-address.ts';
import { listen } from '../support/listen.ts';

const clock = { now: () => 0, monotonic: () => 0 };

test.each([
  [200, 'fl=1\nip=203.0.113.7\nts=1\n', '203.0.113.7'],
  [200, 'ip=2001:db8::7\n', '2001:db8::7'],
  [200, '<html>', undefined],
  [200, 'ip=<script>\n', undefined],
  [404, 'ip=203.0.113.7\n', undefined],
])('is read only from a valid answer: %i %j', async (status, text, expected) => {
  await using server = await listen(createServer((_, response) => response.writeHead(status).end(text)));
  const options = { endpoint: `http://127.0.0.1:${server.port}`, userAgent: 'test', env: {}, clock };
  expect(await askSeenAddress(options, new AbortController().signal)).toBe(expected);
});

test('is undefined if nobody answers', async () => {
  const server = await listen(createServer());
  const { port } = server;
  await server[Symbol.asyncDispose]();
  const options = { endpoint: `http://127.0.0.1:${port}`, userAgent: 'test', env: {}, clock };
  expect(await askSeenAddress(options, new AbortController().signal)).toBeUndefined();
});
