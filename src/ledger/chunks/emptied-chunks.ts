// Finds chunks that were emptied before everybody in them was settled.
import { chunkRefs, refuseEmptied, tallyChunks, type ChunkTally } from './chunk-row.ts';
import { integer } from '../row.ts';
import type { Sql } from '../sql.ts';

/** So many requests at a time: a run may have millions of them. */
const block = 10_000;

/** @throws BrokenChunk, exit 4. */
export async function refuseEmptiedOf(sql: Sql, run: number): Promise<void> {
  const erased = await sql.all(`${chunkRefs} WHERE chunk.run = $1 AND chunk.notifications IS NULL`, run);
  if (erased.length > 0) refuseEmptied(erased, await tallyRequests(sql, run));
}

/** As `tallyChunks`: of one chunk, or of all. */
export async function tallyRequests(
  sql: Sql,
  run: number,
  chunk: number | null = null,
): Promise<ReadonlyMap<number, ChunkTally>> {
  const text = `SELECT attempt, chunk, outcomes FROM req
    WHERE run = $1 AND chunk = coalesce($2, chunk) AND attempt > $3 ORDER BY attempt LIMIT $4`;
  const tallies = new Map<number, ChunkTally>();
  for (let after = 0; ;) {
    const rows = await sql.all(text, run, chunk, after, block);
    tallyChunks(rows, tallies);
    const last = rows.at(-1);
    if (last === undefined || rows.length < block) return tallies;
    after = integer(last, 'attempt');
  }
}
