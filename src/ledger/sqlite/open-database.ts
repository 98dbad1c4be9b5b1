// Opens a ledger's database with the settings that its guarantees depend on.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Database } from './database.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { DamagedLedger } from '../row.ts';

/**
 * The size in bytes up to which all pages are checked. Above it, the check would take longer than the command; SQLite then detects damage when it
 * reads it.
 */
const checkedUpTo = 512 * 1024 * 1024;

const busyTimeout = 5_000;

/** Opens the database for the process that holds the lock. Nothing may be written before `demandDurability`. */
export function openForWriting(files: LedgerFiles, pause?: () => Promise<void>): Database {
  return checked(open(files, { pause }), files);
}

/**
 * Opens the database for a short write while another process holds the lock. Does not check the pages: that process has done so, and here every
 * second counts. Nothing may be written before `demandDurability`.
 */
export function openBesideHolder(files: LedgerFiles): Database {
  return open(files);
}

/**
 * The size of the page cache in KiB. It holds the pages of keys, which are read and written in random order, of a ledger with some hundred thousand
 * sendings.
 */
const cache = 32_768;
/** The number of pages in the log before they are written into the file, 16 MiB. A page that was changed several times is then written once. */
const logged = 4_000;

/** Sets synchronous = FULL, and verifies it. If a power cut could undo a commit, a claim would be forgotten and its notifications sent twice. */
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
 * Opens the database for reading, without the lock and without leaving a trace. If there is a log, SQLite has to read it using the files that the
 * writer shares. Otherwise the file is opened as it is (`immutable`), which works in a read-only folder.
 */
export function openForReading(files: LedgerFiles): Database {
  return checked(
    open(files, { location: hasLog(files) ? files.database : immutable(files.database), readOnly: true }),
    files,
  );
}

/** Tells whether there are commits that are not in the database file yet. */
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

/** Moves everything into one file, which can then be renamed. Fails while another program has it open. */
export function leaveLog(database: Database): void {
  expectPragma(database, 'journal_mode = DELETE', 'delete');
}

function expectPragma(database: Database, statement: string, expected: string | number): void {
  const answer = database.pragma(statement);
  if (answer !== expected)
    throw new Error(`SQLite answers ${String(answer)} to PRAGMA ${statement}; ${expected} is needed.`);
}
