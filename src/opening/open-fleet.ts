// Opens the shared ledger and its queue for a worker. Refuses environments that have none.
import type { Fleet, SharedLedger } from '../ledger/ledger-engine.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { requireShare } from './ledger-place.ts';
import { pinnedLedger } from './look-at-ledger.ts';
import { vendor } from './vendor.ts';

/**
 * Uses the connections of the ledger that this process already holds (`held`), if it holds one.
 * @throws Refusal: 3 if the server cannot be reached, 4 if the ledger is missing or not the expected one.
 */
export async function openSharedLedger(
  context: Context,
  workspace: Workspace,
  environment: Environment,
  onQueueError: (message: string) => void,
  held?: Pick<SharedLedger, 'joinFleet'>,
): Promise<Fleet> {
  const { host, pid, version, random } = context;
  const joining = { worker: { id: random.bytes(8).toString('hex'), host, pid, version }, onQueueError };
  if (held !== undefined) return held.joinFleet(joining);
  const { requestsPerMinute } = environment;
  const { requestTimeout } = vendor;
  const share = requireShare(context, workspace, environment);
  return share.openFleet({ ...pinnedLedger(context, environment), requestsPerMinute, requestTimeout, ...joining });
}
