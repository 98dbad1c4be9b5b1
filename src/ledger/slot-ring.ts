// The pace: as many slots as requests are allowed in a minute. A slot is a permission to send one request.
import type { Database } from './database.ts';
import type { RingClock } from './ring-clock.ts';
import { integer } from './row.ts';
import { holdFor, idle, intervalOf, longestBlock, paceOf, span, type Slot } from './slot-pace.ts';

export interface SlotRingOptions {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is given up and its socket destroyed. */
  readonly requestTimeout: number;
  readonly clock: Pick<RingClock, 'now' | 'keep'>;
}

/**
 * Why no window of a minute holds more requests than slots: a request arrives between its claim and its settlement, or within
 * `hold` after its claim when it is never settled. The slot is free again a minute after that, so two arrivals on one slot are
 * a minute apart. Used to the share 60 s / (60 s + the time from claim to settlement).
 *
 * While the pace is lowered, there is also a time that has to pass from one slot to the next.
 *
 * All but `wait` write and belong in the caller's transaction.
 */
export class SlotRing {
  readonly #database: Database;
  readonly #limit: number;
  readonly #hold: number;
  readonly #clock: SlotRingOptions['clock'];

  constructor(database: Database, options: SlotRingOptions) {
    this.#database = database;
    this.#limit = options.requestsPerMinute;
    this.#hold = holdFor(options.requestTimeout);
    this.#clock = options.clock;
  }

  /** Once at opening: as many slots as the limit says, the free ones spread evenly. */
  prepare(): void {
    const now = this.#clock.now();
    const slots = integer(this.#database.one('SELECT count(*) AS slots FROM slot'), 'slots');
    // The slots that were used last stay, since the minute after their use counts.
    this.#database.run(
      'DELETE FROM slot WHERE number IN (SELECT number FROM slot ORDER BY free_at LIMIT ?)',
      Math.max(0, slots - this.#limit),
    );
    this.#database.run(
      `INSERT INTO slot (number, generation, free_at)
       WITH RECURSIVE more (i) AS (SELECT 1 WHERE ?1 > 0 UNION ALL SELECT i + 1 FROM more WHERE i < ?1)
       SELECT (SELECT coalesce(max(number), 0) FROM slot) + i, 0, ?2 FROM more`,
      Math.max(0, this.#limit - slots),
      now,
    );
    this.#spread(now);
    this.#clock.keep();
  }

  /** Milliseconds until a slot can be taken; 0 when one is free. */
  wait(): number {
    const now = this.#clock.now();
    const ring = this.#database.one('SELECT blocked_until, pace, paced_at, taken_at FROM ring WHERE one = 1');
    const next = integer(ring, 'taken_at') + intervalOf(paceOf(ring, now), this.#limit);
    return Math.max(0, integer(ring, 'blocked_until') - now, next - now, this.#oldest() - now);
  }

  /** Only after `wait` gave 0 in the same transaction. */
  take(): Slot {
    const now = this.#clock.now();
    if (this.#oldest() < now - idle) this.#spread(now);
    const taken = this.#database.one(
      `UPDATE slot SET free_at = ?1, generation = generation + 1
       WHERE number = (SELECT number FROM slot WHERE free_at <= ?2 ORDER BY free_at, number LIMIT 1)
       RETURNING number, generation`,
      now + span + this.#hold,
      now,
    );
    this.#database.run('UPDATE ring SET taken_at = ?', now);
    this.#clock.keep();
    return { number: integer(taken, 'number'), generation: integer(taken, 'generation') };
  }

  /** The request has been answered or given up: no byte of it arrives from now on. */
  giveBack(slot: Slot): void {
    this.#database.run(
      'UPDATE slot SET free_at = ? WHERE number = ? AND generation = ?',
      // The answer came within the millisecond that began then.
      this.#clock.now() + 1 + span,
      slot.number,
      slot.generation,
    );
    this.#clock.keep();
  }

  /** What comes while the key is blocked belongs to the same burst, and halves the pace no further. */
  block(milliseconds: number, halve: boolean): void {
    const now = this.#clock.now();
    const ring = this.#database.one('SELECT blocked_until, pace, paced_at FROM ring WHERE one = 1');
    const before = integer(ring, 'blocked_until');
    const until = Math.max(before, now + Math.min(milliseconds, longestBlock));
    if (halve && before <= now) {
      this.#database.run('UPDATE ring SET pace = ?, paced_at = ?', Math.floor(paceOf(ring, now) / 2), until);
    }
    this.#database.run('UPDATE ring SET blocked_until = ?', until);
    this.#clock.keep();
  }

  #oldest(): number {
    return integer(this.#database.one('SELECT min(free_at) AS free_at FROM slot'), 'free_at');
  }

  /** The window's kind is not documented: evenly, one slot every minute / limit. Slots are only ever put off, never brought forward. */
  #spread(now: number): void {
    this.#database.run(
      `UPDATE slot SET free_at = even.free_at
       FROM (
         SELECT number, CAST(?1 + (row_number() OVER (ORDER BY free_at, number) - 1) * ?2 / ?3 AS INTEGER) AS free_at
         FROM slot
       ) AS even
       WHERE slot.number = even.number AND slot.free_at < even.free_at`,
      now,
      span,
      this.#limit,
    );
  }
}
