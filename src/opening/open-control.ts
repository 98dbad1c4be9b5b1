// Opens the ledger to pause or stop runs, or for a request that belongs to no run: without its lock, and without the vendor's key.
import type { RunControl } from '../delivery/run-control.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { requireLedger } from './ledger-place.ts';
import { pinnedLedger } from './look-at-ledger.ts';
import { vendor } from './vendor.ts';

/**
 * Returns undefined if there is no ledger. Throws a Refusal: exit 4 if the ledger is not the expected one, 3 if its place is not set
 * or it cannot be queried.
 */
export async function openControl(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<RunControl | undefined> {
  const { requestsPerMinute } = environment;
  const { requestTimeout } = vendor;
  const looking = { ...pinnedLedger(context, environment), requestsPerMinute, requestTimeout };
  return requireLedger(context, workspace, environment).control(looking);
}
