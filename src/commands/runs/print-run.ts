// Prints the result of a run on stdout: as text with what to do next, or as JSON.
import type { Run } from '../../generated/run.ts';
import { formatRunJson } from '../../view/run-json.ts';
import { formatRunText } from '../../view/run-text.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';
import type { Context } from '../../opening/context.ts';
import { adviseSettling } from './settling-advice.ts';
import { adviseRetry } from './retry-advice.ts';
import { layoutOf } from '../../opening/layout.ts';

/** The share of settled notifications from which refusals for one reason are no coincidence. */
const half = 0.5;

interface Next {
  /** By a person's decision, the next apply sends to recipients of this run. */
  readonly isForApply?: boolean;
  /** The Message Center has just been asked about what is in doubt. */
  readonly wasAsked?: boolean;
}

export function printRun(
  context: Context,
  where: { readonly workspace: Workspace; readonly environment: Environment },
  run: Run,
  values: { readonly json: boolean },
  { isForApply = false, wasAsked = false }: Next = {},
): void {
  const { stdout } = context;
  if (values.json) stdout.write(formatRunJson(run));
  else
    stdout.write(
      formatRunText(run, layoutOf(context, stdout, where.workspace.root), [
        ...adviseSettling(run, where.environment, wasAsked),
        ...(isForApply ? [`pushplan apply --env ${where.environment.name}`] : []),
        ...adviseRetry(run, where.workspace.policy.retry, half),
        ...adviseSandbox(where.environment, run),
      ]),
    );
}

// Proposes what to try next with the sandbox.
function adviseSandbox(environment: Environment, { state, totals, deferred = 0 }: Run): string[] {
  if (environment.endpoint.kind !== 'sandbox' || state !== 'finished') return [];
  // A shared ledger must not be removed by one of those who share it.
  const startOver = environment.ledgerEnv === undefined ? ['start over: pushplan sandbox reset'] : [];
  // Everybody may have the notification already, or a filter leaves out everybody: only the plan tells.
  if (totals.planned === 0 && deferred > 0) return ['send them when they are due: pushplan apply --wait', ...startOver];
  if (totals.planned === 0) return ['see why there is nothing to send: pushplan plan', ...startOver];
  return [
    'apply again, and nobody gets a notification twice: pushplan apply',
    'add a row to an audience, and see what would be sent: pushplan plan',
    'see the phones that it arrived at: pushplan sandbox --open',
  ];
}
