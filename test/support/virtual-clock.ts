// A clock on which hours pass at once: a sleep moves it forward.
import type { Clock } from '../../src/delivery/clock.ts';

export interface VirtualClock extends Clock {
  pass(milliseconds: number): void;
  /** The duration of each sleep, in order. */
  readonly slept: readonly number[];
}

export function virtualClock(startAt = Date.parse('2026-11-23T10:00:00Z')): VirtualClock {
  const slept: number[] = [];
  let elapsed = 0;
  return {
    slept,
    now: () => startAt + elapsed,
    monotonic: () => elapsed,
    pass(milliseconds) {
      elapsed += milliseconds;
    },
    async sleep(milliseconds, signal) {
      if (signal?.aborted === true) return;
      slept.push(milliseconds);
      elapsed += milliseconds;
    },
  };
}
