// A slot ring in SQLite whose clock the test moves.
import type { LoneRing } from '../../src/ledger/pace/lone-ring.ts';
import type { FreeSlots } from '../../src/ledger/pace/slot-ring.ts';
import type { Slot } from '../../src/ledger/pace/slot-pace.ts';
import type { Database } from '../../src/ledger/sqlite/database.ts';
import { openRingClock, type TimeSource } from '../../src/ledger/sqlite/ring-clock.ts';
import { ringInFile } from '../../src/ledger/sqlite/ring-in-file.ts';

/** Takes one slot at a time, each in a transaction of its own. */
export class HandRing {
  readonly #database: Pick<Database, 'write'>;
  readonly #ring: LoneRing;

  constructor(database: Pick<Database, 'write'>, ring: LoneRing) {
    this.#database = database;
    this.#ring = ring;
  }

  find(wanted: number): Promise<FreeSlots> {
    return this.#database.write((sql) => this.#ring.find(sql, wanted));
  }

  /** Milliseconds until a slot can be taken; 0 if one is free now. */
  async wait(): Promise<number> {
    const { slots, wait } = await this.find(1);
    return slots.length > 0 ? 0 : wait;
  }

  /** Call it only after `wait` returned 0. */
  take(): Promise<Slot> {
    return this.#database.write(async (sql) => {
      const found = await this.#ring.find(sql, 1);
      const [slot] = found.slots;
      if (slot === undefined) throw new Error('No slot can be taken now.');
      await this.#ring.use(sql, found, found.slots);
      return slot;
    });
  }

  giveBack(slot: Slot): Promise<void> {
    return this.#database.write((sql) => this.#ring.giveBack(sql, [slot]));
  }

  block(milliseconds: number, halve: boolean): Promise<void> {
    return this.#database.write((sql) => this.#ring.block(sql, milliseconds, halve));
  }
}

/** Opens the ring as a new process does. */
export function startRing(
  database: Pick<Database, 'write'>,
  source: TimeSource,
  options: Parameters<typeof ringInFile>[1],
): Promise<HandRing> {
  return database.write(async (sql) => {
    const ring = ringInFile(await openRingClock(sql, source), options);
    await ring.prepare(sql);
    return new HandRing(database, ring);
  });
}

/** Opens the ring on a single machine, whose clock the test moves. */
export function openRing(
  database: Pick<Database, 'write'>,
  limit: number,
  now: () => number,
  requestTimeout = 1_000,
): Promise<HandRing> {
  const source = { monotonic: now, uptime: now, coarseness: 0, host: 'h' };
  return startRing(database, source, { requestsPerMinute: limit, requestTimeout });
}

/** Takes all slots that are free now. */
export async function takeAll(ring: HandRing): Promise<readonly Slot[]> {
  const slots: Slot[] = [];
  while ((await ring.wait()) === 0) slots.push(await ring.take());
  return slots;
}

export function countSlots(database: Database): unknown {
  return database.all('SELECT count(*) AS slots FROM slot')[0]?.['slots'];
}
