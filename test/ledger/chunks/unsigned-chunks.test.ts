// Ledgers of pushplan 0.1.0, which did not sign chunks: migration signs them, and so does the import of an export.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { macOf } from '../../../src/ledger/chunks/chunk-mac.ts';
import type { Expected } from '../../../src/ledger/identity.ts';
import { migratePostgres } from '../../../src/ledger/postgres/migrate-postgres.ts';
import { migrateSqlite } from '../../../src/ledger/sqlite/migrate-sqlite.ts';
import { postgresMigrations, sqliteMigrations } from '../../../src/ledger/moving/migrations.ts';
import { importIntoPostgres, viewPostgres } from '../../../src/ledger/postgres/move-postgres.ts';
import { importIntoSqlite } from '../../../src/ledger/sqlite/move-sqlite.ts';
import { viewSqlite } from '../../../src/ledger/sqlite/read-sqlite.ts';
import { fingerprintOf } from '../../../src/ledger/claims/notification-hash.ts';
import { readPostgresAddress } from '../../../src/postgres/postgres-address.ts';
import { checkRecord } from '../../../src/ledger/moving/record-check.ts';
import type { RecordSource } from '../../../src/ledger/moving/record.ts';
import { askPostgres, putOldExport, putOldPostgres, putOldSqlite } from '../../support/old-ledgers.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pushplan-unsigned-'));

afterAll(() => fs.rmSync(folder, { recursive: true }));

const owner = { environment: 'local', endpoint: 'loopback' };
const by = { clock: realClock, host: 'runner-1', pid: 4_242 };
const key = 'a secret of our own';

interface Signed {
  readonly faults: readonly string[];
  /** The number of chunks that hold people. */
  readonly chunks: number;
}

/** Checks the ledger like `ledger verify`. */
async function lookAt(source: RecordSource, { key: given }: Pick<Expected, 'key'>): Promise<Signed> {
  let chunks = 0;
  for await (const { table, rows } of source.batches()) {
    if (table === 'chunk') chunks += rows.filter((row) => row['notifications'] !== null).length;
  }
  return { chunks, faults: (await checkRecord(source, macOf(source.head, given))).faults };
}

interface Place {
  migrate(expected: Expected): Promise<unknown>;
  look(expected: Expected): Promise<Signed | undefined>;
  /** Changes the ledger into one that never held its secret. */
  takeSecretOut(): Promise<void>;
}

function inFile(file: string): Omit<Place, 'takeSecretOut'> {
  return {
    migrate: (expected) => migrateSqlite({ ...expected, ...by, path: file }, sqliteMigrations),
    look: (expected) => viewSqlite({ ...expected, path: file }, (source) => lookAt(source, expected)),
  };
}

function inSchema(schema: string): Omit<Place, 'takeSecretOut'> {
  const address = readPostgresAddress(server().url(`?schema=${schema}`), 'LEDGER');
  return {
    migrate: (expected) => migratePostgres({ ...expected, ...by, address }, postgresMigrations),
    look: (expected) => viewPostgres({ ...expected, address, clock: realClock }, (source) => lookAt(source, expected)),
  };
}

async function oldFile(): Promise<Place> {
  const file = await putOldSqlite(path.join(folder, randomBytes(6).toString('hex')));
  return {
    ...inFile(file),
    takeSecretOut: async () => {
      using database = new DatabaseSync(file);
      database.prepare('UPDATE meta SET secret = NULL, fingerprint = ?').run(fingerprintOf(Buffer.from(key)));
    },
  };
}

async function oldSchema(): Promise<Place> {
  const schema = await putOldPostgres(server());
  const fingerprint = Buffer.from(fingerprintOf(Buffer.from(key))).toString('hex');
  return {
    ...inSchema(schema),
    takeSecretOut: async () => {
      await askPostgres(server(), `UPDATE ${schema}.meta SET secret = NULL, fingerprint = '\\x${fingerprint}'`);
    },
  };
}

const signed = { chunks: expect.toSatisfy((count: number) => count > 2), faults: [] };

describe.each([
  ['SQLite', oldFile],
  ['PostgreSQL', oldSchema],
])('%s', (_name, make) => {
  test('migration signs every chunk', async () => {
    const old = await make();
    await old.migrate(owner);
    expect(await old.look(owner)).toEqual(signed);
  });

  test('a secret that is kept outside is required, and no other secret is accepted', async () => {
    const old = await make();
    await old.takeSecretOut();
    for (const wrong of [owner, { ...owner, key: 'another' }]) {
      await expect(old.migrate(wrong)).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP310' }] });
    }
    await old.migrate({ ...owner, key });
    expect(await old.look({ ...owner, key })).toEqual(signed);
  });
});

test('chunks of an export of version 1 are signed when it is imported into a file', async () => {
  const file = path.join(folder, 'first.ledger');
  const to = path.join(folder, 'first', '.pushplan', 'local.db');
  await putOldExport(file);
  await importIntoSqlite({ ...owner, ...by, path: to }, file);
  expect(await inFile(to).look(owner)).toEqual(signed);
});

test('chunks of an export of version 1 are signed when it is imported into a schema', async () => {
  const file = path.join(folder, 'second.ledger');
  const schema = `signed_${randomBytes(6).toString('hex')}`;
  const address = readPostgresAddress(server().url(`?schema=${schema}`), 'LEDGER');
  await putOldExport(file);
  await importIntoPostgres({ ...owner, ...by, address, random: randomBytes }, file);
  expect(await inSchema(schema).look(owner)).toEqual(signed);
});
