// A run delivered with somebody watching: the screen on a terminal, plain lines elsewhere; and its result from the ledger.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import type { Delivery, DeliveryEnd } from '../delivery/delivery.ts';
import { deliver } from '../delivery/deliver.ts';
import { judgeRun } from '../delivery/judge-run.ts';
import type { RunRecord } from '../delivery/ledger.ts';
import { exitCodes, type ExitCode } from '../errors.ts';
import type { Run } from '../generated/run.ts';
import type { Environment } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { countOf } from '../view/numbers.ts';
import type { OpenLedger } from './lock-ledger.ts';
import type { Report } from './open-report.ts';
import { presentRun } from './present-run.ts';
import type { Target } from './open-target.ts';
import { settleInCommand } from './settle-in-command.ts';
import { watchRun } from './watch-run.ts';

export interface DeliveryOptions {
  readonly maxSends: number | undefined;
  readonly deadline: Delivery['deadline'];
  /** Index of the one campaign that is sent; all of them when undefined. */
  readonly only?: number | undefined;
  readonly report: Report | undefined;
  readonly noColor: boolean;
}

export interface DeliveredRun {
  readonly run: Run;
  readonly exitCode: ExitCode;
}

export async function deliverRun(
  context: Context,
  environment: Environment,
  ledger: OpenLedger,
  target: Target,
  record: RunRecord,
  options: DeliveryOptions,
): Promise<DeliveredRun> {
  // A finished run is asked for again by its seal: all that is left is to say how it ended.
  if (record.state === 'finished') return conclude(ledger, record, { kind: 'finished', findings: [] });
  const { report } = options;
  context.stderr.write(describeGuarantee(record));
  using interrupts = context.interrupts.take();
  const watch = await watchRun(context, {
    isSandbox: environment.endpoint.kind === 'sandbox',
    noColor: options.noColor,
  });
  const parties = { ledger, target, run: record.id, listen: watch.listen };
  const settling = settleInCommand(context, environment.messageCenter, parties);
  let end: DeliveryEnd;
  try {
    end = await deliver({
      run: record,
      ledger,
      spool: ledger,
      sender: target.sender,
      clock: context.clock,
      random: () => context.random.fraction(),
      requestsPerMinute: environment.requestsPerMinute,
      signal: report === undefined ? interrupts.soft : AbortSignal.any([interrupts.soft, report.failed]),
      abort: new AbortController().signal,
      listen: watch.listen,
      ...settling.parts,
      ...(options.maxSends === undefined ? {} : { maxSends: options.maxSends }),
      ...(options.deadline === undefined ? {} : { deadline: options.deadline }),
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(report === undefined ? {} : { report: (rows) => report.add(rows) }),
    });
  } finally {
    await watch.end();
  }
  const findings = [...end.findings, ...settling.findings()];
  return conclude(ledger, record, { ...end, findings }, report?.fault());
}

/** Said before anything is sent, also where no plan is shown. */
function describeGuarantee({ campaigns }: RunRecord): string {
  const ids = campaigns.filter(({ guarantee }) => guarantee === 'at_least_once').map(({ id }) => id);
  if (ids.length === 0) return '';
  return `guarantee at_least_once (${ids.join(', ')}): sent again where there is doubt, so a few may get it twice.\n`;
}

async function conclude(
  ledger: OpenLedger,
  record: RunRecord,
  end: DeliveryEnd,
  reportFault?: Diagnostic,
): Promise<DeliveredRun> {
  const totals = await ledger.totals(record.id);
  const overLimit = judgeRun(record.campaigns, totals);
  const inDoubt = await ledger.countInDoubt(record.campaigns.map(({ id }) => id));
  const diagnostics: Diagnostic[] = [
    ...end.findings,
    ...(end.kind === 'finished' ? [] : [end.diagnostic]),
    ...(inDoubt > 0 ? [describeDoubt(inDoubt)] : []),
    ...overLimit,
    ...(reportFault === undefined ? [] : [reportFault]),
  ];
  const run = presentRun((await ledger.run(record.id)) ?? record, totals, diagnostics);
  const kind = end.kind === 'finished' && reportFault !== undefined ? 'stopped' : end.kind;
  return { run, exitCode: chooseExitCode(kind, inDoubt > 0, overLimit.length > 0) };
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
