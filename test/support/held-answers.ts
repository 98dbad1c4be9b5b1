// The time of a sandbox that holds its answers back: what a run has under way stays so until a test has done what it wants to do.
import type { SandboxClock } from '../../src/sandbox/clock.ts';

export interface HeldAnswers {
  /** For a sandbox with a latency: each answer waits for it. */
  readonly clock: SandboxClock;
  /** So many more are let through, also of those that wait, and all behind them wait. */
  hold(after: number): void;
  /** Those that wait, and all that come. */
  letGo(): void;
}

/** Lets so many through at first. */
export function holdAnswers(after: number): HeldAnswers {
  let left = after;
  let gate = Promise.withResolvers<void>();
  return {
    clock: {
      now: () => Date.now(),
      sleep: async () => {
        for (;;) {
          left -= 1;
          if (left >= 0) return;
          await gate.promise;
        }
      },
    },
    hold: (more) => {
      left = more;
      const before = gate;
      gate = Promise.withResolvers<void>();
      before.resolve();
    },
    letGo: () => {
      left = Number.POSITIVE_INFINITY;
      gate.resolve();
    },
  };
}
