// pushplan apply: plans, shows the plan, asks, and sends. Nobody gets it twice, and nobody is left out.
import { resolve } from 'node:path';
import type { RunRecord } from '../delivery/ledger.ts';
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal, refuse, type ExitCode } from '../errors.ts';
import { isSeal } from '../plan/seal.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import type { Environment } from '../workspace/read-workspace.ts';
import { allowOption, readAllowed } from './options/allow-option.ts';
import type { Context } from '../opening/context.ts';
import { requireTerminal } from './ask-person.ts';
import { defineCommand } from './program/command.ts';
import { threadsOption } from './options/threads-option.ts';
import { deliveryOptions } from './sending/delivery-options.ts';
import { beginRun, takeUpRun } from './sending/begin-run.ts';
import { requireShare } from '../opening/ledger-place.ts';
import { openReport } from './sending/open-report.ts';
import { openTarget, type Target } from '../opening/open-target.ts';
import { ownerOf } from '../planning/gather-facts.ts';
import { inputFilesOf } from '../planning/input-files.ts';
import { prepare, prepareAt, type Prepared } from '../planning/prepare.ts';
import { printRun } from './runs/print-run.ts';
import { readDeadline } from './options/read-deadline.ts';
import { chooseMode } from './sending/send-run.ts';
import { BeforeSending, nothingSettled } from './sending/settle-before.ts';
import { lockOrJoin, printShared, refuseBesideDetach, refuseBesideWait } from './sending/shared-run.ts';
import { refuseElsewhere } from '../planning/saved/saved-place.ts';
import { readSavedPlan, refuseBlocked, type SavedPlan } from '../planning/saved/saved-plan.ts';
import { spoolPlan } from './sending/spool-plan.ts';
import { refuseGone } from '../planning/saved/stale-plan.ts';
import { takePart } from './sending/take-part.ts';
import { sendAndWait } from './sending/wait-for-run.ts';
import { replacedBy } from '../planning/waiting-sends.ts';
import { watchPlanning } from './watching/watch-planning.ts';
import { saySentence } from '../opening/say-sentence.ts';

export const applyCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Without PLAN, apply plans, shows the plan and asks before it sends. What was sent before is left out, so you can run it again at any time: after a crash, after Ctrl-C, twice on the same commit. Before it sends, it also asks the Message Center, for at most 2 minutes, about notifications that earlier runs left in doubt: see message_center in pushplan.yaml. With a ledger on PostgreSQL, workers help to send, unless --report or --max-sends keeps the run in this process. An apply with the same seal joins a run that is under way.',
  options: {
    yes: { kind: 'flag', help: 'send without asking, for scripts' },
    approved: {
      kind: 'flag',
      help: 'send campaigns with approve: content, if their content is the one that was approved last',
    },
    'expect-seal': { kind: 'text', value: 'SEAL', help: 'send only if the plan has this seal' },
    'expect-sends': { kind: 'count', value: 'N', least: 0, help: 'send only if the plan has this number of sends' },
    allow: allowOption,
    threads: threadsOption,
    detach: { kind: 'flag', help: 'let workers send, and end as soon as they can start: see pushplan worker' },
    wait: {
      kind: 'flag',
      help: 'run until everything is sent, also deferred notifications; other applies can run at the same time',
    },
    ...deliveryOptions,
    'new-ledger': {
      kind: 'flag',
      help: 'start a ledger if there is none, or beside the one of a rehearsal; in it nothing counts as sent',
    },
  },
  examples: [
    { line: 'pushplan apply campaigns', what: 'plan, show the plan, ask for the number of recipients, send' },
    { line: 'pushplan apply sale.plan.json --yes', what: 'send exactly what was reviewed, in CI' },
    {
      line: 'pushplan apply --approved --yes',
      what: 'every day: send approved content to the audience of that day',
    },
    { line: 'pushplan apply --yes --until 21:00', what: 'nobody gets a push at night; resume sends the rest' },
    { line: 'pushplan apply --yes --detach', what: 'workers send each notification when it is due; CI does not wait' },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    checkSeal(values['expect-seal']);
    const allowed = readAllowed('apply', values.allow);
    const deadline = readDeadline(context.clock, values);
    refuseBesideDetach(values);
    refuseBesideWait(values);
    refuseReportInPlan(context, values.report, operands);
    requireTerminal(context, values.yes, 'In scripts add --yes, best with a saved plan or with --expect-seal.');
    const saved = await readOperands(context, operands);
    const prepared = await prepareOrder(context, operands, saved, values);
    const { workspace, environment } = prepared;
    const seal = values['expect-seal'] ?? saved?.seal;
    await using target = await openOtherSide(context, prepared, values.detach);
    const wish = { allowNew: values['new-ledger'], savedWith: saved?.saved.ledger ?? undefined };
    const locked = await lockOrJoin(context, prepared, wish, seal);
    if (locked.kind === 'under_way') return await joinRun(context, prepared, locked.run, { target, deadline, values });
    await using held = new AsyncDisposableStack();
    const ledger = held.use(locked.ledger);
    await using report = await openReport(context, values.report, inputFilesOf(prepared));
    const mode = chooseMode(ledger, values);
    const settling = { environment, ledger, target, isOff: values['no-settle'], deadline };
    const before = new BeforeSending(context, settling);
    // A plan that was reviewed must not gain recipients.
    const isBound = isReviewed(values, seal);
    // Taken before the run belongs to this process, which then has to record how it left the run.
    using signals = new DisposableStack();
    const takeSignals = (): void => void signals.use(context.interrupts.take());
    const { run, more } =
      (await takeUpRun(context, prepared, ledger, values['expect-seal'], { mode, before, takeSignals })) ??
      (await spoolPlan(context, prepared, ledger, {
        threads: values.threads,
        progress: watchPlanning(context),
        saved,
        byApproval: values.approved,
        yes: values.yes,
        isQuiet: values.json,
        // Permissions of a saved plan were reviewed with it; a seal alone does not say what was allowed.
        allowed: [...new Set([...(saved?.allowed ?? []), ...allowed])],
        expectSeal: values['expect-seal'],
        expectSends: values['expect-sends'],
        waits: values.wait || values.detach,
        settle: (campaigns) => before.settleForPlan(campaigns, isBound),
        begin: (id, planned) => {
          takeSignals();
          const owner = ownerOf(context, workspace, environment);
          return beginRun(ledger, id, planned, mode, replacedBy(prepared.campaigns, prepared.ids, owner));
        },
      }));
    if (target === undefined) return await printShared(context, prepared, run.id, values, before.settled, more);
    const place = { workspace, environment, target };
    const order = { maxSends: values['max-sends'], deadline, report };
    const lease = { ledger, giveBack: () => held.disposeAsync() };
    const waiting = { waits: values.wait, isOff: values['no-settle'] };
    const delivered = await sendAndWait(context, place, lease, run, { ...order, ...waiting });
    printRun(context, prepared, { ...before.addTo(delivered.run), ...more }, values);
    return delivered.exitCode;
  },
});

/** Keeps the report out of the file of the plan: a saved plan is passed on, and holds no personal data. */
function refuseReportInPlan({ cwd }: Context, report: string | undefined, operands: readonly string[]): void {
  if (report === undefined || !operands.some((operand) => resolve(cwd, operand) === resolve(cwd, report))) return;
  const message = `the report cannot be written to ${report}: it is the file of the plan`;
  throw refuse(exitCodes.invalidInput, 'PP505', message, 'Nothing was sent. Name another file for the report.');
}

/** Undefined if workers send: then only they need the key. */
async function openOtherSide(
  context: Context,
  { workspace, environment }: Prepared,
  detach: boolean,
): Promise<Target | undefined> {
  if (!detach) return openTarget(context, environment);
  requireShare(context, workspace, environment);
  return undefined;
}

interface Joining {
  readonly target: Target | undefined;
  readonly deadline: ReturnType<typeof readDeadline>;
  readonly values: { readonly wait: boolean; readonly json: boolean };
}

/** Helps to send the run. Without --wait it does not wait for what is not due yet. */
async function joinRun(
  context: Context,
  prepared: Prepared,
  run: RunRecord,
  { target, deadline, values }: Joining,
): Promise<ExitCode> {
  const { workspace, environment } = prepared;
  if (target === undefined || (run.state === 'waiting' && !values.wait))
    return printShared(context, prepared, run.id, values);
  const part = { workspace, environment, target, lead: undefined, deadline };
  const helped = await takePart(context, run, part);
  printRun(context, prepared, { ...helped.run, settled_before: nothingSettled }, values);
  return helped.exitCode;
}

function checkSeal(seal: string | undefined): void {
  if (seal === undefined || isSeal(seal)) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--expect-seal ${seal}: not a seal`,
    'A seal is pp1: and 64 hex digits, as pushplan plan prints it.',
  );
}

interface Approving {
  readonly approved: boolean;
  readonly 'expect-seal': string | undefined;
}

function isReviewed(
  { approved, 'expect-sends': sends }: Pick<Approving, 'approved'> & { readonly 'expect-sends': number | undefined },
  seal: string | undefined,
): boolean {
  return approved || seal !== undefined || sends !== undefined;
}

function checkApproved(values: Approving, saved: SavedPlan | undefined): void {
  if (!values.approved || (saved === undefined && values['expect-seal'] === undefined)) return;
  const other = saved === undefined ? '--expect-seal' : 'a saved plan';
  const message = `--approved and ${other} exclude each other: each of them says what may be sent`;
  throw refuse(exitCodes.invalidInput, 'PP502', message, 'Leave one of them out.');
}

/** Keeps the campaigns with approve: content. The others need a plan that somebody has seen. Throws a Refusal (exit 3) if none is left. */
function keepByContent({ stderr }: Context, prepared: Prepared): Prepared {
  const campaigns = prepared.campaigns.filter(({ content, isDraft }) => content !== undefined && isDraft !== true);
  const others = prepared.campaigns.filter(({ content }) => content === undefined).map(({ id }) => id);
  if (campaigns.length === 0) {
    const message = 'none of these campaigns has approve: content, so --approved sends nothing';
    const help = 'Write approve: content in the campaign, and have that reviewed; or apply a saved plan.';
    throw refuse(exitCodes.invalidInput, 'PP366', message, help);
  }
  if (others.length > 0) saySentence(stderr, `Left out, since a review approves their people: ${others.join(', ')}`);
  return { ...prepared, campaigns };
}

async function readOperands(context: Context, operands: readonly string[]): Promise<SavedPlan | undefined> {
  for (const operand of operands) {
    const saved = await readSavedPlan(context.cwd, operand);
    if (saved === undefined) continue;
    if (operands.length === 1) {
      refuseBlocked(operand, saved);
      return saved;
    }
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `${operand} is a saved plan, and other paths were given with it`,
      'A saved plan already names its campaigns: give no other path.',
    );
  }
  return undefined;
}

async function prepareOrder(
  context: Context,
  operands: readonly string[],
  saved: SavedPlan | undefined,
  values: Approving & { readonly env: string | undefined },
): Promise<Prepared> {
  checkApproved(values, saved);
  const { env, approved } = values;
  if (saved === undefined) {
    const prepared = await prepare(context, operands, env);
    return approved ? keepByContent(context, prepared) : prepared;
  }
  if (env !== undefined && env !== saved.environment) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `the plan is for ${saved.environment}, not for ${env}`,
      'Leave --env out, or make a plan for that environment.',
    );
  }
  const { root } = await findWorkspace(context.cwd, []);
  await refuseGone(saved, root, context.version);
  // Only the campaigns of the plan; an empty plan has none.
  const files = saved.campaigns.map(({ file }) => file);
  const prepared = await prepareAt(context, root, files, saved.environment);
  refuseElsewhere(saved, prepared, context.version);
  checkLineage(saved, prepared.environment);
  return prepared;
}

// The ledger that will be opened is the pinned one, and nothing else would notice that the plan was made with another.
function checkLineage({ saved: { ledger } }: SavedPlan, { name, ledgerId, at }: Environment): void {
  if (ledger === null || ledgerId === undefined || ledger.id === ledgerId) return;
  const message = `the plan was made with the ledger ${ledger.id}, and ${name} is pinned to ${ledgerId}`;
  const help = 'Make a new plan with the ledger of this environment.';
  throw new Refusal(exitCodes.blocked, [errorAt(at, 'PP310', message, help)]);
}
