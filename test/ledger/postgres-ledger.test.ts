// PostgreSQL keeps the contract of ledgers.
import { afterAll, beforeAll } from 'vitest';
import { ledgerContract } from '../contract/ledger.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { postgresWorld } from '../support/postgres-world.ts';

let server: PostgresServer | undefined;

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(() => server?.[Symbol.asyncDispose]());

ledgerContract('PostgreSQL', async () => {
  if (server === undefined) throw new Error('the server was not started');
  return postgresWorld(server);
});
