// Opens a ledger on PostgreSQL: for a run, which takes the hold and creates missing tables, or beside a run.
import type { RunControl } from '../../delivery/run-control.ts';
import { macWith } from '../chunks/chunk-mac.ts';
import { refuseNewLedger } from '../identity.ts';
import { LedgerControl } from '../ledger-control.ts';
import type { Looking, Opening } from '../ledger-engine.ts';
import { LedgerReader } from '../ledger-reader.ts';
import { hashCampaignWith, hashWith } from '../claims/notification-hash.ts';
import { hashPersonWith, personKeyOf } from '../claims/person-hashes.ts';
import { connect, keepPostgres } from './connect.ts';
import type { PostgresOptions } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { Hold, isHoldAlive, takeHold } from './postgres-hold.ts';
import {
  checkPostgresIdentity,
  findPostgresIdentity,
  makeWhereMissing,
  noteTimeline,
  seePostgresIdentity,
} from './postgres-identity.ts';
import { PostgresLedger } from './postgres-ledger.ts';
import { PostgresRing } from './postgres-ring.ts';
import type { SlotRingOptions } from '../pace/slot-ring.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { isWorkerAlive, workersInPostgres } from './postgres-worker-rows.ts';

export type OpenPostgresOptions = Opening & PostgresOptions;

/**
 * @throws Refusal: 3 for a server that cannot be reached or refuses the login, 4 for a ledger that must not be used, 9 if another process holds it.
 */
export async function openPostgres(options: OpenPostgresOptions): Promise<PostgresLedger> {
  const { address, clock, random } = options;
  try {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await connect(options));
    const ring = new PostgresRing(database, options);
    await database.write((transaction) =>
      makeWhereMissing(transaction, options, () =>
        refuseNewLedger(`in the schema ${address.schema} of ${address.shown}`, options, {
          expected: 'Name its database in the variable of ledger_env.',
          unwanted: 'Check the address. To begin a new ledger on purpose: apply --new-ledger.',
        }),
      ),
    );
    const { epoch, identity, findings } = await database.write(async (transaction) => {
      const identity = await checkPostgresIdentity(transaction, options);
      const epoch = await takeHold(transaction, address.shown, options);
      await ring.prepare(transaction);
      return { epoch, identity, findings: await noteTimeline(transaction, address) };
    });
    stack.move();
    const { id, secret } = identity;
    const hold = new Hold(database, epoch, clock);
    const keys = {
      hash: hashWith(secret),
      hashCampaign: hashCampaignWith(secret),
      hashPerson: hashPersonWith(secret),
      personKey: personKeyOf(secret),
      mac: macWith(secret, id),
    };
    return new PostgresLedger({
      id,
      findings,
      database,
      hold,
      ring,
      ...keys,
      clock,
      random,
      workersIn: workersInPostgres,
    });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

export type ReadPostgresOptions = Looking & PostgresOptions;

/**
 * Opens the ledger for reading, without the hold. Returns undefined if there is no ledger, because nothing has been sent yet.
 *
 * @throws Refusal: 3 for a server that cannot be reached or refuses the login, 4 for a ledger that must not be used.
 */
export function readPostgres(options: ReadPostgresOptions): Promise<LedgerReader<PostgresTransaction> | undefined> {
  const { address } = options;
  return keepPostgres(options, async (database) => {
    const identity = await database.read((transaction) =>
      seePostgresIdentity(transaction, { ...options, closed: 'allow' }),
    );
    if (identity === undefined) return undefined;
    const { id, secret, closed } = identity;
    const hash = secret === undefined ? undefined : hashWith(secret);
    const hashCampaign = secret === undefined ? undefined : hashCampaignWith(secret);
    const hashPerson = secret === undefined ? undefined : hashPersonWith(secret);
    const { host } = options;
    return new LedgerReader({
      id,
      database,
      shown: address.shown,
      closed,
      hash,
      hashCampaign,
      personKey: secret === undefined ? '' : personKeyOf(secret),
      hashPerson,
      isAlive: (sql, mode) => (mode === 'alone' ? isHoldAlive(sql, host) : isWorkerAlive(sql, host)),
      workersIn: workersInPostgres,
      timeOf: (transaction) => transaction.now,
    });
  });
}

/** Opens the ledger for pausing and stopping runs, and for taking a slot. Returns and throws like readPostgres. */
export function controlPostgres(options: ReadPostgresOptions & SlotRingOptions): Promise<RunControl | undefined> {
  return keepPostgres(options, async (database) => {
    const identity = await database.read((transaction) => findPostgresIdentity(transaction, options));
    if (identity === undefined) return undefined;
    const mac = macWith(identity.secret, identity.id);
    return new LedgerControl({ database, mac, clock: options.clock, ring: new PostgresRing(database, options) });
  });
}
