// The packages that a ledger on PostgreSQL needs. They are no part of pushplan: who uses such a ledger installs them beside it.
import { createRequire } from 'node:module';
import type pg from 'pg';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';

/** pg itself. Loaded when such a ledger is opened, and for nothing else. @throws Refusal, exit 3, unless both are installed. */
export async function loadDriver(): Promise<typeof pg> {
  const require = createRequire(import.meta.url);
  const missing = ['pg', 'pg-boss'].filter((name) => !isInstalled(require, name));
  if (missing.length > 0) throw explainMissing(missing);
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

function explainMissing(missing: readonly string[]): Refusal {
  const isOne = missing.length === 1;
  const message = `a ledger on PostgreSQL needs the ${isOne ? 'package' : 'packages'} ${missing.join(' and ')}, which ${isOne ? 'is' : 'are'} not installed`;
  return refuse(exitCodes.invalidInput, 'PP509', message, 'Beside pushplan: npm install pg pg-boss');
}
