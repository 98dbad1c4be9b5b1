// A virtual clock that lets sockets have their turn, and whose wall clock can be put forward and back.
import type { Clock } from '../../src/delivery/clock.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

export interface JumpingClock extends VirtualClock {
  /** The wall clock alone. */
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

/** What has happened on sockets by now has been noticed when this ends. */
export async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
