// What PostgreSQL and the way to it say, sorted by what can be done about it.
import { exitCodes, Refusal } from '../../errors.ts';
import { asError, damaged, refuseFault, type DatabaseFault, type Phase } from '../ledger-database.ts';
import { noBinding, unreadable } from '../../postgres/careful-client.ts';
import { explainTls } from '../../postgres/explain-tls.ts';
import { DamagedLedger } from '../row.ts';
import { Contested } from '../sql.ts';

/** The way to the server broke, or the server does. What was not committed is undone, and can be tried again. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection';
}

/** Nobody can tell whether it was committed: it must not be tried again. */
export class UnknownCommit extends Error {
  override readonly name = 'UnknownCommit';
}

/** As PostgreSQL numbers them (postgresql.org/docs/current/errcodes-appendix.html). */
type SqlState = string;

/** Five characters, on errors that the server sent. */
function sqlStateOf(error: unknown): SqlState | undefined {
  return isFromServer(error) ? error.code : undefined;
}

function isFromServer(error: unknown): error is Error & { readonly code: SqlState } {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

/** Serialization failure, deadlock, a lock that did not come: another transaction was in the way. */
const contested: ReadonlySet<SqlState> = new Set(['40001', '40P01', '55P03']);

/**
 * Restarting, stopping, full, cut off by an administrator or since the transaction stood still, too slow, not letting anybody in,
 * not yet the primary: passes by itself, or not.
 */
const passing = /^(?:08...|25P03|28...|3D000|53...|57P..|57014|58...|XX...|25006|0A000|55000)$/;

/** Whether it says only that a statement before failed in the same transaction. */
export function isAborted(error: unknown): boolean {
  return sqlStateOf(error) === '25P02';
}

/** What an error of a statement is about. */
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

/** By SQLSTATE, or by its class of two characters. */
const explained: Readonly<Record<SqlState, DatabaseFault>> = {
  '28': { ...login, what: 'refuses the login' },
  '3D000': { ...login, what: 'is in a database that is not there' },
  '42501': noRights,
  // What a server in recovery says: to writing, to the beginning of it, to the question for its log.
  '25006': replica,
  '0A000': replica,
  '55000': replica,
  // Every statement and every row of ours fits the tables: where they do not fit, the tables are not ours.
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
 * A Refusal, or the error itself when it is not about the server. Exit 8 when a run was under way (it can be resumed), 4 for a
 * ledger that no retry repairs, 3 for an address or a login that is wrong. `ledger` is the address without its password.
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

/** What the driver says of its own accord. */
function faultOfDriver(said: string): DatabaseFault {
  if (said.startsWith(unreadable) && said.includes('authenticationOk')) return otherLogin;
  if (said === noBinding) return unbound;
  // The server asks for a password and there is none.
  return said.startsWith('SASL') ? { ...login, what: 'asks for a password' } : unreachable;
}

/** What went wrong in a word or two, without advice about Node.js. A driver that gathers the errors of several addresses says nothing itself. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return error instanceof Error && error.message !== ''
    ? error.message.replace(/; if the root CA.*|\.$/, '')
    : 'no reason given';
}
