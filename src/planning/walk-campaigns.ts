// The walk that plan and apply share: reads every audience once, in order, and builds the plan.
import type { Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { Plan } from '../generated/plan.ts';
import { readOf } from '../message/tables.ts';
import { assemblePlan, type PlannedCampaign } from '../plan/assemble-plan.ts';
import { CampaignFolds } from '../plan/campaign-folds.ts';
import type { CopyPolicy } from '../plan/copy/copy-audit.ts';
import type { Keeps } from '../plan/plan-block.ts';
import type { OftenPolicy } from '../plan/often/often-limits.ts';
import { warnOfSharing, warnOfVersion } from '../plan/guards/guard-memory.ts';
import { warnOfEditedArms } from '../plan/guards/warn-of-arms.ts';
import { guardCampaign } from '../plan/guards/guard.ts';
import { sendingTimesOf } from '../plan/schedule/sending-times.ts';
import type { DigestSet } from '../plan/seal.ts';
import { ListCounts } from '../plan/selection/list-counts.ts';
import { refuseLate } from '../plan/schedule/refuse-late.ts';
import { warnOfLateSteps } from '../plan/schedule/warn-of-late-steps.ts';
import type { Environment } from '../workspace/read-workspace.ts';
import type { WalkBase } from './base/compare-with-base.ts';
import type { CompiledCampaign } from './compile-campaigns.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Contents } from './content-of.ts';
import { forecastOf, openGates } from './open-gates.ts';
import { gatherFacts, type FactSources } from './gather-facts.ts';
import type { PlannedSend, SendBatch } from './threads/packed-sends.ts';
import { findMissed, type MissedPeriods } from './missed-periods.ts';
import { SentSets } from './saved/sent-sets.ts';
import type { RowPolicy } from './select-rows.ts';
import { publishWaiting, replacedBy } from './waiting-sends.ts';
import { checkSentBefore } from './sent-before.ts';
import { walkAudience, type WalkOptions } from './walk-audience.ts';
import { describeLists, type OpenLists } from './lists/open-lists.ts';
import { vendor } from '../opening/vendor.ts';

export interface Walk extends FactSources, WalkOptions {
  readonly policy: CopyPolicy & OftenPolicy & RowPolicy;
  readonly periodOf?: number | undefined;
  /** By default, found in the history. */
  readonly missed?: MissedPeriods;
  readonly environment: Environment;
  readonly compiled: readonly CompiledCampaign[];
  /** Whether the history comes from a ledger. */
  readonly kind: 'ledger' | 'none';
  /** Findings about the plan as a whole. With an error, the plan sends nothing: it contains no recipients, and its seal is that of an empty plan. */
  readonly diagnostics: readonly Diagnostic[];
  /** Set only if there is a base to compare with. */
  readonly base?: WalkBase;
  readonly lists: OpenLists;
  /** The content of campaigns whose content is approved. */
  readonly contents: Contents;
  /** The ids of all campaigns of the workspace. */
  readonly ids: ReadonlySet<string>;
  /** `deferred` are the notifications that are not due yet. */
  readonly keep?: (campaign: number, notifications: readonly PlannedSend[], deferred: DeferredSends) => Promise<void>;
  /** Whether `keep` needs the envelopes of deferred notifications. */
  readonly keepsDeferred?: boolean;
  readonly keptAll?: () => Promise<void>;
}

interface DeferredSends extends Pick<SendBatch, 'deferredEnvelopes'> {
  readonly digests: readonly string[];
}

export interface WalkResult {
  readonly plan: Plan;
  /** The digests of everything that is sent, now or when it is due. */
  readonly digests: DigestSet;
  /** The digests of notifications that are left out only because of the time. */
  readonly later: DigestSet;
  /** The SHA-256 of every audience file and every table, by path. */
  readonly audiences: ReadonlyMap<string, string>;
  /** The findings of the guards, and of the copy audit at the level error. With any of them, the plan refuses itself. */
  readonly blockers: readonly Diagnostic[];
  /** Errors in the campaigns that their rows reveal. They refuse the plan too. */
  readonly faults: readonly Diagnostic[];
}

/** Undefined if the plan may be sent. */
export function refusalOf({ blockers, faults }: WalkResult): Refusal | undefined {
  const all = [...blockers, ...faults];
  if (all.length === 0) return undefined;
  return new Refusal(blockers.length > 0 ? exitCodes.blocked : exitCodes.invalidInput, all);
}

/** Errors that the rows reveal are part of the result. Throws a Refusal if a file cannot be read. */
export async function walkCampaigns(walk: Walk): Promise<WalkResult> {
  const audiences = new Map<string, string>();
  const found = planDrafts(walk.compiled);
  const { lists } = walk;
  const told = [...walk.diagnostics, ...lists.diagnostics];
  const blockers = told.filter(isError);
  const campaigns = walk.compiled.map(({ campaign }) => campaign);
  const remembered = await lookBack(walk, campaigns, told);
  const faults = [...remembered];
  const sets = new SentSets(walk.contents, blockers.length > 0);
  const gates = openGates(campaigns, walk.policy, walk);
  const missed = walk.missed ?? (await findMissed(campaigns, walk.history, walk.now));
  for (const [index, one] of gates.inOrder(walk.compiled).filter(([, { campaign }]) => campaign.isDraft !== true)) {
    const { campaign } = one;
    const periodOf = missed.get(campaign.id) ?? walk.periodOf;
    const comparing = await walk.base?.begin(one, { periodOf, gates });
    const gate = gates.gateOf(campaign);
    const content = walk.contents.get(campaign.id);
    const { result, sha256, warnings, lines } = await walkAudience({ ...walk, periodOf }, one, {
      keeps: keepsOf(walk),
      lists: lists.holdingFor(campaign),
      gate,
      take: async (batch) => {
        sets.add(batch, content);
        await keepBatch(walk, index, batch);
      },
      ...(comparing && {
        watch: (row) => {
          comparing.watch(row);
        },
      }),
    });
    await walk.keptAll?.();
    noteDigests(audiences, one, sha256);
    const compared = comparing?.finish(result.counts, sha256);
    const gathered = await gatherFacts(walk, campaign, result.counts, compared);
    const facts = { ...gathered, armPeople: result.armPeople };
    const judged = guardCampaign(campaign, facts, walk.policy);
    faults.push(...result.faults);
    blockers.push(
      ...judged.blockers,
      ...result.diagnostics.filter((finding) => isError(finding) && !result.faults.includes(finding)),
    );
    found.set(index, {
      campaign,
      tables: readOf(one.tables),
      result,
      lines,
      limits: judged.limits,
      lists: describeLists(lists.holdingFor(campaign), result.listed, walk.now),
      often: forecastOf(gate),
      content,
      ...(compared && { comparison: compared.comparison }),
      changes: compared?.changes ?? [],
      diagnostics: [
        ...tellOfBase(one, compared, result),
        ...remembered.filter(({ file }) => file === campaign.file),
        ...warnings,
        ...warnOfVersion(campaign, facts),
        ...warnOfLateSteps(campaign, result.stepTimes, walk.now),
        ...judged.blockers,
      ],
    });
  }
  const planned = [...found].toSorted(([one], [other]) => one - other).map(([, campaign]) => campaign);
  const tooLate = refuseLate(planned);
  blockers.push(...tooLate);
  const { environment, kind, allowed } = walk;
  const { name, requestsPerMinute } = environment;
  const replacing = replacedBy(campaigns, walk.ids, walk.owner);
  const frame = { environment: name, requestsPerMinute, mostInRequest: vendor.mostInRequest };
  const plan = assemblePlan(
    {
      ...frame,
      history: kind,
      allowed,
      ...(walk.base && { base: walk.base.published }),
      seal: sets.seal(),
      now: walk.now,
      periodOf: walk.periodOf,
      missed,
      waiting: publishWaiting(await walk.history.waiting(), replacing, walk.owner),
      zoneData: zoneDataOf(walk),
      lists: describeLists(lists.shown, sumOfLists(planned), walk.now),
      diagnostics: [...told, ...tooLate, ...warnOfSharing(walk.owner)],
    },
    planned,
  );
  const { digests, later } = sets;
  return { plan, digests, later, audiences, blockers, faults };
}

/** Records the digests of its audience file and of its tables. */
function noteDigests(digests: Map<string, string>, { campaign, tables }: CompiledCampaign, audience: string): void {
  digests.set(campaign.audience.file, audience);
  for (const { file, sha256 } of readOf(tables)) digests.set(file, sha256);
}

/** Findings of the comparison with a base. */
function tellOfBase(
  { campaign, partials }: CompiledCampaign,
  compared: (Pick<PlannedCampaign, 'changes'> & { readonly diagnostics: readonly Diagnostic[] }) | undefined,
  { arms }: Pick<PlannedCampaign['result'], 'arms'>,
): readonly Diagnostic[] {
  if (compared === undefined) return [];
  return [...compared.diagnostics, ...warnOfEditedArms(campaign, compared.changes, partials, arms)];
}

/** Plans of drafts, by their places. Their audiences are not read. */
function planDrafts(compiled: readonly CompiledCampaign[]): Map<number, PlannedCampaign> {
  const drafts = [...compiled.entries()].filter(([, { campaign }]) => campaign.isDraft === true);
  return new Map(drafts.map(([place, one]) => [place, planDraft(one)]));
}

function planDraft({ campaign, renderer }: CompiledCampaign): PlannedCampaign {
  const { languages: _languages, assignment: _assignment, ...shared } = campaign;
  const result = new CampaignFolds(shared, renderer, undefined).result(false);
  return { campaign, result, limits: [], lists: [], often: [], changes: [], diagnostics: [] };
}

async function keepBatch({ keep }: Walk, campaign: number, batch: SendBatch): Promise<void> {
  const { deferred } = batch.put;
  if (batch.digests.length + deferred.length === 0) return;
  await keep?.(campaign, batch.envelopes(), {
    digests: deferred,
    deferredEnvelopes: () => batch.deferredEnvelopes(),
  });
}

function keepsOf({ keep, keepsDeferred = false }: Walk): Keeps {
  if (keep === undefined) return 'nothing';
  return keepsDeferred ? 'all' : 'now';
}

/** Undefined if no campaign has sending times. */
function zoneDataOf({ compiled, policy }: Walk): string | undefined {
  const hasTimes = compiled.some(
    ({ campaign }) => campaign.every !== undefined || sendingTimesOf(campaign, policy) !== undefined,
  );
  return hasTimes ? process.versions['tz'] : undefined;
}

/** Returns nothing without a ledger. Leaves out findings that the base has already reported. */
async function lookBack(
  { history, kind, ids, owner }: Walk,
  campaigns: readonly Campaign[],
  told: readonly Diagnostic[],
): Promise<readonly Diagnostic[]> {
  if (kind === 'none') return [];
  const found = await checkSentBefore(history, campaigns, { ids, workspaceId: owner.id });
  return found.filter(({ code, file }) => !told.some((one) => one.code === code && one.file === file));
}

/** Adds up the lists of all campaigns. */
function sumOfLists(planned: readonly PlannedCampaign[]): ReadonlyMap<string, number> {
  const sum = new ListCounts();
  for (const { result } of planned) sum.merge(result.listed);
  return sum.list();
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
