// Runs work on a ledger in a file, either under its lock or without waiting for the process that holds it.
import type { Holding } from '../ledger-engine.ts';
import { explaining } from '../ledger-database.ts';
import type { Expected } from '../identity.ts';
import { refuseAsHeld } from './holder.ts';
import { takeLock } from './kernel-lock.ts';
import { filesOf, refuseForeignEyes, type LedgerFiles } from './ledger-files.ts';
import { asRefusal } from './sqlite-fault.ts';

export interface SqlitePlace extends Expected {
  /** The path of the database file. */
  readonly path: string;
}

/** @throws Refusal: 4 for files that must not be used, 1 if the disk fails. */
export async function withFiles<Result>(
  { path, environment }: SqlitePlace,
  work: (files: LedgerFiles) => Promise<Result>,
): Promise<Result> {
  const files = filesOf(path, environment);
  const explain = (error: unknown): Error => asRefusal(error, files.database, 'opening');
  return explaining({ explain }, 'opening', async () => {
    refuseForeignEyes(files);
    return work(files);
  });
}

/** Like withFiles, under the lock. @throws Refusal, exit 9, if another process holds the ledger. */
export async function underLock<Result>(
  place: SqlitePlace & Pick<Holding, 'clock' | 'host'>,
  work: (files: LedgerFiles) => Promise<Result>,
): Promise<Result> {
  return withFiles(place, async (files) => {
    using lock = takeLock(files.lock);
    if (lock === undefined) throw await refuseAsHeld(files, place);
    return await work(files);
  });
}
