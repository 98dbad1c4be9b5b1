// The files of a SQLite ledger: their names, and the check that nobody else can read them.
import fs from 'node:fs';
import path from 'node:path';
import { exitCodes, refuse } from '../../errors.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

export interface LedgerFiles {
  readonly directory: string;
  readonly database: string;
  /** Where a new ledger is created before it gets its name, so that a crash leaves none or a complete one. */
  readonly unborn: string;
  readonly log: string;
  readonly sharedMemory: string;
  readonly lock: string;
  readonly serial: string;
  /** Outcomes that could not be written into the database (rescue-file.ts). */
  readonly rescue: string;
  /** A rescue file that could not be read, kept for a person to look at. */
  readonly damagedRescue: string;
}

/** How to start another ledger beside the one of a rehearsal. */
export const anotherFile =
  'Begin another ledger, which keeps this one as a file beside it: pushplan apply --new-ledger';

export function filesOf(database: string, environment: string): LedgerFiles {
  const directory = path.dirname(path.resolve(database));
  return {
    directory,
    database,
    unborn: `${database}.new`,
    log: `${database}-wal`,
    sharedMemory: `${database}-shm`,
    lock: `${database}.lock`,
    serial: path.join(directory, `${environment}.serial`),
    rescue: `${database}.rescue`,
    damagedRescue: `${database}.rescue.damaged`,
  };
}

/** Windows has no modes: there, the folder of the user's profile protects the files. */
const hasModes = process.platform !== 'win32';

/** Creates a file with mode 0600. SQLite gives its side files the mode of the database, so all of them get 0600, whatever the umask. */
export function createPrivately(file: string): void {
  fs.closeSync(fs.openSync(file, 'wx', 0o600));
}

export function createDirectoryPrivately(directory: string): void {
  makeFolder(directory, 0o700);
}

/** Refuses a ledger whose files other users can read or write, or that are not regular files. */
export function refuseForeignEyes(files: LedgerFiles): void {
  for (const file of [files.database, files.log, files.sharedMemory, files.lock, files.rescue]) {
    const status = fs.statSync(file, { throwIfNoEntry: false });
    if (status === undefined) continue;
    if (!status.isFile()) {
      throw refuse(
        exitCodes.blocked,
        'PP315',
        `The ledger ${file} is not a file.`,
        'Name another place for the ledger.',
      );
    }
    if (hasModes && (status.mode & 0o077) !== 0) {
      const mode = (status.mode & 0o777).toString(8).padStart(4, '0');
      throw refuse(
        exitCodes.blocked,
        'PP313',
        `The ledger's file ${file} is open to other users: its mode is ${mode}.`,
        `It holds people's data. Find out who has read it, then: chmod 600 ${file}`,
      );
    }
  }
}

/** Returns what identifies a file, to check that a path still leads to the file that was opened. */
export function identityOfFile(file: string): string | undefined {
  const status = fs.statSync(file, { throwIfNoEntry: false, bigint: true });
  return status === undefined ? undefined : `${status.dev}:${status.ino}`;
}
