// Signs all chunks of a ledger that was written before chunks were signed.
import { macWith } from './chunk-mac.ts';
import { chunkRows, readPlace } from './chunk-row.ts';
import type { Identity } from '../identity.ts';
import { blob, integer } from '../row.ts';
import type { Sql } from '../sql.ts';

export async function signChunks(sql: Sql, { id, secret }: Identity): Promise<void> {
  const mac = macWith(secret, id);
  for (const chunk of await sql.all('SELECT run, number FROM chunk WHERE notifications IS NOT NULL')) {
    const [run, number] = [integer(chunk, 'run'), integer(chunk, 'number')];
    const row = await sql.one(`${chunkRows} WHERE chunk.run = $1 AND chunk.number = $2`, run, number);
    const sum = mac(readPlace(row), blob(row, 'notifications'));
    await sql.run('UPDATE chunk SET mac = $1 WHERE run = $2 AND number = $3', sum, run, number);
  }
}
