// Finds chunks that were emptied before everybody in them was settled.
import { chunkRefs, refuseEmptied, tallyChunks, type ChunkTally } from './chunk-row.ts';
import { requestsOf } from '../requests.ts';
import type { Sql } from '../sql.ts';

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
  const tallies = new Map<number, ChunkTally>();
  for await (const requests of requestsOf(sql, run, chunk)) tallyChunks(requests, tallies);
  return tallies;
}
