// Derives the jobs of shared runs from the ledger: every chunk that is not finished gets one.
import type { Job } from '../../delivery/jobs/queue.ts';
import type { QueuedJob } from './open-queue.ts';
import { integer, integerOrNull, text, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';
import { chunkIsOpen, chunkIsSendable } from '../runs/sendable-chunks.ts';

/**
 * Condition for a run of which no chunk may be sent: people are left, and all of them wait for the end of a pause, or until they are due while others
 * wait for a pause. (If nobody waits for a pause, the run itself is `waiting`.)
 */
const onlyWaits = `(
  SELECT bool_and(standing.is_paused OR standing.is_open) AND bool_or(standing.is_paused) FROM (
    SELECT coalesce(bool_and(rollout.ended_at IS NOT NULL AND (rollout.until IS NULL OR rollout.until > $2)), false) AS is_paused,
      coalesce(bool_or(chunk.step IS NULL OR chunk.step <= rollout.step), false) AS is_open
    FROM chunk LEFT JOIN rollout USING (run, position) WHERE chunk.run = run.number AND NOT chunk.finished GROUP BY chunk.position
  ) AS standing
) IS TRUE`;

/**
 * Returns the jobs of all runs that workers send now: of each run and priority, at most `most` chunks that may be sent, in order; and a job to close
 * each run, or each step, that has none left. A run that only waits has no jobs, unless it is led, because its leader must learn of it.
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
         WHERE chunk.run = run.number AND position = ANY (class.positions) AND NOT finished AND ${chunkIsSendable('$2')}
         ORDER BY number LIMIT $1
       ) AS found
     ) AS chunk ON true
     WHERE run.mode <> 'alone' AND (run.state = 'running' OR (run.state = 'waiting' AND chunk.number IS NOT NULL))
       AND (chunk.number IS NOT NULL OR run.mode = 'led' OR NOT ${onlyWaits}) ORDER BY run.number, chunk.number`,
    most,
    now,
  );
  return rows.map((row) => (row['number'] === null ? { kind: 'close', run: text(row, 'id') } : readChunkJob(row)));
}

/**
 * Returns the jobs of one run: the chunks of all steps that have begun, each with the time it is due, or a job to close the run or the step if there
 * are none.
 */
export async function jobsOf(sql: Sql, id: string): Promise<readonly QueuedJob[]> {
  const rows = await sql.all(
    `SELECT run.id, chunk.number, chunk.due, settings::json ->> 'priority' AS priority
     FROM run JOIN chunk ON chunk.run = run.number JOIN run_campaign USING (run, position)
     WHERE run.id = $1 AND NOT finished AND ${chunkIsOpen} ORDER BY chunk.number`,
    id,
  );
  if (rows.length === 0) return [{ kind: 'close', run: id }];
  return rows.map((row) => ({ ...readChunkJob(row), due: integerOrNull(row, 'due') ?? undefined }));
}

/** Reads a job. The priority is null in runs of an older version. */
function readChunkJob(row: Row): Job {
  const priority = row['priority'] === 'high' ? 'high' : 'normal';
  return { kind: 'chunk', run: text(row, 'id'), chunk: integer(row, 'number'), priority };
}
