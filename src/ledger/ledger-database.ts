// The database of one ledger as it was opened, and what its errors mean for people.
import type { RuleCode } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode, type Refusal } from '../errors.ts';
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

/** What an error of a database is about, and what can be done about it. */
export interface DatabaseFault {
  readonly exitCode: ExitCode;
  readonly code: RuleCode;
  /** Goes on behind the ledger's name. */
  readonly what: string;
  readonly help: string;
}

export const damaged: DatabaseFault = {
  exitCode: exitCodes.blocked,
  code: 'PP315',
  what: 'is damaged or not a ledger',
  help: 'Put back the newest copy of it. Do not begin a new one: it would not know what has been sent.',
};

/** Exit 8 when a run was under way, which can be resumed: no retry repairs damage. */
export function refuseFault(fault: DatabaseFault, message: string, phase: Phase, cause: unknown): Refusal {
  const { exitCode, code, help } = fault;
  return phase === 'sending' && fault !== damaged
    ? refuse(exitCodes.stopped, 'PP410', message, `${help} Then resume the run.`, { cause })
    : refuse(exitCode, code, message, help, { cause });
}

/** For what is about no database. */
export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
