import tls from 'node:tls';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openConnection } from '../../src/insider/connection.ts';
import { InterimFilter } from '../../src/insider/drop-interim.ts';
import { makeAuthority, makeCredentials } from '../support/certificate.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';
import { startConnectProxy, startTlsFront } from '../support/tls-front.ts';

/** One authority for all: of two with the same name, only the first is used. */
const authority = makeAuthority('authority of the interim answers');
const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\nHTTP/1.1 100 \r\n';
const hints = 'HTTP/1.1 103 Hints\r\n\r\n';

/** Returns what passes the filter for a text that arrives in pieces, as the answer to one request. */
function filter(texts: readonly string[]): string {
  const one = new InterimFilter();
  one.expectAnswer();
  return texts.map((text) => one.take(Buffer.from(text)).toString()).join('');
}

test.each([
  ['no interim answer', answer, answer],
  ['100', `HTTP/1.1 100 Continue\r\n\r\n${answer}`, answer],
  ['100 with headers', `HTTP/1.1 100 Continue\r\nx: y\r\n\r\n${answer}`, answer],
  ['many interim answers', 'HTTP/1.1 100 X\r\n\r\n'.repeat(20) + answer, answer],
  ['103 and 100 in turn', `${hints}HTTP/1.1 100 X\r\n\r\n`.repeat(3) + answer, answer],
  ['a switch to another protocol', 'HTTP/1.1 101 X\r\n\r\n', 'HTTP/1.1 101 X\r\n\r\n'],
  ['a text that is not HTTP', 'SSH-2.0', 'SSH-2.0'],
])('interim answers are dropped in pieces of any size: %s', (_name, sent, left) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: sent.length }), { maxLength: 6 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), sent.length];
      const pieces = places.slice(1).map((end, index) => sent.slice(places[index], end));
      expect(filter(pieces)).toBe(left);
    }),
  );
});

test('the next answer on a socket is filtered again, and nothing of the previous one is held back', () => {
  const one = new InterimFilter();
  for (const _request of [1, 2, 3]) {
    one.expectAnswer();
    expect(one.take(Buffer.from(`HTTP/1.1 100 X\r\n\r\n${answer}`)).toString()).toBe(answer);
    expect(one.take(Buffer.from('HTTP/1.1 100 in a body')).toString()).toBe('HTTP/1.1 100 in a body');
  }
});

test('a head that never ends is held back only up to a limit', () => {
  const endless = `HTTP/1.1 100 X\r\nx: ${'y'.repeat(20_000)}`;
  expect(filter([endless])).toBe(endless);
});

test.each(['straight', 'by TLS', 'by TLS through a proxy'])(
  '%s, with several requests on a socket, interim answers change nothing',
  async (road) => {
    const interim = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(20);
    await using server = await startRawServer({ onRequest: (socket) => socket.write(interim + http(200, '{}')) });
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority.certificate]);
    const target = Number(new URL(server.url).port);
    await using front = await startTlsFront(makeCredentials(authority, 'localhost'), target);
    await using far = await startTlsFront(makeCredentials(authority, 'api.push.invalid'), target);
    await using proxy = await startConnectProxy(far.port);
    const endpoint =
      { straight: server.url, 'by TLS': `https://localhost:${front.port}` }[road] ?? 'https://api.push.invalid';
    const env = { HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
    await using connection = openConnection({ endpoint, env, userAgent: 'x', clock: realClock });
    const never = new AbortController().signal;
    for (let count = 0; count < 3; count++) {
      expect(await connection.post('/', '[]', {}, never)).toMatchObject({ kind: 'replied', reply: { text: '{}' } });
      // A socket is free only a moment after its answer.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.received).toHaveLength(3);
  },
);
