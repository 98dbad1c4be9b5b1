// The pace: as many slots as requests are allowed in a minute. A slot is a permission to send one request.
import { backAt, blockedFor, holdFor, paceAt, span, type Slot } from './slot-pace.ts';
import { rowsOf, type Sql, type SqlDatabase } from '../sql.ts';

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
export interface FreeSlots<One extends Slot = FreeSlot> {
  readonly slots: readonly One[];
  /** Milliseconds until there may be more. */
  readonly wait: number;
  /** When the first of them should have been taken, and how much later each of the others, microseconds. */
  readonly evenAt: number;
  readonly interval: number;
}

/** The slots of one transaction. */
export interface Slots<In extends Sql> {
  /** As many as are free, due and wanted; nobody else's until the transaction ends, and used only by `use`. */
  find(sql: In, wanted: number): Promise<FreeSlots>;
  /** The first of those that `find` gave; or none. */
  use(sql: In, found: FreeSlots, slots: readonly FreeSlot[]): Promise<void>;
}

export type SlotWork<Result, In extends Sql> = (sql: In, slots: Slots<In>) => Promise<Result>;

/**
 * Why no window of a minute holds more requests than the limit: a request arrives between its claim and its settlement, or within
 * `hold` after its claim when it is never settled. Its row is free a minute after that, and until then nobody takes or removes it.
 * So when the last of a window's requests is claimed, all the others of that window have rows that are not free. A slot is taken
 * only while fewer rows than the limit are not free: with this one there are at most as many as the limit says at that moment. It
 * may have been another one before, any number of times: rows that a higher limit has left count until their minute is over, and
 * a limit that comes back finds them. Only requests that were under way when the limit was lowered may still arrive beyond it.
 * A slot that is taken and never used, since its process died, is one request less.
 *
 * A row is made when a slot is taken and none is free, so there are never more than were used. The ring counts its rows, and the
 * index knows the one that is free first: a claim costs the same at any limit.
 *
 * Slots are taken evenly, 60 s / limit apart, also when more rows are free: the window's kind is not documented, and no part of it
 * is to see a burst. What was missed for more than a second is given up for that. As a row is away for a minute and for the time
 * from claim to settlement, the share used is 60 s / (60 s + that time). While the pace is lowered, slots are farther apart.
 *
 * The limit that was given last counts, also for processes that opened the ledger before.
 *
 * The methods that are given an `Sql` belong in the caller's transaction.
 */
export abstract class SlotRing<In extends Sql> {
  readonly #limit: number;
  readonly #hold: number;

  constructor({ requestsPerMinute, requestTimeout }: SlotRingOptions) {
    this.#limit = requestsPerMinute;
    this.#hold = holdFor(requestTimeout);
  }

  /** One transaction of work that sends requests: their slots are taken by the time it is committed, and nobody else has them. */
  abstract spend<Result>(
    database: Pick<SqlDatabase<In>, 'write'>,
    wanted: number,
    work: SlotWork<Result, In>,
  ): Promise<Result>;

  /** Once at opening: the limit from now on, for everybody. What was missed before is not caught up. */
  async prepare(sql: In): Promise<void> {
    const now = this.now(sql);
    const ring = await sql.one('UPDATE ring SET per_minute = $1 RETURNING *', this.#limit);
    const { interval } = paceAt(ring, now);
    await sql.run('UPDATE ring SET even_at = greatest(even_at, $1)', now * 1_000 - interval);
    await this.keep(sql);
  }

  /** The requests have been answered or given up: no byte of them arrives from now on. */
  async giveBack(sql: In, slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0) return;
    await this.freeAt(sql, slots, backAt(this.now(sql)));
    await this.keep(sql);
  }

  /** What comes while the key is blocked belongs to the same burst, and halves the pace no further. */
  async block(sql: In, milliseconds: number, halve: boolean): Promise<void> {
    const ring = await sql.one('SELECT blocked_until, pace, paced_at FROM ring FOR UPDATE');
    const { until, pace, pacedAt } = blockedFor(ring, this.now(sql), { milliseconds, halve });
    await sql.run('UPDATE ring SET blocked_until = $1, pace = $2, paced_at = $3', until, pace, pacedAt);
    await this.keep(sql);
  }

  /** By the clock that slots are reckoned by, whole milliseconds. */
  protected abstract now(sql: In): number;

  /** Writes all that was reckoned by that clock. */
  protected abstract keep(sql: In): Promise<void>;

  /** When a slot is free that is taken now and never given back. */
  protected latest(now: number): number {
    return now + span + this.#hold;
  }

  /** Only those that nobody has taken again since. */
  protected async freeAt(sql: In, slots: readonly Slot[], at: number): Promise<void> {
    await sql.run(
      `UPDATE slot SET free_at = $1 FROM rows($2) AS mine
       WHERE slot.number = mine.number AND slot.generation = mine.generation`,
      at,
      rowsOf(
        { number: 'integer', generation: 'integer' },
        slots.map(({ number, generation }) => [number, generation]),
      ),
    );
  }
}
