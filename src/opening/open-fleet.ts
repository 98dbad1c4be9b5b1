// The shared ledger and its queue, opened for a worker; refused where the environment has none.
import type { Fleet, SharedLedger } from '../ledger/ledger-engine.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { requireShare } from './ledger-place.ts';
import { pinnedLedger } from './look-at-ledger.ts';
import { vendor } from './vendor.ts';

/**
 * Over the connections of the ledger that this process holds, where it does.
 * @throws Refusal: 3 for a server that cannot be reached, 4 for a ledger that is not there or not the one it should be.
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
