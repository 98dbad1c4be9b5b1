// The pace on PostgreSQL: the slots of slot-ring.ts as rows that all runners of a ledger share, on the database's clock.
import type { Beginning, PostgresTransaction } from './postgres-transaction.ts';
import type { FreeSlot, FreeSlots, Ring } from '../ring.ts';
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
} from '../slot-pace.ts';

export interface PostgresRingOptions {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is given up and its socket destroyed. */
  readonly requestTimeout: number;
}

/** By how much the database's clock may run ahead of ours before that counts, milliseconds. */
const drift = 1_000;

/**
 * Why slots are enough is said at SlotRing. A process that takes waits, at the ring's row, for the one that took before, so that
 * both count the same rows and one interval lies between their slots; one that finds nothing to take waits for nobody. The limit
 * that was given last counts, also for processes that opened the ledger before.
 */
export class PostgresRing implements Ring<PostgresTransaction> {
  readonly #limit: number;
  readonly #hold: number;
  /** When a transaction began that was committed. */
  #seen: Beginning | undefined;

  constructor({ requestsPerMinute, requestTimeout }: PostgresRingOptions) {
    this.#limit = requestsPerMinute;
    this.#hold = holdFor(requestTimeout);
  }

  /** Once at opening: the limit from now on, for everybody. What was missed before is not caught up. */
  async prepare(transaction: PostgresTransaction): Promise<void> {
    const { now } = transaction;
    const ring = await transaction.one('UPDATE ring SET per_minute = $1 RETURNING *', this.#limit);
    const { interval } = paceAt(ring, now);
    await transaction.run('UPDATE ring SET even_at = greatest(even_at, $1)', now * 1_000 - interval);
  }

  /** As many as are free, due and wanted; locked until the transaction ends, and used only by `use`. */
  async find(transaction: PostgresTransaction, wanted: number): Promise<FreeSlots> {
    const { now } = transaction;
    await this.#heedDrift(transaction);
    const seen = await transaction.one('SELECT *, (SELECT min(free_at) FROM slot) AS oldest FROM ring');
    const early = waitFor(paceAt(seen, now).due, await this.#readyAt(transaction, seen), now);
    if (early > 0) return { slots: [], wait: early, evenAt: 0, interval: 0 };
    const ring = await this.#lockRing(transaction);
    const { count, evenAt, interval } = slotsDue(ring, now);
    const most = Math.min(wanted, count);
    const slots = await this.#freeSlots(transaction, ring, most);
    const wait = Math.ceil((evenAt + slots.length * interval) / 1_000) - now;
    const isSpent = slots.length < most;
    return { slots, wait: Math.max(1, isSpent ? await this.#next(transaction, slots) : wait), evenAt, interval };
  }

  /** The first of those that `find` gave: at least one. */
  async use(transaction: PostgresTransaction, found: FreeSlots, slots: readonly Slot[]): Promise<void> {
    await transaction.run(
      `WITH taken AS (
         INSERT INTO slot (number, generation, free_at)
         SELECT number, generation, $1 FROM unnest($2::integer[], $3::bigint[]) AS mine (number, generation)
         ON CONFLICT (number) DO UPDATE SET generation = excluded.generation, free_at = excluded.free_at
       )
       UPDATE ring SET even_at = $4, slots = slots + greatest(0, $5 - made), made = greatest(made, $5)`,
      transaction.now + span + this.#hold,
      slots.map(({ number }) => number),
      slots.map(({ generation }) => generation),
      found.evenAt + (slots.length - 1) * found.interval,
      Math.max(...slots.map(({ number }) => number)),
    );
  }

  /** The requests have been answered or given up: no byte of them arrives from now on. */
  async giveBack(transaction: PostgresTransaction, slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0) return;
    await transaction.run(
      `UPDATE slot SET free_at = $1
       FROM unnest($2::integer[], $3::bigint[]) AS mine (number, generation)
       WHERE slot.number = mine.number AND slot.generation = mine.generation`,
      backAt(transaction.now),
      slots.map(({ number }) => number),
      slots.map(({ generation }) => generation),
    );
  }

  async block(transaction: PostgresTransaction, milliseconds: number, halve: boolean): Promise<void> {
    const ring = await transaction.one('SELECT blocked_until, pace, paced_at FROM ring FOR UPDATE');
    const { until, pace, pacedAt } = blockedFor(ring, transaction.now, { milliseconds, halve });
    await transaction.run('UPDATE ring SET blocked_until = $1, pace = $2, paced_at = $3', until, pace, pacedAt);
  }

  /** By the database's clock, when fewer rows than the limit are not free. */
  async #readyAt(transaction: PostgresTransaction, ring: Row): Promise<number> {
    const surplus = surplusOf(ring);
    if (surplus < 0) return 0;
    if (surplus === 0) return integer(ring, 'oldest');
    // Some may have been removed since the ring was read: then it is the last of what is left.
    const row = await transaction.one(
      'SELECT max(free_at) AS free_at FROM (SELECT free_at FROM slot ORDER BY free_at, number LIMIT $1) AS first',
      Math.min(surplus, mostRemoved) + 1,
    );
    return integer(row, 'free_at');
  }

  /** After the limit was lowered, what is free beyond it is removed first, the longest before the others. */
  async #lockRing(transaction: PostgresTransaction): Promise<Row> {
    const ring = await transaction.one('SELECT * FROM ring FOR UPDATE');
    const surplus = surplusOf(ring);
    if (surplus <= 0) return ring;
    const removed = await transaction.run(
      `DELETE FROM slot WHERE number IN (
         SELECT number FROM slot WHERE free_at <= $1 ORDER BY free_at, number LIMIT $2 FOR UPDATE SKIP LOCKED
       )`,
      transaction.now,
      Math.min(surplus, mostRemoved),
    );
    return transaction.one('UPDATE ring SET slots = slots - $1 RETURNING *', removed);
  }

  /** Those that are free, and new ones with numbers that no slot had before, so that nobody gives them back for one that was removed. */
  async #freeSlots(transaction: PostgresTransaction, ring: Row, most: number): Promise<readonly FreeSlot[]> {
    const room = -surplusOf(ring);
    const rows = await transaction.all(
      `WITH free AS (
         SELECT number, generation FROM slot WHERE free_at <= $1 ORDER BY free_at, number LIMIT $2 FOR UPDATE SKIP LOCKED
       ), more AS (
         SELECT $3::integer + i AS number, 0 FROM generate_series(1, least($2 - (SELECT count(*) FROM free), $4)) AS i
       )
       SELECT number, generation + 1 AS generation, nextval('attempt') AS attempt
       FROM (SELECT * FROM free UNION ALL SELECT * FROM more) AS given ORDER BY number`,
      transaction.now,
      // Where there are more to be removed, one may be free without being one that the limit allows.
      room < 0 ? 0 : most,
      integer(ring, 'made'),
      room,
    );
    return rows.map((row) => ({
      number: integer(row, 'number'),
      generation: integer(row, 'generation'),
      attempt: integer(row, 'attempt'),
    }));
  }

  /** Milliseconds until the first slot that is not among these, unless one that is under way comes back before. */
  async #next(transaction: PostgresTransaction, except: readonly Slot[]): Promise<number> {
    const row = await transaction.one(
      'SELECT least(min(free_at), $2) AS free_at FROM slot WHERE number <> ALL ($1::integer[])',
      except.map(({ number }) => number),
      backAt(transaction.now),
    );
    return integer(row, 'free_at') - transaction.now;
  }

  /**
   * A database's clock that is put forward would free every slot early: all are put off by as much, and none for longer than one
   * that is taken now, however many notice. That it was put forward is certain; by how much, to the time that the two answers took.
   */
  async #heedDrift(transaction: PostgresTransaction): Promise<void> {
    const seen = transaction.begun;
    const before = this.#seen ?? seen;
    transaction.whenCommitted(() => {
      this.#seen = seen;
    });
    const passed = seen.now - before.now;
    if (passed - (seen.answeredAt - before.askedAt) <= drift) return;
    await transaction.run(
      'UPDATE slot SET free_at = least(free_at + $1::bigint, greatest(free_at, $2::bigint))',
      Math.ceil(passed - (seen.askedAt - before.answeredAt)),
      seen.now + span + this.#hold,
    );
  }
}
