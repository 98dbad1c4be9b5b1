// The ledger opened to pause or stop runs: without its lock, and without the key to the vendor.
import type { RunControl } from '../delivery/run-control.ts';
import { controlPostgres } from '../ledger/postgres/postgres-control.ts';
import { controlSqlite } from '../ledger/sqlite/sqlite-control.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { ledgerUnset, placeLedger } from './ledger-place.ts';
import { expectedLedger } from './look-at-ledger.ts';

/** Undefined when there is no ledger. Throws a Refusal: exit 4 where the ledger is not the one it should be, 3 where it is not named or cannot be asked. */
export async function openControl(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<RunControl | undefined> {
  const place = placeLedger(context, workspace, environment);
  if (place.kind === 'unset') throw ledgerUnset(environment, place.variable);
  const { ledgerId: expectId } = environment;
  const expected = {
    ...expectedLedger(context, environment),
    ...(expectId === undefined ? {} : { expectId }),
    clock: context.clock,
  };
  if (place.kind === 'file') return controlSqlite({ path: place.path, ...expected });
  return controlPostgres({ address: place.address, ...expected });
}
