// The ledger opened for looking, without its lock: a file or a schema on a server, as the environment says.
import type { Ledger } from '../delivery/ledger.ts';
import type { ActivityLog } from '../delivery/run-activity.ts';
import type { Expected } from '../ledger/identity.ts';
import type { Looks } from '../ledger/ledger-view.ts';
import type { History } from '../plan/history.ts';
import { classifyEndpoint } from '../workspace/endpoint-class.ts';
import type { Environment } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { ledgerKeyOf, type LedgerPlace } from './ledger-place.ts';

export type SeenLedger = Pick<Ledger, Looks> &
  History &
  ActivityLog &
  AsyncDisposable & {
    /** False where the secret of the keyed hashes is kept from this user: then nobody can be looked up. */
    readonly knowsKeys: boolean;
  };

/**
 * Undefined when there is none: nobody has been sent to. Throws a Refusal: exit 4 where the ledger is not the one it should be, 3
 * where its server cannot be asked.
 */
export async function lookAtLedger(
  context: Context,
  environment: Environment,
  place: Exclude<LedgerPlace, { kind: 'unset' }>,
  expectId?: string,
): Promise<SeenLedger | undefined> {
  const expected = { ...expectedLedger(context, environment), ...(expectId === undefined ? {} : { expectId }) };
  // Each of them is much, and nobody has both.
  if (place.kind === 'file') {
    const { readLedger } = await import('../ledger/read-ledger.ts');
    return readLedger({ path: place.path, ...expected });
  }
  const { readPostgres } = await import('../ledger/postgres/open-postgres.ts');
  return readPostgres({ address: place.address, clock: context.clock, ...expected });
}

/** The ledger that the environment names, but for its id. */
export function expectedLedger(
  context: Context,
  environment: Environment,
): Pick<Expected, 'environment' | 'endpoint' | 'key'> {
  const { name, endpoint } = environment;
  const key = ledgerKeyOf(context, environment);
  return { environment: name, endpoint: classifyEndpoint(endpoint), ...(key === undefined ? {} : { key }) };
}
