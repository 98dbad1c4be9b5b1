// SQLite keeps the contract of ledgers.
import { ledgerContract } from '../../contract/ledger.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

ledgerContract('SQLite', sqliteWorld);
