import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InterimFilter } from '../../src/insider/drop-interim.ts';

const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\nHTTP/1.1 100 \r\n';
const hints = 'HTTP/1.1 103 Hints\r\n\r\n';

/** What comes through of a text that arrives in pieces, one answer to one request. */
function filter(texts: readonly string[]): string {
  const one = new InterimFilter();
  one.expectAnswer();
  return texts.map((text) => one.take(Buffer.from(text)).toString()).join('');
}

test.each([
  ['nothing before it', answer, answer],
  ['100', `HTTP/1.1 100 Continue\r\n\r\n${answer}`, answer],
  ['100 with headers', `HTTP/1.1 100 Continue\r\nx: y\r\n\r\n${answer}`, answer],
  ['many of them', 'HTTP/1.1 100 X\r\n\r\n'.repeat(20) + answer, answer],
  ['103 and 100 by turns', `${hints}HTTP/1.1 100 X\r\n\r\n`.repeat(3) + answer, answer],
  ['another protocol instead', 'HTTP/1.1 101 X\r\n\r\n', 'HTTP/1.1 101 X\r\n\r\n'],
  ['no HTTP', 'SSH-2.0', 'SSH-2.0'],
])('an answer with %s, in pieces of any size', (_name, sent, left) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: sent.length }), { maxLength: 6 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), sent.length];
      const pieces = places.slice(1).map((end, index) => sent.slice(places[index], end));
      expect(filter(pieces)).toBe(left);
    }),
  );
});

test('the next answer on the socket is looked at again, and nothing of the one before is held back', () => {
  const one = new InterimFilter();
  for (const _request of [1, 2, 3]) {
    one.expectAnswer();
    expect(one.take(Buffer.from(`HTTP/1.1 100 X\r\n\r\n${answer}`)).toString()).toBe(answer);
    expect(one.take(Buffer.from('HTTP/1.1 100 in a body')).toString()).toBe('HTTP/1.1 100 in a body');
  }
});

test('a head without an end is held back only for a while', () => {
  const endless = `HTTP/1.1 100 X\r\nx: ${'y'.repeat(20_000)}`;
  expect(filter([endless])).toBe(endless);
});
