// The ledger opened to pause or stop runs, or for a request of no run: without its lock, and without the key to the vendor.
import type { RunControl } from '../delivery/run-control.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { requireLedger } from './ledger-place.ts';
import { pinnedLedger } from './look-at-ledger.ts';
import { vendor } from './vendor.ts';

/** Undefined when there is no ledger. Throws a Refusal: exit 4 where the ledger is not the one it should be, 3 where it is not named or cannot be asked. */
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
