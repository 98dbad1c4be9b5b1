// PostgreSQL keeps the contract of ledgers.
import { ledgerContract } from '../../contract/ledger.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

ledgerContract('PostgreSQL', async () => {
  return postgresWorld(server());
});
