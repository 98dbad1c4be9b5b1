// The pace: as many slots as requests are allowed in a minute. A slot is a permission to send one request.
import { integer, type Row } from '../row.ts';
import {
  backAt,
  blockedFor,
  holdFor,
  mostRemoved,
  paceAt,
  slotsDue,
  span,
  surplusOf,
  waitFor,
  type Slot,
} from './slot-pace.ts';
import { rowsOf, type Sql } from '../sql.ts';

export interface SlotRingOptions {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is given up and its socket destroyed. */
  readonly requestTimeout: number;
}

/** A slot with the number of the attempt that it is for: known before anything is committed. */
export interface FreeSlot extends Slot {
  readonly attempt: number;
}

/** What may be taken in one transaction. */
export interface FreeSlots {
  readonly slots: readonly FreeSlot[];
  /** Milliseconds until there may be more. */
  readonly wait: number;
  /** When the first of them should have been taken, and how much later each of the others, microseconds. */
  readonly evenAt: number;
  readonly interval: number;
}

/** What a database does with slots in its own way, in the caller's transaction. */
export interface SlotTable<In extends Sql> {
  /** Whether no other process looks at the ring meanwhile, so that nobody waits while it is locked. */
  readonly isAlone: boolean;
  /** By the clock that slots are reckoned by, whole milliseconds. */
  now(sql: In): number;
  /** Puts slots off where that clock was put forward. `latest` is when one is free that is taken now. */
  heed?(sql: In, latest: number): Promise<void>;
  /** Writes all that was reckoned by that clock. */
  keep?(sql: In): Promise<void>;
  /** Those that are free, the longest first, and new ones with numbers that no slot had before: at most so many. */
  free(sql: In, ring: Row, most: number): Promise<readonly FreeSlot[]>;
  /** When the first slot is free that is not among these, unless one that is under way comes back before. */
  next(sql: In, except: readonly Slot[]): Promise<number>;
  take(sql: In, slots: readonly Slot[], times: { readonly freeAt: number; readonly evenAt: number }): Promise<void>;
}

const oldest = 'SELECT min(free_at) AS oldest FROM slot';

/**
 * Why no window of a minute holds more requests than the limit: a request arrives between its claim and its settlement, or within
 * `hold` after its claim when it is never settled. Its row is free a minute after that, and until then nobody takes or removes it.
 * So when the last of a window's requests is claimed, all the others of that window have rows that are not free. A slot is taken
 * only while fewer rows than the limit are not free: with this one there are at most as many as the limit says at that moment. It
 * may have been another one before, any number of times: rows that a higher limit has left count until their minute is over, and
 * a limit that comes back finds them. Only requests that were under way when the limit was lowered may still arrive beyond it.
 *
 * A row is made when a slot is taken and none is free, so there are never more than were used. The ring counts its rows, and the
 * index knows the one that is free first: a claim costs the same at any limit.
 *
 * Slots are taken evenly, 60 s / limit apart, also when more rows are free: the window's kind is not documented, and no part of it
 * is to see a burst. What was missed for more than a second is given up for that. As a row is away for a minute and for the time
 * from claim to settlement, the share used is 60 s / (60 s + that time). While the pace is lowered, slots are farther apart.
 *
 * A process that takes waits, at the ring's row, for the one that took before, so that both count the same rows and one interval
 * lies between their slots; one that finds nothing to take waits for nobody. The limit that was given last counts, also for
 * processes that opened the ledger before.
 *
 * All methods belong in the caller's transaction.
 */
export class SlotRing<In extends Sql> {
  readonly #table: SlotTable<In>;
  readonly #limit: number;
  readonly #hold: number;

  constructor(table: SlotTable<In>, { requestsPerMinute, requestTimeout }: SlotRingOptions) {
    this.#table = table;
    this.#limit = requestsPerMinute;
    this.#hold = holdFor(requestTimeout);
  }

  /** Once at opening: the limit from now on, for everybody. What was missed before is not caught up. */
  async prepare(sql: In): Promise<void> {
    const now = this.#table.now(sql);
    const ring = await sql.one('UPDATE ring SET per_minute = $1 RETURNING *', this.#limit);
    const { interval } = paceAt(ring, now);
    await sql.run('UPDATE ring SET even_at = greatest(even_at, $1)', now * 1_000 - interval);
    await this.#table.keep?.(sql);
  }

  /** As many as are free, due and wanted; nobody else's until the transaction ends, and used only by `use`. */
  async find(sql: In, wanted: number): Promise<FreeSlots> {
    const now = this.#table.now(sql);
    await this.#table.heed?.(sql, this.#latest(now));
    const { isAlone } = this.#table;
    const seen = await (isAlone ? this.#lockRing(sql, now) : sql.one(`SELECT *, (${oldest}) AS oldest FROM ring`));
    const early = waitFor(paceAt(seen, now).due, await this.#readyAt(sql, seen, now), now);
    if (early > 0) return { slots: [], wait: early, evenAt: 0, interval: 0 };
    const ring = isAlone ? seen : await this.#lockRing(sql, now);
    const { count, evenAt, interval } = slotsDue(ring, now);
    const most = Math.min(wanted, count);
    const slots = await this.#table.free(sql, ring, most);
    const isSpent = slots.length < most;
    const next = isSpent ? await this.#table.next(sql, slots) : Math.ceil((evenAt + slots.length * interval) / 1_000);
    return { slots, wait: Math.max(1, next - now), evenAt, interval };
  }

  /** The first of those that `find` gave: at least one. */
  async use(sql: In, found: FreeSlots, slots: readonly Slot[]): Promise<void> {
    const evenAt = found.evenAt + (slots.length - 1) * found.interval;
    await this.#table.take(sql, slots, { freeAt: this.#latest(this.#table.now(sql)), evenAt });
    await this.#table.keep?.(sql);
  }

  /** The requests have been answered or given up: no byte of them arrives from now on. */
  async giveBack(sql: In, slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0) return;
    await sql.run(
      `UPDATE slot SET free_at = $1 FROM rows($2) AS mine
       WHERE slot.number = mine.number AND slot.generation = mine.generation`,
      backAt(this.#table.now(sql)),
      rowsOf(
        { number: 'integer', generation: 'integer' },
        slots.map(({ number, generation }) => [number, generation]),
      ),
    );
    await this.#table.keep?.(sql);
  }

  /** What comes while the key is blocked belongs to the same burst, and halves the pace no further. */
  async block(sql: In, milliseconds: number, halve: boolean): Promise<void> {
    const ring = await sql.one('SELECT blocked_until, pace, paced_at FROM ring FOR UPDATE');
    const { until, pace, pacedAt } = blockedFor(ring, this.#table.now(sql), { milliseconds, halve });
    await sql.run('UPDATE ring SET blocked_until = $1, pace = $2, paced_at = $3', until, pace, pacedAt);
    await this.#table.keep?.(sql);
  }

  /** When a slot is free that is taken now and never given back. */
  #latest(now: number): number {
    return now + span + this.#hold;
  }

  /** When fewer rows than the limit are not free. */
  async #readyAt(sql: In, ring: Row, now: number): Promise<number> {
    const surplus = surplusOf(ring);
    if (surplus < 0) return 0;
    if (surplus === 0) return integer('oldest' in ring ? ring : await sql.one(oldest), 'oldest');
    // Some may have been removed since the ring was read: then it is the last of what is left.
    const row = await sql.one(
      'SELECT max(free_at) AS free_at FROM (SELECT free_at FROM slot ORDER BY free_at, number LIMIT $1) AS first',
      Math.min(surplus, mostRemoved) + 1,
    );
    // What could be removed by now was: this one may be free without being one that the limit allows.
    return Math.max(integer(row, 'free_at'), this.#table.isAlone ? now + 1 : 0);
  }

  /** After the limit was lowered, what is free beyond it is removed first, the longest before the others. */
  async #lockRing(sql: In, now: number): Promise<Row> {
    const ring = await sql.one('SELECT * FROM ring FOR UPDATE');
    const surplus = surplusOf(ring);
    if (surplus <= 0) return ring;
    const removed = await sql.run(
      `DELETE FROM slot WHERE number IN (
         SELECT number FROM slot WHERE free_at <= $1 ORDER BY free_at, number LIMIT $2 FOR UPDATE SKIP LOCKED
       )`,
      now,
      Math.min(surplus, mostRemoved),
    );
    return sql.one('UPDATE ring SET slots = slots - $1 RETURNING *', removed);
  }
}
