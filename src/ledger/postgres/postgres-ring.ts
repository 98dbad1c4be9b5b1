// The slots of a ledger on PostgreSQL. All runners share them, and they use the database's clock.
import { integer, integerOrNull, type Row } from '../row.ts';
import type { SqlDatabase } from '../sql.ts';
import { backAt, catchUp, mostRemoved, paceAt, surplusOf, waitFor, type Slot } from '../pace/slot-pace.ts';
import { SlotRing, type FreeSlot, type FreeSlots, type SlotRingOptions, type SlotWork } from '../pace/slot-ring.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import type { Beginning, PostgresTransaction } from './postgres-transaction.ts';

/** How far the database's clock may get ahead of this machine's before it counts as set forward, in milliseconds. */
const drift = 1_000;

/** `ready_at` is when fewer rows than the limit will be in use: null if there is room for more. */
const look = `ring.*, CASE WHEN slots >= per_minute THEN (
    SELECT max(free_at) FROM (
      SELECT free_at FROM slot ORDER BY free_at, number LIMIT least(ring.slots - ring.per_minute, ${mostRemoved}) + 1
    ) AS first
  ) END AS ready_at FROM ring`;

/** Removes free slots beyond a lowered limit, those free longest first. */
const trim = `WITH spare AS MATERIALIZED (
    SELECT number FROM slot WHERE free_at <= $1 ORDER BY free_at, number
    LIMIT (SELECT least(greatest(slots - per_minute, 0), ${mostRemoved}) FROM ring) FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM slot WHERE number IN (SELECT number FROM spare) RETURNING number
  )
  UPDATE ring SET slots = slots - (SELECT count(*) FROM gone)`;

/**
 * Takes as many slots as are due: free ones, then new ones with numbers that no slot had before. Takes none while there are more rows than the limit,
 * because a row may then be free without being within the limit. `even` is when the first should have been taken.
 */
const take = `WITH due AS (
    SELECT made, per_minute - slots AS room, even,
      least($1::bigint, greatest(0, 1 + floor(($2::bigint - even)::numeric / $3::bigint)))::bigint AS most
    FROM (
      SELECT *, greatest(even_at + $3::bigint, blocked_until * 1000, $2::bigint - ${catchUp}) AS even FROM ring
    ) AS ring WHERE slots <= per_minute
  ), free AS (
    SELECT number, generation FROM slot WHERE free_at <= $4 ORDER BY free_at, number
    LIMIT (SELECT coalesce(max(most), 0) FROM due) FOR UPDATE SKIP LOCKED
  ), more AS (
    SELECT made + i AS number, 0 AS generation
    FROM due, generate_series(1, least(most - (SELECT count(*) FROM free), room)::integer) AS i
  ), taken AS (
    INSERT INTO slot (number, generation, free_at)
    SELECT number, generation + 1, $5 FROM (SELECT * FROM free UNION ALL SELECT * FROM more) AS given
    ON CONFLICT (number) DO UPDATE SET generation = excluded.generation, free_at = excluded.free_at
    RETURNING number, generation
  ), used AS (
    UPDATE ring SET even_at = even + ((SELECT count(*) FROM taken) - 1) * $3::bigint,
      slots = slots + (SELECT count(*) FROM more), made = ring.made + (SELECT count(*) FROM more)
    FROM due WHERE EXISTS (SELECT FROM taken)
  )
  SELECT even, most, number, generation FROM due LEFT JOIN taken ON true ORDER BY number`;

/**
 * Slots are taken in a transaction of their own, whose statements are sent in one message. A transaction that waits for the row of the ring waits only for the
 * server and its disk, never for another process. So concurrent claimers take slots one after the other, and then claim in parallel. Unused slots are
 * given back at once. A process that finds no free slot does not wait for any other.
 */
export class PostgresRing extends SlotRing<PostgresTransaction> {
  readonly #database: Pick<PostgresDatabase, 'write' | 'writeAtOnce'>;
  /** When the last committed transaction began. */
  #seen: Beginning | undefined;

  constructor(database: Pick<PostgresDatabase, 'write' | 'writeAtOnce'>, options: SlotRingOptions) {
    super(options);
    this.#database = database;
  }

  async spend<Result>(
    database: Pick<SqlDatabase<PostgresTransaction>, 'write'>,
    wanted: number,
    work: SlotWork<Result, PostgresTransaction>,
  ): Promise<Result> {
    const taken = await this.take(wanted);
    let used = 0;
    const result = await database.write((transaction) =>
      work(transaction, {
        find: async (sql) => {
          used = 0;
          return withAttempts(sql, taken);
        },
        use: async (_sql, _found, slots) => {
          used = slots.length;
        },
      }),
    );
    if (used < taken.slots.length) await this.#leave(taken, used);
    return result;
  }

  /** Takes slots, which nobody else gets from now on. */
  take(wanted: number): Promise<FreeSlots<Slot>> {
    return this.#database.writeAtOnce(look, async (transaction, ring) => {
      const { now } = transaction;
      const { interval, due } = paceAt(ring, now);
      const early = waitFor(due, integerOrNull(ring, 'ready_at') ?? 0, now);
      const heeded = this.#heed(transaction);
      if (early > 0) {
        await heeded;
        return { slots: [], wait: early, evenAt: 0, interval };
      }
      const [, , , rows, first] = await Promise.all([
        heeded,
        // A statement of its own: the following ones then see everything that was committed before the lock was granted.
        transaction.run('SELECT FROM ring FOR UPDATE'),
        surplusOf(ring) > 0 ? transaction.run(trim, now) : 0,
        transaction.all(take, wanted, now * 1_000, interval, now, this.latest(now)),
        transaction.one('SELECT coalesce(min(free_at), $1) AS free_at FROM slot', now),
      ]);
      return takenIn(rows, { now, interval, freeAt: integer(first, 'free_at') });
    });
  }

  protected now(transaction: PostgresTransaction): number {
    return transaction.now;
  }

  protected async keep(): Promise<void> {
    // Nothing to write: the server has its own clock.
  }

  /**
   * Notices when the database's clock is set forward, which would free every slot too early. Delays all slots by the same time, but none longer than
   * a slot that is taken now, however many processes notice. That the clock was set forward is certain; by how much is known up to the time that the
   * two answers took.
   */
  async #heed(transaction: PostgresTransaction): Promise<void> {
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
      this.latest(seen.now),
    );
  }

  /** Gives unused slots back. They are free, and if nobody has taken any since, they are due again. If this fails, they come back later. */
  async #leave({ slots, evenAt, interval }: FreeSlots<Slot>, used: number): Promise<void> {
    const last = evenAt + (slots.length - 1) * interval;
    await this.#database
      .write(async (transaction) => {
        await this.freeAt(transaction, slots.slice(used), this.now(transaction));
        await transaction.run('UPDATE ring SET even_at = $1 WHERE even_at = $2', evenAt + (used - 1) * interval, last);
      })
      .catch(() => undefined);
  }
}

/** Numbers the slots' attempts in the transaction that claims: if that is tried again, nobody knows whether the numbers before were committed. */
async function withAttempts(transaction: PostgresTransaction, taken: FreeSlots<Slot>): Promise<FreeSlots> {
  const { slots } = taken;
  if (slots.length === 0) return { ...taken, slots: [] };
  const rows = await transaction.all("SELECT nextval('attempt') AS attempt FROM generate_series(1, $1)", slots.length);
  return {
    ...taken,
    slots: slots.flatMap((slot, index): readonly FreeSlot[] =>
      rows.slice(index, index + 1).map((row) => ({ ...slot, attempt: integer(row, 'attempt') })),
    ),
  };
}

interface Taking {
  readonly now: number;
  readonly interval: number;
  /** When the first row that was not taken becomes free. */
  readonly freeAt: number;
}

function takenIn(rows: readonly Row[], { now, interval, freeAt }: Taking): FreeSlots<Slot> {
  const [first] = rows;
  // Somebody lowered the limit, or blocked the key, while this waited.
  if (first === undefined) return { slots: [], wait: 1, evenAt: 0, interval };
  const slots = rows.flatMap((row) =>
    row['number'] === null ? [] : [{ number: integer(row, 'number'), generation: integer(row, 'generation') }],
  );
  const evenAt = integer(first, 'even');
  const isSpent = slots.length < integer(first, 'most');
  const next = isSpent ? Math.min(freeAt, backAt(now)) : Math.ceil((evenAt + slots.length * interval) / 1_000);
  return { slots, wait: Math.max(1, next - now), evenAt, interval };
}
