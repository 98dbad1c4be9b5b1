// SQLite ledgers in a folder of their own, on a virtual clock, for tests.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RunControl } from '../../src/delivery/run-control.ts';
import type { Looking, SeenLedger } from '../../src/ledger/ledger-engine.ts';
import { openSqlite, type OpenSqliteOptions } from '../../src/ledger/sqlite/open-sqlite.ts';
import { blobOrNull } from '../../src/ledger/row.ts';
import type { SqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';
import type { LedgerWorld } from '../contract/world.ts';
import { sqliteAt } from './sqlite-at.ts';
import { virtualClock } from './virtual-clock.ts';

export interface SqliteWorld extends LedgerWorld {
  /** Does not exist before the first `open`. */
  readonly directory: string;
  readonly path: string;
  open(options?: Partial<OpenSqliteOptions>): Promise<SqliteLedger>;
  control(host?: string): Promise<RunControl | undefined>;
  look(options?: Partial<Looking>): Promise<SeenLedger | undefined>;
  remove(): Promise<boolean | undefined>;
}

export async function sqliteWorld(): Promise<SqliteWorld> {
  const root = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'pushplan-ledger-'));
  const directory = path.join(root, '.pushplan');
  const file = path.join(directory, 'sandbox.db');
  const clock = virtualClock();
  const engine = sqliteAt(file);
  const ours = { environment: 'sandbox', endpoint: 'sandbox', clock };
  return {
    clock,
    directory,
    path: file,
    open: (options) =>
      openSqlite({
        path: file,
        environment: 'sandbox',
        endpoint: 'sandbox',
        create: 'allow',
        requestsPerMinute: 1_000,
        requestTimeout: 120_000,
        clock,
        random: randomBytes,
        host: 'runner-1',
        pid: process.pid,
        ...options,
      }),
    look: (options) => engine.read({ ...ours, ...options }),
    remove: async () => engine.remove?.({ ...ours, host: 'runner-1', pid: process.pid }),
    control: (host) =>
      engine.control({ ...ours, requestsPerMinute: 1_000, requestTimeout: 120_000, ...(host && { host }) }),
    kill: async (ledger) => {
      await ledger[Symbol.asyncDispose]();
    },
    people: async () => {
      using database = new DatabaseSync(file, { readOnly: true });
      const rows = database.prepare('SELECT person FROM req ORDER BY attempt').all();
      return rows.map((row) => blobOrNull(row, 'person'));
    },
    [Symbol.asyncDispose]: () => fs.promises.rm(root, { recursive: true, force: true }),
  };
}
