// PostgreSQL keeps the contract of ledgers.
import { ledgerContract } from '../../contract/ledger.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { sharePostgres } from '../../support/share-postgres.ts';

const server = sharePostgres();

ledgerContract('PostgreSQL', async () => {
  return postgresWorld(server());
});
