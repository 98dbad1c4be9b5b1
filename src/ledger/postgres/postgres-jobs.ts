// The jobs of shared runs, as the ledger says: what is not finished gets one.
import type { Job } from '../../delivery/work/queue.ts';
import type { QueuedJob } from './open-queue.ts';
import { integer, integerOrNull, text, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';

/**
 * At most so many chunks of each run that workers send now and of each priority, in order, of those that are due; the end of runs that
 * have none left, but for those that wait.
 */
export async function unfinishedJobs(sql: Sql, most: number, now: number): Promise<readonly Job[]> {
  const rows = await sql.all(
    `SELECT run.id, chunk.number, chunk.priority FROM run
     LEFT JOIN LATERAL (
       SELECT found.number, class.priority FROM (
         SELECT settings::json ->> 'priority' AS priority, array_agg(position) AS positions
         FROM run_campaign WHERE run_campaign.run = run.number GROUP BY 1
       ) AS class CROSS JOIN LATERAL (
         SELECT number FROM chunk
         WHERE chunk.run = run.number AND position = ANY (class.positions) AND NOT finished
           AND (due IS NULL OR due <= $2) ORDER BY number LIMIT $1
       ) AS found
     ) AS chunk ON true
     WHERE run.mode <> 'alone' AND (run.state = 'running' OR (run.state = 'waiting' AND chunk.number IS NOT NULL))
     ORDER BY run.number, chunk.number`,
    most,
    now,
  );
  return rows.map((row) => (row['number'] === null ? { kind: 'close', run: text(row, 'id') } : readChunkJob(row)));
}

/** Of one run, all, each for when it is due; its end where it has no chunk left. */
export async function jobsOf(sql: Sql, id: string): Promise<readonly QueuedJob[]> {
  const rows = await sql.all(
    `SELECT run.id, chunk.number, chunk.due, settings::json ->> 'priority' AS priority
     FROM run JOIN chunk ON chunk.run = run.number JOIN run_campaign USING (run, position)
     WHERE run.id = $1 AND NOT finished ORDER BY chunk.number`,
    id,
  );
  if (rows.length === 0) return [{ kind: 'close', run: id }];
  return rows.map((row) => ({ ...readChunkJob(row), due: integerOrNull(row, 'due') ?? undefined }));
}

/** The priority is null in runs of an older version. */
function readChunkJob(row: Row): Job {
  const priority = row['priority'] === 'high' ? 'high' : 'normal';
  return { kind: 'chunk', run: text(row, 'id'), chunk: integer(row, 'number'), priority };
}
