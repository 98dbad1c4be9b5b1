// The pace: as many slots as requests are allowed in a minute. A slot is a permission to send one request.
import type { Statements } from './database.ts';
import type { FreeSlot, FreeSlots, Ring } from '../ring.ts';
import type { RingClock } from './ring-clock.ts';
import { integer, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';
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
  readonly #database: Statements;
  readonly #limit: number;
  readonly #hold: number;
  readonly #clock: SlotRingOptions['clock'];

  constructor(database: Statements, options: SlotRingOptions) {
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

  /** As many as are free, due and wanted; taken only by `use`, in the same transaction. */
  find(wanted: number): FreeSlots {
    const now = this.#clock.now();
    const ring = this.#removeSurplus(this.#read(), now);
    const early = waitFor(paceAt(ring, now).due, this.#readyAt(ring, now), now);
    if (early > 0) return { slots: [], wait: early, evenAt: 0, interval: 0 };
    const { count, evenAt, interval } = slotsDue(ring, now);
    const most = Math.min(wanted, count);
    const slots = this.#freeSlots(ring, most, now);
    const wait =
      slots.length < most ? this.#next(now) - now : Math.ceil((evenAt + slots.length * interval) / 1_000) - now;
    return { slots, wait: Math.max(1, wait), evenAt, interval };
  }

  /** The first of those that `find` gave: at least one. */
  use(found: FreeSlots, slots: readonly Slot[]): void {
    const freeAt = this.#clock.now() + span + this.#hold;
    for (const { number, generation } of slots) {
      this.#database.run(
        `INSERT INTO slot (number, generation, free_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET generation = excluded.generation, free_at = excluded.free_at`,
        number,
        generation,
        freeAt,
      );
    }
    this.#database.run(
      'UPDATE ring SET even_at = ?1, slots = slots + max(0, ?2 - made), made = max(made, ?2)',
      found.evenAt + (slots.length - 1) * found.interval,
      Math.max(...slots.map(({ number }) => number)),
    );
    this.#clock.keep();
  }

  /** The requests have been answered or given up: no byte of them arrives from now on. */
  giveBack(...slots: readonly Slot[]): void {
    const freeAt = backAt(this.#clock.now());
    for (const { number, generation } of slots) {
      this.#database.run('UPDATE slot SET free_at = ? WHERE number = ? AND generation = ?', freeAt, number, generation);
    }
    this.#clock.keep();
  }

  block(milliseconds: number, halve: boolean): void {
    const { until, pace, pacedAt } = blockedFor(this.#read(), this.#clock.now(), { milliseconds, halve });
    this.#database.run('UPDATE ring SET blocked_until = ?, pace = ?, paced_at = ?', until, pace, pacedAt);
    this.#clock.keep();
  }

  #read(): Row {
    return this.#database.one('SELECT * FROM ring WHERE one = 1');
  }

  /** Those that are free, and new ones with numbers that no slot had before, so that nobody gives them back for one that was removed. */
  #freeSlots(ring: Row, most: number, now: number): readonly FreeSlot[] {
    // Where there are more than the limit allows there is something to wait for, and this is not asked.
    const room = -surplusOf(ring);
    // SQLite prepares a statement again for each value that its LIMIT is given.
    const free = this.#database.all(
      `SELECT number, generation FROM slot WHERE free_at <= ? ORDER BY free_at LIMIT ${most}`,
      now,
    );
    const made = integer(ring, 'made');
    const more = Array.from({ length: Math.min(most - free.length, room) }, (_, index) => ({
      number: made + 1 + index,
      generation: 0,
    }));
    const last = integer(this.#database.one('SELECT coalesce(max(attempt), 0) AS attempt FROM req'), 'attempt');
    return [...free, ...more].map((slot, index) => ({
      number: integer(slot, 'number'),
      generation: integer(slot, 'generation') + 1,
      attempt: last + 1 + index,
    }));
  }

  /** By the ring's clock, when the first slot is free that is not free now, unless one that is under way comes back before. */
  #next(now: number): number {
    const row = this.#database.one(
      'SELECT min(ifnull(min(free_at), ?2), ?2) AS free_at FROM slot WHERE free_at > ?1',
      now,
      backAt(now),
    );
    return integer(row, 'free_at');
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

/** For claims and settlements, in whose transaction the ring's own statements are. */
export function ringOf(ring: SlotRing): Ring<Sql> {
  return {
    find: async (_, wanted) => ring.find(wanted),
    use: async (_, found, slots) => ring.use(found, slots),
    giveBack: async (_, slots) => ring.giveBack(...slots),
    block: async (_, milliseconds, halve) => ring.block(milliseconds, halve),
  };
}
