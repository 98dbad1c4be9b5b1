// The machine's own clock, for tests over real sockets.
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../src/delivery/clock.ts';

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
};
