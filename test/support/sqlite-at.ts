// The engine of a ledger in a file, for tests.
import { dirname } from 'node:path';
import type { LedgerEngine } from '../../src/ledger/ledger-engine.ts';
import { sqliteEngine } from '../../src/ledger/sqlite/sqlite-engine.ts';

export function sqliteAt(file: string): LedgerEngine {
  return sqliteEngine(`sqlite:${file}`, { root: dirname(file), env: {}, variable: 'LEDGER' });
}
