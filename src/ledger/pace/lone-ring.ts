// The slots where one process at a time writes: it finds, uses and counts them in the transaction of its claims.
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

/** What a database does with slots in its own way, in the caller's transaction. */
export interface SlotTable {
  /** By the clock that slots are reckoned by, whole milliseconds. */
  now(): number;
  /** Writes all that was reckoned by that clock. */
  keep(sql: Sql): Promise<void>;
  /** Those that are free, the longest first, and new ones with numbers that no slot had before: at most so many. */
  free(sql: Sql, ring: Row, most: number): Promise<readonly FreeSlot[]>;
  /** When the first slot is free that is not free now, unless one that is under way comes back before. */
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

  /** When fewer rows than the limit are not free. */
  async #readyAt(sql: Sql, ring: Row, now: number): Promise<number> {
    const surplus = surplusOf(ring);
    if (surplus < 0) return 0;
    const row = await sql.one(
      'SELECT max(free_at) AS free_at FROM (SELECT free_at FROM slot ORDER BY free_at, number LIMIT $1) AS first',
      Math.min(surplus, mostRemoved) + 1,
    );
    // What could be removed by now was: of more than the limit this one may be free without being one that the limit allows.
    return Math.max(integer(row, 'free_at'), surplus > 0 ? now + 1 : 0);
  }

  /** After the limit was lowered, what is free beyond it is removed first, the longest before the others. */
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
