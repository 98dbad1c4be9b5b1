// Simulated worlds whose ledger is on a real PostgreSQL server. Virtual time stands still while the server works.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Clock } from '../../src/delivery/clock.ts';
import { exitCodes, Refusal } from '../../src/errors.ts';
import { openPostgres } from '../../src/ledger/postgres/open-postgres.ts';
import { readPostgresAddress } from '../../src/postgres/postgres-address.ts';
import type { PostgresServer } from './postgres-server.ts';
import { holder, Traffic, type SimLedger, type SimStore, type SimTerms } from './sim-ledger.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimTime } from './sim-time.ts';

/** Milliseconds between two attempts to open a ledger that somebody else holds. */
const retryAfter = 1_000;

/** The factor by which renewals of the lease are slower than every 3 s: hours pass in a world, and nobody else wants the ledger meanwhile. */
const renewalsLeftOut = 20;

/** The server's time when a world begins. */
const wall = Date.parse('2026-11-23T10:00:00Z');

/** From here on, all connections of this process are watched. */
function watchDriver(traffic: Traffic): void {
  for (const [owner, name] of [
    [pg.Client.prototype, 'query'],
    [pg.Pool.prototype, 'connect'],
    [pg.Pool.prototype, 'end'],
  ] as const) {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') throw new TypeError(`the driver has no ${name}`);
    Reflect.set(owner, name, function watched(this: object, ...given: unknown[]): unknown {
      const result: unknown = Reflect.apply(original, this, given);
      return result instanceof Promise ? traffic.follow(result) : result;
    });
  }
}

let traffic: Traffic | undefined;

/** Each world has a schema of its own. */
export async function postgresStore(server: Pick<PostgresServer, 'url'>, time: SimTime): Promise<SimStore> {
  if (traffic === undefined) watchDriver((traffic = new Traffic()));
  const { follow, settled } = bind(traffic);
  const schema = `sim_${randomBytes(6).toString('hex')}`;
  const address = readPostgresAddress(server.url(`?schema=${schema}`), 'PUSHPLAN_LEDGER');
  const open = async (process: SimProcess, terms: SimTerms): Promise<SimLedger> => {
    let isDead = false;
    process.onDeath(() => (isDead = true));
    const options = {
      address,
      environment: 'sandbox',
      endpoint: 'sandbox',
      create: 'allow',
      clock: clockOf(process),
      databaseTime: () => {
        if (isDead) throw new Error('It is dead, and does nothing any more.');
        return Math.floor(wall + time.now);
      },
      ...terms,
      ...holder(process),
    } as const;
    for (;;) {
      const opened = await follow(openPostgres(options)).catch(waitWhereHeld);
      if (opened !== undefined) return opened;
      await process.clock.sleep(retryAfter);
    }
  };
  return {
    open,
    settled,
    [Symbol.asyncDispose]: async () => {
      await settled();
      const client = new pg.Client(server.url());
      await client.connect();
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await client.end();
    },
  };
}

function bind(one: Traffic): Pick<Traffic, 'follow' | 'settled'> {
  return { follow: (work) => one.follow(work), settled: () => one.settled() };
}

function waitWhereHeld(error: unknown): undefined {
  if (!(error instanceof Refusal) || error.exitCode !== exitCodes.locked) throw error;
}

/** The clock as the ledger uses it: for renewals, which end with the process whatever its clock does. */
function clockOf({ clock }: SimProcess): Clock {
  return {
    ...clock,
    sleep: (milliseconds, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      signal?.addEventListener('abort', () => resolve(), { once: true });
      return Promise.race([clock.sleep(milliseconds * renewalsLeftOut, signal), promise]);
    },
  };
}
