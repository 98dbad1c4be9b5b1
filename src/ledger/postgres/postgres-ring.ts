// The slots of a ledger on PostgreSQL, which all runners of it share, on the database's clock.
import { integer, type Row } from '../row.ts';
import { backAt, surplusOf, type Slot } from '../pace/slot-pace.ts';
import { SlotRing, type FreeSlot, type SlotRingOptions, type SlotTable } from '../pace/slot-ring.ts';
import type { Beginning, PostgresTransaction } from './postgres-transaction.ts';

/** By how much the database's clock may run ahead of ours before that counts, milliseconds. */
const drift = 1_000;

export function ringOnPostgres(options: SlotRingOptions): SlotRing<PostgresTransaction> {
  return new SlotRing(new PostgresSlots(), options);
}

class PostgresSlots implements SlotTable<PostgresTransaction> {
  readonly isAlone = false;
  /** When a transaction began that was committed. */
  #seen: Beginning | undefined;

  now(transaction: PostgresTransaction): number {
    return transaction.now;
  }

  /**
   * A database's clock that is put forward would free every slot early: all are put off by as much, and none for longer than one
   * that is taken now, however many notice. That it was put forward is certain; by how much, to the time that the two answers took.
   */
  async heed(transaction: PostgresTransaction, latest: number): Promise<void> {
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
      latest,
    );
  }

  /** Locked until the transaction ends. */
  async free(transaction: PostgresTransaction, ring: Row, most: number): Promise<readonly FreeSlot[]> {
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

  async next(transaction: PostgresTransaction, except: readonly Slot[]): Promise<number> {
    const row = await transaction.one(
      'SELECT least(min(free_at), $2) AS free_at FROM slot WHERE number <> ALL ($1::integer[])',
      except.map(({ number }) => number),
      backAt(transaction.now),
    );
    return integer(row, 'free_at');
  }

  /** In one statement: over a network the way there and back costs more than the work. */
  async take(
    transaction: PostgresTransaction,
    slots: readonly Slot[],
    { freeAt, evenAt }: { readonly freeAt: number; readonly evenAt: number },
  ): Promise<void> {
    await transaction.run(
      `WITH taken AS (
         INSERT INTO slot (number, generation, free_at)
         SELECT number, generation, $1 FROM unnest($2::integer[], $3::bigint[]) AS mine (number, generation)
         ON CONFLICT (number) DO UPDATE SET generation = excluded.generation, free_at = excluded.free_at
       )
       UPDATE ring SET even_at = $4, slots = slots + greatest(0, $5 - made), made = greatest(made, $5)`,
      freeAt,
      slots.map(({ number }) => number),
      slots.map(({ generation }) => generation),
      evenAt,
      Math.max(...slots.map(({ number }) => number)),
    );
  }
}
