// The migration of the pace of a ledger of 0.1.0: used slots keep their times, and slots that were made in advance are removed.
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { ringToVersion2 } from '../../src/ledger/moving/migrations.ts';
import { accepted, openAll, plannedMany, spoolRun, type LedgerWorld } from '../contract/world.ts';
import { postgresWorld } from '../support/postgres-world.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';

const server = sharePostgresDatabase();

const columnsOfVersion1 = `
ALTER TABLE ring RENAME COLUMN even_at TO taken_at;
ALTER TABLE ring DROP COLUMN per_minute;
ALTER TABLE ring DROP COLUMN slots;
ALTER TABLE ring DROP COLUMN made;
UPDATE ring SET taken_at = taken_at / 1000`;

interface Migrated {
  readonly world: LedgerWorld;
  /** Runs several statements and returns the rows of the last one. */
  query(sql: string): Promise<readonly unknown[]>;
}

async function inSqlite(): Promise<Migrated> {
  const world = await sqliteWorld();
  return {
    world,
    query: async (sql) => {
      using database = new DatabaseSync(world.path);
      const statements = sql.split(/;\s*/).filter((one) => one.trim() !== '');
      return (
        statements
          .map((one) =>
            database
              .prepare(one)
              .all()
              .map((row) => ({ ...row })),
          )
          .at(-1) ?? []
      );
    },
  };
}

async function inPostgres(): Promise<Migrated> {
  const { url } = server();
  const world = await postgresWorld(server());
  return {
    world,
    query: async (sql) => {
      const client = new Client(url());
      await client.connect();
      const found = [await client.query(`SET search_path = ${world.address.schema}; ${sql}`)].flat();
      await client.end();
      return found.at(-1)?.rows ?? [];
    },
  };
}

describe.each([
  ['SQLite', inSqlite],
  ['PostgreSQL', inPostgres],
])('%s', (_name, make) => {
  test('used slots keep their times, slots that were made in advance are removed, and no number is used again', async () => {
    const { world, query } = await make();
    await using _world = world;
    const first = await world.open({ requestsPerMinute: 2 });
    const run = await spoolRun(first, plannedMany(4));
    const claim = { run: run.id, chunk: 0, campaign: 0 };
    const all = await openAll(first, run.id);
    for (const index of [0, 1]) {
      world.clock.pass(30_000);
      const claimed = await first.claim({ ...claim, notifications: all.slice(index, index + 1) });
      if (claimed.kind !== 'claimed') throw new Error(`it is ${claimed.kind}`);
      await first.settle([{ attempt: claimed.attempt, outcomes: [accepted], status: 200, error: null }]);
    }
    await first[Symbol.asyncDispose]();
    await query(
      `${columnsOfVersion1}; INSERT INTO slot VALUES (3, 0, 0), (4, 0, 0); UPDATE req SET slot = 9 WHERE attempt = 1`,
    );
    await query(ringToVersion2);
    expect(await query('SELECT slots, made, per_minute FROM ring')).toEqual([{ slots: 2, made: 9, per_minute: 1 }]);
    expect(await query('SELECT number, generation FROM slot ORDER BY number')).toEqual(
      [1, 2].map((number) => expect.objectContaining({ number })),
    );
    await using next = await world.open({ requestsPerMinute: 2 });
    await next.adoptRun(run.id, { host: 'runner-1', pid: 1 });
    const third = { ...claim, notifications: all.slice(2, 3) };
    expect(await next.claim(third)).toMatchObject({ kind: 'wait' });
    world.clock.pass(31_000);
    expect(await next.claim(third)).toMatchObject({ kind: 'claimed' });
    world.clock.pass(5_000);
    expect(await next.claim({ ...claim, notifications: all.slice(3) })).toMatchObject({ kind: 'wait' });
  });
});
