// The serial: grows with every run start, run end and resolution, so that an older copy can be told.
import { integer } from './row.ts';
import type { Sql } from './sql.ts';

export async function readSerial(sql: Sql): Promise<number> {
  return integer(await sql.one('SELECT serial FROM meta'), 'serial');
}

export async function bumpSerial(sql: Sql): Promise<void> {
  await sql.run('UPDATE meta SET serial = serial + 1');
}
