import { expect, test } from 'vitest';
import { Gate, patience } from '../../src/delivery/gate.ts';

/** Returns the waits after a row of failures, each of which happens at the end of the previous wait. */
function backOffs(gate: Gate, count: number): readonly number[] {
  let now = 0;
  return Array.from({ length: count }, () => {
    gate.backOff(now, now);
    const wait = gate.wait(now)?.milliseconds ?? 0;
    now += wait;
    return wait;
  });
}

test('an open gate does not make anybody wait', () => {
  expect(new Gate(() => 0).wait(0)).toBeUndefined();
});

test('back-off doubles from 0.5 s to 60 s', () => {
  expect(backOffs(new Gate(() => 1), 9)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

test('back-off is random below that', () => {
  expect(backOffs(new Gate(() => 0.25), 3)).toEqual([125, 250, 500]);
});

test('a burst of failures counts once, and a success resets the back-off', () => {
  const gate = new Gate(() => 1);
  gate.backOff(0, 100);
  for (let lane = 0; lane < 7; lane++) gate.backOff(0, 101 + lane);
  expect(gate.wait(100)).toEqual({ milliseconds: 500, until: 600, reason: 'retry' });
  gate.backOff(700, 800);
  expect(gate.wait(800)?.milliseconds).toBe(1_000);
  gate.gotThrough();
  gate.backOff(2_000, 2_000);
  expect(gate.wait(2_000)?.milliseconds).toBe(500);
});

test('throttling follows the time the API asks for, at most 10 minutes', () => {
  const gate = new Gate(() => 1);
  expect(gate.throttle(0, 0, 7_000)).toEqual({ milliseconds: 7_000, isNew: true });
  expect(gate.wait(0)).toEqual({ milliseconds: 7_000, until: 7_000, reason: 'throttled' });
  expect(gate.throttle(7_000, 7_000, 36_000_000)).toEqual({ milliseconds: 600_000, isNew: true });
  expect(gate.wait(7_000)).toMatchObject({ milliseconds: 600_000, reason: 'throttled_long' });
});

test('a longer time within a burst counts, but does not start a new burst', () => {
  const gate = new Gate(() => 1);
  gate.throttle(0, 10, 2_000);
  expect(gate.throttle(5, 20, 9_000)).toEqual({ milliseconds: 9_000, isNew: false });
  expect(gate.wait(20)).toMatchObject({ milliseconds: 9_000 });
});

test('throttling without a given time starts at 5 s and doubles to 60 s, once for a burst', () => {
  const gate = new Gate(() => 1);
  let now = 0;
  const waits = Array.from({ length: 6 }, () => {
    const wait = gate.throttle(now, now, null)?.milliseconds ?? 0;
    expect(gate.throttle(now - 1, now, null)).toBeUndefined();
    now += wait;
    return wait;
  });
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test('the longest of several waits counts', () => {
  const gate = new Gate(() => 1);
  gate.throttle(0, 0, 10_000);
  gate.hold(0, 100, 'pace');
  expect(gate.wait(0)).toMatchObject({ milliseconds: 10_000, reason: 'throttled' });
});

test('the gate is hopeless after a quarter of an hour with nothing but trouble', () => {
  const gate = new Gate(() => 1);
  gate.backOff(0, 0);
  expect(gate.isHopeless(patience - 1)).toBe(false);
  expect(gate.isHopeless(patience)).toBe(true);
  gate.gotThrough();
  expect(gate.isHopeless(patience)).toBe(false);
});
