// The pace: a slot is a permission to send one request, and there are as many slots as requests allowed per minute.
import { backAt, blockedFor, holdFor, paceAt, span, type Slot } from './slot-pace.ts';
import { rowsOf, type Sql, type SqlDatabase } from '../sql.ts';

export interface SlotRingOptions {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is abandoned and its socket destroyed. */
  readonly requestTimeout: number;
}

/** A slot with the number of the attempt that will use it, which is known before the commit. */
export interface FreeSlot extends Slot {
  readonly attempt: number;
}

/** The slots that may be taken in one transaction. */
export interface FreeSlots<One extends Slot = FreeSlot> {
  readonly slots: readonly One[];
  /** Milliseconds until there may be more. */
  readonly wait: number;
  /** When the first slot should have been taken, and how far apart the others are; in microseconds. */
  readonly evenAt: number;
  readonly interval: number;
}

/** Finds and takes slots in one transaction. */
export interface Slots<In extends Sql> {
  /** Returns as many slots as are free, due and wanted. Nobody else has them until the transaction ends, and only `use` takes them. */
  find(sql: In, wanted: number): Promise<FreeSlots>;
  /** Takes `slots`, which are the first of those that `find` returned, or none. */
  use(sql: In, found: FreeSlots, slots: readonly FreeSlot[]): Promise<void>;
}

export type SlotWork<Result, In extends Sql> = (sql: In, slots: Slots<In>) => Promise<Result>;

/**
 * Why no window of a minute holds more requests than the limit: a request arrives between its claim and its settlement, or within `hold` after its
 * claim if it is never settled. Its row becomes free a minute after that, and until then nobody takes or removes it. So when the last request of a
 * window is claimed, all others of that window have rows in use. A slot is taken only while fewer rows than the limit are in use; with the new one
 * there are at most as many as the limit at that moment. The limit may have changed before, any number of times: rows that a higher limit has left
 * count until their minute is over, and a limit that is raised again finds them. Only requests that were under way when the limit was lowered may
 * still arrive beyond it. A slot that is taken and never used, because its process died, means one request fewer.
 *
 * A row is made when a slot is taken and none is free, so there are never more rows than were used. The ring counts its rows, and the index finds the
 * row that becomes free first: a claim costs the same at any limit.
 *
 * Slots are taken evenly, 60 s / limit apart, even if more rows are free: the kind of the vendor's window is not documented, and no part of it should
 * see a burst. For that reason, slots missed by more than a second are given up. A row is in use for a minute plus the time from claim to settlement,
 * so the share of the limit that is used is 60 s / (60 s + that time). While the pace is lowered, slots are farther apart.
 *
 * The limit that was set last applies, also to processes that opened the ledger before.
 *
 * The methods that take an `Sql` belong in the caller's transaction.
 */
export abstract class SlotRing<In extends Sql> {
  readonly #limit: number;
  readonly #hold: number;

  constructor({ requestsPerMinute, requestTimeout }: SlotRingOptions) {
    this.#limit = requestsPerMinute;
    this.#hold = holdFor(requestTimeout);
  }

  /** Runs work that sends requests in one transaction. When it commits, its slots are taken, and nobody else has them. */
  abstract spend<Result>(
    database: Pick<SqlDatabase<In>, 'write'>,
    wanted: number,
    work: SlotWork<Result, In>,
  ): Promise<Result>;

  /** Sets the limit for everybody, once at opening. Slots missed before are not caught up. */
  async prepare(sql: In): Promise<void> {
    const now = this.now(sql);
    const ring = await sql.one('UPDATE ring SET per_minute = $1 RETURNING *', this.#limit);
    const { interval } = paceAt(ring, now);
    await sql.run('UPDATE ring SET even_at = greatest(even_at, $1)', now * 1_000 - interval);
    await this.keep(sql);
  }

  /** Gives slots back after their requests were answered or abandoned: no byte of them arrives from now on. */
  async giveBack(sql: In, slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0) return;
    await this.freeAt(sql, slots, backAt(this.now(sql)));
    await this.keep(sql);
  }

  /** Blocks the key. Answers that come while it is blocked belong to the same burst, and do not halve the pace again. */
  async block(sql: In, milliseconds: number, halve: boolean): Promise<void> {
    const ring = await sql.one('SELECT blocked_until, pace, paced_at FROM ring FOR UPDATE');
    const { until, pace, pacedAt } = blockedFor(ring, this.now(sql), { milliseconds, halve });
    await sql.run('UPDATE ring SET blocked_until = $1, pace = $2, paced_at = $3', until, pace, pacedAt);
    await this.keep(sql);
  }

  /** The time of the ring's clock, in whole milliseconds. */
  protected abstract now(sql: In): number;

  /** Writes everything that was computed with that clock. */
  protected abstract keep(sql: In): Promise<void>;

  /** When a slot that is taken now and never given back becomes free. */
  protected latest(now: number): number {
    return now + span + this.#hold;
  }

  /** Skips slots that somebody has taken again since. */
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
