// Copies ledgers that pushplan 0.1.0 wrote (test/fixtures, write-old-ledgers.ts) to the place where a test needs them.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { PostgresServer } from './postgres-server.ts';
import { repositoryRoot } from './repository.ts';

export const oldVersion = 1;

function readFixture(name: string): Promise<Buffer> {
  return readFile(join(repositoryRoot, 'test', 'fixtures', name));
}

/** Returns the path of the database file. */
export async function putOldSqlite(root: string): Promise<string> {
  const directory = join(root, '.pushplan');
  const file = join(directory, 'local.db');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(file, gunzipSync(await readFixture('ledger-0.1.0.db.gz')), { mode: 0o600 });
  return file;
}

/** Restores into a new schema and returns its name. */
export async function putOldPostgres(server: Pick<PostgresServer, 'url'>): Promise<string> {
  const schema = `old_${randomBytes(6).toString('hex')}`;
  const sql = gunzipSync(await readFixture('ledger-0.1.0.sql.gz')).toString();
  await askPostgres(server, `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${sql}`);
  return schema;
}

export async function putOldExport(file: string): Promise<void> {
  await writeFile(file, await readFixture('export-0.1.0.ledger'), { mode: 0o600 });
}

/** Runs SQL as the superuser. Returns the rows if it is a single statement. */
export async function askPostgres(
  server: Pick<PostgresServer, 'url'>,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client(server.url());
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
