// pushplan apply: plans, shows, asks, and sends. Nobody twice, nobody lost.
import type { RunRecord } from '../delivery/ledger.ts';
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal, refuse, type ExitCode } from '../errors.ts';
import { isSeal } from '../plan/seal.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import type { Environment } from '../workspace/read-workspace.ts';
import { allowOption, readAllowed } from './allow-option.ts';
import type { Context } from './context.ts';
import { defineCommand } from './command.ts';
import { deliverRun } from './deliver-run.ts';
import { deliveryOptions } from './delivery-options.ts';
import { lockLedger, type OpenLedger } from './lock-ledger.ts';
import { openReport } from './open-report.ts';
import { openTarget } from './open-target.ts';
import { prepare, type Prepared } from './prepare.ts';
import { printRun } from './print-run.ts';
import { readDeadline } from './read-deadline.ts';
import { campaignPaths, readSavedPlan, refuseBlocked, type SavedPlan } from './saved-plan.ts';
import { spoolPlan } from './spool-plan.ts';
import { refuseGone } from './stale-plan.ts';

export const applyCommand = defineCommand({
  name: 'apply',
  takes: '[PLAN | PATH...]',
  most: Number.POSITIVE_INFINITY,
  summary: 'send what the plan says, once',
  about:
    'Without PLAN it plans, shows the plan and asks. Everybody who was sent to before is left out, so it can be run again at any time: after a crash, after Ctrl-C, twice on the same commit.',
  options: {
    yes: { kind: 'flag', help: 'send without asking, for scripts' },
    'expect-seal': { kind: 'text', value: 'SEAL', help: 'send only if the plan has this seal' },
    'expect-sends': { kind: 'count', value: 'N', least: 0, help: 'send only if the plan has so many sends' },
    allow: allowOption,
    ...deliveryOptions,
    'new-ledger': {
      kind: 'flag',
      help: 'start a ledger in CI where there is none; everybody counts as not sent to',
    },
  },
  examples: [
    { line: 'pushplan apply campaigns', what: 'plan, show, type the number of recipients, send' },
    { line: 'pushplan apply sale.plan.json --yes', what: 'send exactly what was reviewed, in CI' },
    { line: 'pushplan apply --yes --until 21:00', what: 'nobody gets a push at night; resume sends the rest' },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    checkSeal(values['expect-seal']);
    const allowed = readAllowed('apply', values.allow);
    const deadline = readDeadline(context.clock, values);
    checkTerminal(context, values.yes);
    const saved = await readOperands(context, operands);
    const prepared = await prepareOrder(context, operands, saved, values.env);
    const { workspace, environment } = prepared;
    await using target = await openTarget(context, environment);
    await using ledger = await lockLedger(context, workspace, environment, {
      allowNew: values['new-ledger'],
      savedWith: saved?.saved.ledger ?? undefined,
    });
    await using report = await openReport(context, values.report);
    const run =
      (await takeUpRun(context, ledger, values['expect-seal'])) ??
      (await spoolPlan(context, prepared, ledger, {
        saved,
        yes: values.yes,
        isQuiet: values.json,
        noColor: values['no-color'],
        // What was allowed for the plan was reviewed with it; a seal alone says nothing of it.
        allowed: [...new Set([...(saved?.allowed ?? []), ...allowed])],
        expectSeal: values['expect-seal'],
        expectSends: values['expect-sends'],
      }));
    const delivered = await deliverRun(context, environment, ledger, target, run, {
      maxSends: values['max-sends'],
      deadline,
      report,
      noColor: values['no-color'],
    });
    printRun(context, prepared, delivered.run, values);
    return delivered.exitCode;
  },
});

function checkSeal(seal: string | undefined): void {
  if (seal === undefined || isSeal(seal)) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--expect-seal ${seal}: not a seal`,
    'A seal is pp1: and 64 hex digits, as pushplan plan prints it.',
  );
}

function checkTerminal({ stdin, stderr }: Context, yes: boolean): void {
  if (yes || (stdin.isTTY === true && stderr.isTerminal)) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP503',
    'there is no terminal to ask on',
    'In scripts add --yes, best with a saved plan or with --expect-seal.',
  );
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
      `${operand} is a saved plan, and there are other paths beside it`,
      'A saved plan says itself which campaigns it is about: give it alone.',
    );
  }
  return undefined;
}

async function prepareOrder(
  context: Context,
  operands: readonly string[],
  saved: SavedPlan | undefined,
  env: string | undefined,
): Promise<Prepared> {
  if (saved === undefined) return prepare(context, operands, env);
  if (env !== undefined && env !== saved.environment) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `the plan is for ${saved.environment}, not for ${env}`,
      'Leave --env out, or make a plan for that environment.',
    );
  }
  const { root } = await findWorkspace(context.cwd, []);
  await refuseGone(saved, root);
  const prepared = await prepare(context, campaignPaths(saved, root), saved.environment);
  checkLineage(saved, prepared.environment);
  return prepared;
}

// The ledger that is opened is the pinned one: a plan that was made with another would not be missed.
function checkLineage({ saved: { ledger } }: SavedPlan, { name, ledgerId, at }: Environment): void {
  if (ledger === null || ledgerId === undefined || ledger.id === ledgerId) return;
  const message = `the plan was made with the ledger ${ledger.id}, and ${name} is pinned to ${ledgerId}`;
  const help = 'Make a new plan with the ledger of this environment.';
  throw new Refusal(exitCodes.blocked, [errorAt(at, 'PP310', message, help)]);
}

// A CI job that is run again asks for the seal that its first try began: that run is gone on with, not begun anew.
async function takeUpRun(
  { host, pid }: Context,
  ledger: OpenLedger,
  seal: string | undefined,
): Promise<RunRecord | undefined> {
  if (seal === undefined) return undefined;
  const runs = await ledger.runs();
  const run = runs.find((one) => one.seal === seal && one.state !== 'superseded' && one.state !== 'loading');
  if (run === undefined) return undefined;
  if (run.state !== 'finished') await ledger.adoptRun(run.id, { host, pid });
  return ledger.run(run.id);
}
