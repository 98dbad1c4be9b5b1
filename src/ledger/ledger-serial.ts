// The serial of a ledger. It grows with every run start, run end and resolution, so that an older copy can be recognised.
import { exitCodes, refuse } from '../errors.ts';
import { integer } from './row.ts';
import type { Sql } from './sql.ts';

export async function readSerial(sql: Sql): Promise<number> {
  return integer(await sql.one('SELECT serial FROM meta'), 'serial');
}

/** @throws Refusal, exit 4, if the ledger was closed meanwhile. Transactions that change the ledger and the one that closes it never overlap. */
export async function bumpSerial(sql: Sql): Promise<void> {
  if ((await sql.run('UPDATE meta SET serial = serial + 1 WHERE closed_at IS NULL')) > 0) return;
  const help = 'Nothing was changed. Use the ledger that the export is imported into.';
  throw refuse(exitCodes.blocked, 'PP340', 'The ledger was closed meanwhile, when it was exported to be moved.', help);
}
