// The pace on PostgreSQL: the slots of slot-ring.ts as rows that all runners of a ledger share, on the database's clock.
import type { Beginning, PostgresTransaction } from './postgres-transaction.ts';
import { integer, integerOrNull, type Row } from './row.ts';
import { holdFor, idle, intervalOf, longestBlock, paceOf, span, type Slot } from './slot-pace.ts';

export interface PostgresRingOptions {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is given up and its socket destroyed. */
  readonly requestTimeout: number;
}

/** By how much the database's clock may run ahead of ours before that counts, milliseconds. */
const drift = 1_000;

/** A slot with the number of the attempt that it is for: known before anything is committed. */
export interface FreeSlot extends Slot {
  readonly attempt: number;
}

/** What may be taken in one transaction. */
export interface FreeSlots {
  readonly slots: readonly FreeSlot[];
  /** Milliseconds until there may be more. */
  readonly wait: number;
  /** The pace is lowered: the time from one slot to the next counts. */
  readonly isPaced: boolean;
}

/**
 * Why slots are enough is said at SlotRing. Two runners that take at the same moment pass over each other's (SKIP LOCKED). While
 * the pace is lowered, the ring's row is what they wait for: then the time from one slot to the next counts as well.
 */
export class PostgresRing {
  readonly #limit: number;
  readonly #hold: number;
  /** When a transaction began that was committed. */
  #seen: Beginning | undefined;

  constructor({ requestsPerMinute, requestTimeout }: PostgresRingOptions) {
    this.#limit = requestsPerMinute;
    this.#hold = holdFor(requestTimeout);
  }

  /** Once at opening: as many slots as the limit says, new ones spread evenly over the minute to come. */
  async prepare(transaction: PostgresTransaction): Promise<void> {
    const { now } = transaction;
    await transaction.run('SELECT FROM ring FOR UPDATE');
    const { slots } = await transaction.one('SELECT count(*)::integer AS slots FROM slot');
    const missing = this.#limit - Number(slots);
    // The slots that were used last stay, since the minute after their use counts.
    if (missing < 0) {
      await transaction.run(
        'DELETE FROM slot WHERE number IN (SELECT number FROM slot ORDER BY free_at LIMIT $1)',
        -missing,
      );
    }
    if (missing > 0) {
      await transaction.run(
        `INSERT INTO slot (number, generation, free_at)
         SELECT (SELECT coalesce(max(number), 0) FROM slot) + i, 0, $2::bigint + (i - 1) * $3::bigint / $1
         FROM generate_series(1, $1::integer) AS i`,
        missing,
        now,
        span,
      );
    }
  }

  /** As many as are free and wanted; locked until the transaction ends, and used only by `use`. */
  async find(transaction: PostgresTransaction, wanted: number): Promise<FreeSlots> {
    const { now } = transaction;
    await this.#heedDrift(transaction);
    const ring = await this.#readRing(transaction);
    const interval = intervalOf(paceOf(ring, now), this.#limit);
    const blocked = Math.max(integer(ring, 'blocked_until'), interval === 0 ? 0 : integer(ring, 'taken_at') + interval);
    const isPaced = interval > 0;
    if (blocked > now) return { slots: [], wait: blocked - now, isPaced };
    const oldest = integerOrNull(ring, 'oldest');
    if (oldest !== null && oldest < now - idle) await this.#putOffFree(transaction);
    const rows = await transaction.all(
      `SELECT number, generation, nextval('attempt') AS attempt FROM slot WHERE free_at <= $1
       ORDER BY free_at, number LIMIT $2 FOR UPDATE SKIP LOCKED`,
      now,
      isPaced ? Math.min(1, wanted) : wanted,
    );
    const slots = rows.map((row) => ({
      number: integer(row, 'number'),
      generation: integer(row, 'generation') + 1,
      attempt: integer(row, 'attempt'),
    }));
    const next = slots.length < wanted ? await this.#next(transaction, slots) : 0;
    return { slots, wait: Math.max(next, slots.length > 0 ? interval : 0), isPaced };
  }

  /** Some of those that `find` gave. */
  async use(transaction: PostgresTransaction, slots: readonly Slot[], isPaced: boolean): Promise<void> {
    const { now } = transaction;
    await transaction.run(
      'UPDATE slot SET free_at = $1, generation = generation + 1 WHERE number = ANY ($2::integer[])',
      now + span + this.#hold,
      slots.map(({ number }) => number),
    );
    if (isPaced) await transaction.run('UPDATE ring SET taken_at = $1', now);
  }

  /** The requests have been answered or given up: no byte of them arrives from now on. */
  async giveBack(transaction: PostgresTransaction, slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0) return;
    await transaction.run(
      `UPDATE slot SET free_at = $1
       FROM unnest($2::integer[], $3::bigint[]) AS mine (number, generation)
       WHERE slot.number = mine.number AND slot.generation = mine.generation`,
      // The answer came within the millisecond that began then.
      transaction.now + 1 + span,
      slots.map(({ number }) => number),
      slots.map(({ generation }) => generation),
    );
  }

  /** What comes while the key is blocked belongs to the same burst, and halves the pace no further. */
  async block(transaction: PostgresTransaction, milliseconds: number, halve: boolean): Promise<void> {
    const { now } = transaction;
    const ring = await transaction.one('SELECT blocked_until, pace, paced_at FROM ring FOR UPDATE');
    const before = integer(ring, 'blocked_until');
    const until = Math.max(before, now + Math.min(milliseconds, longestBlock));
    if (halve && before <= now) {
      await transaction.run(
        'UPDATE ring SET pace = $1, paced_at = $2, taken_at = $3',
        Math.floor(paceOf(ring, now) / 2),
        until,
        now,
      );
    }
    await transaction.run('UPDATE ring SET blocked_until = $1', until);
  }

  /** Locked where the next one has to know when this one took: at a lowered pace. */
  async #readRing(transaction: PostgresTransaction): Promise<Row> {
    // The end of the index, whatever the server believes of the figures in between.
    const sql = 'SELECT *, (SELECT min(free_at) FROM slot) AS oldest FROM ring';
    const ring = await transaction.one(sql);
    return intervalOf(paceOf(ring, transaction.now), this.#limit) === 0 ? ring : transaction.one(`${sql} FOR UPDATE`);
  }

  /** Milliseconds until the first slot that is not among these. At least one: what is free now is in somebody else's hands. */
  async #next(transaction: PostgresTransaction, except: readonly Slot[]): Promise<number> {
    const row = await transaction.one(
      'SELECT min(free_at) AS free_at FROM slot WHERE number <> ALL ($1::integer[])',
      except.map(({ number }) => number),
    );
    return Math.max(1, (integerOrNull(row, 'free_at') ?? transaction.now + span) - transaction.now);
  }

  /**
   * When some were not wanted for a while: of those that are free by now one stays, and the others go where nobody comes in the
   * minute to come, which has one place for each slot. Whoever finds it first does it. Slots that are not free yet keep their time,
   * so each is put off once a minute at most, and none is ever brought forward. The window's kind is not documented: no part of it
   * is to see a burst.
   */
  async #putOffFree(transaction: PostgresTransaction): Promise<void> {
    await transaction.run(
      `WITH ring AS (SELECT count(*) AS size FROM slot),
       free AS MATERIALIZED (
         SELECT number, row_number() OVER (ORDER BY free_at, number) AS nth
         FROM (SELECT number, free_at FROM slot WHERE free_at <= $1::bigint FOR UPDATE SKIP LOCKED) AS mine
       ),
       vacant AS (
         SELECT place, row_number() OVER (ORDER BY place) AS nth
         FROM (
           SELECT generate_series(0, size - 1) AS place FROM ring
           EXCEPT
           SELECT (free_at - $1) * size / $2::bigint FROM slot, ring
           WHERE (free_at - $1) * size / $2 BETWEEN 1 AND size - 1
         ) AS places
       )
       UPDATE slot SET free_at = $1 + vacant.place * $2 / ring.size
       FROM free JOIN vacant USING (nth), ring
       WHERE slot.number = free.number`,
      transaction.now,
      span,
    );
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
