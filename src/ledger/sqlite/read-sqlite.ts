// Opens a ledger in a file while another process may be sending: to read it without the lock and without writing, or to pause and stop runs.
import fs from 'node:fs';
import type { RunControl } from '../../delivery/run-control.ts';
import { macWith } from '../chunks/chunk-mac.ts';
import { LedgerControl } from '../ledger-control.ts';
import type { Phase } from '../ledger-database.ts';
import type { Looking, ViewedRecord } from '../ledger-engine.ts';
import { viewRecord } from '../moving/move-ledger.ts';
import { countPeople } from '../people/claimed-people.ts';
import { text } from '../row.ts';
import { LedgerReader, type ReaderParts } from '../ledger-reader.ts';
import { hashCampaignWith, hashWith } from '../claims/notification-hash.ts';
import { personKeyOf } from '../claims/person-hashes.ts';
import { hashPersonWith } from '../claims/person-hashes.ts';
import { countLater, PeopleInFile } from './people-later.ts';
import type { Sql, SqlWork } from '../sql.ts';
import type { Database } from './database.ts';
import { isLocked } from './kernel-lock.ts';
import { machineTime } from './machine-time.ts';
import { openRingClock } from './ring-clock.ts';
import { ringInFile } from './ring-in-file.ts';
import type { SlotRingOptions } from '../pace/slot-ring.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { demandDurability, hasLog, openBesideHolder, openForReading } from './open-database.ts';
import { checkSqliteIdentity } from './sqlite-identity.ts';
import { withFiles, type SqlitePlace } from './under-lock.ts';

type ReaderDatabase = ReaderParts<Sql>['database'];

/** @throws Refusal: 4 for a ledger that must not be used, 1 if the disk fails. */
export function readSqlite(place: SqlitePlace): Promise<LedgerReader<Sql>> {
  return withFiles(place, async (files) => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(new FileViews(files));
    const expected = { ...place, closed: 'allow' } as const;
    const { id, secret, closed } = await database.read((sql) => checkSqliteIdentity(sql, files, expected));
    stack.move();
    // Anybody who may read the file has its secret, or was given it.
    return new LedgerReader({
      id,
      database,
      shown: files.database,
      closed,
      later: new PeopleInFile(),
      hash: hashWith(secret),
      hashCampaign: hashCampaignWith(secret),
      personKey: personKeyOf(secret),
      hashPerson: hashPersonWith(secret),
      isAlive: () => Promise.resolve(isLocked(files.lock)),
    });
  });
}

/**
 * Runs `work` on one view of the whole ledger. Needs only read access, and works while another process writes. If a file that was opened as immutable
 * was written meanwhile, `work` fails and is called again. @throws Refusal: like readSqlite.
 */
export function viewSqlite<Result>(
  place: SqlitePlace,
  work: (record: ViewedRecord) => Promise<Result>,
): Promise<Result> {
  return withFiles(place, async (files) => {
    for (;;) {
      const view = openView(files);
      using database = view.database;
      // After everything was read, later changes of the file do not matter: `work` may have closed the ledger.
      let isStale = false;
      let isRead = false;
      const checkCurrent = (): void => {
        isStale = !isCurrent(view, files);
        if (isStale) throw new Error('the ledger was written while it was looked at');
        isRead = true;
      };
      try {
        return await database.read(async (sql) => {
          const { closed } = await checkSqliteIdentity(sql, files, { ...place, closed: 'allow' });
          const record = await viewRecord(sql, {
            closed,
            problems: () => problemsOf(sql).finally(checkCurrent),
            countPeople: async () => (await countPeople(sql)) + (await countLater(sql)),
          });
          return work({ ...record, batches: () => endingWith(record.batches(), checkCurrent) });
        });
      } catch (error) {
        if (!isStale && (isRead || isCurrent(view, files))) throw error;
      }
    }
  });
}

async function* endingWith<Item>(items: AsyncIterable<Item>, end: () => void): AsyncIterable<Item> {
  yield* items;
  end();
}

async function problemsOf(sql: Sql): Promise<readonly string[]> {
  const pages = (await sql.all('PRAGMA integrity_check(10)')).map((row) => text(row, 'integrity_check'));
  const orphans = (await sql.all('PRAGMA foreign_key_check')).length;
  return [
    ...pages.filter((problem) => problem !== 'ok'),
    ...(orphans === 0 ? [] : [`rows that refer to rows that are not there: ${orphans}`]),
  ];
}

/**
 * Opens the ledger for writes between the transactions of its holder. @throws Refusal: like readSqlite; 1 also while another program keeps the file
 * busy.
 */
export function controlSqlite(
  place: SqlitePlace & Pick<Looking, 'clock' | 'host'> & SlotRingOptions,
): Promise<RunControl> {
  return withFiles(place, async (files) => {
    using stack = new DisposableStack();
    const database = stack.use(openBesideHolder(files));
    const { id, secret } = await database.read((sql) => checkSqliteIdentity(sql, files, place));
    demandDurability(database);
    const { clock, host = '' } = place;
    const time = machineTime(clock, host);
    const ring = await database.read(async (sql) => ringInFile(await openRingClock(sql, time), place));
    stack.move();
    return new LedgerControl({ database, mac: macWith(secret, id), clock, ring });
  });
}

/** Reads the current state of a file, one transaction at a time. */
class FileViews implements ReaderDatabase {
  readonly #files: LedgerFiles;
  #view: View;
  #last: Promise<unknown> = Promise.resolve();

  constructor(files: LedgerFiles) {
    this.#files = files;
    this.#view = openView(files);
  }

  read<Result>(work: SqlWork<Result>): Promise<Result> {
    const mine = this.#last.then(() => this.#look(work));
    this.#last = mine.catch(() => {});
    return mine;
  }

  explain(error: unknown, phase: Phase): Error {
    return this.#view.database.explain(error, phase);
  }

  /** Waits until all reads requested before have ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    this.#view.database[Symbol.dispose]();
  }

  /** Reads again if a file that was opened as immutable was written meanwhile: such a read proves nothing, not even damage. */
  async #look<Result>(work: SqlWork<Result>): Promise<Result> {
    for (;;) {
      try {
        const result = await this.#view.database.read(work);
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
  /** The file's stamp when it was opened as immutable. Undefined if SQLite itself sees what others write. */
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
