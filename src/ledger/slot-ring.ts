// The pace: as many slots as requests are allowed in a minute. A slot is a permission to send one request.
import type { Database } from './database.ts';
import type { RingClock } from './ring-clock.ts';
import { integer, type Row } from './row.ts';
import {
  backAt,
  evenTime,
  holdFor,
  longestBlock,
  mostRemoved,
  paceAt,
  shareOf,
  span,
  surplusOf,
  waitFor,
  type Slot,
} from './slot-pace.ts';

export interface SlotRingOptions {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is given up and its socket destroyed. */
  readonly requestTimeout: number;
  readonly clock: Pick<RingClock, 'now' | 'keep'>;
}

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
 * All methods write, and belong in the caller's transaction.
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

  /** Once at opening: the limit from now on. What was missed while there was no process is not caught up. */
  prepare(): void {
    const now = this.#clock.now();
    this.#database.run('UPDATE ring SET per_minute = ?', this.#limit);
    const { interval } = paceAt(this.#read(), now);
    this.#database.run('UPDATE ring SET even_at = max(even_at, ?)', now * 1_000 - interval);
    this.#clock.keep();
  }

  /** Milliseconds until a slot can be taken; 0 when one can be now. */
  wait(): number {
    const now = this.#clock.now();
    const ring = this.#removeSurplus(this.#read(), now);
    return waitFor(paceAt(ring, now).due, this.#readyAt(ring, now), now);
  }

  /** Only after `wait` gave 0 in the same transaction. */
  take(): Slot {
    const now = this.#clock.now();
    const { due } = paceAt(this.#read(), now);
    this.#database.run('UPDATE ring SET even_at = ?', evenTime(due, now));
    const freeAt = now + span + this.#hold;
    const taken = this.#database.get(
      `UPDATE slot SET free_at = ?1, generation = generation + 1
       WHERE number = (SELECT number FROM slot WHERE free_at <= ?2 ORDER BY free_at LIMIT 1)
       RETURNING number, generation`,
      freeAt,
      now,
    );
    this.#clock.keep();
    return taken === undefined
      ? this.#make(freeAt)
      : { number: integer(taken, 'number'), generation: integer(taken, 'generation') };
  }

  /** The request has been answered or given up: no byte of it arrives from now on. */
  giveBack(slot: Slot): void {
    this.#database.run(
      'UPDATE slot SET free_at = ? WHERE number = ? AND generation = ?',
      backAt(this.#clock.now()),
      slot.number,
      slot.generation,
    );
    this.#clock.keep();
  }

  /** What comes while the key is blocked belongs to the same burst, and halves the pace no further. */
  block(milliseconds: number, halve: boolean): void {
    const now = this.#clock.now();
    const ring = this.#read();
    const before = integer(ring, 'blocked_until');
    const until = Math.max(before, now + Math.min(milliseconds, longestBlock));
    if (halve && before <= now) {
      this.#database.run('UPDATE ring SET pace = ?, paced_at = ?', Math.floor(shareOf(ring, now) / 2), until);
    }
    this.#database.run('UPDATE ring SET blocked_until = ?', until);
    this.#clock.keep();
  }

  #read(): Row {
    return this.#database.one('SELECT * FROM ring WHERE one = 1');
  }

  /** With a number that no slot had before, so that nobody gives it back for one that was removed. */
  #make(freeAt: number): Slot {
    const ring = this.#database.one('UPDATE ring SET slots = slots + 1, made = made + 1 RETURNING made');
    const slot = { number: integer(ring, 'made'), generation: 1 };
    this.#database.run('INSERT INTO slot (number, generation, free_at) VALUES (?, 1, ?)', slot.number, freeAt);
    return slot;
  }

  /** By the ring's clock, when fewer rows than the limit are not free. */
  #readyAt(ring: Row, now: number): number {
    const surplus = surplusOf(ring);
    if (surplus < 0) return 0;
    const row = this.#database.one(
      'SELECT free_at FROM slot ORDER BY free_at LIMIT 1 OFFSET ?',
      Math.min(surplus, mostRemoved),
    );
    // Where there are more to be removed, this one is free without being one that the limit allows.
    return Math.max(integer(row, 'free_at'), surplus === 0 ? 0 : now + 1);
  }

  /** After the limit was lowered: what is free beyond it, the longest first. Gives the ring as it is then. */
  #removeSurplus(ring: Row, now: number): Row {
    const surplus = surplusOf(ring);
    if (surplus <= 0) return ring;
    const removed = this.#database.run(
      'DELETE FROM slot WHERE number IN (SELECT number FROM slot WHERE free_at <= ? ORDER BY free_at LIMIT ?)',
      now,
      Math.min(surplus, mostRemoved),
    );
    this.#database.run('UPDATE ring SET slots = slots - ?', removed);
    return this.#read();
  }
}
