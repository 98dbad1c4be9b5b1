// Reads from the ledger how a run ended: its result, and the exit code.
import { judgeRun } from '../../delivery/stopping/judge-run.ts';
import { nameRun } from '../../delivery/name-run.ts';
import type { Delivered, DeliveryEnd } from '../../delivery/delivery.ts';
import type { CampaignTotals, Ledger, RunRecord } from '../../delivery/ledger.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, gravestOf, type ExitCode } from '../../errors.ts';
import type { Run } from '../../generated/run.ts';
import { countOf } from '../../numbers.ts';
import { nameDoctor } from './name-doctor.ts';
import type { Environment } from '../../workspace/read-workspace.ts';
import { nameSettling } from '../runs/settling-advice.ts';
import { presentRun } from '../runs/present-run.ts';
import { vendor } from '../../opening/vendor.ts';

const endCodes: Readonly<Record<DeliveryEnd['kind'], ExitCode>> = {
  finished: exitCodes.done,
  waiting: exitCodes.done,
  stopped: exitCodes.stopped,
  shut_out: exitCodes.vendorRefused,
};

export interface DeliveredRun {
  readonly run: Run;
  readonly exitCode: ExitCode;
}

export async function concludeRun(
  ledger: Pick<Ledger, 'run' | 'totals' | 'lastError' | 'countInDoubt'>,
  record: RunRecord,
  environment: Environment,
  end: Delivered,
  reportFault?: Diagnostic,
): Promise<DeliveredRun> {
  const totals = await ledger.totals(record.id);
  const lastError = await ledger.lastError(record.id);
  const overLimit = end.kind === 'finished' ? judgeRun(record.campaigns, totals, vendor, nameRun(record)) : [];
  const inDoubt = await ledger.countInDoubt(record.campaigns.map(({ id }) => id));
  const diagnostics: Diagnostic[] = [
    ...end.findings,
    ...('diagnostic' in end ? [diagnosticOf(end, record)] : []),
    ...(inDoubt > 0 ? [describeDoubt(inDoubt, environment)] : []),
    ...overLimit,
    ...(end.kind === 'finished' ? warnOfLate(totals) : []),
    ...(reportFault === undefined ? [] : [reportFault]),
  ];
  const run = presentRun((await ledger.run(record.id)) ?? record, totals, diagnostics, lastError);
  const kind = end.kind === 'finished' && reportFault !== undefined ? 'stopped' : end.kind;
  const exitCode = gravestOf([
    endCodes[kind],
    inDoubt > 0 ? exitCodes.inDoubt : exitCodes.done,
    overLimit.length > 0 ? exitCodes.aboveFailOn : exitCodes.done,
  ]);
  return { run, exitCode };
}

function diagnosticOf(
  { kind, diagnostic }: Extract<DeliveryEnd, { diagnostic: Diagnostic }>,
  { environment }: RunRecord,
): Diagnostic {
  return kind === 'shut_out' ? nameDoctor(diagnostic, environment) : diagnostic;
}

/** Tells why people got nothing, so that nobody has to search for the reason. */
function warnOfLate(totals: readonly CampaignTotals[]): readonly Diagnostic[] {
  const late = totals.reduce((sum, { leftOut: { late: count = 0 } }) => sum + count, 0);
  if (late === 0) return [];
  const message = `${countOf(late, 'notification')} came too late: the start_deadline of the campaign was over, so nobody got them`;
  return [warningAt(undefined, 'PP386', message, 'The next apply sends only to those for whom it is not too late.')];
}

function describeDoubt(count: number, environment: Environment): Diagnostic {
  const message = `${countOf(count, 'notification')} of these campaigns may have been received, and nobody can tell: in doubt`;
  const help = `They are not sent again by themselves. pushplan status --env ${environment.name} lists the runs, and this settles one: ${nameSettling('RUN', environment)}`;
  return errorAt(undefined, 'PP406', message, help);
}
