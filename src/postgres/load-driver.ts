// The packages that PostgreSQL needs. They are no part of pushplan: who has a ledger or a source there installs them beside it.
import type pg from 'pg';
import { requirePackages, type Needed } from '../optional-packages.ts';

const byLedger: Needed = { what: 'a ledger on PostgreSQL', packages: ['pg', 'pg-boss'] };

/** pg itself. Loaded when it is needed, and for nothing else. @throws Refusal, exit 3, unless all are installed. */
export async function loadDriver(needed = byLedger): Promise<typeof pg> {
  requirePackages(needed);
  return (await import('pg')).default;
}
