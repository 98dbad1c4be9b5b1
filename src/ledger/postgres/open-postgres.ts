// Opens a ledger on PostgreSQL for a run: refuses what is not to be trusted, takes the hold, makes the tables where there are none.
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { macWith } from '../chunks/chunk-mac.ts';
import type { Looking, Opening } from '../ledger-engine.ts';
import { hashWith } from '../notification-hash.ts';
import { connect, type PostgresOptions } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { Hold, takeHold } from './postgres-hold.ts';
import {
  checkPostgresIdentity,
  createTables,
  findLedger,
  foreignTables,
  noteTimeline,
  seePostgresIdentity,
  waitForMaker,
} from './postgres-identity.ts';
import { PostgresLedger } from './postgres-ledger.ts';
import { PostgresReader } from './postgres-reader.ts';
import { PostgresRing } from './postgres-ring.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';

export type OpenPostgresOptions = Opening & PostgresOptions;

/** @throws Refusal: 3 for a server that cannot be reached or refuses the login, 4 for a ledger that is not to be used, 9 when another process holds it. */
export async function openPostgres(options: OpenPostgresOptions): Promise<PostgresLedger> {
  const { address, clock, random } = options;
  try {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await connect(options));
    const ring = new PostgresRing(options);
    await database.write((transaction) => makeWhereMissing(transaction, options));
    const { epoch, identity, findings } = await database.write(async (transaction) => {
      const identity = await checkPostgresIdentity(transaction, address, options);
      const epoch = await takeHold(transaction, address.shown, options);
      await ring.prepare(transaction);
      return { epoch, identity, findings: await noteTimeline(transaction, address) };
    });
    stack.move();
    const hold = new Hold(database, epoch, clock);
    return new PostgresLedger({
      id: identity.id,
      findings,
      database,
      hold,
      ring,
      hash: hashWith(identity.secret),
      mac: macWith(identity.secret, identity.id),
      clock,
      random,
    });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

export type ReadPostgresOptions = Looking & PostgresOptions;

/**
 * For looking, without the hold. Undefined when there is no ledger: nothing has been sent yet.
 * @throws Refusal: 3 for a server that cannot be reached or refuses the login, 4 for a ledger that is not to be used.
 */
export async function readPostgres(options: ReadPostgresOptions): Promise<PostgresReader | undefined> {
  const { address } = options;
  try {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await connect(options));
    const identity = await database.read(async (transaction) => {
      const found = await findLedger(transaction, address);
      if (found === 'mixed') throw foreignTables(address);
      return found === 'nothing'
        ? undefined
        : seePostgresIdentity(transaction, address, { ...options, closed: 'allow' });
    });
    if (identity === undefined) return undefined;
    stack.move();
    const { id, secret } = identity;
    return new PostgresReader({ id, database, ...(secret === undefined ? {} : { hash: hashWith(secret) }) });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

async function makeWhereMissing(transaction: PostgresTransaction, options: OpenPostgresOptions): Promise<void> {
  const { address, random } = options;
  let found = await findLedger(transaction, address);
  if (found === 'nothing') {
    refusePostgresCreation(options);
    await waitForMaker(transaction, address);
    found = await findLedger(transaction, address);
    if (found === 'nothing') await createTables(transaction, address, options, random);
  }
  if (found === 'mixed') throw foreignTables(address);
}

/** A ledger that should be there and is not, or a new one that nobody asked for. */
function refusePostgresCreation({ address, expectId, create }: OpenPostgresOptions): void {
  const where = `There is no ledger in the schema ${address.schema} of ${address.shown}`;
  if (expectId !== undefined) {
    throw blocked(
      'PP310',
      `${where}, and the one that is expected there is ${expectId}.`,
      'Name its database in the variable of ledger_env. To begin anew, and send to everybody again, plan without it and remove ledger_id from pushplan.yaml.',
    );
  }
  if (create === 'refuse') {
    throw blocked(
      'PP314',
      `${where}, and a new one would send to everybody again.`,
      'Check the address. To begin a new ledger on purpose: apply --new-ledger.',
    );
  }
}

function blocked(code: 'PP310' | 'PP314', message: string, help: string): Refusal {
  return refuse(exitCodes.blocked, code, message, help);
}
