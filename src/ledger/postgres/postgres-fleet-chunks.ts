// Chunks of shared runs on PostgreSQL: taken, taken over, finished by whoever has them, found again when their job was lost.
import type { Job } from '../../delivery/queue.ts';
import type { ChunkRef } from '../../delivery/spool.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { chunkRefs, readChunkRef } from '../chunks/chunk-row.ts';
import { reduceChunk, reopenChunks } from '../chunks/chunks.ts';
import { requireRun } from '../runs.ts';
import { doubtOpenClaims } from '../settle.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer, text, type Row } from '../row.ts';

interface Taken {
  readonly epoch: number;
  readonly chunk: ChunkRef;
}

/**
 * Waits for claims that are made in it now (FOR SHARE); those of its last worker that are open by then become in doubt, and it
 * makes no more. Undefined when the run does not run or the chunk is finished.
 */
export async function takePostgresChunk(
  transaction: PostgresTransaction,
  run: string,
  number: number,
  worker: string,
): Promise<Taken | undefined> {
  const row = await transaction.get(
    `UPDATE chunk SET epoch = chunk.epoch + 1, worker = $3 FROM run
     WHERE chunk.run = run.number AND run.id = $1 AND chunk.number = $2
       AND run.state = 'running' AND run.mode <> 'alone' AND NOT chunk.finished
     RETURNING chunk.run, chunk.epoch`,
    run,
    number,
    worker,
  );
  if (row === undefined) return undefined;
  await doubtOpenClaims(transaction, integer(row, 'run'), number);
  const ref = await transaction.one(
    `${chunkRefs} WHERE chunk.run = $1 AND chunk.number = $2`,
    integer(row, 'run'),
    number,
  );
  return { epoch: integer(row, 'epoch'), chunk: readChunkRef(ref) };
}

/** Nothing happens when it was taken over: whoever has it now finishes it. */
export async function finishPostgresChunk(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  id: string,
  { number, epoch }: { readonly number: number; readonly epoch: number },
): Promise<void> {
  const { number: run } = await requireRun(transaction, id);
  const mine = 'SELECT FROM chunk WHERE run = $1 AND number = $2 AND epoch = $3 FOR UPDATE';
  if ((await transaction.get(mine, run, number, epoch)) === undefined) return;
  await reduceChunk(transaction, mac, { run, number }, 'unsettled');
}

/** An answer that came after a takeover may have proved somebody unsent in a chunk that is finished. Gives how many are not. */
export async function reopenPostgresChunks(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  id: string,
): Promise<number> {
  const { number: run, record } = await requireRun(transaction, id);
  if (record.state !== 'running') return 0;
  await reopenChunks(transaction, mac, run);
  const left = 'SELECT count(*)::integer AS chunks FROM chunk WHERE run = $1 AND NOT finished';
  return integer(await transaction.one(left, run), 'chunks');
}

/** At most so many chunks of each run that workers send now and of each priority, in order; the end of those that have none left. */
export async function unfinishedJobs(transaction: PostgresTransaction, most: number): Promise<readonly Job[]> {
  const rows = await transaction.all(
    `SELECT run.id, chunk.number, chunk.priority FROM run
     LEFT JOIN LATERAL (
       SELECT found.number, class.priority FROM (
         SELECT settings::json ->> 'priority' AS priority, array_agg(position) AS positions
         FROM run_campaign WHERE run_campaign.run = run.number GROUP BY 1
       ) AS class CROSS JOIN LATERAL (
         SELECT number FROM chunk
         WHERE chunk.run = run.number AND position = ANY (class.positions) AND NOT finished ORDER BY number LIMIT $1
       ) AS found
     ) AS chunk ON true
     WHERE run.mode <> 'alone' AND run.state = 'running' ORDER BY run.number, chunk.number`,
    most,
  );
  return rows.map((row) => {
    const run = text(row, 'id');
    return row['number'] === null ? { kind: 'close', run } : readChunkJob(run, row);
  });
}

/** From its number and its campaign's priority, which is null in runs of an older version. */
export function readChunkJob(run: string, row: Row): Job {
  const priority = row['priority'] === 'high' ? 'high' : 'normal';
  return { kind: 'chunk', run, chunk: integer(row, 'number'), priority };
}
