// pushplan resolve: settles what is in doubt, by the vendor's records or by a person's decision. Shows what it will do before it does it.
import { formatDuration } from '../view/duration.ts';
import { countOf, formatCount } from '../numbers.ts';
import { settleDoubt, type DoubtReport } from '../delivery/doubt/settle-doubt.ts';
import { describeSilence, resolveProposals } from '../delivery/doubt/settle-in-run.ts';
import type { SettledAs, RunRecord } from '../delivery/ledger.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import type { Environment } from '../workspace/read-workspace.ts';
import type { Context } from '../opening/context.ts';
import { confirmResolution } from './runs/confirm-resolution.ts';
import { requireTerminal } from './ask-person.ts';
import { defineCommand } from './program/command.ts';
import type { OpenLedger } from '../ledger/ledger-engine.ts';
import { isForGood } from '../delivery/run-state.ts';
import { countIn, openRejected } from './runs/open-rejected.ts';
import { openTarget } from '../opening/open-target.ts';
import { holdRun } from './runs/hold-run.ts';
import { presentRun } from './runs/present-run.ts';
import { printRun } from './runs/print-run.ts';
import { vendor } from '../opening/vendor.ts';
import { saySentence } from '../opening/say-sentence.ts';

export const resolveCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Settles notifications in doubt, which the API may or may not have received. --from message-center asks the vendor about each of them; --as is your own decision for all of them. --rejected lets the next plan send again what the API rejected, if the cause was not in the notification; the figures of the run do not change. Your decision is stored with your name, the time and the reason.',
  options: {
    from: { kind: 'choice', choices: [vendor.log.id], help: 'settle according to the records of the vendor' },
    as: { kind: 'choice', choices: ['accepted', 'not_sent'], help: 'settle by your own decision' },
    rejected: { kind: 'flag', help: 'let the next plan send again what was rejected' },
    reason: {
      kind: 'text',
      value: 'TEXT',
      help: 'why, for people who read the ledger later; required with --as and --rejected',
    },
    yes: { kind: 'flag', help: 'do it without asking, for scripts' },
  },
  examples: [
    {
      line: 'pushplan resolve run_4k2m9x0c7bqd --from message-center',
      what: 'ask the vendor, show the answer, then settle',
    },
    {
      line: "pushplan resolve run_4k2m9x0c7bqd --as accepted --reason 'vendor report 1204'",
      what: 'everything in doubt counts as accepted',
    },
    {
      line: "pushplan resolve run_4k2m9x0c7bqd --rejected --reason 'channel 7 exists now'",
      what: 'the next apply sends again what the API rejected',
    },
  ],
  run: async (context, values, [id = '']): Promise<ExitCode> => {
    checkChoice(context, values);
    await using locked = await holdRun(context, values.env, id);
    const { workspace, environment, ledger, record } = locked;
    const before = countIn('not_sent', await ledger.totals(id));
    const word = { run: id, reason: values.reason ?? '' };
    const opened = values.rejected ? await openRejected(context, ledger, word, values.yes) : 0;
    const diagnostics = values.rejected ? [] : await settle(context, { environment, ledger, record }, values);
    const now = (await ledger.run(id)) ?? record;
    const run = presentRun(now, await ledger.totals(id), diagnostics, await ledger.lastError(id));
    // A run that can be resumed sends them itself.
    const isLeft = run.totals.not_sent > before && isForGood(now.state);
    const wasAsked = values.from !== undefined && diagnostics.length === 0;
    printRun(context, { workspace, environment }, run, values, { isForApply: opened > 0 || isLeft, wasAsked });
    const left = await ledger.countInDoubt(record.campaigns.map((campaign) => campaign.id));
    return left > 0 ? exitCodes.inDoubt : exitCodes.done;
  },
});

interface Values {
  readonly from: string | undefined;
  readonly as: SettledAs | undefined;
  readonly rejected: boolean;
  readonly reason: string | undefined;
  readonly yes: boolean;
}

function checkChoice(context: Context, { from, as, rejected, reason, yes }: Values): void {
  const help = 'pushplan resolve --help shows all three ways.';
  if ([from !== undefined, as !== undefined, rejected].filter(Boolean).length !== 1) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      'resolve takes one of --from message-center, --as accepted|not_sent and --rejected',
      help,
    );
  }
  if (from === undefined && (reason ?? '').trim() === '') {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `${rejected ? '--rejected' : '--as'} needs --reason TEXT: a decision without a reason cannot be judged later`,
      help,
    );
  }
  if (from !== undefined && reason !== undefined) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      '--reason goes with --as and --rejected; the Message Center gives its own',
      help,
    );
  }
  requireTerminal(context, yes);
}

interface Case {
  readonly environment: Environment;
  readonly ledger: OpenLedger;
  readonly record: RunRecord;
}

async function settle(
  context: Context,
  { environment, ledger, record }: Case,
  values: Values,
): Promise<readonly Diagnostic[]> {
  const { id } = record;
  const { as, reason = '', yes } = values;
  const inDoubt = countIn('in_doubt', await ledger.totals(id));
  if (inDoubt === 0) return sayNothingToDo(context, id);
  if (as === undefined) return askDeliveryLog(context, environment, ledger, record, yes);
  return takeWord(context, ledger, { run: id, inDoubt, as, reason }, yes);
}

function sayNothingToDo({ stderr }: Context, run: string): readonly Diagnostic[] {
  saySentence(stderr, `Nothing of ${run} is in doubt, so there is nothing to settle.`);
  return [];
}

interface Word {
  readonly run: string;
  readonly inDoubt: number;
  readonly as: SettledAs;
  readonly reason: string;
}

async function takeWord(
  context: Context,
  ledger: OpenLedger,
  { run, inDoubt, as, reason }: Word,
  yes: boolean,
): Promise<readonly Diagnostic[]> {
  const effect =
    as === 'accepted'
      ? 'they will not be sent again'
      : 'the next apply sends to them, and recipients who did get it get it a second time';
  saySentence(context.stderr, `${countOf(inDoubt, 'notification')} in doubt will count as ${as}: ${effect}.`);
  await confirmResolution(context, inDoubt, yes);
  await ledger.resolve(run, { as, who: `${context.user}@${context.host}`, reason });
  return [];
}

async function askDeliveryLog(
  context: Context,
  environment: Environment,
  ledger: OpenLedger,
  record: RunRecord,
  yes: boolean,
): Promise<readonly Diagnostic[]> {
  const { messageCenter } = environment;
  if (messageCenter === 'off') {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `message_center is off in ${environment.name}`,
      'Turn it on in pushplan.yaml, or settle with --as accepted|not_sent --reason TEXT.',
    );
  }
  await using target = await openTarget(context, environment);
  using interrupts = context.interrupts.take();
  const { clock, stderr } = context;
  const report = await settleDoubt({
    runs: [record.id],
    spool: ledger,
    vendor,
    deliveryLog: target.deliveryLog,
    clock,
    after: messageCenter.after,
    requestsPerMinute: messageCenter.requestsPerMinute,
    signal: interrupts.soft,
    listen: (event) => {
      const milliseconds = event.kind === 'waiting' ? event.until - clock.monotonic() : 0;
      if (milliseconds > 0) stderr.write(describeWait(milliseconds));
    },
  });
  context.stderr.write(describeReport(report));
  const { proposals } = report;
  if (proposals.length > 0) {
    await confirmResolution(context, proposals.length, yes);
    await resolveProposals(ledger, vendor.log, proposals);
  }
  return describeSilence(vendor, report.errors);
}

function describeWait(milliseconds: number): string {
  return `The Message Center lags: asking in ${formatDuration(Math.ceil(milliseconds / 1000))}.\n`;
}

const they = (count: number): string => (count === 1 ? 'it' : 'they');
const stay = (count: number): string => (count === 1 ? 'it stays in doubt' : 'they stay in doubt');

function describeReport({ counts }: DoubtReport): string {
  const { accepted, notSent, unproven } = counts;
  const unanswered = counts.silent + counts.unasked;
  const lines = [
    `The Message Center was asked about everything in doubt:`,
    `  ${formatCount(accepted)} it knows: ${they(accepted)} will count as accepted`,
    `  ${countOf(notSent, 'was', 'were')} answered with 500, and it knows later ones but not ${notSent === 1 ? 'this one' : 'these'}: ${they(notSent)} will count as not sent, and the next apply sends ${notSent === 1 ? 'it' : 'them'}`,
    `  ${formatCount(unproven)} it does not know, which proves nothing: ${stay(unproven)}`,
    `  ${formatCount(unanswered)} it gave no answer for: ${stay(unanswered)}`,
  ];
  return `${lines.join('\n')}\n`;
}
