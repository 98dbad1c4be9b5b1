// The migration of ledgers that pushplan 0.1.0 wrote: they get the tables of a new one, and an old worker gets no chunk.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import type { Migrated } from '../../src/ledger/ledger-engine.ts';
import { migratePostgres } from '../../src/ledger/postgres/migrate-postgres.ts';
import { migrateSqlite } from '../../src/ledger/sqlite/migrate-sqlite.ts';
import { postgresMigrations, sqliteMigrations, type Migration } from '../../src/ledger/moving/migrations.ts';
import type { Identity } from '../../src/ledger/identity.ts';
import { readPostgresAddress } from '../../src/postgres/postgres-address.ts';
import { ledgerVersion } from '../../src/ledger/tables.ts';
import { askPostgres, oldVersion, putOldPostgres, putOldSqlite } from '../support/old-ledgers.ts';
import { postgresWorld } from '../support/postgres-world.ts';
import { realClock } from '../support/real-clock.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';

const server = sharePostgresDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pushplan-old-'));

afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The number of requests in each of the kept ledgers. */
const oldRequests = 18;

const owner = { environment: 'local', endpoint: 'loopback' };

function putSqlite(): Promise<string> {
  return putOldSqlite(path.join(folder, randomBytes(6).toString('hex')));
}

async function migrateFile(file: string, way: readonly Migration[] = sqliteMigrations) {
  return migrateSqlite({ ...owner, path: file, clock: realClock, host: 'runner-1' }, way);
}

async function migrateSchema(
  schema: string,
  { expected = owner, way = postgresMigrations }: { expected?: object; way?: readonly Migration[] } = {},
): Promise<Migrated | undefined> {
  const address = readPostgresAddress(server().url(`?schema=${schema}`), 'LEDGER');
  return migratePostgres({ ...owner, ...expected, address, clock: realClock, host: 'runner-1', pid: 1 }, way);
}

/** Returns the columns and rules of each table and index. They are sorted, since a column that a migration adds comes last. */
function describeFile(file: string): ReadonlyMap<string, readonly string[]> {
  using database = new DatabaseSync(file);
  const rows = database.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
  return new Map(
    rows.map(({ name, sql }): [string, readonly string[]] => {
      const plain = String(sql).replaceAll(/--.*/g, '').replaceAll('"', '').replaceAll(/\s+/g, ' ');
      const {
        head = '',
        body = '',
        tail = '',
      } = /^(?<head>[^(]*)\((?<body>.*)\)(?<tail>.*)$/.exec(plain)?.groups ?? {};
      // Commas outside brackets.
      const parts = body.split(/,(?![^()]*\))/).map((part) => part.trim());
      return [String(name), [head.trim(), ...parts.toSorted(), tail.trim()]];
    }),
  );
}

test('a migration on SQLite results in the tables of a new ledger', async () => {
  const file = await putSqlite();
  expect(await migrateFile(file)).toEqual({
    from: oldVersion,
    to: ledgerVersion,
    endpoint: 'loopback',
    unknownPeople: oldRequests,
  });
  await using fresh = await sqliteWorld();
  {
    await using _made = await fresh.open();
  }
  const after = describeFile(file);
  expect(after.get('reason')).toContain("kind TEXT NOT NULL CHECK (kind IN ('refused', 'rejected', 'reopened'))");
  expect(after).toEqual(describeFile(fresh.path));
});

/** Returns everything that defines the tables, except the order of their columns. */
async function describeSchema(schema: string): Promise<unknown> {
  const ask = (sql: string) => askPostgres(server(), sql.replaceAll('SCHEMA', `'${schema}'`));
  return {
    columns: await ask(
      `SELECT relname, attname, format_type(atttypid, atttypmod) AS type, attnotnull, attstorage, attidentity, attcollation,
         pg_get_expr(adbin, adrelid) AS value
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
       LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE relnamespace = SCHEMA::regnamespace AND attnum > 0 AND NOT attisdropped ORDER BY 1, 2`,
    ),
    // NOT NULL constraints exist since version 18, keep the name they were made with, and are already covered by the columns.
    constraints: await ask(
      `SELECT conname, replace(pg_get_constraintdef(oid), SCHEMA || '.', '') AS rule
       FROM pg_constraint WHERE connamespace = SCHEMA::regnamespace AND contype <> 'n' ORDER BY 1`,
    ),
    indexes: await ask(
      `SELECT replace(indexdef, SCHEMA || '.', '') AS index FROM pg_indexes WHERE schemaname = SCHEMA ORDER BY 1`,
    ),
    classes: await ask(
      `SELECT relname, relkind, reloptions FROM pg_class WHERE relnamespace = SCHEMA::regnamespace ORDER BY 1`,
    ),
  };
}

test('a migration on PostgreSQL results in the tables of a new ledger', async () => {
  const schema = await putOldPostgres(server());
  expect(await migrateSchema(schema)).toEqual({
    from: oldVersion,
    to: ledgerVersion,
    endpoint: 'loopback',
    unknownPeople: oldRequests,
  });
  await using fresh = await postgresWorld(server());
  {
    await using _made = await fresh.open();
  }
  expect(await describeSchema(schema)).toEqual(await describeSchema(fresh.address.schema));
});

test('a worker of 0.1.0 that was disconnected during the migration fails before it takes a chunk', async () => {
  const schema = await putOldPostgres(server());
  /** The statement of that version. */
  const take = `SET search_path = ${schema};
    UPDATE chunk SET epoch = chunk.epoch + 1, owner = 'worker-1' FROM run
    WHERE chunk.run = run.number AND run.state = 'stopped' AND run.mode <> 'alone' AND NOT chunk.finished`;
  const epochs = `SELECT sum(epoch)::integer AS epochs FROM ${schema}.chunk`;
  const [before] = await askPostgres(server(), epochs);
  await askPostgres(server(), take);
  const [taken] = await askPostgres(server(), epochs);
  expect(taken).not.toEqual(before);
  await migrateSchema(schema);
  const [after] = await askPostgres(server(), epochs);
  await expect(askPostgres(server(), take)).rejects.toMatchObject({ code: '42703' });
  expect(await askPostgres(server(), epochs)).toEqual([after]);
});

describe('before a migration changes anything', () => {
  test.each([
    ['loading', /^pushplan stop|: pushplan stop run_\w+ ends/],
    ['running', /pushplan resume run_\w+ finishes it, pushplan stop run_\w+/],
    ['paused', /pushplan resume/],
  ])('a run that is %s must have ended', async (state, help) => {
    const refused = {
      exitCode: 9,
      diagnostics: [
        {
          code: 'PP346',
          message: expect.stringMatching(`the run run_\\w+ in it is ${state}\\.`),
          help: expect.stringMatching(help),
        },
      ],
    };
    const file = await putSqlite();
    {
      using database = new DatabaseSync(file);
      database.exec(`UPDATE run SET state = '${state}' WHERE number = 6`);
    }
    const bytes = fs.readFileSync(file);
    await expect(migrateFile(file)).rejects.toMatchObject(refused);
    expect(fs.readFileSync(file).equals(bytes)).toBe(true);
    const schema = await putOldPostgres(server());
    await askPostgres(server(), `UPDATE ${schema}.run SET state = '${state}' WHERE number = 6`);
    await expect(migrateSchema(schema)).rejects.toMatchObject(refused);
    expect(await askPostgres(server(), `SELECT version FROM ${schema}.meta`)).toEqual([{ version: oldVersion }]);
  });

  test('the ledger must belong to the environment, with the right secret', async () => {
    const file = await putSqlite();
    const place = { ...owner, path: file, clock: realClock, host: 'runner-1' };
    const foreign = { exitCode: 4, diagnostics: [{ code: 'PP310' }] };
    await expect(migrateSqlite({ ...place, expectId: 'ledger_other' }, sqliteMigrations)).rejects.toMatchObject(
      foreign,
    );
    await expect(migrateSqlite({ ...place, key: 'another' }, sqliteMigrations)).rejects.toMatchObject(foreign);
    const schema = await putOldPostgres(server());
    await expect(migrateSchema(schema, { expected: { environment: 'other' } })).rejects.toMatchObject(foreign);
    await expect(migrateSchema(schema, { expected: { key: 'another' } })).rejects.toMatchObject(foreign);
    expect([await migrateFile(file), await migrateSchema(schema)]).toMatchObject([
      { from: oldVersion },
      { from: oldVersion },
    ]);
  });

  test('all rows must refer to existing rows', async () => {
    const file = await putSqlite();
    {
      using database = new DatabaseSync(file);
      database.exec('PRAGMA foreign_keys = OFF; UPDATE decided SET decision = 77');
    }
    await expect(migrateFile(file)).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP315' }] });
  });
});

test('code of a migration step sees the tables of its version, and is undone with the rest', async () => {
  const file = await putSqlite();
  const seen: Pick<Identity, 'endpoint'>[] = [];
  const failing: Migration = {
    ...sqliteMigrations[0],
    to: 2,
    sql: sqliteMigrations[0]?.sql ?? '',
    alsoRun: async (sql, identity) => {
      seen.push(identity);
      await sql.run("UPDATE run SET why = 'changed'");
      throw new Error('it fails');
    },
  };
  const bytes = fs.readFileSync(file);
  await expect(migrateFile(file, [failing, ...sqliteMigrations.slice(1)])).rejects.toThrow('it fails');
  expect(fs.readFileSync(file).equals(bytes)).toBe(true);
  const schema = await putOldPostgres(server());
  const step: Migration = {
    to: 2,
    sql: postgresMigrations[0]?.sql ?? '',
    alsoRun: async (transaction, identity) => {
      seen.push(identity);
      await transaction.run("UPDATE chunk SET worker = 'the step'");
    },
  };
  await migrateSchema(schema, { way: [step, ...postgresMigrations.slice(1)] });
  expect(await askPostgres(server(), `SELECT DISTINCT worker FROM ${schema}.chunk`)).toEqual([{ worker: 'the step' }]);
  expect(seen).toMatchObject([{ endpoint: 'loopback' }, { endpoint: 'loopback' }]);
});
