// Presents the requests and decisions of a run in the shape that scripts read, from which its report is drawn.
import type { RunLog } from '../../delivery/request-figures.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import type { Run, RunFigures } from '../../generated/run.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import type { Context } from '../../opening/context.ts';
import { vendor } from '../../opening/vendor.ts';
import { mostInMinute } from '../../view/run-report.ts';
import type { Environment } from '../../workspace/settings.ts';
import { presentSeen } from './present-seen.ts';

export interface LoggedRun {
  readonly run: Run;
  readonly log: RunLog;
}

/** The run as seen by those who only watch it, with its figures. */
export async function presentLogged(
  context: Pick<Context, 'clock'>,
  ledger: SeenLedger,
  record: RunRecord,
  { requestsPerMinute }: Pick<Environment, 'requestsPerMinute'>,
): Promise<LoggedRun> {
  const run = await presentSeen(context, ledger, record);
  const log = await ledger.runLog(record.id);
  // Findings stay last, as in all documents.
  const { diagnostics, ...rest } = run;
  return { run: { ...rest, figures: presentFigures(log, requestsPerMinute), diagnostics }, log };
}

function presentFigures(log: RunLog, limit: number): RunFigures {
  return {
    requests_per_minute: limit,
    most_in_minute: mostInMinute(log),
    from: log.from === null ? null : new Date(log.from).toISOString(),
    slice_seconds: log.slice / 1_000,
    slices: log.perSlice.map(({ requests, failed, mostInMinute: most }) => ({
      requests,
      failed,
      most_in_minute: most,
    })),
    answers: [...log.answers],
    without_answer: log.open,
    times: log.times.map(({ most, requests }) => ({ up_to_ms: most, requests })),
    mean_ms: log.mean,
    slowest_ms: log.slowest,
    decisions: log.decisions.map(({ at, who, decided, notifications }) => ({
      at: new Date(at).toISOString(),
      by: who === vendor.log.id ? who : 'person',
      decided,
      notifications,
    })),
  };
}
