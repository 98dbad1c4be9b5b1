// The ledger opened for looking, without its lock: a file or a schema on a server, as the environment says.
import type { Ledger } from '../delivery/ledger.ts';
import type { ActivityLog } from '../delivery/run-activity.ts';
import { readPostgres } from '../ledger/open-postgres.ts';
import { readLedger, type Looks } from '../ledger/read-ledger.ts';
import type { History } from '../plan/history.ts';
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
  const expected = {
    environment: environment.name,
    ...(expectId === undefined ? {} : { expectId }),
    ...keyOption(ledgerKeyOf(context, environment)),
  };
  if (place.kind === 'file') return readLedger({ path: place.path, ...expected });
  return readPostgres({ address: place.address, clock: context.clock, ...expected });
}

export function keyOption(key: string | undefined): { readonly key?: string } {
  return key === undefined ? {} : { key };
}
