// How a run ended, from the ledger: its result, and the exit code.
import { judgeRun } from '../../delivery/stopping/judge-run.ts';
import type { Delivered, DeliveryEnd } from '../../delivery/delivery.ts';
import type { Ledger, RunRecord } from '../../delivery/ledger.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Run } from '../../generated/run.ts';
import { countOf } from '../../view/numbers.ts';
import { nameDoctor } from './name-doctor.ts';
import { presentRun } from '../runs/present-run.ts';
import { vendor } from '../../opening/vendor.ts';

export interface DeliveredRun {
  readonly run: Run;
  readonly exitCode: ExitCode;
}

export async function concludeRun(
  ledger: Pick<Ledger, 'run' | 'totals' | 'lastError' | 'countInDoubt'>,
  record: RunRecord,
  end: Delivered,
  reportFault?: Diagnostic,
): Promise<DeliveredRun> {
  const totals = await ledger.totals(record.id);
  const lastError = await ledger.lastError(record.id);
  const overLimit = end.kind === 'finished' ? judgeRun(record.campaigns, totals, vendor, record.id) : [];
  const inDoubt = await ledger.countInDoubt(record.campaigns.map(({ id }) => id));
  const diagnostics: Diagnostic[] = [
    ...end.findings,
    ...(end.kind === 'finished' ? [] : [diagnosticOf(end, record)]),
    ...(inDoubt > 0 ? [describeDoubt(inDoubt)] : []),
    ...overLimit,
    ...(reportFault === undefined ? [] : [reportFault]),
  ];
  const run = presentRun((await ledger.run(record.id)) ?? record, totals, diagnostics, lastError);
  const kind = end.kind === 'finished' && reportFault !== undefined ? 'stopped' : end.kind;
  return { run, exitCode: chooseExitCode(kind, inDoubt > 0, overLimit.length > 0) };
}

function diagnosticOf(
  { kind, diagnostic }: Exclude<DeliveryEnd, { kind: 'finished' }>,
  { environment }: RunRecord,
): Diagnostic {
  return kind === 'shut_out' ? nameDoctor(diagnostic, environment) : diagnostic;
}

function describeDoubt(count: number): Diagnostic {
  const message = `${countOf(count, 'notification')} of these campaigns may have been received, and nobody can tell: in doubt`;
  const help =
    'They are not sent again by themselves. pushplan status lists the runs; pushplan resolve RUN --from message-center asks the vendor.';
  return errorAt(undefined, 'PP406', message, help);
}

/** The first that applies, in the order that the contract gives. */
function chooseExitCode(end: DeliveryEnd['kind'], isInDoubt: boolean, isOverLimit: boolean): ExitCode {
  if (end === 'shut_out') return exitCodes.vendorRefused;
  if (end === 'stopped') return exitCodes.stopped;
  if (isInDoubt) return exitCodes.inDoubt;
  return isOverLimit ? exitCodes.aboveFailOn : exitCodes.done;
}
