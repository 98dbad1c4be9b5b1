// A clock that runs faster than the real one, for senders and servers: one of its minutes takes a few real seconds.
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../src/delivery/clock.ts';
import type { SandboxClock } from '../../src/sandbox/clock.ts';

export interface FastClock {
  readonly sender: Clock;
  readonly server: SandboxClock;
}

export function startFastClock(factor: number): FastClock {
  const begun = performance.now();
  const wallBegun = Date.now();
  const passed = (): number => (performance.now() - begun) * factor;
  const now = (): number => wallBegun + passed();
  return {
    sender: {
      now: () => Math.floor(now()),
      monotonic: passed,
      sleep: (milliseconds, signal) =>
        delay(milliseconds / factor, undefined, signal ? { signal } : {}).catch(() => undefined),
    },
    server: { now, sleep: (milliseconds, signal) => delay(milliseconds / factor, undefined, { signal }) },
  };
}
