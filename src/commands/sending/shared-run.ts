// Runs that workers share: which options exclude that, how such a run is found by its seal, and what is printed about it.
import type { SpooledPlan } from './spool-plan.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import { exitCodes, refuse, type ExitCode } from '../../errors.ts';
import { HeldLedger } from '../../ledger/held-ledger.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import { formatDetachedText } from '../../view/detached-text.ts';
import { formatRunJson } from '../../view/run-json.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { lockLedger, type LedgerOptions } from '../../opening/lock-ledger.ts';
import { lookAtLedger } from '../../opening/look-at-ledger.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { presentRun } from '../runs/present-run.ts';
import { runNotFound } from '../../opening/run-not-found.ts';
import { nothingSettled } from './settle-before.ts';

const notBeside = ['max-sends', 'until', 'max-duration', 'report'] as const;

const notBesideWait = ['max-sends', 'report', 'detach'] as const;

/** Throws a Refusal (exit 3) for options about a process that sends by itself. */
export function refuseBesideDetach(
  values: Readonly<Record<(typeof notBeside)[number], unknown>> & { readonly detach: boolean },
): void {
  const found = notBeside.find((name) => values[name] !== undefined);
  if (found === undefined || !values.detach) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--${found} and --detach exclude each other: workers send, and not this process`,
    `Leave one of them out. A detached run is stopped with pushplan stop RUN.`,
  );
}

/** Another process may send what is due later. Throws a Refusal (exit 3) for options that rule this out. */
export function refuseBesideWait(
  values: Readonly<Record<(typeof notBesideWait)[number], unknown>> & { readonly wait: boolean },
): void {
  const found = notBesideWait.find((name) => values[name] !== undefined && values[name] !== false);
  if (found === undefined || !values.wait) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--${found} and --wait exclude each other: what waits may be sent by another process`,
    'Leave one of them out. With --detach workers send, and nobody has to wait.',
  );
}

export type Locked =
  | { readonly kind: 'locked'; readonly ledger: OpenLedger }
  /** The run that was asked for is being sent, and can be joined. */
  | { readonly kind: 'under_way'; readonly run: RunRecord };

/** Like lockLedger, but a shared run with that seal that is under way is found instead of refused. */
export async function lockOrJoin(
  context: Context,
  { workspace, environment }: Prepared,
  wish: LedgerOptions,
  seal: string | undefined,
): Promise<Locked> {
  const ledger = await lockLedger(context, workspace, environment, wish).catch((error: unknown) => {
    if (seal === undefined || !(error instanceof HeldLedger)) throw error;
    return error;
  });
  if (!(ledger instanceof HeldLedger)) {
    const run = findShared(seal === undefined ? [] : await ledger.runs(), seal, ['detached']);
    if (run === undefined) return { kind: 'locked', ledger };
    await ledger[Symbol.asyncDispose]();
    return { kind: 'under_way', run };
  }
  await using seen = await lookAtLedger(context, workspace, environment);
  const run = findShared((await seen?.runs()) ?? [], seal, ['detached', 'led']);
  if (run === undefined) throw ledger;
  return { kind: 'under_way', run };
}

function findShared(
  runs: readonly RunRecord[],
  seal: string | undefined,
  modes: readonly RunRecord['mode'][],
): RunRecord | undefined {
  return runs.find(
    (run) => run.seal === seal && modes.includes(run.mode) && ['running', 'waiting', 'paused'].includes(run.state),
  );
}

export async function printShared(
  context: Context,
  { environment, workspace }: Prepared,
  id: string,
  values: { readonly json: boolean },
  settled = nothingSettled,
  more: SpooledPlan['more'] = {},
): Promise<ExitCode> {
  const { stdout } = context;
  await using ledger = await lookAtLedger(context, workspace, environment);
  const record = await ledger?.run(id);
  if (ledger === undefined || record === undefined) throw runNotFound(id, environment.name);
  const shown = presentRun(record, await ledger.totals(id), [], await ledger.lastError(id));
  const run = { ...shown, settled_before: settled, ...more };
  const layout = layoutOf(context, stdout, workspace.root);
  stdout.write(values.json ? formatRunJson(run) : formatDetachedText(run, environment.name, layout));
  return exitCodes.done;
}
