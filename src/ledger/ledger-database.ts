// An open database of one ledger, and the translation of its errors for people.
import type { RuleCode } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode, type Refusal } from '../errors.ts';
import type { Sql, SqlDatabase } from './sql.ts';

/** Whether anything may have been sent yet. This decides whether the help says "begin again" or "resume". */
export type Phase = 'opening' | 'sending';

export interface Explains {
  /** Turns an error of the database into a Refusal, and returns any other error unchanged. */
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

/** What an error of a database means, and what can be done about it. */
export interface DatabaseFault {
  readonly exitCode: ExitCode;
  readonly code: RuleCode;
  /** The rest of the sentence that begins with the name of the ledger. */
  readonly what: string;
  readonly help: string;
}

export const damaged: DatabaseFault = {
  exitCode: exitCodes.blocked,
  code: 'PP315',
  what: 'is damaged or not a ledger',
  help: 'Put back the newest copy of it. Do not begin a new one: it would not know what has been sent.',
};

/** Makes the Refusal for a fault. Exit 8 if a run was under way, which can be resumed; not for damage, because no retry repairs it. */
export function refuseFault(fault: DatabaseFault, message: string, phase: Phase, cause: unknown): Refusal {
  const { exitCode, code, help } = fault;
  return phase === 'sending' && fault !== damaged
    ? refuse(exitCodes.stopped, 'PP410', message, `${help} Then resume the run.`, { cause })
    : refuse(exitCode, code, message, help, { cause });
}

/** Turns an error that does not come from the database into an Error. */
export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
