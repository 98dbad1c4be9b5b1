// Signs all chunks of a ledger that was written before chunks were signed.
import { macWith } from './chunk-mac.ts';
import { chunkRows, readPlace } from './chunk-row.ts';
import type { Database } from '../sqlite/database.ts';
import type { Identity } from '../identity.ts';
import type { PostgresTransaction } from '../postgres/postgres-transaction.ts';
import { blob, integer } from '../row.ts';

const unsigned = 'SELECT run, number FROM chunk WHERE notifications IS NOT NULL';

/** Within the caller's transaction, as the next one. */
export function signSqliteChunks(database: Database, { id, secret }: Identity): void {
  const mac = macWith(secret, id);
  for (const chunk of database.all(unsigned)) {
    const [run, number] = [integer(chunk, 'run'), integer(chunk, 'number')];
    const row = database.one(`${chunkRows} WHERE chunk.run = ? AND chunk.number = ?`, run, number);
    const sum = mac(readPlace(row), blob(row, 'notifications'));
    database.run('UPDATE chunk SET mac = ? WHERE run = ? AND number = ?', sum, run, number);
  }
}

export async function signPostgresChunks(transaction: PostgresTransaction, { id, secret }: Identity): Promise<void> {
  const mac = macWith(secret, id);
  for (const chunk of await transaction.all(unsigned)) {
    const [run, number] = [integer(chunk, 'run'), integer(chunk, 'number')];
    const row = await transaction.one(`${chunkRows} WHERE chunk.run = $1 AND chunk.number = $2`, run, number);
    const sum = mac(readPlace(row), blob(row, 'notifications'));
    await transaction.run('UPDATE chunk SET mac = $1 WHERE run = $2 AND number = $3', sum, run, number);
  }
}
