// Finds chunks on PostgreSQL that were emptied before everybody in them was settled.
import { chunkRefs, refuseEmptied, tallyChunks, type ChunkTally } from './chunk-row.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from './row.ts';

/** So many requests at a time: a run may have millions of them. */
const block = 10_000;

/** @throws BrokenChunk, exit 4. */
export async function refuseEmptiedInPostgres(transaction: PostgresTransaction, run: number): Promise<void> {
  const erased = await transaction.all(`${chunkRefs} WHERE chunk.run = $1 AND chunk.notifications IS NULL`, run);
  if (erased.length > 0) refuseEmptied(erased, await tallyInPostgres(transaction, run));
}

/** As `tallyChunks`: of one chunk, or of all. */
export async function tallyInPostgres(
  transaction: PostgresTransaction,
  run: number,
  chunk: number | null = null,
): Promise<ReadonlyMap<number, ChunkTally>> {
  const sql = `SELECT attempt, chunk, outcomes FROM req
    WHERE run = $1 AND chunk = coalesce($2, chunk) AND attempt > $3 ORDER BY attempt LIMIT $4`;
  const tallies = new Map<number, ChunkTally>();
  for (let after = 0; ;) {
    const rows = await transaction.all(sql, run, chunk, after, block);
    tallyChunks(rows, tallies);
    const last = rows.at(-1);
    if (last === undefined || rows.length < block) return tallies;
    after = integer(last, 'attempt');
  }
}
