// Reads the requests of a run in blocks: a run may have millions of them.
import { integer, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';

const block = 10_000;

/** The columns that totals are counted from. */
const ofTotals = 'attempt, chunk, campaign, claimed_at, outcomes, repeats, retry, arms';

/** Yields the requests of one chunk, or of all, in the order of their attempts. `columns` must include `attempt`. */
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
