// A virtual clock that lets sockets work between its steps, and whose wall clock can be set forwards and back.
import type { Clock } from '../../src/delivery/clock.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

export interface JumpingClock extends VirtualClock {
  /** Moves only the wall clock. */
  jump(milliseconds: number): void;
}

export function jumpingClock(): JumpingClock {
  const clock = virtualClock();
  let offset = 0;
  const sleep: Clock['sleep'] = async (milliseconds, signal) => {
    await clock.sleep(milliseconds, signal);
    await nextTurn();
  };
  return {
    ...clock,
    sleep,
    now: () => clock.now() + offset,
    jump: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** Resolves after everything that has already happened on sockets was handled. */
export async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
