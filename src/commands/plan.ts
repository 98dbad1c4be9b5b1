// pushplan plan: shows what apply would send now. Needs no key, sends nothing, writes nothing but the files of --out and --page.
import { resolve } from 'node:path';
import { exitCodes, Refusal, refuse, type ExitCode } from '../errors.ts';
import type { Plan } from '../generated/plan.ts';
import { formatDiagnosticsJson } from '../view/findings/diagnostics-json.ts';
import { listFindings } from '../view/plan/plan-findings.ts';
import { formatPlanJson } from '../view/plan/plan-json.ts';
import { formatPlanMarkdown } from '../view/markdown/plan-markdown.ts';
import { formatPlanText } from '../view/plan/plan-text.ts';
import { formatRefusalMarkdown } from '../view/markdown/refusal-markdown.ts';
import { allowOption, readAllowed } from './options/allow-option.ts';
import { defineCommand } from './program/command.ts';
import { backtestOption, readBacktest } from './options/read-backtest.ts';
import { checkPlanPage, formatPlanPage, writePlanPage } from './plan-page.ts';
import { findCommentPictures } from './rendering/comment-pictures.ts';
import { threadsOption } from './options/threads-option.ts';
import { addBacktest } from '../planning/backtest.ts';
import { compareWith } from '../planning/base/compare-with-base.ts';
import { readContents } from '../planning/content-of.ts';
import { refuseErrors, refusePublic } from '../planning/compile-campaigns.ts';
import type { Context } from '../opening/context.ts';
import { inputFilesOf } from '../planning/input-files.ts';
import { ownerOf } from '../planning/gather-facts.ts';
import { layoutOf } from '../opening/layout.ts';
import { openBase } from '../planning/base/open-base.ts';
import { openLists } from '../planning/lists/open-lists.ts';
import { openHistory } from '../opening/open-history.ts';
import { prepare, type Prepared } from '../planning/prepare.ts';
import { reportLocks } from '../planning/base/report-locks.ts';
import { refuseTwoFormats } from './options/refuse-two-formats.ts';
import { placeOf } from '../planning/saved/saved-place.ts';
import { checkPlanFile, makeSalt, savePlan, type PlanOrigin } from '../planning/saved/saved-plan.ts';
import { addLocks, compileSeen } from '../planning/without-data.ts';
import { describeMoment } from '../view/plan/due-words.ts';
import { countPlanned, countSentNow } from '../plan/planned-counts.ts';
import { refusalOf, walkCampaigns, type WalkResult } from '../planning/walk-campaigns.ts';
import { watchPlanning } from './watching/watch-planning.ts';
import { refuseForScripts, watchPlan, type Replan } from './watching/watch-plan.ts';
import { saySentence } from '../opening/say-sentence.ts';

export const planCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Reads the campaigns, their audiences and the ledger, and shows what apply would do with every row. Samples show stand-ins, so no personal data is printed.',
  options: {
    out: {
      kind: 'text',
      value: 'FILE',
      help: 'save the plan, for pushplan apply FILE',
      dash: 'Leave --out out: the plan is printed anyway, with --format json for scripts.',
    },
    format: {
      kind: 'choice',
      choices: ['text', 'json', 'markdown', 'html'],
      help: 'format of the plan; html is a page that shows phones',
    },
    page: {
      kind: 'text',
      value: 'FILE',
      help: 'also write the page of --format html to FILE',
      dash: 'Leave --page out: --format html prints the page.',
    },
    pictures: {
      kind: 'text',
      value: 'DIR',
      help: 'with --format markdown, in CI: show the pictures that render --pictures wrote to DIR',
    },
    base: { kind: 'text', value: 'REF', help: 'compare with a branch, tag or commit, and use its policy' },
    allow: allowOption,
    backtest: backtestOption,
    'without-data': {
      kind: 'flag',
      help: 'if the data of locked audiences is not on this machine, show what their locks say',
    },
    threads: threadsOption,
    'detailed-exitcode': { kind: 'flag', help: 'exit with 2 if there is something to send' },
    watch: { kind: 'flag', help: 'plan again at each save, only the changed campaigns, until Ctrl-C' },
  },
  examples: [
    { line: 'pushplan plan campaigns', what: 'the plan of every campaign in the folder' },
    {
      line: 'pushplan plan --base origin/main',
      what: 'also show what a merge changes: texts, and people who join or leave',
    },
    {
      line: 'pushplan plan --env production --out sale.plan.json sale.campaign.yaml',
      what: 'save the plan that a reviewer approves',
    },
  ],
  run: async (context, values, paths): Promise<ExitCode> => {
    refuseTwoFormats(values);
    refusePictures(values);
    refuseSameFile(context, values);
    if (values.watch) {
      refuseForScripts(values);
      const again: Replan = (changed, prepared) => planOnce(context, values, changed, prepared);
      return watchPlan(context, { ...values, planOnce: again }, paths);
    }
    const { plan, refusal } = await planOnce(context, values, paths).catch(async (error: unknown) => {
      await printRefusal(context, values, paths, error);
      throw error;
    });
    if (refusal !== undefined) return refusal.exitCode;
    return values['detailed-exitcode'] && countPlanned(plan.totals) > 0 ? exitCodes.hasSends : exitCodes.done;
  },
});

function refusePictures({ pictures, format }: Pick<PlanOptions, 'pictures' | 'format'>): void {
  if (pictures === undefined || format === 'markdown') return;
  const help = 'Add --format markdown, or leave --pictures out.';
  throw refuse(exitCodes.invalidInput, 'PP502', '--pictures goes with --format markdown', help);
}

/** One file would overwrite the other. */
function refuseSameFile({ cwd }: Context, { out, page }: Pick<PlanOptions, 'out' | 'page'>): void {
  if (out === undefined || page === undefined || resolve(cwd, out) !== resolve(cwd, page)) return;
  const help = 'Name another file for the page.';
  throw refuse(exitCodes.invalidInput, 'PP502', '--out and --page name the same file', help);
}

interface PlanOptions {
  readonly env: string | undefined;
  readonly out: string | undefined;
  readonly format: 'text' | 'json' | 'markdown' | 'html' | undefined;
  readonly page: string | undefined;
  readonly pictures: string | undefined;
  readonly base: string | undefined;
  readonly allow: readonly string[];
  readonly backtest: string | undefined;
  readonly 'without-data': boolean;
  readonly threads: number | undefined;
  readonly json: boolean;
}

interface Planned {
  readonly plan: Plan;
  /** The reason why the plan must not be sent; undefined if it may be. */
  readonly refusal: Refusal | undefined;
}

/** Plans, saves and prints. --watch calls it again and again, and passes what it has prepared as `ready`. */
async function planOnce(
  context: Context,
  values: PlanOptions,
  paths: readonly string[],
  ready?: Prepared,
): Promise<Planned> {
  const allowed = readAllowed('plan', values.allow);
  const span = readBacktest(values.backtest);
  // With a base, having no campaign is an answer too: the last one was deleted, or the workspace is new.
  const empty = values.base === undefined ? 'refuse' : 'allow';
  const prepared = ready ?? (await prepare(context, paths, values.env, { empty }));
  const { workspace, environment, campaigns, partials } = prepared;
  const { compiled, unseen, diagnostics } = await compileSeen(prepared, values['without-data']);
  const found = refuseErrors([...prepared.diagnostics, ...diagnostics]);
  const base = values.base === undefined ? undefined : await openBase(prepared, values.base);
  const compared = refuseErrors(base?.diagnostics ?? []);
  await using memory = await openHistory(context, workspace, environment);
  const { history } = memory;
  const policy = base?.policy ?? { ...workspace.policy, locate: workspace.locate };
  refusePublic(campaigns, policy);
  await checkOutputs(context, values, prepared);
  const now = context.clock.now();
  const lists = await openLists({ here: prepared, base, history, allowed, now });
  const result = await walkCampaigns({
    threads: values.threads,
    progress: watchPlanning(context),
    files: workspace.files,
    environment,
    policy,
    compiled,
    ids: prepared.ids,
    history,
    kind: memory.kind,
    ...(base && compareWith({ here: prepared, base, history, lists, now })),
    allowed,
    lists,
    contents: await readContents(prepared),
    now,
    partials,
    owner: ownerOf(context, workspace, environment),
    version: context.version,
    diagnostics: [...found, ...compared, ...(base?.blockers ?? []), ...memory.diagnostics],
  });
  const planned = addLocks(result.plan, await reportLocks(workspace.files, campaigns, base?.files), unseen);
  const seen = { workspace, base, history, now, progress: watchPlanning(context) };
  const plan = await addBacktest(planned, seen, span);
  await writePlanPage(context, values.page, plan, { root: workspace.root, inputs: inputFilesOf(prepared) });
  await save(context, values, prepared, {
    result: { ...result, plan },
    ledger: memory.ledger,
    policy,
    plannedAt: now,
  });
  await printPlan(context, values, paths, plan, workspace.root);
  return { plan, refusal: refusalOf(result) };
}

/** Before the audiences are read, which may take a while. */
async function checkOutputs(context: Context, { out, page }: PlanOptions, prepared: Prepared): Promise<void> {
  const inputs = inputFilesOf(prepared);
  await checkPlanPage(context, page, { root: prepared.workspace.root, inputs });
  if (out !== undefined) await checkPlanFile({ cwd: context.cwd, path: out, inputs });
}

interface ToSave extends Pick<PlanOrigin, 'ledger' | 'policy' | 'plannedAt'> {
  readonly result: WalkResult;
}

/** Saves nothing without --out. */
async function save(
  context: Context,
  { out }: PlanOptions,
  prepared: Prepared,
  { result, ledger, policy, plannedAt }: ToSave,
): Promise<void> {
  if (out === undefined) return;
  if (result.plan.unseen !== undefined) {
    saySentence(context.stderr, `${out} is not written: a plan without data cannot be applied.`);
    return;
  }
  const { sources } = prepared;
  const origin = { sources, ledger, version: context.version, place: placeOf(prepared), policy, plannedAt };
  const file = { cwd: context.cwd, path: out, inputs: inputFilesOf(prepared) };
  await savePlan(file, result, origin, makeSalt(context.random));
}

/** Prints what is wrong in place of the plan, because an empty comment helps no reviewer. */
async function printRefusal(
  context: Context,
  { json, format, page, env }: PlanOptions,
  paths: readonly string[],
  error: unknown,
): Promise<void> {
  if (!(error instanceof Refusal)) return;
  const inputs = page === undefined ? [] : await prepare(context, paths, env).then(inputFilesOf, () => []);
  await writePlanPage(context, page, error, { root: context.cwd, inputs });
  if (json) return;
  if (format === 'markdown') context.stdout.write(formatRefusalMarkdown(error.diagnostics));
  if (format === 'json') context.stdout.write(formatDiagnosticsJson(error.diagnostics));
  if (format === 'html') context.stdout.write(await formatPlanPage(error));
}

async function printPlan(
  context: Context,
  values: PlanOptions,
  paths: readonly string[],
  plan: Plan,
  root: string,
): Promise<void> {
  if (values.json || values.format === 'json') {
    context.stdout.write(formatPlanJson(plan));
    return;
  }
  if (values.format === 'markdown') {
    const { pictures: folder } = values;
    const pictures = folder === undefined ? [] : await findCommentPictures(context, folder, plan);
    context.stdout.write(formatPlanMarkdown(plan, { pictures }));
    return;
  }
  if (values.format === 'html') {
    context.stdout.write(await formatPlanPage(plan));
    return;
  }
  const layout = layoutOf(context, context.stdout, root);
  context.stdout.write(formatPlanText(plan, layout, nextSteps(plan, values, paths)));
}

function nextSteps(plan: Plan, { env, out }: PlanOptions, paths: readonly string[]): string[] {
  const { totals, allowed } = plan;
  if (plan.unseen !== undefined) return ['pushplan fetch --locked'];
  if (countPlanned(totals) === 0 || listFindings(plan, 'error').length > 0) return [];
  const planned = out === undefined ? paths : [out];
  const where = env === undefined ? [] : [`--env ${env}`];
  const blocking = new Set(plan.waiting?.flatMap(({ run, becomes }) => (becomes === 'blocks' ? [run] : [])));
  if (blocking.size > 0) return [...blocking].map((run) => ['pushplan status', run, ...where].join(' '));
  // A saved plan remembers its environment and what was allowed.
  const options = out === undefined ? [...where, ...allowed.map((what) => `--allow ${what}`)] : [];
  const command = ['pushplan apply', ...planned.map(quoteWord), ...options].join(' ');
  // Before that time it sends nothing.
  const isLater = countSentNow(totals) === 0 && typeof plan.next_due === 'string';
  return [isLater ? `from ${describeMoment(plan.next_due ?? '')} on: ${command}` : command];
}

/** Quotes a word for the shell that it may be pasted into. */
function quoteWord(word: string): string {
  return /^[\p{L}\p{N}_.,:\/@%+\-]+$/v.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
