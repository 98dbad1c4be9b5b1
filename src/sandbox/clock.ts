// The clock of the sandbox: the only file here that uses the real clock, so that tests can pass their own.
import { setTimeout as wait } from 'node:timers/promises';

export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: SandboxClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal });
  },
};
