// Opens a ledger's database with the settings that its promises rest on.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Database } from './database.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { DamagedLedger } from '../row.ts';

/** Above it the check would take longer than the command; SQLite then finds damage where it meets it. */
const checkedUpTo = 512 * 1024 * 1024;

const busyTimeout = 5_000;

/** For the one process that holds the lock. Nothing is written before `demandDurability`. */
export function openForWriting(files: LedgerFiles, pause?: () => Promise<void>): Database {
  return checked(open(files, { pause }), files);
}

/**
 * For a short write while another process holds the lock. It does not check the pages: that process has done so, and here every
 * second counts. Nothing is written before `demandDurability`.
 */
export function openBesideHolder(files: LedgerFiles): Database {
  return open(files);
}

/** What is read and written again and again: pages of keys in no order, of a ledger with some hundred thousand sendings. KiB. */
const cache = 32_768;
/** Pages in the log before they are written into the file: one that was changed several times is written once then. 16 MiB. */
const logged = 4_000;

/** A commit that a power cut can take back is a claim that is forgotten, and a copy that is sent: FULL, and seen to be. */
export function demandDurability(database: Database): void {
  expectPragma(database, 'journal_mode = WAL', 'wal');
  database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
  database.exec(`PRAGMA cache_size = -${cache}; PRAGMA wal_autocheckpoint = ${logged}`);
  expectPragma(database, 'synchronous', 2);
  expectPragma(database, 'foreign_keys', 1);
  expectPragma(database, 'secure_delete', 1);
  expectPragma(database, 'trusted_schema', 0);
}

/**
 * For looking without the lock and without leaving a trace. With something in the log SQLite has to read it with the files
 * that the writer shares; without, the file is taken as it stands (`immutable`), which works in a folder that is read-only.
 */
export function openForReading(files: LedgerFiles): Database {
  return checked(
    open(files, { location: hasLog(files) ? files.database : immutable(files.database), readOnly: true }),
    files,
  );
}

/** Commits that are not in the database file yet. */
export function hasLog(files: LedgerFiles): boolean {
  return (fs.statSync(files.log, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function immutable(file: string): URL {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
}

interface How {
  readonly location?: string | URL;
  readonly readOnly?: boolean;
  readonly pause?: (() => Promise<void>) | undefined;
}

function open({ database: shown }: LedgerFiles, { location = shown, readOnly = false, pause }: How = {}): Database {
  const database = new Database(new DatabaseSync(location, { readOnly, timeout: busyTimeout }), shown, pause);
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
  return database;
}

function checked(database: Database, files: LedgerFiles): Database {
  try {
    const { size } = fs.statSync(files.database);
    if (size === 0) throw new DamagedLedger('the file is empty');
    if (size <= checkedUpTo && database.pragma('quick_check(1)') !== 'ok') {
      throw new DamagedLedger('the check of its pages fails');
    }
    return database;
  } catch (error) {
    database[Symbol.dispose]();
    throw error;
  }
}

/** All in one file, which then may be moved. Fails while another program has it open. */
export function leaveLog(database: Database): void {
  expectPragma(database, 'journal_mode = DELETE', 'delete');
}

function expectPragma(database: Database, statement: string, expected: string | number): void {
  const answer = database.pragma(statement);
  if (answer !== expected)
    throw new Error(`SQLite answers ${String(answer)} to PRAGMA ${statement}; ${expected} is needed.`);
}
