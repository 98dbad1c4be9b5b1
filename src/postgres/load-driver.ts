// The packages that PostgreSQL needs. They are no part of pushplan: who has a ledger or a source there installs them beside it.
import { createRequire } from 'node:module';
import type pg from 'pg';
import { refuseWithout } from '../errors.ts';

interface Needed {
  /** What needs them, for messages. */
  readonly what: string;
  readonly packages: readonly string[];
}

const byLedger: Needed = { what: 'a ledger on PostgreSQL', packages: ['pg', 'pg-boss'] };

/** pg itself. Loaded when it is needed, and for nothing else. @throws Refusal, exit 3, unless all are installed. */
export async function loadDriver(needed = byLedger): Promise<typeof pg> {
  const require = createRequire(import.meta.url);
  const missing = needed.packages.filter((name) => !isInstalled(require, name));
  if (missing.length > 0) {
    throw refuseWithout({ what: needed.what, packages: missing, install: needed.packages.join(' ') });
  }
  return (await import('pg')).default;
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
