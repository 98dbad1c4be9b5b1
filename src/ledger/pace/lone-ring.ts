// The slots of a ledger that one process at a time writes. It finds, uses and counts them in the transaction of its claims.
import { integer, type Row } from '../row.ts';
import type { Sql, SqlDatabase } from '../sql.ts';
import { mostRemoved, paceAt, slotsDue, surplusOf, waitFor, type Slot } from './slot-pace.ts';
import {
  SlotRing,
  type FreeSlot,
  type FreeSlots,
  type SlotRingOptions,
  type Slots,
  type SlotWork,
} from './slot-ring.ts';

/** The operations on slots that differ between databases, in the caller's transaction. */
export interface SlotTable {
  /** The time of the ring's clock, in whole milliseconds. */
  now(): number;
  /** Writes everything that was computed with that clock. */
  keep(sql: Sql): Promise<void>;
  /** Returns at most `most` slots: free ones, those free longest first, then new ones with numbers that no slot had before. */
  free(sql: Sql, ring: Row, most: number): Promise<readonly FreeSlot[]>;
  /** Returns when the first slot that is not free now becomes free, unless a request under way gives one back earlier. */
  next(sql: Sql): Promise<number>;
  take(sql: Sql, slots: readonly Slot[], times: { readonly freeAt: number; readonly evenAt: number }): Promise<void>;
}

export class LoneRing extends SlotRing<Sql> implements Slots<Sql> {
  readonly #table: SlotTable;

  constructor(table: SlotTable, options: SlotRingOptions) {
    super(options);
    this.#table = table;
  }

  spend<Result>(database: Pick<SqlDatabase, 'write'>, _wanted: number, work: SlotWork<Result, Sql>): Promise<Result> {
    return database.write((sql) => work(sql, this));
  }

  async find(sql: Sql, wanted: number): Promise<FreeSlots> {
    const now = this.now();
    const ring = await this.#trimmed(sql, now);
    const early = waitFor(paceAt(ring, now).due, await this.#readyAt(sql, ring, now), now);
    if (early > 0) return { slots: [], wait: early, evenAt: 0, interval: 0 };
    const { count, evenAt, interval } = slotsDue(ring, now);
    const most = Math.min(wanted, count);
    const slots = await this.#table.free(sql, ring, most);
    const isSpent = slots.length < most;
    const next = isSpent ? await this.#table.next(sql) : Math.ceil((evenAt + slots.length * interval) / 1_000);
    return { slots, wait: Math.max(1, next - now), evenAt, interval };
  }

  async use(sql: Sql, found: FreeSlots, slots: readonly FreeSlot[]): Promise<void> {
    if (slots.length === 0) return;
    const evenAt = found.evenAt + (slots.length - 1) * found.interval;
    await this.#table.take(sql, slots, { freeAt: this.latest(this.now()), evenAt });
    await this.keep(sql);
  }

  protected now(): number {
    return this.#table.now();
  }

  protected keep(sql: Sql): Promise<void> {
    return this.#table.keep(sql);
  }

  /** Returns when fewer rows than the limit will be in use. */
  async #readyAt(sql: Sql, ring: Row, now: number): Promise<number> {
    const surplus = surplusOf(ring);
    if (surplus < 0) return 0;
    const row = await sql.one(
      'SELECT max(free_at) AS free_at FROM (SELECT free_at FROM slot ORDER BY free_at, number LIMIT $1) AS first',
      Math.min(surplus, mostRemoved) + 1,
    );
    // Everything that can be removed by now has been. While there are more rows than the limit, this row may be free without being within the limit.
    return Math.max(integer(row, 'free_at'), surplus > 0 ? now + 1 : 0);
  }

  /** Removes free slots beyond a lowered limit, those free longest first, and returns the ring. */
  async #trimmed(sql: Sql, now: number): Promise<Row> {
    const ring = await sql.one('SELECT * FROM ring');
    const surplus = surplusOf(ring);
    if (surplus <= 0) return ring;
    const removed = await sql.run(
      'DELETE FROM slot WHERE number IN (SELECT number FROM slot WHERE free_at <= $1 ORDER BY free_at, number LIMIT $2)',
      now,
      Math.min(surplus, mostRemoved),
    );
    return sql.one('UPDATE ring SET slots = slots - $1 RETURNING *', removed);
  }
}
