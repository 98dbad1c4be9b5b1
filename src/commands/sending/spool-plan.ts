// Turns campaigns into a run that may send: walks them once, spools as it goes, shows, judges and confirms the plan; or drops the run.
import type { Campaign } from '../../campaign/campaign.ts';
import type { RunCampaign, RunRecord } from '../../delivery/ledger.ts';
import type { Planned } from '../../delivery/spool.ts';
import { keepLists, sumsOf } from '../../planning/lists/keep-lists.ts';
import { keyOfExcluded, openLists } from '../../planning/lists/open-lists.ts';
import { exitCodes, Refusal, refuse } from '../../errors.ts';
import { vendor } from '../../opening/vendor.ts';
import type { Plan } from '../../generated/plan.ts';
import { limitsFor, oftenIn } from '../../plan/often/often-limits.ts';
import type { Policy } from '../../workspace/settings.ts';
import type { Run } from '../../generated/run.ts';
import { shortDigest } from '../../plan/digest.ts';
import type { TimePolicy } from '../../plan/schedule/row-terms.ts';
import { periodAt } from '../../plan/schedule/period-at.ts';
import { sendingTimesOf } from '../../plan/schedule/sending-times.ts';
import { keyTemplateOf } from '../../plan/key-template.ts';
import { groupsOf } from '../../plan/recorded-groups.ts';
import { countSentNow } from '../../plan/planned-counts.ts';
import { formatPlanText } from '../../view/plan/plan-text.ts';
import {
  approvalsOf,
  contentsOfLedger,
  contentsOfPlan,
  findCommit,
  findLaterApproval,
  type ApprovedContents,
} from '../../planning/approved-content.ts';
import { readContents, type Contents } from '../../planning/content-of.ts';
import { findMissed, missedInPlan, type MissedPeriods } from '../../planning/missed-periods.ts';
import { ContentBounds } from '../../planning/newcomers.ts';
import { compileCampaigns, refuseErrors, refusePublic } from '../../planning/compile-campaigns.ts';
import { confirmSends } from './confirm-sends.ts';
import type { Context } from '../../opening/context.ts';
import { ownerOf } from '../../planning/gather-facts.ts';
import { layoutOf } from '../../opening/layout.ts';
import { saySentence } from '../../opening/say-sentence.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import type { Prepared } from '../../planning/prepare.ts';
import type { SavedPlan } from '../../planning/saved/saved-plan.ts';
import { keepStricter } from '../../planning/saved/saved-policy.ts';
import { UnplannedSends } from '../../planning/saved/stale-plan.ts';
import type { WalkOptions } from '../../planning/walk-audience.ts';
import { refusalOf, walkCampaigns, type Walk, type WalkResult } from '../../planning/walk-campaigns.ts';
import { countOf } from '../../numbers.ts';

export interface Order extends WalkOptions {
  readonly saved: SavedPlan | undefined;
  /** Whether only content may be sent that the ledger knows to be approved. */
  readonly byApproval: boolean;
  /** Send without asking. */
  readonly yes: boolean;
  /** Do not show the plan. */
  readonly isQuiet: boolean;
  readonly allowed: Plan['allowed'];
  readonly expectSeal: string | undefined;
  readonly expectSends: number | undefined;
  /** Whether deferred recipients wait in the run. Otherwise the next apply plans them again. */
  readonly waits: boolean;
  /** Called before the walk, with the ids of the campaigns that are planned. */
  readonly settle: (campaigns: readonly string[]) => Promise<void>;
  /** Starts the run, here or elsewhere. */
  readonly begin: (run: string, seal: string) => Promise<void>;
}

/** A run that may send, and the parts of the plan that are not in it. */
export interface SpooledPlan {
  readonly run: RunRecord;
  readonly more: Pick<Run, 'deferred' | 'next_due' | 'later' | 'cancelled'>;
}

/** Throws a Refusal (exit 3, 4 or 5), and leaves no run behind, if the plan may not be sent. */
export async function spoolPlan(
  context: Context,
  prepared: Prepared,
  ledger: OpenLedger,
  order: Order,
): Promise<SpooledPlan> {
  const { workspace, environment, campaigns, partials } = prepared;
  const { compiled, diagnostics } = await compileCampaigns(workspace.files, campaigns, partials);
  const warnings = refuseErrors([...prepared.diagnostics, ...diagnostics]);
  const { host, pid } = context;
  const own = { ...workspace.policy, locate: workspace.locate };
  const policy = order.saved === undefined ? own : keepStricter(own, order.saved);
  refusePublic(campaigns, policy);
  const contents = await readContents(prepared);
  const approved = await findApproved(prepared, contents, ledger, order);
  const now = context.clock.now();
  const { periodOf, missed } = await choosePeriods(campaigns, ledger, now, order);
  const commit = await findCommit(workspace.root);
  const terms = { version: context.version, periodOf, missed, ...(commit !== null && { commit }) };
  const run = await ledger.startRun({
    environment: environment.name,
    host,
    pid,
    campaigns: compiled.map(({ campaign }) => rememberCampaign(campaign, prepared, policy, terms)),
  });
  try {
    await order.settle(run.campaigns.map(({ id }) => id));
    const { allowed } = order;
    const lists = await openLists({ here: prepared, history: ledger, allowed, now });
    const walk = {
      lists,
      contents,
      threads: order.threads,
      progress: order.progress,
      files: workspace.files,
      environment,
      policy,
      compiled,
      ids: prepared.ids,
      history: ledger,
      diagnostics: warnings,
      allowed,
      now,
      periodOf,
      missed,
      partials,
      owner: ownerOf(context, workspace, environment),
      version: context.version,
    };
    const judging = { prepared, order, approved };
    const { plan, later } = await walkAndJudge(context, { ...walk, kind: 'ledger' }, ledger, run, judging);
    const cancelled = listCancelled(plan);
    await confirmSends(context, environment, plan.totals, { ...order, cancelled });
    await keepLists(lists.all, workspace, ledger, vendor);
    if (order.saved !== undefined) await approve(context, workspace.root, ledger, { run, plan, commit });
    await order.begin(run.id, plan.seal);
    const { totals, next_due: nextDue = null } = plan;
    const { deferred } = totals;
    const more = {
      ...(deferred > 0 && !order.waits && { deferred, next_due: nextDue }),
      ...(later > 0 && { later }),
      ...(cancelled.length > 0 && { cancelled }),
    };
    return { run: (await ledger.run(run.id)) ?? run, more };
  } catch (error) {
    await ledger.dropRun(run.id);
    throw error;
  }
}

async function approve(
  { stderr }: Context,
  root: string,
  ledger: OpenLedger,
  { run, plan, commit }: { readonly run: RunRecord; readonly plan: Plan; readonly commit: string | null },
): Promise<void> {
  const approvals = [];
  for (const approval of approvalsOf(plan, commit)) {
    const later = await findLaterApproval(root, ledger, approval);
    if (later === undefined) approvals.push(approval);
    else saySentence(stderr, `Commit ${later.slice(0, 12)} is later: its approval of ${approval.campaign} stays.`);
  }
  if (approvals.length > 0) await ledger.approve(run.id, approvals);
}

/** The notifications that wait in other runs and are cancelled when this run begins. */
function listCancelled({ waiting = [] }: Plan): NonNullable<Run['cancelled']> {
  return waiting.flatMap(({ run, campaign, count, becomes }) =>
    becomes === 'cancelled' ? [{ run, campaign, count }] : [],
  );
}

interface Judging {
  readonly prepared: Prepared;
  readonly order: Order;
  /** Undefined if nothing was approved before: somebody looks at the plan now. */
  readonly approved: ApprovedContents | undefined;
}

/** Throws a Refusal (exit 5) if the content of a campaign is not what was approved. */
async function findApproved(
  prepared: Prepared,
  contents: Contents,
  ledger: OpenLedger,
  { saved, byApproval, expectSeal }: Order,
): Promise<ApprovedContents | undefined> {
  if (byApproval) return contentsOfLedger(ledger, prepared, contents);
  if (saved !== undefined) return contentsOfPlan(saved, prepared, contents);
  // A seal does not tell which content the plan had.
  return expectSeal === undefined ? undefined : new Map();
}

async function walkAndJudge(
  context: Context,
  walk: Walk,
  ledger: OpenLedger,
  run: RunRecord,
  { prepared, order, approved }: Judging,
): Promise<{ readonly plan: Plan; readonly later: number }> {
  const { saved } = order;
  const unplanned = saved && new UnplannedSends(saved, context.version);
  const bounds = approved && new ContentBounds(ledger, approved, (digest) => unplanned?.isPlanned(digest) === true);
  const hasSums = walk.lists.all.some(({ isHashed }) => isHashed);
  const result = await walkCampaigns({
    ...walk,
    keepsDeferred: order.waits,
    keep: async (campaign, notifications, deferred) => {
      const one = walk.compiled[campaign]?.campaign;
      // A campaign whose content is approved may have other people by now.
      const isOpen = one?.content !== undefined;
      const later = order.waits ? deferred.deferredEnvelopes() : [];
      if (isOpen) await bounds?.look(one, [...notifications, ...later]);
      const all = isOpen || unplanned === undefined;
      const sent = all ? notifications : unplanned.look(campaign, notifications, deferred.digests);
      const waiting = all ? later : later.filter(({ digest }) => unplanned.isPlanned(digest));
      const planned = [...sent, ...waiting].map((one) => ({ ...one, digest: shortDigest(one.digest) }));
      const addSums = (): readonly Planned[] =>
        planned.map((one) => ({ ...one, sums: sumsOf(one.identities, vendor) }));
      await ledger.append(run.id, campaign, hasSums ? addSums() : planned);
    },
    keptAll: () => ledger.flush(run.id),
  });
  if (!order.isQuiet)
    context.stderr.write(
      `${formatPlanText(result.plan, layoutOf(context, context.stderr, prepared.workspace.root), [])}\n`,
    );
  const stale = unplanned === undefined ? [] : [...unplanned.list(result, prepared), ...unplanned.listSteps(result)];
  if (stale.length > 0) throw new Refusal(exitCodes.stale, stale);
  checkExpectations(result, order);
  const beyond = bounds?.judge(prepared.campaigns, result.plan.campaigns) ?? [];
  const refusal = refusalOf({ ...result, blockers: [...result.blockers, ...beyond] });
  if (refusal !== undefined) throw refusal;
  return { plan: result.plan, later: unplanned?.later ?? 0 };
}

function checkExpectations({ plan }: WalkResult, { expectSeal, expectSends }: Order): void {
  const help = 'Nothing was sent: this is not what was reviewed. Make a new plan and have it reviewed.';
  if (expectSeal !== undefined && plan.seal !== expectSeal) {
    throw refuse(exitCodes.stale, 'PP304', `the plan's seal is ${plan.seal}, and ${expectSeal} was expected`, help);
  }
  const sends = countSentNow(plan.totals);
  if (expectSends !== undefined && sends !== expectSends) {
    const message = `the plan has ${countOf(sends, 'send')}, and ${countOf(expectSends, 'was', 'were')} expected`;
    throw refuse(exitCodes.stale, 'PP305', message, help);
  }
}

/** A saved plan keeps the periods that it was made for. */
async function choosePeriods(
  campaigns: readonly Campaign[],
  ledger: OpenLedger,
  now: number,
  { saved }: Pick<Order, 'saved'>,
): Promise<Periods> {
  if (saved === undefined) return { periodOf: now, missed: await findMissed(campaigns, ledger, now) };
  return { periodOf: Date.parse(saved.saved.planned_at), missed: missedInPlan(saved) };
}

interface Periods {
  readonly periodOf: number;
  readonly missed: MissedPeriods;
}

function rememberCampaign(
  campaign: Campaign,
  { workspace: { workspaceId }, partials }: Prepared,
  policy: Pick<Policy, 'abortIf' | 'caps' | 'rest'> & TimePolicy,
  { periodOf, missed, ...origin }: Pick<RunCampaign, 'version' | 'commit'> & Periods,
): RunCampaign {
  const { id, file, guarantee, priority, failOn, async, reportAttributes, tags, exclude } = campaign;
  const abortIf = [...campaign.abortIf, ...policy.abortIf];
  const times = sendingTimesOf(campaign, policy);
  const key = keyTemplateOf(campaign, partials);
  const owner = workspaceId === undefined ? {} : { workspaceId };
  const lists = {
    ...(tags.length === 0 ? {} : { tags }),
    ...groupsOf(campaign),
    ...(campaign.assignment?.rollout && { rollout: campaign.assignment.rollout }),
    ...(exclude.length === 0 ? {} : { excludes: exclude.map(keyOfExcluded) }),
    ...oftenIn(limitsFor(campaign, policy)),
  };
  return {
    id,
    file,
    guarantee,
    priority,
    failOn,
    abortIf,
    async,
    reportAttributes,
    key,
    ...owner,
    ...origin,
    ...lists,
    ...(times && { times }),
    ...(campaign.every && { period: periodAt(campaign.every, missed.get(id) ?? periodOf).name }),
    ...(missed.has(id) && { catchesUp: true as const }),
  };
}
