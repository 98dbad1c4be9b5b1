// The serial: grows with every run start, run end and resolution, so that an older copy can be told.
import type { Statements } from './sqlite/database.ts';
import { integer } from './row.ts';
import type { Sql } from './sql.ts';

export async function readSerial(sql: Sql): Promise<number> {
  return integer(await sql.one('SELECT serial FROM meta'), 'serial');
}

/** How far a ledger in a file has come: what the file beside it keeps. `attempt` is the last one, 0 before the first. */
export function readProgress(database: Statements): { readonly serial: number; readonly attempt: number } {
  const progress = database.one('SELECT serial, (SELECT coalesce(max(attempt), 0) FROM req) AS attempt FROM meta');
  return { serial: integer(progress, 'serial'), attempt: integer(progress, 'attempt') };
}

export async function bumpSerial(sql: Sql): Promise<void> {
  await sql.run('UPDATE meta SET serial = serial + 1');
}
