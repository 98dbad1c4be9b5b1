// Signs all chunks of a ledger that was written before chunks were signed.
import { macWith, type ChunkMac } from './chunk-mac.ts';
import { chunkRows, readPlace } from './chunk-row.ts';
import type { Database } from './database.ts';
import { secretOf } from './ledger-secret.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { blob, integer, text, type Row } from './row.ts';

const identityOf = 'SELECT ledger_id, secret, fingerprint FROM meta';
const unsigned = 'SELECT run, number FROM chunk WHERE notifications IS NOT NULL';

/** Which ledger, for people, and its secret where that is kept outside. */
export interface Signing {
  readonly ledger: string;
  readonly key: string | undefined;
}

/** Within the caller's transaction, as the next one. @throws Refusal, exit 4, without the ledger's secret. */
export function signSqliteChunks(database: Database, signing: Signing): void {
  const mac = readMac(database.one(identityOf), signing);
  for (const chunk of database.all(unsigned)) {
    const [run, number] = [integer(chunk, 'run'), integer(chunk, 'number')];
    const row = database.one(`${chunkRows} WHERE chunk.run = ? AND chunk.number = ?`, run, number);
    database.run('UPDATE chunk SET mac = ? WHERE run = ? AND number = ?', sumOf(row, mac), run, number);
  }
}

export async function signPostgresChunks(transaction: PostgresTransaction, signing: Signing): Promise<void> {
  const mac = readMac(await transaction.one(identityOf), signing);
  for (const chunk of await transaction.all(unsigned)) {
    const [run, number] = [integer(chunk, 'run'), integer(chunk, 'number')];
    const row = await transaction.one(`${chunkRows} WHERE chunk.run = $1 AND chunk.number = $2`, run, number);
    await transaction.run('UPDATE chunk SET mac = $1 WHERE run = $2 AND number = $3', sumOf(row, mac), run, number);
  }
}

function readMac(meta: Row, { ledger, key }: Signing): ChunkMac {
  return macWith(secretOf(meta, ledger, key), text(meta, 'ledger_id'));
}

function sumOf(row: Row, mac: ChunkMac): Uint8Array {
  return mac(readPlace(row), blob(row, 'notifications'));
}
