// The endpoint of a ledger is changed under its lock, and only from the endpoint that was found.
import { describe, expect, test } from 'vitest';
import { movePostgresEndpoint } from '../../../src/ledger/postgres/migrate-postgres.ts';
import { moveSqliteEndpoint } from '../../../src/ledger/sqlite/migrate-sqlite.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { sqliteWorld, type SqliteWorld } from '../../support/sqlite-world.ts';

const server = sharePostgresDatabase();

interface Movable {
  readonly world: SqliteWorld | PostgresWorld;
  move(from: string): Promise<void>;
}

const to = { environment: 'sandbox', endpoint: 'b.example.com', host: 'runner-2', pid: 7 };

async function onSqlite(): Promise<Movable> {
  const world = await sqliteWorld();
  return { world, move: (from) => moveSqliteEndpoint({ ...to, path: world.path, clock: world.clock }, from) };
}

async function onPostgres(): Promise<Movable> {
  const world = await postgresWorld(server());
  const place = { ...to, address: world.address, clock: world.clock, databaseTime: () => world.clock.now() };
  return { world, move: (from) => movePostgresEndpoint(place, from) };
}

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
])('%s', (_name, open) => {
  test('the endpoint is not moved while another process holds the ledger, nor if it was changed to another one meanwhile', async () => {
    const { world, move } = await open();
    await using _world = world;
    {
      await using _held = await world.open({ endpoint: 'a.example.com' });
      await expect(move('a.example.com')).rejects.toMatchObject({ exitCode: 9, diagnostics: [{ code: 'PP409' }] });
    }
    await expect(move('c.example.com')).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP327' }] });
    await move('a.example.com');
    await using moved = await world.open({ endpoint: 'b.example.com' });
    expect(await moved.runs()).toEqual([]);
  });
});
