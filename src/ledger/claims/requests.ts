// The requests of a run, so many at a time: it may have millions of them.
import { integer, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';

const block = 10_000;

/** What totals are counted from. */
const ofTotals = 'attempt, chunk, campaign, claimed_at, outcomes, repeats, retry, arms';

/** In the order of their attempts: of one chunk, or of all. `attempt` is among the columns. */
export async function* requestsOf(
  sql: Sql,
  run: number,
  chunk: number | null = null,
  columns = ofTotals,
): AsyncIterable<readonly Row[]> {
  for (let after = 0; ;) {
    const rows = await sql.all(
      `SELECT ${columns} FROM req
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
