import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RequestTally, type LoggedRequest } from '../../src/delivery/request-figures.ts';

function figuresOf(requests: readonly Partial<LoggedRequest>[]) {
  const tally = new RequestTally();
  for (const request of requests) tally.add({ claimedAt: 0, settledAt: 0, status: 200, error: null, ...request });
  return tally.figures();
}

test('slices get longer until a run has at most 60, and no request is missing from them', () => {
  const second = 1_000;
  for (const seconds of [1, 59, 60, 61, 240, 86_400]) {
    const requests = Array.from({ length: 240 }, (_, index) => {
      const claimedAt = 5 + Math.floor((index * seconds * second) / 240);
      return { claimedAt, settledAt: claimedAt + 1, error: index % 2 === 0 ? 'x' : null };
    });
    const { slice, perSlice, from } = figuresOf(requests);
    expect({ seconds, isShort: perSlice.length <= 60, from }).toEqual({ seconds, isShort: true, from: 5 });
    expect(slice * perSlice.length).toBeGreaterThanOrEqual(0.9 * seconds * second);
    expect(perSlice.reduce((sum, one) => sum + one.requests, 0)).toBe(240);
    expect(perSlice.reduce((sum, one) => sum + one.failed, 0)).toBe(120);
  }
});

test('the most requests in any 60 s are counted exactly, however long the slices are', () => {
  const property = fc.property(
    fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 400 }),
    (gaps) => {
      let now = 0;
      const times = gaps.map((gap) => (now += gap % 7 === 0 ? gap : gap % 500));
      const { perSlice, slice, from } = figuresOf(times.map((claimedAt) => ({ claimedAt })));
      const before = (at: number): number => times.filter((time) => time <= at && time > at - 60_000).length;
      const exact = perSlice.map((_, index) => {
        const [begin, end] = [(from ?? 0) + index * slice, (from ?? 0) + (index + 1) * slice];
        return Math.max(before(begin), ...times.filter((time) => time >= begin && time < end).map(before));
      });
      expect(perSlice.map(({ mostInMinute }) => mostInMinute)).toEqual(exact);
    },
  );
  fc.assert(property);
});

test('requests at the end of the previous slice count until they are a minute old', () => {
  const { perSlice, slice } = figuresOf([0, 500, 600, 60_900].map((claimedAt) => ({ claimedAt })));
  expect({ slice, last: perSlice.at(-1) }).toEqual({ slice: 2_000, last: { requests: 1, failed: 0, mostInMinute: 2 } });
});

test('requests older than a minute do not count, even if nothing was sent since', () => {
  const second = 1_000;
  const { perSlice } = figuresOf(
    [0, 10, 50, 59].map((at) => ({ claimedAt: at * second })).concat({ claimedAt: 59_999 }),
  );
  expect([0, 1, 10, 11, 50, 59].map((at) => perSlice[at]?.mostInMinute)).toEqual([1, 1, 2, 2, 3, 5]);
  const later = figuresOf([0, 1, 70, 71].map((at) => ({ claimedAt: at * second })));
  // The slices are two seconds long here.
  expect(later.perSlice.map(({ mostInMinute }) => mostInMinute)).toEqual([
    ...Array.from({ length: 30 }, () => 2),
    1,
    0,
    0,
    0,
    0,
    2,
  ]);
});

test('counts times by their bounds, answers by their frequency, and requests without an answer', () => {
  const { times, answers, slowest, mean, open } = figuresOf([
    { settledAt: 50 },
    { settledAt: 51, status: 429, error: 'http_429' },
    { settledAt: 60_001, status: null, error: 'timeout' },
    { settledAt: 0 },
    { settledAt: null },
  ]);
  expect(times.filter(({ requests }) => requests > 0)).toEqual([
    { most: 50, requests: 2 },
    { most: 100, requests: 1 },
    { most: null, requests: 1 },
  ]);
  expect(answers[0]).toEqual({ status: 200, error: null, requests: 2 });
  expect({ slowest, mean, open, kinds: answers.length }).toEqual({ slowest: 60_001, mean: 15_026, open: 1, kinds: 3 });
  expect(figuresOf([])).toMatchObject({ slowest: null, mean: null, from: null });
});

test('a clock that is set back does not make times negative', () => {
  const { perSlice, slowest } = figuresOf([
    { claimedAt: 10_000, settledAt: 9_000 },
    { claimedAt: 0, settledAt: 5 },
  ]);
  expect({ perSlice, slowest }).toEqual({ perSlice: [{ requests: 2, failed: 0, mostInMinute: 2 }], slowest: 5 });
});

test('requests from before a clock was set back by an hour never share a minute with later ones', () => {
  const everySecond = Array.from({ length: 120 }, (_, index) => index * 1_000);
  const hour = 3_600_000;
  const claims = [
    ...everySecond.map((at) => hour + at),
    ...everySecond,
    ...everySecond.map((at) => hour + 200_000 + at),
  ];
  const { perSlice } = figuresOf(claims.map((claimedAt) => ({ claimedAt })));
  expect(perSlice.reduce((sum, { requests }) => sum + requests, 0)).toBe(360);
  expect(Math.max(...perSlice.map(({ mostInMinute }) => mostInMinute))).toBe(60);
});
