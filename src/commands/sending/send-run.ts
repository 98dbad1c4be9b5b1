// Sends a run from this process: alone, or as the leader of whichever workers there are.
import type { RunMode, RunRecord } from '../../delivery/ledger.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';
import type { DeliveredRun } from './conclude-run.ts';
import type { Context } from '../../opening/context.ts';
import { deliverRun, type DeliveryOptions } from './deliver-run.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import { canShare } from '../../opening/lock-ledger.ts';
import type { Target } from '../../opening/open-target.ts';
import { haltFromScreen } from '../watching/halt-from-screen.ts';
import { takePart } from './take-part.ts';

export interface SendContext {
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly target: Target;
  readonly ledger: OpenLedger;
}

/** Options that count or record something in this process make it send alone. */
export function chooseMode(
  ledger: OpenLedger,
  values: {
    readonly detach?: boolean;
    readonly wait?: boolean;
    readonly only?: string | undefined;
    readonly 'max-sends': number | undefined;
    readonly report: string | undefined;
  },
): RunMode {
  // On a shared ledger, what waits is sent by whichever worker there is when it is due.
  if (values.detach === true || (values.wait === true && canShare(ledger))) return 'detached';
  const isOwn = [values.only, values['max-sends'], values.report].some((value) => value !== undefined);
  return isOwn || !canShare(ledger) ? 'alone' : 'led';
}

export async function sendRun(
  context: Context,
  { workspace, environment, target, ledger }: SendContext,
  run: RunRecord,
  options: Omit<DeliveryOptions, 'halt'>,
): Promise<DeliveredRun> {
  if (run.mode !== 'led' || run.state === 'finished' || !canShare(ledger)) {
    const halt = haltFromScreen(context, { workspace, environment }, run.id);
    return deliverRun(context, environment, ledger, target, run, { ...options, halt });
  }
  const { deadline } = options;
  return takePart(context, run, { workspace, environment, target, lead: ledger, deadline });
}
