// A clock for a sandbox that holds its answers back, so that requests stay under way until a test has acted on the run.
import type { SandboxClock } from '../../src/sandbox/clock.ts';

export interface HeldAnswers {
  /** For a sandbox with a latency, whose answers sleep on this clock. */
  readonly clock: SandboxClock;
  /** Lets `after` more answers through, waiting ones included, and holds all others. */
  hold(after: number): void;
  /** Lets through the waiting answers and all later ones. */
  letGo(): void;
}

/** Lets the first `after` answers through, and holds all others. */
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
