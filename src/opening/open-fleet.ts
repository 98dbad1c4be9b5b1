// The shared ledger and its queue, opened for a worker; refused where the environment has none.
import type { FleetLedger } from '../delivery/fleet-ledger.ts';
import type { Queue } from '../delivery/queue.ts';
import type { ActivityLog } from '../delivery/run-activity.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import { openFleet } from '../ledger/postgres/open-fleet.ts';
import { openQueue } from '../ledger/postgres/open-queue.ts';
import type { PostgresAddress } from '../ledger/postgres/postgres-address.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { ledgerUnset, placeLedger } from './ledger-place.ts';
import { expectedLedger } from './look-at-ledger.ts';
import { vendor } from './vendor.ts';

export interface Fleet extends AsyncDisposable {
  readonly ledger: FleetLedger & ActivityLog;
  readonly queue: Queue;
}

/** @throws Refusal, exit 3, where the ledger is not on PostgreSQL. */
export function requirePostgres(context: Context, workspace: Workspace, environment: Environment): PostgresAddress {
  const place = placeLedger(context, workspace, environment);
  if (place.kind === 'unset') throw ledgerUnset(environment, place.variable);
  if (place.kind === 'file') throw needsPostgres(environment);
  return place.address;
}

/** @throws Refusal: 3 for a server that cannot be reached, 4 for a ledger that is not there or not the one it should be. */
export async function openSharedLedger(
  context: Context,
  workspace: Workspace,
  environment: Environment,
  onQueueError: (message: string) => void,
): Promise<Fleet> {
  const address = requirePostgres(context, workspace, environment);
  const { clock, host, pid, version, random } = context;
  const { ledgerId } = environment;
  await using stack = new AsyncDisposableStack();
  const ledger = stack.use(
    await openFleet({
      address,
      ...expectedLedger(context, environment),
      requestsPerMinute: environment.requestsPerMinute,
      requestTimeout: vendor.requestTimeout,
      clock,
      ...(ledgerId === undefined ? {} : { expectId: ledgerId }),
      worker: { id: random.bytes(8).toString('hex'), host, pid, version },
    }),
  );
  const queue = stack.use(await openQueue({ address, supervise: true, onError: onQueueError }));
  const opened = stack.move();
  return { ledger, queue, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

function needsPostgres({ name }: Environment): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP330',
    `the environment ${name} keeps its ledger in a file, and workers share one on PostgreSQL`,
    'Name a database with ledger_env in pushplan.yaml, or apply without --detach.',
  );
}
