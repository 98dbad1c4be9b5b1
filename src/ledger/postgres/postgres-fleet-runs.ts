// Shared runs on PostgreSQL: handed to workers, stopped by one of them for all, finished by whoever finds nothing left.
import type { SharedMode } from '../../delivery/fleet-ledger.ts';
import type { Job } from '../../delivery/queue.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { refuseEmptiedOf } from '../chunks/emptied-chunks.ts';
import { readChunkJob } from './postgres-fleet-chunks.ts';
import { lockRun, moveTo } from '../run-life.ts';
import { requireRun } from '../runs.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';

/** The run runs from now on, and workers may take part. Gives the jobs that go with it in the same transaction. */
export async function sharePostgresRun(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  id: string,
  { mode, ...change }: { readonly seal: string; readonly mode: SharedMode; readonly at: number },
): Promise<readonly Job[]> {
  const run = await requireRun(transaction, id);
  await moveTo(transaction, mac, run, 'running', change);
  await transaction.run('UPDATE run SET mode = $1 WHERE number = $2', mode, run.number);
  const rows = await transaction.all(
    `SELECT number, settings::json ->> 'priority' AS priority FROM chunk JOIN run_campaign USING (run, position)
     WHERE run = $1 AND NOT finished ORDER BY number`,
    run.number,
  );
  const chunks = rows.map((row) => readChunkJob(id, row));
  return chunks.length > 0 ? chunks : [{ kind: 'close', run: id }];
}

/** The state is not touched: a stop or a pause that came meanwhile counts. */
export async function leadPostgresRun(transaction: PostgresTransaction, id: string): Promise<void> {
  await transaction.run("UPDATE run SET mode = 'led' WHERE id = $1", id);
}

export async function beginPostgresRound(transaction: PostgresTransaction, id: string, most: number): Promise<boolean> {
  const sql = "UPDATE run SET rounds = rounds + 1 WHERE id = $1 AND state = 'running' AND rounds < $2";
  return (await transaction.run(sql, id, most)) === 1;
}

/** @returns false when a chunk is not finished, or the run does not run. @throws BrokenChunk, exit 4, where one was emptied. */
export async function finishPostgresRun(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  id: string,
  at: number,
): Promise<boolean> {
  await lockRun(transaction, id);
  const run = await requireRun(transaction, id);
  if (run.record.state !== 'running' || run.record.mode === 'alone') return false;
  const left = await transaction.get('SELECT FROM chunk WHERE run = $1 AND NOT finished LIMIT 1', run.number);
  if (left !== undefined) return false;
  await refuseEmptiedOf(transaction, run.number);
  await moveTo(transaction, mac, run, 'finished', { at });
  return true;
}
