import { expect, test } from 'vitest';
import { Breaker, longestOpen } from '../../../src/delivery/stopping/breaker.ts';

function open(breaker: Breaker, at = 0): void {
  for (let count = 0; count < 3; count++) breaker.record(true, at, at);
}

test('three failures in a row open it, but not if one request succeeds between them', () => {
  const breaker = new Breaker();
  breaker.record(true, 0, 0);
  breaker.record(true, 0, 0);
  breaker.record(false, 0, 0);
  breaker.record(true, 0, 0);
  breaker.record(true, 0, 0);
  expect(breaker.isOpen).toBe(false);
  expect(breaker.shutUntil).toBeUndefined();
  expect(breaker.isHopeless(longestOpen * 2)).toBe(false);
  breaker.record(true, 0, 0);
  expect(breaker.isOpen).toBe(true);
  expect(breaker.shutUntil).toBe(30_000);
});

test('failures of a fifth of the last fifty requests open it', () => {
  const breaker = new Breaker();
  const request = (at: number): void => breaker.record(at % 5 === 4, at, at);
  for (let at = 0; at < 49; at++) request(at);
  expect(breaker.isOpen).toBe(false);
  request(49);
  expect(breaker.isOpen).toBe(true);
});

test('failures of one in six never open it', () => {
  const breaker = new Breaker();
  for (let at = 0; at < 1_000; at++) breaker.record(at % 6 === 5, at, at);
  expect(breaker.isOpen).toBe(false);
});

test('a failed probe doubles the pause up to five minutes, and it is hopeless after a quarter of an hour', () => {
  const breaker = new Breaker();
  open(breaker);
  const pauses: number[] = [];
  let now = 0;
  while (!breaker.isHopeless(now)) {
    const until = breaker.shutUntil ?? now;
    pauses.push(until - now);
    now = until;
    breaker.record(true, now, now);
  }
  expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 150_000]);
  expect(now).toBe(longestOpen);
});

test('a successful probe closes it, and earlier failures are forgotten', () => {
  const breaker = new Breaker();
  open(breaker);
  breaker.record(false, 30_000, 30_100);
  expect(breaker.isOpen).toBe(false);
  breaker.record(true, 30_200, 30_300);
  breaker.record(true, 30_200, 30_300);
  expect(breaker.isOpen).toBe(false);
  breaker.record(true, 30_200, 31_000);
  expect(breaker.shutUntil).toBe(61_000);
});

test('requests that started before the end of the pause neither close it nor extend the pause', () => {
  const breaker = new Breaker();
  open(breaker, 1_000);
  breaker.record(false, 900, 2_000);
  breaker.record(true, 900, 40_000);
  expect(breaker.isOpen).toBe(true);
  expect(breaker.shutUntil).toBe(31_000);
});
