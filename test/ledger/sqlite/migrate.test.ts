// The migration of a made-up older version: sending is refused before it, and it is done under the lock, completely or not at all.
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { migratePostgres } from '../../../src/ledger/postgres/migrate-postgres.ts';
import { migrateSqlite } from '../../../src/ledger/sqlite/migrate-sqlite.ts';
import {
  findWay,
  postgresMigrations,
  sqliteMigrations,
  type Migration,
} from '../../../src/ledger/moving/migrations.ts';
import { ledgerVersion } from '../../../src/ledger/tables.ts';
import type { LedgerWorld } from '../../contract/world.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { allAnswers, fillRichly } from '../../support/rich-ledger.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { sqliteAt } from '../../support/sqlite-at.ts';
import { sqliteWorld, type SqliteWorld } from '../../support/sqlite-world.ts';

const server = sharePostgresDatabase();

/** Two versions ago `campaign.file` had another name, and one version ago a third one. */
const migrations: readonly Migration[] = [
  { to: ledgerVersion, sql: 'ALTER TABLE campaign RENAME COLUMN place TO file' },
  { to: ledgerVersion - 1, sql: 'ALTER TABLE campaign RENAME COLUMN path TO place' },
];
const older = ledgerVersion - 2;
const broken: readonly Migration[] = [
  ...migrations.slice(1),
  { to: ledgerVersion, sql: 'ALTER TABLE nowhere ADD x int' },
];
/** Removes what both databases have since version 6. */
const toVersion5 =
  'DROP TABLE rollout; DROP INDEX chunk_due; ALTER TABLE chunk DROP COLUMN step; ALTER TABLE chunk DROP COLUMN due; ALTER TABLE chunk DROP COLUMN dropped;';
const by = { environment: 'sandbox', endpoint: 'sandbox', host: 'runner-1', pid: 4_242 };

interface OldLedger {
  readonly world: SqliteWorld | PostgresWorld;
  migrate(way: readonly Migration[]): Promise<unknown>;
  /** Runs the migrations of this version of pushplan. */
  migrateByOurs(): Promise<unknown>;
  /** Removes what only this database has in some versions. */
  readonly withoutOwn: string;
  /** Runs statements that both databases understand. */
  change(sql: string): Promise<void>;
  setVersion(version: number): Promise<void>;
}

async function oldSqlite(): Promise<OldLedger> {
  const world = await sqliteWorld();
  await fillRichly(world);
  const run = (sql: string): void => {
    using database = new DatabaseSync(world.path);
    database.exec(sql);
  };
  run(`ALTER TABLE campaign RENAME COLUMN file TO path; PRAGMA user_version = ${older}`);
  const place = { ...by, path: world.path, clock: world.clock };
  return {
    world,
    migrateByOurs: () => migrateSqlite(place, sqliteMigrations),
    withoutOwn: '; ALTER TABLE ring DROP COLUMN people_to',
    change: async (sql) => run(sql),
    migrate: (way) => migrateSqlite(place, way),
    setVersion: async (version) => run(`PRAGMA user_version = ${version}`),
  };
}

async function oldPostgres(): Promise<OldLedger> {
  const world = await postgresWorld(server());
  await fillRichly(world);
  const run = async (sql: string): Promise<void> => {
    const client = new Client(server().url());
    await client.connect();
    await client.query(`SET search_path = ${world.address.schema}; ${sql}`);
    await client.end();
  };
  await run(`ALTER TABLE campaign RENAME COLUMN file TO path; UPDATE meta SET version = ${older}`);
  const place = { address: world.address, clock: world.clock, databaseTime: () => world.clock.now(), ...by };
  return {
    world,
    migrateByOurs: () => migratePostgres(place, postgresMigrations),
    withoutOwn: '',
    change: run,
    migrate: (way) => migratePostgres(place, way),
    setVersion: (version) => run(`UPDATE meta SET version = ${version}`),
  };
}

async function pastOf(world: LedgerWorld, people: readonly (readonly string[])[]) {
  await using ledger = await world.open();
  return await ledger.past(people, 0);
}

describe.each([
  ['SQLite', oldSqlite],
  ['PostgreSQL', oldPostgres],
])('%s', (_name, makeOld) => {
  test('a ledger of an older version is refused until it is migrated, and then gives the same answers', async () => {
    const { world, migrate } = await makeOld();
    await using _world = world;
    const refusal = {
      exitCode: 4,
      diagnostics: [{ code: 'PP341', help: expect.stringContaining('ledger migrate --env ') }],
    };
    await expect(world.open()).rejects.toMatchObject(refusal);
    await expect(world.look()).rejects.toMatchObject(refusal);
    expect(await migrate(migrations)).toEqual({
      from: older,
      to: ledgerVersion,
      endpoint: 'sandbox',
      unknownPeople: 0,
    });
    expect(await migrate(migrations)).toEqual({
      from: ledgerVersion,
      to: ledgerVersion,
      endpoint: 'sandbox',
      unknownPeople: 0,
    });
    await using ledger = await world.open();
    expect(await allAnswers(ledger)).toMatchObject({ campaigns: [{ id: 'news' }, { id: 'sale' }] });
  });

  test('a ledger is not changed if a migration step fails, if a step is missing, or if the ledger is newer', async () => {
    const { world, migrate, setVersion } = await makeOld();
    await using _world = world;
    await expect(migrate(broken)).rejects.toMatchObject({ exitCode: 4 });
    await expect(migrate([])).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP312' }] });
    expect(await migrate(migrations)).toMatchObject({ from: older, to: ledgerVersion });
    await setVersion(ledgerVersion + 1);
    await expect(migrate(migrations)).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP312' }] });
  });

  test('a ledger of version 4 finds people by the requests they were in', async () => {
    const { world, migrateByOurs, withoutOwn, change, setVersion } = await makeOld();
    await using _world = world;
    await change('ALTER TABLE campaign RENAME COLUMN path TO file');
    await setVersion(ledgerVersion);
    const people = Array.from({ length: 12 }, (_, index) => [`uuid=u${index}`]);
    const before = await pastOf(world, people);
    expect(before.flat()).not.toEqual([]);
    await change(
      `${toVersion5} DROP TABLE claimed_person; DROP TABLE approval; ALTER TABLE req DROP COLUMN arms${withoutOwn}`,
    );
    await setVersion(4);
    expect(await migrateByOurs()).toMatchObject({ from: 4, to: ledgerVersion, unknownPeople: 0 });
    expect(await pastOf(world, people)).toEqual(before);
  });

  test('a ledger of version 2 does not know the people of its requests', async () => {
    const { world, migrateByOurs, withoutOwn, change, setVersion } = await makeOld();
    await using _world = world;
    await change(
      `${toVersion5} ALTER TABLE campaign RENAME COLUMN path TO file; ALTER TABLE req DROP COLUMN person; ALTER TABLE req DROP COLUMN arms;
       ALTER TABLE run DROP COLUMN halted_by; DROP TABLE list_person; DROP TABLE list; DROP TABLE left_out;
       DROP TABLE claimed_person; DROP TABLE approval${withoutOwn};
       UPDATE run SET state = 'stopped', why = 'stopped by ada@laptop' WHERE number = 1`,
    );
    await setVersion(2);
    expect(await migrateByOurs()).toEqual({
      from: 2,
      to: ledgerVersion,
      endpoint: 'sandbox',
      unknownPeople: 5,
    });
    expect(await world.people()).toEqual([null, null, null, null, null]);
    // Who stopped a run was part of its reason only, and has a column now.
    await using ledger = await world.open();
    expect((await ledger.runs()).at(-1)).toMatchObject({ why: 'stopped by ada@laptop', haltedBy: 'ada@laptop' });
  });

  test('a migration does not wait for a process that holds the ledger', async () => {
    const { world, migrate, setVersion } = await makeOld();
    await using _world = world;
    await migrate(migrations);
    await using _ledger = await world.open();
    await setVersion(older);
    await expect(migrate(migrations)).rejects.toMatchObject({ exitCode: 9, diagnostics: [{ code: 'PP409' }] });
  });
});

test('workers that are alive must end before a migration; a silent worker loses its chunks', async () => {
  await using world = await postgresWorld(server());
  await fillRichly(world);
  const { schema } = world.address;
  const client = new Client(server().url());
  await client.connect();
  const migrate = () =>
    migratePostgres({ address: world.address, clock: world.clock, databaseTime: () => world.clock.now(), ...by }, [
      { to: ledgerVersion, sql: 'CREATE TABLE more (id int)' },
    ]);
  try {
    await client.query(
      `UPDATE ${schema}.meta SET version = ${ledgerVersion - 1};
       UPDATE ${schema}.chunk SET finished = false, epoch = 1 WHERE run = 3;
       INSERT INTO ${schema}.worker (id, host, pid, version, started_at, seen_at, chunks, requests)
       VALUES ('w', 'runner-7', 7, '0', 0, ${world.clock.now() - 5_000}, 1, 1)`,
    );
    await expect(migrate()).rejects.toMatchObject({
      exitCode: 9,
      diagnostics: [{ code: 'PP409', message: expect.stringContaining('runner-7 7') }],
    });
    world.clock.pass(60_000);
    expect(await migrate()).toMatchObject({ from: ledgerVersion - 1, to: ledgerVersion });
    const { rows } = await client.query(`SELECT DISTINCT epoch FROM ${schema}.chunk WHERE run = 3`);
    expect(rows).toEqual([{ epoch: 2 }]);
  } finally {
    await client.end();
  }
});

test('a migration does nothing if there is no ledger', async () => {
  await using sqlite = await sqliteWorld();
  await using postgres = await postgresWorld({ url: (query) => server().url(query) });
  const { clock } = sqlite;
  expect(await sqliteAt(sqlite.path).migrate({ ...by, clock })).toBeUndefined();
  expect(await migratePostgres({ address: postgres.address, clock, ...by }, [])).toBeUndefined();
});

test('a file of another kind and tables of another project are not migrated', async () => {
  await using sqlite = await sqliteWorld();
  {
    await using _made = await sqlite.open();
  }
  {
    using database = new DatabaseSync(sqlite.path);
    database.exec('PRAGMA application_id = 7');
  }
  const place = { ...by, path: sqlite.path, clock: sqlite.clock };
  await expect(migrateSqlite(place, [])).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP315' }] });
  await using postgres = await postgresWorld(server());
  const client = new Client(server().url());
  await client.connect();
  await client.query(`CREATE SCHEMA ${postgres.address.schema} CREATE TABLE people (id int)`);
  await client.end();
  const there = { address: postgres.address, clock: sqlite.clock, ...by };
  await expect(migratePostgres(there, [])).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP315' }] });
});

test('there is a migration to this version from each released version', () => {
  for (let from = 1; from <= ledgerVersion; from += 1) {
    expect(findWay(sqliteMigrations, from, ledgerVersion)).toHaveLength(ledgerVersion - from);
  }
  for (let from = 1; from <= ledgerVersion; from += 1) {
    expect(findWay(postgresMigrations, from, ledgerVersion)).toHaveLength(ledgerVersion - from);
  }
});
