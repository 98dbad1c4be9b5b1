// Loads the packages for PostgreSQL. They are not part of pushplan: people with a ledger or a source there install them beside it.
import type pg from 'pg';
import { requirePackages, type Needed } from '../optional-packages.ts';

const byLedger: Needed = { what: 'a ledger on PostgreSQL', packages: ['pg', 'pg-boss'] };

/** Loads pg, only when it is needed. @throws Refusal, exit 3, unless all packages are installed. */
export async function loadDriver(needed = byLedger): Promise<typeof pg> {
  requirePackages(needed);
  return (await import('pg')).default;
}
