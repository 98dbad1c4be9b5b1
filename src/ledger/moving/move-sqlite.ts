// Moves a SQLite ledger: looks at all of it, closes it, and makes one of an export.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../delivery/clock.ts';
import { Database } from '../sqlite/database.ts';
import { readExport, type ExportReading } from './export-file.ts';
import { refuseAsHeld } from '../sqlite/holder.ts';
import { checkIdentity, checkVersion, type Expected } from '../identity.ts';
import { takeLock } from '../sqlite/kernel-lock.ts';
import type { ViewedRecord } from '../ledger-engine.ts';
import { asRefusal } from '../ledger-errors.ts';
import {
  createDirectoryPrivately,
  createPrivately,
  filesOf,
  refuseForeignEyes,
  syncDirectory,
  type LedgerFiles,
} from '../sqlite/ledger-files.ts';
import { readProgress } from '../ledger-serial.ts';
import { compareCounts, refuseChanged, refuseOccupant, refuseUnderWay, type Occupant } from './move-target.ts';
import { refuseNetworkFileSystem } from '../sqlite/network-file-system.ts';
import { demandDurability, openForWriting } from '../sqlite/open-database.ts';
import { RecordCounter } from './record.ts';
import { integer, integerOrNull, text } from '../row.ts';
import { tables } from '../sqlite/schema.ts';
import { SerialFile } from '../sqlite/serial-file.ts';
import { signSqliteChunks } from '../chunks/sign-chunks.ts';
import { countSqliteTables, readSqliteHead, readSqliteRecord, writeSqliteBatch } from '../sqlite/sqlite-record.ts';

export interface SqlitePlace extends Expected {
  /** Of the database file. */
  readonly path: string;
}

/**
 * One view of the whole ledger, whoever writes meanwhile; undefined when there is none. `problems` is what SQLite itself finds
 * wrong with the file. @throws Refusal: 4 for a ledger that is not to be used, 1 when the disk fails.
 */
export async function viewSqlite<Result>(
  place: SqlitePlace,
  work: (record: ViewedRecord) => Promise<Result>,
): Promise<Result | undefined> {
  const files = filesOf(place.path, place.environment);
  try {
    if (!fs.existsSync(files.database)) return undefined;
    refuseForeignEyes(files);
    using database = openForWriting(files);
    database.exec('PRAGMA query_only = ON; BEGIN');
    checkIdentity(database, files, { ...place, closed: 'allow' });
    return await work({
      head: readSqliteHead(database),
      batches: () => readSqliteRecord(database),
      problems: async () => problemsOf(database),
    });
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

/** Under the lock, which the caller has. @throws Refusal, exit 4, when something happened that the export does not know of. */
export async function closeSqlite(
  place: SqlitePlace,
  { at, serial }: { readonly at: number; readonly serial: number },
): Promise<void> {
  const files = filesOf(place.path, place.environment);
  try {
    using database = openForWriting(files);
    demandDurability(database);
    const underWay = database.all("SELECT id FROM run WHERE state IN ('running', 'paused') ORDER BY number");
    refuseUnderWay(
      files.database,
      underWay.map((row) => text(row, 'id')),
    );
    if (readProgress(database).serial !== serial) throw refuseChanged(files.database);
    database.run('UPDATE meta SET closed_at = coalesce(closed_at, ?)', at);
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

/**
 * Made under another name and moved into place, so that there is all of it or nothing.
 * @throws Refusal: 4 where something would be forgotten by it, 9 when another process holds the ledger, 1 when the disk fails.
 */
export async function importIntoSqlite(
  place: SqlitePlace & { readonly clock: Clock; readonly host: string },
  file: string,
): Promise<void> {
  const files = filesOf(place.path, place.environment);
  try {
    refuseNetworkFileSystem(files.directory);
    createDirectoryPrivately(files.directory);
    refuseForeignEyes(files);
    using lock = takeLock(files.lock);
    if (lock === undefined) throw await refuseAsHeld(files, place);
    const occupant = findOccupant(files);
    await readExport(file, async (reading) => {
      refuseOccupant(files.database, occupant, reading.head);
      await build(files, place, reading);
    });
    using database = openForWriting(files);
    demandDurability(database);
    using serialFile = new SerialFile(files.serial);
    serialFile.write({ ledgerId: readSqliteHead(database).ledgerId, ...readProgress(database) });
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

function problemsOf(database: Database): readonly string[] {
  const pages = database.all('PRAGMA integrity_check(10)').map((row) => text(row, 'integrity_check'));
  const orphans = database.all('PRAGMA foreign_key_check').length;
  return [
    ...pages.filter((problem) => problem !== 'ok'),
    ...(orphans === 0 ? [] : [`${orphans} rows refer to rows that are not there`]),
  ];
}

/** Whatever is there and cannot be read as a ledger is refused as one that is damaged. */
function findOccupant(files: LedgerFiles): Occupant {
  if (!fs.existsSync(files.database)) return { kind: 'none' };
  using database = openForWriting(files);
  checkVersion(database, files);
  const meta = database.one('SELECT ledger_id, serial, closed_at FROM meta');
  const used = { ledgerId: text(meta, 'ledger_id'), serial: integer(meta, 'serial') };
  if (integerOrNull(meta, 'closed_at') !== null) return { kind: 'closed', ...used };
  const { run, req, sent } = countSqliteTables(database);
  return run + req + sent === 0 ? { kind: 'empty' } : { kind: 'used', ...used };
}

async function build(files: LedgerFiles, expected: Expected, reading: ExportReading): Promise<void> {
  fs.rmSync(files.unborn, { force: true });
  createPrivately(files.unborn);
  try {
    await fill(files, expected, reading);
    replace(files);
  } finally {
    fs.rmSync(files.unborn, { force: true });
  }
}

async function fill(files: LedgerFiles, expected: Expected, { head, batches }: ExportReading): Promise<void> {
  using database = new Database(new DatabaseSync(files.unborn));
  database.exec('BEGIN');
  database.exec(tables);
  database.run(
    `INSERT INTO meta (one, ledger_id, environment, endpoint, serial, secret, fingerprint)
     VALUES (1, ?, ?, ?, ?, ?, ?)`,
    head.ledgerId,
    head.environment,
    expected.endpoint,
    head.serial + 1,
    head.secret,
    head.fingerprint,
  );
  const counter = new RecordCounter();
  for await (const batch of batches()) {
    counter.add(batch);
    writeSqliteBatch(database, batch);
  }
  compareCounts(files.database, counter.counts(), countSqliteTables(database));
  const identity = checkIdentity(database, files, expected);
  if (head.isUnsigned) signSqliteChunks(database, identity);
  database.exec('COMMIT');
}

/** A log of the one before would be taken for this one's. */
function replace(files: LedgerFiles): void {
  for (const file of [files.log, files.sharedMemory]) fs.rmSync(file, { force: true });
  fs.renameSync(files.unborn, files.database);
  syncDirectory(files.directory);
}
