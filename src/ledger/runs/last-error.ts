// Reads the last error of a run from its attempts.
import { claimTooOld } from '../../delivery/sender.ts';
import type { LastError } from '../../delivery/ledger.ts';
import { integer, integerOrNull, text } from '../row.ts';
import type { Sql } from '../sql.ts';

/** Errors that this process causes itself. They say nothing about the connection to the API. */
const localErrors: readonly string[] = [claimTooOld, 'AbortError'];

export async function lastErrorOf(sql: Sql, run: number): Promise<LastError | undefined> {
  const row = await sql.get(
    `SELECT status, error, settled_at FROM req
     WHERE run = $1 AND error <> ALL ($2::text[]) AND settled_at IS NOT NULL ORDER BY attempt DESC LIMIT 1`,
    run,
    localErrors,
  );
  return row === undefined
    ? undefined
    : { status: integerOrNull(row, 'status'), error: text(row, 'error'), at: integer(row, 'settled_at') };
}
