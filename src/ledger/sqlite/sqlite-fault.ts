// Translates errors of SQLite and the file system into refusals with an exit code and a remedy.
import { warningAt } from '../../diagnostic.ts';
import { exitCodes, refuse, Refusal } from '../../errors.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { asError, damaged, refuseFault, type DatabaseFault, type Phase } from '../ledger-database.ts';
import { DamagedLedger } from '../row.ts';
import { resultCode, sqlite } from './sqlite-codes.ts';

const noRights = {
  exitCode: exitCodes.blocked,
  code: 'PP315',
  what: 'cannot be opened by this user',
  help: 'Check the owner and the mode of the file and of its folder.',
} as const;

const readOnly = {
  ...noRights,
  what: 'is on a read-only file system',
  help: 'A container needs a volume for the folder that it is in. Or name a database in ledger_env, which needs none.',
};

const passes = { exitCode: exitCodes.unexpected, code: 'PP315' } as const;
const full = { ...passes, what: 'cannot be written: the disk is full', help: 'Free some space.' };
const broken = { ...passes, what: 'cannot be read or written: the disk failed', help: 'Check the disk.' };
const busy = { ...passes, what: 'is locked by another program', help: 'Close what has the file open.' };

const faultOfCode: ReadonlyMap<number | string, DatabaseFault> = new Map<number | string, DatabaseFault>([
  // All statements and rows of pushplan fit the tables. If they do not, the tables were changed.
  [sqlite.error, damaged],
  [sqlite.constraint, damaged],
  [sqlite.mismatch, damaged],
  ['ERR_OUT_OF_RANGE', damaged],
  [sqlite.corrupt, damaged],
  [sqlite.notADatabase, damaged],
  [sqlite.readOnly, noRights],
  [sqlite.cannotOpen, noRights],
  [sqlite.full, full],
  [sqlite.ioError, broken],
  [sqlite.busy, busy],
  [sqlite.locked, busy],
  ['EACCES', noRights],
  ['EPERM', noRights],
  ['EROFS', readOnly],
  // No folder can be made for it, as under /proc, or no file can have its name.
  ['ENOENT', noRights],
  ['ENAMETOOLONG', noRights],
  ['ELOOP', noRights],
  ['ENOTDIR', noRights],
  ['EISDIR', noRights],
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['EFBIG', full],
  ['EIO', broken],
]);

/**
 * Returns a Refusal, or the error itself if it is not about SQLite or files. Exit 4 for a ledger that no retry repairs, 8 if a run was under way (it
 * can be resumed), otherwise 1.
 */
export function asRefusal(error: unknown, ledger: string, phase: Phase): Error {
  if (error instanceof Refusal) return error;
  const fault = faultOf(error);
  if (fault === undefined) return asError(error);
  return refuseFault(fault, `The ledger ${ledger} ${fault.what}${detailOf(error)}.`, phase, error);
}

export function replaced(files: LedgerFiles): Refusal {
  return refuse(
    exitCodes.stopped,
    'PP410',
    `The ledger ${files.database} was removed or replaced while the run was under way.`,
    'Nothing more was sent. Put the ledger of this run back before you go on.',
  );
}

/** Adds to a refusal that the rescue file has taken the outcomes. */
export function andKept(refusal: Refusal, files: LedgerFiles): Refusal {
  const kept = warningAt(
    undefined,
    'PP416',
    `The outcomes of the last notifications are kept in ${files.rescue}, and are added when the ledger is opened again.`,
    'Leave this file where it is.',
  );
  return new Refusal(refusal.exitCode, [...refusal.diagnostics, kept], { cause: refusal.cause });
}

function faultOf(error: unknown): DatabaseFault | undefined {
  if (error instanceof DamagedLedger) return damaged;
  const code = resultCode(error);
  if (code !== undefined) return faultOfCode.get(code);
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? faultOfCode.get(error.code)
    : undefined;
}

function detailOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? ` (${error.message.replace(/\.$/, '')})` : '';
}
