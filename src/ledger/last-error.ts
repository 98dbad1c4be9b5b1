// What went wrong last in a run, from its attempts.
import { claimTooOld } from '../delivery/attempt.ts';
import type { LastError } from '../delivery/ledger.ts';
import type { Database } from './database.ts';
import { integer, integerOrNull, text, type Row } from './row.ts';

/** Made by this side: they say nothing of the way to the API. */
export const localErrors: readonly string[] = [claimTooOld, 'AbortError'];

export function lastErrorOf(database: Database, run: number): LastError | undefined {
  const row = database.get(
    `SELECT status, error, settled_at FROM req
     WHERE run = ? AND error NOT IN (SELECT value FROM json_each(?)) AND settled_at IS NOT NULL
     ORDER BY attempt DESC LIMIT 1`,
    run,
    JSON.stringify(localErrors),
  );
  return row === undefined ? undefined : readLastError(row);
}

export function readLastError(row: Row): LastError {
  return { status: integerOrNull(row, 'status'), error: text(row, 'error'), at: integer(row, 'settled_at') };
}
