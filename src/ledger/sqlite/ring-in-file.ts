// The slots of a ledger in a file, which one process at a time uses. They have a clock of their own.
import { integer, type Row } from '../row.ts';
import { backAt, surplusOf } from '../pace/slot-pace.ts';
import { LoneRing, type SlotTable } from '../pace/lone-ring.ts';
import type { SlotRingOptions } from '../pace/slot-ring.ts';
import type { Sql } from '../sql.ts';
import type { RingClock } from './ring-clock.ts';

export function ringInFile(clock: RingClock, options: SlotRingOptions): LoneRing {
  const now = (): number => clock.now();
  return new LoneRing(
    {
      now,
      keep: (sql) => clock.keep(sql),
      free: (sql, ring, most) => freeSlots(sql, ring, most, now()),
      next: async (sql) => {
        const text = 'SELECT least(coalesce(min(free_at), $2), $2) AS free_at FROM slot WHERE free_at > $1';
        return integer(await sql.one(text, now(), backAt(now())), 'free_at');
      },
      take: async (sql, slots, { freeAt, evenAt }) => {
        for (const { number, generation } of slots) {
          await sql.run(
            `INSERT INTO slot (number, generation, free_at) VALUES ($1, $2, $3)
             ON CONFLICT DO UPDATE SET generation = excluded.generation, free_at = excluded.free_at`,
            number,
            generation,
            freeAt,
          );
        }
        await sql.run(
          'UPDATE ring SET even_at = $1, slots = slots + greatest(0, $2 - made), made = greatest(made, $2)',
          evenAt,
          Math.max(...slots.map(({ number }) => number)),
        );
      },
    },
    options,
  );
}

async function freeSlots(sql: Sql, ring: Row, most: number, now: number): ReturnType<SlotTable['free']> {
  // The limit is part of the text: SQLite would prepare the statement again for each value bound to LIMIT.
  const free = await sql.all(
    `SELECT number, generation FROM slot WHERE free_at <= $1 ORDER BY free_at LIMIT ${most}`,
    now,
  );
  const made = integer(ring, 'made');
  // The surplus is never positive here: if it were, the caller would have to wait and would not ask for slots.
  const more = Array.from({ length: Math.min(most - free.length, -surplusOf(ring)) }, (_, index) => ({
    number: made + 1 + index,
    generation: 0,
  }));
  const last = integer(await sql.one('SELECT coalesce(max(attempt), 0) AS attempt FROM req'), 'attempt');
  return [...free, ...more].map((slot, index) => ({
    number: integer(slot, 'number'),
    generation: integer(slot, 'generation') + 1,
    attempt: last + 1 + index,
  }));
}
