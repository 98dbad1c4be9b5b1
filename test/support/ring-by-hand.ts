// A slot ring whose clock the test moves.
import type { Database } from '../../src/ledger/database.ts';
import { RingClock } from '../../src/ledger/ring-clock.ts';
import type { Slot } from '../../src/ledger/slot-pace.ts';
import { SlotRing } from '../../src/ledger/slot-ring.ts';

/** On one machine, whose clock the test moves. */
export function openRing(database: Database, limit: number, now: () => number, requestTimeout = 1_000): SlotRing {
  const clock = new RingClock(database, { monotonic: now, uptime: now, coarseness: 0, host: 'h' });
  const ring = new SlotRing(database, { requestsPerMinute: limit, requestTimeout, clock });
  ring.prepare();
  return ring;
}

/** As many as may be had at this moment. */
export function takeAll(ring: SlotRing): readonly Slot[] {
  const slots: Slot[] = [];
  while (ring.wait() === 0) slots.push(ring.take());
  return slots;
}

export function countSlots(database: Database): unknown {
  return database.one('SELECT count(*) AS slots FROM slot')['slots'];
}
