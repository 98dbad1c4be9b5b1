// The serial: grows with every run start, run end and resolution, so that an older copy can be told.
import type { Database } from './database.ts';
import { integer } from './row.ts';

export function readSerial(database: Database): number {
  return integer(database.one('SELECT serial FROM meta WHERE one = 1'), 'serial');
}

/** The number of the last attempt; 0 before the first. */
export function readLastAttempt(database: Database): number {
  return integer(database.one('SELECT coalesce(max(attempt), 0) AS attempt FROM req'), 'attempt');
}

/** How far the ledger has come: what the file beside it keeps. */
export function readProgress(database: Database): { readonly serial: number; readonly attempt: number } {
  return { serial: readSerial(database), attempt: readLastAttempt(database) };
}

export function bumpSerial(database: Database): void {
  database.run('UPDATE meta SET serial = serial + 1');
}
