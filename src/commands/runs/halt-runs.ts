// Pauses or stops runs, waits until each claimed request has begun or never will, and reports how long all that took.
import { claimLife } from '../../delivery/attempt.ts';
import { longestUnderWay } from '../../delivery/run-activity.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import type { HaltedRun, HaltOrder } from '../../delivery/run-control.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Run } from '../../generated/run.ts';
import { formatHaltText, type HaltReport } from '../../view/halt-text.ts';
import { formatRunJson } from '../../view/run-json.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { lookAtLedger } from '../../opening/look-at-ledger.ts';
import { openControl } from '../../opening/open-control.ts';
import { presentRun } from './present-run.ts';
import { runNotFound } from '../../opening/run-not-found.ts';
import type { EnvironmentPlace } from '../../opening/find-place.ts';

/** Milliseconds until no earlier claim is sent any more, and a little for the way from there to the wire. */
const patience = claimLife + 100;
const lookEvery = 25;

export interface HaltValues {
  readonly json: boolean;
}

/** `begunAt` is the monotonic time at which the command began. */
export async function haltAndReport(
  context: Context,
  place: EnvironmentPlace,
  order: Pick<HaltOrder, 'runs' | 'to'>,
  values: HaltValues,
  begunAt: number,
): Promise<ExitCode> {
  const { stdout, stderr } = context;
  const { workspace, environment } = place;
  const { halted, report } = await haltAndWait(context, place, order, begunAt);
  const [id] = order.runs === 'all' ? [] : order.runs;
  if (id !== undefined && halted.length === 0) throw runNotFound(id, environment.name);
  const output = values.json ? stderr : stdout;
  output.write(formatHaltText(report, layoutOf(context, output, workspace.root)));
  if (values.json) {
    const runs = await presentRuns(context, place, halted);
    const [only] = order.runs === 'all' ? [] : runs;
    stdout.write(formatRunJson(only ?? { format_version: '1.0', runs, diagnostics: [] }));
  }
  return exitCodes.done;
}

async function haltAndWait(
  context: Context,
  { workspace, environment }: EnvironmentPlace,
  { runs, to }: Pick<HaltOrder, 'runs' | 'to'>,
  begunAt: number,
): Promise<{ readonly halted: readonly HaltedRun[]; readonly report: HaltReport }> {
  const { clock, user, host } = context;
  await using control = await openControl(context, workspace, environment);
  const halted = (await control?.halt({ runs, to, who: `${user}@${host}` })) ?? [];
  const haltedAt = clock.monotonic();
  const since = clock.now() - longestUnderWay;
  const ids = halted.map(({ run }) => run.id);
  const count = async (): Promise<number> => (ids.length === 0 ? 0 : ((await control?.countUnderWay(ids, since)) ?? 0));
  const underWay = await count();
  let left = underWay;
  while (left > 0 && clock.monotonic() - haltedAt < patience) {
    await clock.sleep(lookEvery);
    left = await count();
  }
  const report: HaltReport = {
    environment: environment.name,
    to,
    runs: halted.map(({ run: { id, state, haltedBy }, before }) => ({
      id,
      state,
      before,
      // Otherwise a person paused it.
      isAtPause: state === 'paused' && haltedBy === null,
    })),
    haltedAfter: haltedAt - begunAt,
    endedAfter: clock.monotonic() - begunAt,
    underWay,
    left,
  };
  return { halted, report };
}

/** Presents the runs as `status` does. */
export async function presentRuns(
  context: Context,
  { workspace, environment }: EnvironmentPlace,
  changed: readonly { readonly run: RunRecord }[],
): Promise<Run[]> {
  await using ledger = await lookAtLedger(context, workspace, environment);
  const runs: Run[] = [];
  for (const { run } of changed) {
    const totals = (await ledger?.totals(run.id)) ?? [];
    runs.push(presentRun(run, totals, [], await ledger?.lastError(run.id)));
  }
  return runs;
}
