// pushplan resume: continues a run that left something unsent, from its spool. Needs pushplan.yaml, but no campaign file.
import { findNearest } from '../campaign/find-nearest.ts';
import type { RunRecord } from '../delivery/ledger.ts';
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import { defineCommand } from './program/command.ts';
import { deliveryOptions } from './sending/delivery-options.ts';
import { findPlace } from '../opening/find-place.ts';
import { isLedgerThere, lockLedger } from '../opening/lock-ledger.ts';
import { endPausesOf } from './sending/end-pauses.ts';
import { openReport } from './sending/open-report.ts';
import { openTarget } from '../opening/open-target.ts';
import { printRun } from './runs/print-run.ts';
import { readDeadline } from './options/read-deadline.ts';
import { resumeDetached } from './sending/resume-detached.ts';
import { inputFilesAt } from '../planning/input-files.ts';
import { renewLists } from '../planning/lists/keep-lists.ts';
import { vendor } from '../opening/vendor.ts';
import { layoutOf } from '../opening/layout.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { noSuchRun, runNotFound } from '../opening/run-not-found.ts';
import { chooseMode } from './sending/send-run.ts';
import { BeforeSending } from './sending/settle-before.ts';
import { takeUp } from './sending/take-up.ts';
import { sendAndWait } from './sending/wait-for-run.ts';

export const resumeCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Sends from the spool, byte for byte what was planned. A run that was started with apply --detach is sent by its workers. Of a waiting run, it sends what is due and waits for the rest. What is in doubt is not sent again; the Message Center is first asked about it, for at most 2 minutes: see message_center in pushplan.yaml, and pushplan resolve.',
  options: {
    only: {
      kind: 'text',
      value: 'WHAT',
      help: 'send only the campaign with this id; not_sent (the default) sends everything unsent',
      suggests: ['campaigns', { word: 'not_sent', about: 'everything unsent' }],
    },
    step: { kind: 'flag', help: 'end the current pause of the rollout, but not the next one' },
    ...deliveryOptions,
  },
  examples: [
    { line: 'pushplan resume run_4k2m9x0c7bqd --env production', what: 'send the rest of a run that was stopped' },
    {
      line: 'pushplan resume run_4k2m9x0c7bqd --only order-update',
      what: 'send the rest of one campaign, and leave the others',
    },
    { line: 'pushplan resume run_4k2m9x0c7bqd --step', what: 'continue with the next step of a rollout' },
  ],
  run: async (context, values, [id = '']): Promise<ExitCode> => {
    const deadline = readDeadline(context.clock, values);
    const { workspace, environment } = await findPlace(context, values.env);
    if (!(await isLedgerThere(context, workspace, environment))) throw runNotFound(id, environment.name);
    if (await resumeDetached(context, { workspace, environment }, id, values)) return exitCodes.done;
    await using target = await openTarget(context, environment);
    await using held = new AsyncDisposableStack();
    const ledger = held.use(await lockLedger(context, workspace, environment, { allowNew: false }));
    const before = await ledger.run(id);
    if (before === undefined) throw await noSuchRun(ledger, id, environment.name);
    const only = findCampaign(before, values.only);
    await endPausesOf(context, { workspace, environment }, id, values);
    const inputs = values.report === undefined ? [] : await inputFilesAt(context, values.env);
    await using report = await openReport(context, values.report, inputs);
    const settling = { environment, ledger, target, isOff: values['no-settle'], deadline };
    const beforeSending = new BeforeSending(context, settling);
    // From here on the run belongs to this process, which has to record how it left it.
    using _signals = context.interrupts.take();
    const found = await renewLists(workspace, ledger, vendor, context.clock.now());
    if (found.length > 0) {
      const layout = layoutOf(context, context.stderr, workspace.root);
      context.stderr.write(formatDiagnosticsText(found, layout));
    }
    const place = { workspace, environment, target };
    const order = { maxSends: values['max-sends'], deadline, only, report };
    const waits = before.nextDue !== null && only === undefined;
    // A run that waits is not taken up before somebody is due.
    if (before.state !== 'waiting' || !waits)
      await takeUp(context, ledger, before, waits ? 'alone' : chooseMode(ledger, values), beforeSending);
    const run = await ledger.run(id);
    if (run === undefined) throw runNotFound(id, environment.name);
    const lease = { ledger, giveBack: () => held.disposeAsync() };
    const delivered = await sendAndWait(context, place, lease, run, { ...order, waits, isOff: values['no-settle'] });
    printRun(context, { workspace, environment }, beforeSending.addTo(delivered.run), values);
    return delivered.exitCode;
  },
});

/** The index in the run's campaigns; undefined for all of them. */
function findCampaign({ id, campaigns }: RunRecord, only: string | undefined): number | undefined {
  const ids = campaigns.map((campaign) => campaign.id);
  const index = only === undefined ? -1 : ids.indexOf(only);
  if (index >= 0) return index;
  if (only === undefined || only === 'not_sent') return undefined;
  const nearest = findNearest(only, ids);
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--only ${only}: run ${id} has no such campaign${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    `Its campaigns: ${ids.join(', ')}.`,
  );
}
