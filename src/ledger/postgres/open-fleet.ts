// Opens a ledger on PostgreSQL for a worker, with the same checks as for a run, but without the hold.
import { exitCodes, refuse } from '../../errors.ts';
import { macWith } from '../chunks/chunk-mac.ts';
import type { Fleet, Joining, Looking, Opening } from '../ledger-engine.ts';
import { hashCampaignWith, hashWith } from '../claims/notification-hash.ts';
import { personKeyOf } from '../claims/person-hashes.ts';
import { hashPersonWith } from '../claims/person-hashes.ts';
import { openQueue } from './open-queue.ts';
import { connect } from './connect.ts';
import type { PostgresDatabase, PostgresOptions } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { PostgresFleet, type OpenedFleet } from './postgres-fleet.ts';
import { findPostgresIdentity } from './postgres-identity.ts';
import { PostgresRing } from './postgres-ring.ts';
import { noteWorker } from './postgres-worker-rows.ts';

export type OpenFleetOptions = Looking &
  Pick<Opening, 'requestsPerMinute' | 'requestTimeout'> &
  Pick<Joining, 'worker'> &
  PostgresOptions;

const idle = { chunks: 0, requests: 0 };

/** Opens the ledger and its queue over the same connections. @throws like openFleetLedger and openQueue. */
export async function openFleet(options: OpenFleetOptions & Joining): Promise<Fleet> {
  const ledger = await openFleetLedger(options);
  return withQueue(ledger, ledger.database, options.onQueueError);
}

/** Uses the connections of a ledger that stays open longer than the fleet. */
export async function joinFleet(
  opened: Omit<OpenedFleet, 'resources'>,
  onQueueError: Joining['onQueueError'],
): Promise<Fleet> {
  const ledger = new PostgresFleet({ ...opened, resources: new AsyncDisposableStack() });
  await ledger.beSeen(idle);
  return withQueue(ledger, opened.database, onQueueError);
}

async function withQueue(
  ledger: PostgresFleet,
  database: PostgresDatabase,
  onError: Joining['onQueueError'],
): Promise<Fleet> {
  await using stack = new AsyncDisposableStack();
  stack.use(ledger);
  const queue = stack.use(await openQueue({ database, supervise: true, onError }));
  const opened = stack.move();
  return { ledger, queue, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** @throws Refusal: 3 for a server that cannot be reached or refuses the login, 4 for a ledger that does not exist or must not be used. */
export async function openFleetLedger(options: OpenFleetOptions): Promise<PostgresFleet> {
  const { address, clock, worker } = options;
  try {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await connect(options));
    const ring = new PostgresRing(database, options);
    const { id, secret } = await database.write(async (transaction) => {
      const identity = await findPostgresIdentity(transaction, options);
      if (identity === undefined) throw isMissing(options);
      await ring.prepare(transaction);
      await noteWorker(transaction, worker, idle);
      return identity;
    });
    database.beginSending();
    const people = { personKey: personKeyOf(secret), hashPerson: hashPersonWith(secret) };
    const keys = {
      hash: hashWith(secret),
      hashCampaign: hashCampaignWith(secret),
      mac: macWith(secret, id),
      ...people,
    };
    const opened = { id, database, ring, ...keys, clock, worker };
    return new PostgresFleet({ ...opened, resources: stack.move() });
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
