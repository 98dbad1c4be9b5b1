// Ledgers on a PostgreSQL server, each in a schema of its own and on a virtual clock, for tests.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../src/delivery/clock.ts';
import type { RunControl } from '../../src/delivery/run-control.ts';
import {
  controlPostgres,
  openPostgres,
  readPostgres,
  type OpenPostgresOptions,
  type ReadPostgresOptions,
} from '../../src/ledger/postgres/open-postgres.ts';
import { readPostgresAddress, type PostgresAddress } from '../../src/postgres/postgres-address.ts';
import type { PostgresLedger } from '../../src/ledger/postgres/postgres-ledger.ts';
import type { SeenLedger } from '../../src/ledger/ledger-engine.ts';
import { blobOrNull } from '../../src/ledger/row.ts';
import type { LedgerWorld, WholeLedger } from '../contract/world.ts';
import { askPostgres } from './old-ledgers.ts';
import type { PostgresServer } from './postgres-server.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

/** Milliseconds; longer than a dead process holds a ledger. */
const lease = 15_000;

export interface PostgresWorld extends LedgerWorld {
  readonly address: PostgresAddress;
  open(options?: Partial<OpenPostgresOptions>): Promise<PostgresLedger>;
  control(): Promise<RunControl | undefined>;
  look(options?: Partial<ReadPostgresOptions>): Promise<SeenLedger | undefined>;
}

export async function postgresWorld(
  server: Pick<PostgresServer, 'url'>,
  clock: VirtualClock = virtualClock(),
): Promise<PostgresWorld> {
  const address = readPostgresAddress(server.url(`?schema=test_${randomBytes(6).toString('hex')}`), 'PUSHPLAN_LEDGER');
  // The ledger's own waits use real time, not the clock of the test.
  const waiting: Clock = {
    ...clock,
    sleep: (milliseconds, signal) =>
      delay(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  };
  const processes = new Map<WholeLedger, { isDead: boolean }>();
  return {
    clock,
    address,
    open: async (options) => {
      const process = { isDead: false };
      const ledger = await openPostgres({
        address,
        environment: 'sandbox',
        endpoint: 'sandbox',
        create: 'allow',
        requestsPerMinute: 1_000,
        requestTimeout: 120_000,
        clock: waiting,
        random: randomBytes,
        host: 'runner-1',
        pid: 4_242,
        databaseTime: () => {
          if (process.isDead) throw new Error('It is dead, and does nothing any more.');
          return clock.now();
        },
        ...options,
      });
      processes.set(ledger, process);
      return ledger;
    },
    look: (options) => readPostgres({ address, environment: 'sandbox', endpoint: 'sandbox', clock, ...options }),
    control: () =>
      controlPostgres({
        address,
        environment: 'sandbox',
        endpoint: 'sandbox',
        clock,
        requestsPerMinute: 1_000,
        requestTimeout: 120_000,
        databaseTime: () => clock.now(),
      }),
    kill: async (ledger) => {
      const process = processes.get(ledger);
      if (process !== undefined) process.isDead = true;
      clock.pass(lease);
    },
    people: async () => {
      const rows = await askPostgres(server, `SELECT person FROM ${address.schema}.req ORDER BY attempt`);
      return rows.map((row) => blobOrNull(row, 'person')).map((kept) => kept && Uint8Array.from(kept));
    },
    [Symbol.asyncDispose]: async () => {
      for (const ledger of processes.keys()) await ledger[Symbol.asyncDispose]();
    },
  };
}
