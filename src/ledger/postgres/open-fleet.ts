// Opens a ledger on PostgreSQL for a worker: the same refusals as for a run, and no hold.
import type { Clock } from '../../delivery/clock.ts';
import { exitCodes, refuse } from '../../errors.ts';
import { macWith } from '../chunks/chunk-mac.ts';
import type { Expected } from '../identity.ts';
import { hashWith } from '../notification-hash.ts';
import type { OpenPostgresOptions } from './open-postgres.ts';
import { connect } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { PostgresFleet } from './postgres-fleet.ts';
import { checkPostgresIdentity, findLedger, foreignTables } from './postgres-identity.ts';
import { PostgresRing } from './postgres-ring.ts';
import { noteWorker, type WorkerName } from './postgres-worker-rows.ts';

export interface OpenFleetOptions
  extends Expected, Pick<OpenPostgresOptions, 'address' | 'requestsPerMinute' | 'requestTimeout' | 'databaseTime'> {
  readonly clock: Clock;
  readonly worker: WorkerName;
}

/** @throws Refusal: 3 for a server that cannot be reached or refuses the login, 4 for a ledger that is not there or not to be used. */
export async function openFleet(options: OpenFleetOptions): Promise<PostgresFleet> {
  const { address, clock, worker } = options;
  try {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await connect(options));
    const ring = new PostgresRing(options);
    const identity = await database.write(async (transaction) => {
      const found = await findLedger(transaction, address);
      if (found === 'mixed') throw foreignTables(address);
      if (found === 'nothing') throw isMissing(options);
      const identity = await checkPostgresIdentity(transaction, address, options);
      await ring.prepare(transaction);
      await noteWorker(transaction, worker, { chunks: 0, requests: 0 });
      return identity;
    });
    stack.move();
    database.beginSending();
    const { id, secret } = identity;
    return new PostgresFleet({ id, database, ring, hash: hashWith(secret), mac: macWith(secret, id), clock, worker });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

function isMissing({ address }: OpenFleetOptions): Error {
  return refuse(
    exitCodes.blocked,
    'PP316',
    `There is no ledger in the schema ${address.schema} of ${address.shown}.`,
    'Check the address. The first apply makes the ledger; a worker never does.',
  );
}
