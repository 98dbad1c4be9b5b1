// The database of one ledger as it was opened, and what its errors mean for people.
import type { Sql, SqlDatabase } from './sql.ts';

/** Before anything can have been sent, or after: decides between "begin again" and "resume". */
export type Phase = 'opening' | 'sending';

export interface Explains {
  /** As a Refusal where it is about the database; any other as it is. */
  explain(error: unknown, phase: Phase): Error;
}

export interface LedgerDatabase<In extends Sql> extends SqlDatabase<In>, Explains, AsyncDisposable {}

export async function explaining<Result>(
  database: Explains,
  phase: Phase,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw database.explain(error, phase);
  }
}
