// What SQLite and the file system say, as a refusal with an exit code and a remedy.
import { warningAt } from '../../diagnostic.ts';
import { exitCodes, refuse, Refusal, type ExitCode } from '../../errors.ts';
import type { LedgerFiles } from './ledger-files.ts';
import type { Phase } from '../ledger-database.ts';
import { DamagedLedger } from '../row.ts';
import { resultCode, sqlite } from './sqlite-codes.ts';

type Fault = 'damaged' | 'read_only' | 'full' | 'broken' | 'busy';

const faultOfCode: ReadonlyMap<number | string, Fault> = new Map<number | string, Fault>([
  // Every statement and every row of ours fits the tables: where they do not fit, the tables were changed.
  [sqlite.error, 'damaged'],
  [sqlite.constraint, 'damaged'],
  [sqlite.mismatch, 'damaged'],
  ['ERR_OUT_OF_RANGE', 'damaged'],
  [sqlite.corrupt, 'damaged'],
  [sqlite.notADatabase, 'damaged'],
  [sqlite.readOnly, 'read_only'],
  [sqlite.cannotOpen, 'read_only'],
  [sqlite.full, 'full'],
  [sqlite.ioError, 'broken'],
  [sqlite.busy, 'busy'],
  [sqlite.locked, 'busy'],
  ['EACCES', 'read_only'],
  ['EPERM', 'read_only'],
  ['EROFS', 'read_only'],
  ['ENOTDIR', 'read_only'],
  ['EISDIR', 'read_only'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EFBIG', 'full'],
  ['EIO', 'broken'],
]);

const sentences: Readonly<Record<Fault, { readonly what: string; readonly help: string }>> = {
  damaged: {
    what: 'is damaged or not a ledger',
    help: 'Put back the newest copy of it. Do not begin a new one: it would not know what has been sent.',
  },
  read_only: {
    what: 'cannot be opened with the rights at hand',
    help: 'Check the owner and the mode of the file and of its folder.',
  },
  full: { what: 'cannot be written: the disk is full', help: 'Free some space.' },
  broken: { what: 'cannot be read or written: the disk failed', help: 'Check the disk.' },
  busy: { what: 'is locked by another program', help: 'Close what has the file open.' },
};

/**
 * A Refusal, or the error itself when it is about neither SQLite nor files. Exit 4 for a ledger that no retry mends, 8 when a
 * run was under way (it can be resumed), 1 otherwise.
 */
export function asRefusal(error: unknown, ledger: string, phase: Phase): Error {
  if (error instanceof Refusal) return error;
  const fault = faultOf(error);
  if (fault === undefined) return error instanceof Error ? error : new Error(String(error), { cause: error });
  const { what, help } = sentences[fault];
  const message = `The ledger ${ledger} ${what}${detailOf(error)}.`;
  if (phase === 'sending' && fault !== 'damaged') {
    return refuse(exitCodes.stopped, 'PP410', message, `${help} Then resume the run.`, { cause: error });
  }
  return refuse(exitCodeBefore(fault), 'PP315', message, help, { cause: error });
}

export function replaced(files: LedgerFiles): Refusal {
  return refuse(
    exitCodes.stopped,
    'PP410',
    `The ledger ${files.database} was removed or replaced while the run was under way.`,
    'Nothing more was sent. Put the ledger of this run back before you go on.',
  );
}

/** The refusal of outcomes that the rescue file took instead. */
export function andKept(refusal: Refusal, files: LedgerFiles): Refusal {
  const kept = warningAt(
    undefined,
    'PP416',
    `What became of the last notifications is kept in ${files.rescue}, and is taken in when the ledger is opened again.`,
  );
  return new Refusal(refusal.exitCode, [...refusal.diagnostics, kept], { cause: refusal.cause });
}

function faultOf(error: unknown): Fault | undefined {
  if (error instanceof DamagedLedger) return 'damaged';
  const code = resultCode(error);
  if (code !== undefined) return faultOfCode.get(code);
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? faultOfCode.get(error.code)
    : undefined;
}

function exitCodeBefore(fault: Fault): ExitCode {
  return fault === 'damaged' || fault === 'read_only' ? exitCodes.blocked : exitCodes.unexpected;
}

function detailOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? ` (${error.message.replace(/\.$/, '')})` : '';
}
