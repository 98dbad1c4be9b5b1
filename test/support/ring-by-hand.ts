// A slot ring whose clock the test moves.
import type { Database } from '../../src/ledger/sqlite/database.ts';
import { RingClock } from '../../src/ledger/sqlite/ring-clock.ts';
import type { Slot } from '../../src/ledger/slot-pace.ts';
import { SlotRing } from '../../src/ledger/sqlite/slot-ring.ts';

/** Is asked for one slot at a time. */
export class HandRing extends SlotRing {
  /** Milliseconds until a slot can be taken; 0 when one can be now. */
  wait(): number {
    const { slots, wait } = this.find(1);
    return slots.length > 0 ? 0 : wait;
  }

  /** Only after `wait` gave 0. */
  take(): Slot {
    const found = this.find(1);
    const [slot] = found.slots;
    if (slot === undefined) throw new Error('No slot can be taken now.');
    this.use(found, found.slots);
    return slot;
  }
}

/** On one machine, whose clock the test moves. */
export function openRing(database: Database, limit: number, now: () => number, requestTimeout = 1_000): HandRing {
  const clock = new RingClock(database, { monotonic: now, uptime: now, coarseness: 0, host: 'h' });
  const ring = new HandRing(database, { requestsPerMinute: limit, requestTimeout, clock });
  ring.prepare();
  return ring;
}

/** As many as may be had at this moment. */
export function takeAll(ring: HandRing): readonly Slot[] {
  const slots: Slot[] = [];
  while (ring.wait() === 0) slots.push(ring.take());
  return slots;
}

export function countSlots(database: Database): unknown {
  return database.one('SELECT count(*) AS slots FROM slot')['slots'];
}
