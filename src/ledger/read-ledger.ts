// Looks at a SQLite ledger without the lock and without writing: for plan and status, also while another process sends.
import fs from 'node:fs';
import type { CampaignTotals, LastError, Ledger, RunRecord } from '../delivery/ledger.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { ActivityLog, RunActivity } from '../delivery/run-activity.ts';
import type { History, Known, Remembered } from '../plan/history.ts';
import type { Database } from './database.ts';
import { checkIdentity, type Expected } from './identity.ts';
import { asRefusal } from './ledger-errors.ts';
import { filesOf, refuseForeignEyes, type LedgerFiles } from './ledger-files.ts';
import { readSerial } from './ledger-serial.ts';
import { lastErrorOf } from './last-error.ts';
import { lookupOutcomes } from './lookup-outcomes.ts';
import { lookupKeys } from './lookup.ts';
import { hashWith, type HashKey } from './notification-hash.ts';
import { hasLog, openForReading } from './open-database.ts';
import { rememberedOf } from './remembered.ts';
import { activityOf } from './run-activity.ts';
import { allRuns, findRun, requireRun } from './runs.ts';
import { sentCampaigns } from './sent-campaigns.ts';
import { sentLast } from './sent-last.ts';
import { countInDoubt, totalsOf } from './totals.ts';

export interface ReadLedgerOptions extends Expected {
  /** Of the database file. */
  readonly path: string;
}

/** What can be seen of a ledger without its lock. */
export type Looks =
  | 'id'
  | 'serial'
  | 'runs'
  | 'run'
  | 'totals'
  | 'lastError'
  | 'countInDoubt'
  | 'campaigns'
  | 'lookupOutcomes';

/**
 * Undefined when there is no ledger: nobody has been sent to.
 * @throws Refusal: 4 for a ledger that is not to be used, 1 when the disk fails.
 */
export async function readLedger(options: ReadLedgerOptions): Promise<LedgerReader | undefined> {
  const files = filesOf(options.path, options.environment);
  try {
    if (!fs.existsSync(files.database)) return undefined;
    refuseForeignEyes(files);
    return new LedgerReader(files, options);
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

export class LedgerReader implements Pick<Ledger, Looks>, History, ActivityLog, AsyncDisposable {
  readonly id: string;
  /** Who may read the file has its secret, or was given it. */
  readonly knowsKeys = true;
  readonly #files: LedgerFiles;
  readonly #hash: HashKey;
  #view: View;

  constructor(files: LedgerFiles, expected: Expected) {
    this.#files = files;
    this.#view = openView(files);
    try {
      const { id, secret } = this.#look((database) => checkIdentity(database, files, { ...expected, closed: 'allow' }));
      this.id = id;
      this.#hash = hashWith(secret);
    } catch (error) {
      this.#view.database[Symbol.dispose]();
      throw error;
    }
  }

  serial(): Promise<number> {
    return this.#read(readSerial);
  }

  runs(): Promise<readonly RunRecord[]> {
    return this.#read((database) => allRuns(database).map(({ record }) => record));
  }

  run(id: string): Promise<RunRecord | undefined> {
    return this.#read((database) => findRun(database, id)?.record);
  }

  totals(run: string): Promise<readonly CampaignTotals[]> {
    return this.#read((database) => totalsOf(database, requireRun(database, run).number));
  }

  activity(run: string, now: number): Promise<RunActivity> {
    return this.#read((database) => activityOf(database, requireRun(database, run).number, now));
  }

  lastError(run: string): Promise<LastError | undefined> {
    return this.#read((database) => lastErrorOf(database, requireRun(database, run).number));
  }

  countInDoubt(campaigns: readonly string[]): Promise<number> {
    return this.#read((database) => countInDoubt(database, campaigns));
  }

  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]> {
    return this.#read(sentCampaigns);
  }

  lookup(campaign: string, keys: readonly string[]): Promise<readonly Known[]> {
    return this.#read((database) => lookupKeys(database, this.#hash, campaign, keys));
  }

  sentLast(campaign: string): Promise<number | undefined> {
    return this.#read((database) => sentLast(database, campaign));
  }

  remembered(campaign: string): Promise<Remembered> {
    return this.#read((database) => rememberedOf(database, campaign));
  }

  lookupOutcomes(run: string, campaign: string, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    return this.#read((database) => lookupOutcomes(database, this.#hash, { run, campaign, keys }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#view.database[Symbol.dispose]();
  }

  async #read<Result>(work: (database: Database) => Result): Promise<Result> {
    try {
      return this.#look(work);
    } catch (error) {
      throw asRefusal(error, this.#files.database, 'opening');
    }
  }

  /** A file that was taken as it stood and was written meanwhile proves nothing, not even that it is damaged: look again. */
  #look<Result>(work: (database: Database) => Result): Result {
    for (;;) {
      try {
        const result = work(this.#view.database);
        if (isCurrent(this.#view, this.#files)) return result;
      } catch (error) {
        if (isCurrent(this.#view, this.#files)) throw error;
      }
      this.#view.database[Symbol.dispose]();
      this.#view = openView(this.#files);
    }
  }
}

interface View {
  readonly database: Database;
  /** The file's stamp when it was taken as it stood; undefined when SQLite itself sees what others write. */
  readonly stamp: string | undefined;
}

function openView(files: LedgerFiles): View {
  for (;;) {
    const shared = hasLog(files);
    const stamp = shared ? undefined : stampOf(files);
    const view = { database: openForReading(files), stamp };
    if (hasLog(files) === shared) return view;
    view.database[Symbol.dispose]();
  }
}

function isCurrent(view: View, files: LedgerFiles): boolean {
  return view.stamp === undefined || (!hasLog(files) && stampOf(files) === view.stamp);
}

function stampOf(files: LedgerFiles): string | undefined {
  const status = fs.statSync(files.database, { throwIfNoEntry: false, bigint: true });
  return status === undefined ? undefined : `${status.ino} ${status.size} ${status.mtimeNs}`;
}
