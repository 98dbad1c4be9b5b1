// The requests of a run, so many at a time: it may have millions of them.
import { integer, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';

const block = 10_000;

/** In the order of their attempts: of one chunk, or of all. */
export async function* requestsOf(sql: Sql, run: number, chunk: number | null = null): AsyncIterable<readonly Row[]> {
  for (let after = 0; ;) {
    const rows = await sql.all(
      `SELECT attempt, chunk, campaign, outcomes, repeats, retry FROM req
       WHERE run = $1 AND chunk = coalesce($2, chunk) AND attempt > $3 ORDER BY attempt LIMIT $4`,
      run,
      chunk,
      after,
      block,
    );
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < block) return;
    after = integer(last, 'attempt');
  }
}
