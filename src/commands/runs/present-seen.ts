// Presents a run to those who only watch it: while it is unfinished, with what is under way now, and with the workers that share it.
import { hasEnded } from '../../delivery/run-state.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import type { Run } from '../../generated/run.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import type { Context } from '../../opening/context.ts';
import { warnIfClosed } from '../../opening/warn-if-closed.ts';
import { needsProcess, settleUnderWay } from '../../view/seen-run.ts';
import { presentRun, presentWorker } from './present-run.ts';

export async function presentSeen(
  { clock }: Pick<Context, 'clock'>,
  ledger: SeenLedger,
  record: RunRecord,
): Promise<Run> {
  const [totals, lastError] = [await ledger.totals(record.id), await ledger.lastError(record.id)];
  const findings = warnIfClosed(ledger);
  if (hasEnded(record.state)) return presentRun(record, totals, findings, lastError);
  const activity = await ledger.activity(record.id, clock.now());
  const { underWay, workers, isAbandoned } = activity;
  return {
    ...presentRun(record, settleUnderWay(totals, activity), findings, lastError),
    under_way: underWay.reduce((sum, { notifications }) => sum + notifications, 0),
    ...(workers === null ? {} : { workers: workers.map(presentWorker) }),
    ...(isAbandoned && needsProcess(record.state) ? { abandoned: true } : {}),
  };
}
