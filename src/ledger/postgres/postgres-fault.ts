// Sorts errors of PostgreSQL and of the connection to it by what can be done about them.
import { exitCodes, Refusal } from '../../errors.ts';
import { asError, damaged, refuseFault, type DatabaseFault, type Phase } from '../ledger-database.ts';
import { noBinding, unreadable } from '../../postgres/careful-client.ts';
import { explainTls } from '../../postgres/explain-tls.ts';
import { DamagedLedger } from '../row.ts';
import { Contested } from '../sql.ts';

/** The connection broke, or the server failed. Whatever was not committed is undone, and can be tried again. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection';
}

/** Nobody can tell whether the transaction was committed, so it must not be tried again. */
export class UnknownCommit extends Error {
  override readonly name = 'UnknownCommit';
}

/** A code of PostgreSQL (postgresql.org/docs/current/errcodes-appendix.html). */
type SqlState = string;

/** Returns the code, five characters, of an error that the server sent. */
function sqlStateOf(error: unknown): SqlState | undefined {
  return isFromServer(error) ? error.code : undefined;
}

function isFromServer(error: unknown): error is Error & { readonly code: SqlState } {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

/** Another transaction was in the way: serialization failure, deadlock, or a lock that could not be taken in time. */
const contested: ReadonlySet<SqlState> = new Set(['40001', '40P01', '55P03']);

/**
 * The server is restarting, stopping, full, too slow, letting nobody in or not yet the primary, or an administrator or the idle limit ended the
 * connection. This may or may not pass by itself.
 */
const passing = /^(?:08...|25P03|28...|3D000|53...|57P..|57014|58...|XX...|25006|0A000|55000)$/;

/** Tells whether an error only says that an earlier statement of the same transaction failed. */
export function isAborted(error: unknown): boolean {
  return sqlStateOf(error) === '25P02';
}

/** Turns the error of a statement into one that says what to do about it. */
export function sortError(error: unknown): unknown {
  const state = sqlStateOf(error);
  if (state === undefined) return new LostConnection(messageOf(error), { cause: error });
  if (contested.has(state)) return new Contested(messageOf(error), { cause: error });
  return passing.test(state) ? new LostConnection(messageOf(error), { cause: error }) : error;
}

const login = {
  exitCode: exitCodes.invalidInput,
  code: 'PP321',
  help: 'Check user, password and database in the variable of ledger_env.',
} as const;

const otherLogin: DatabaseFault = {
  ...login,
  what: 'asks for a login that pushplan cannot do',
  help: 'Give this user a password, and let pg_hba.conf take scram-sha-256 for it.',
};

const unbound: DatabaseFault = {
  ...login,
  what: 'does not bind the login to the connection',
  help: 'Let the server speak TLS and take scram-sha-256, or leave channel_binding=require out of the address.',
};

const replica = {
  exitCode: exitCodes.blocked,
  code: 'PP323',
  what: 'is on a read-only server',
  help: 'Name the primary in the variable of ledger_env: a replica may not know yet what has been sent. If it is the primary, let default_transaction_read_only be off for this user.',
} as const;

export const noRights = {
  exitCode: exitCodes.blocked,
  code: 'PP315',
  what: 'may not be used by this user',
  help: 'Give the user the rights that pushplan ledger roles prints, or two schemas (CREATE SCHEMA pushplan AUTHORIZATION user, and pushplan_jobs). ledger verify and export take the role that may send; migrate, import and export --close the owner of the tables.',
} as const;

/** The faults by SQLSTATE, or by its class (the first two characters). */
const explained: Readonly<Record<SqlState, DatabaseFault>> = {
  '28': { ...login, what: 'refuses the login' },
  '3D000': { ...login, what: 'is in a database that is not there' },
  '42501': noRights,
  // A server in recovery answers with these to a write, to the start of one, and to the query for its log.
  '25006': replica,
  '0A000': replica,
  '55000': replica,
  // All statements and rows of pushplan fit the tables. If they do not, the tables are not pushplan's.
  '42': damaged,
  '22': damaged,
  '23': damaged,
};

const unreachable: DatabaseFault = {
  exitCode: exitCodes.invalidInput,
  code: 'PP320',
  what: 'cannot be reached',
  help: 'Check host and port in the variable of ledger_env, and that the server runs and may be reached from here.',
};

/**
 * Returns a Refusal, or the error itself if it is not about the server. Exit 8 if a run was under way (it can be resumed), 4 for a ledger that no
 * retry repairs, 3 for a wrong address or login. `ledger` is the address without its password.
 */
export function asPostgresRefusal(error: unknown, ledger: string, phase: Phase): Error {
  if (error instanceof Refusal) return error;
  const found = faultOfServer(error);
  if (found === undefined) return asError(error);
  return refuseFault(found, `The ledger ${ledger} ${found.what} (${messageOf(error)}).`, phase, error);
}

export function faultOfServer(error: unknown): DatabaseFault | undefined {
  if (error instanceof DamagedLedger) return damaged;
  const isUnreachable = error instanceof LostConnection || error instanceof UnknownCommit || error instanceof Contested;
  const cause = isUnreachable ? error.cause : error;
  const state = sqlStateOf(cause);
  const known = state === undefined ? undefined : (explained[state] ?? explained[state.slice(0, 2)]);
  if (known !== undefined || !isUnreachable) return known;
  const tls = explainTls(cause, 'the variable of ledger_env');
  if (tls === undefined) return faultOfDriver(messageOf(cause));
  return { ...unreachable, what: `cannot be reached: ${tls.what}`, help: tls.help };
}

/** Returns the fault for an error of the driver itself. */
function faultOfDriver(said: string): DatabaseFault {
  if (said.startsWith(unreadable) && said.includes('authenticationOk')) return otherLogin;
  if (said === noBinding) return unbound;
  // The server asks for a password, and there is none.
  return said.startsWith('SASL') ? { ...login, what: 'asks for a password' } : unreachable;
}

/** Returns a short message, without advice about Node.js. An error that the driver combines from several addresses has no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return error instanceof Error && error.message !== ''
    ? error.message.replace(/; if the root CA.*|\.$/, '')
    : 'no reason given';
}
