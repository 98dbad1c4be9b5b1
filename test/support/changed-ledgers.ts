// Ledgers of both kinds that a test can change behind pushplan's back.
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { viewPostgres } from '../../src/ledger/postgres/move-postgres.ts';
import { viewSqlite } from '../../src/ledger/sqlite/read-sqlite.ts';
import { macOf } from '../../src/ledger/chunks/chunk-mac.ts';
import { checkRecord } from '../../src/ledger/moving/record-check.ts';
import type { LedgerWorld } from '../contract/world.ts';
import type { PostgresServer } from './postgres-server.ts';
import { postgresWorld, type PostgresWorld } from './postgres-world.ts';
import { sqliteWorld, type SqliteWorld } from './sqlite-world.ts';

export interface ChangedLedger extends AsyncDisposable {
  readonly world: LedgerWorld;
  /** Runs a statement that both databases understand. */
  change(sql: string): Promise<void>;
  /** Returns bytes as a literal for a statement. */
  literal(bytes: Uint8Array): string;
  readonly true: string;
  /** Returns what `ledger verify` finds. */
  verify(): Promise<readonly string[]>;
}

/** Runs statements on the file directly, as another program could. */
export function tamper({ path }: { readonly path: string }, sql: string): void {
  using database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(sql);
}

export async function changedSqlite(): Promise<ChangedLedger & { readonly world: SqliteWorld }> {
  const world = await sqliteWorld();
  return {
    world,
    change: async (sql) => {
      tamper(world, sql);
    },
    true: '1',
    literal: (bytes) => `x'${Buffer.from(bytes).toString('hex')}'`,
    verify: async () => {
      const place = { environment: 'sandbox', endpoint: 'sandbox', path: world.path };
      const faults = await viewSqlite(
        place,
        async (source) => (await checkRecord(source, macOf(source.head, undefined))).faults,
      );
      return faults ?? ['there is no ledger'];
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

export async function changedPostgres(
  server: Pick<PostgresServer, 'url'>,
): Promise<ChangedLedger & { readonly world: PostgresWorld }> {
  const world = await postgresWorld(server);
  const { address, clock } = world;
  return {
    world,
    change: async (sql) => {
      const client = new Client(server.url());
      await client.connect();
      try {
        await client.query(`SET search_path = ${address.schema}; ${sql}`);
      } finally {
        await client.end();
      }
    },
    true: 'true',
    literal: (bytes) => `'\\x${Buffer.from(bytes).toString('hex')}'::bytea`,
    verify: async () => {
      const place = { environment: 'sandbox', endpoint: 'sandbox', address, clock };
      const faults = await viewPostgres(
        place,
        async (source) => (await checkRecord(source, macOf(source.head, undefined))).faults,
      );
      return faults ?? ['there is no ledger'];
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
