// Assembles the results of all campaigns into a plan: plain data, with the seal over everything to be sent.
import type { Campaign } from '../campaign/campaign.ts';
import { fillLinkNames } from '../campaign/link-params.ts';
import { sharedOf } from '../campaign/layers/variants.ts';
import { publishDiagnostic, type Diagnostic } from '../diagnostic.ts';
import type { Base, CampaignPlan, Change, Comparison, ContentPlan, Limit, ListPlan, Plan } from '../generated/plan.ts';
import type { OpenTable } from '../message/tables.ts';
import { powerOf } from './guards/guard-power.ts';
import type { OftenCount } from './often/often-forecast.ts';
import { countSentNow } from './planned-counts.ts';
import { countRemoved } from './selection/removal-reasons.ts';
import { periodAt } from './schedule/period-at.ts';
import { planTimetable, showMoment } from './schedule/plan-timetable.ts';
import type { CampaignResult } from './campaign-folds.ts';
import { totalOf } from '../counts.ts';

export interface PlannedCampaign {
  readonly campaign: Campaign;
  /** The tables that its texts look up. */
  readonly tables?: readonly OpenTable[];
  readonly result: CampaignResult;
  /** The number of rows in the file. Set only if several rows make one recipient. */
  readonly lines?: number | undefined;
  readonly limits: readonly Limit[];
  /** The lists that apply to this campaign. */
  readonly lists: readonly ListPlan[];
  /** The counts of its frequency caps and of its exclusions by earlier sends. */
  readonly often: readonly OftenCount[];
  /** Set if a review approves the content, not the people. */
  readonly content?: ContentPlan | undefined;
  /** Set only if there is a base to compare with. */
  readonly comparison?: Comparison;
  readonly changes: readonly Change[];
  /** Further findings of guards and audience readers. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlanFrame {
  readonly environment: string;
  readonly requestsPerMinute: number;
  /** The maximum number of notifications in one request. */
  readonly mostInRequest: number;
  readonly history: 'ledger' | 'none';
  /** What --allow permits in this plan. */
  readonly allowed: readonly Plan['allowed'][number][];
  /** The commit that the plan is compared with. */
  readonly base?: Base;
  readonly seal: string;
  /** All lists that were looked up, with their row counts over all campaigns. */
  readonly lists: readonly ListPlan[];
  readonly diagnostics: readonly Diagnostic[];
  /** When the plan is made, in milliseconds since 1970. */
  readonly now: number;
  /** A moment in the period that recurring campaigns are planned for. `now` unless a saved plan says otherwise. */
  readonly periodOf?: number | undefined;
  /** The first moment of the missed period that a campaign makes up for, by campaign id. */
  readonly missed?: ReadonlyMap<string, number>;
  /** Notifications that wait in runs. Undefined or empty if there are none. */
  readonly waiting?: Plan['waiting'];
  /** The version of the time zone data. Undefined if no campaign has sending times. */
  readonly zoneData: string | undefined;
}

export function assemblePlan(frame: PlanFrame, planned: readonly PlannedCampaign[]): Plan {
  const first = findFirst(planned);
  const sent = planned.map((one) => assembleCampaign(one, one === first, frame));
  const requests = totalOf(sent, (campaign) => campaign.requests);
  const seconds = estimateSeconds(requests, frame.requestsPerMinute);
  const timetables = planTimetable(
    planned.map(({ result }) => result.timetable),
    frame.now + seconds * 1000,
    frame,
  );
  const campaigns = sent.map((campaign, index) => withTimetable(campaign, timetables[index] ?? []));
  return {
    format_version: '1.0',
    seal: frame.seal,
    environment: frame.environment,
    history: frame.history,
    ...(frame.base === undefined ? {} : { base: frame.base }),
    allowed: [...frame.allowed],
    totals: {
      rows: totalOf(campaigns, ({ counts }) => counts.rows),
      send: totalOf(campaigns, ({ counts }) => counts.send),
      resend: totalOf(campaigns, ({ counts }) => counts.resend),
      retry: totalOf(campaigns, ({ counts }) => counts.retry),
      deferred: totalOf(campaigns, ({ counts }) => counts.deferred),
      settled: totalOf(campaigns, ({ counts }) => counts.settled),
      in_doubt: totalOf(campaigns, ({ counts }) => counts.in_doubt),
      removed: totalOf(campaigns, ({ counts }) => countRemoved(counts.removed)),
      requests,
      eta_seconds: seconds,
    },
    next_due: findNextDue(campaigns, frame.now),
    ...(frame.waiting === undefined || frame.waiting.length === 0 ? {} : { waiting: frame.waiting }),
    ...(frame.zoneData === undefined ? {} : { zone_data: frame.zoneData }),
    campaigns,
    lists: [...frame.lists],
    diagnostics: frame.diagnostics.map(publishDiagnostic),
  };
}

/** A campaign that makes up for a missed period is due again at once, for the present period. */
function findNextDue(campaigns: readonly CampaignPlan[], now: number): string | null {
  const times = campaigns.flatMap(({ timetable = [], period, counts }) => [
    ...timetable.map(({ due }) => due),
    ...(period?.catches_up === true && countSentNow(counts) > 0 ? [showMoment(now)] : []),
  ]);
  return times.toSorted()[0] ?? null;
}

function withTimetable(campaign: CampaignPlan, timetable: NonNullable<CampaignPlan['timetable']>): CampaignPlan {
  return timetable.length === 0 ? campaign : { ...campaign, timetable };
}

/** The campaign that is sent first. */
function findFirst(planned: readonly PlannedCampaign[]): PlannedCampaign | undefined {
  const sending = planned.filter(({ result: { counts } }) => countSentNow(counts) > 0);
  return sending.find(({ campaign }) => campaign.priority === 'high') ?? sending[0];
}

function assembleCampaign(
  {
    campaign,
    tables = [],
    result,
    lines,
    limits,
    lists,
    often,
    content,
    comparison,
    changes,
    diagnostics,
  }: PlannedCampaign,
  isFirst: boolean,
  frame: PlanFrame,
): CampaignPlan {
  const { requestsPerMinute, mostInRequest } = frame;
  const steps = planSteps(result, isFirst, frame);
  // A request holds people of one rollout step only.
  const requests =
    steps === undefined
      ? countRequests(countSentNow(result.counts), mostInRequest, isFirst)
      : totalOf(steps, (step) => step.requests);
  const campId = sharedOf(campaign).camp_id;
  return {
    id: campaign.id,
    ...publishDraft(campaign),
    camp_id: typeof campId === 'number' && result.arms === undefined ? campId : null,
    file: campaign.file,
    guarantee: campaign.guarantee,
    priority: campaign.priority,
    async: campaign.async,
    counts: lines === undefined ? result.counts : { ...result.counts, lines },
    requests,
    eta_seconds: estimateSeconds(requests, requestsPerMinute),
    ...publishPeriod(campaign, frame),
    lists: [...lists],
    ...(often.length === 0 ? {} : { often: [...often] }),
    ...(comparison === undefined ? {} : { comparison }),
    changes: [...changes],
    limits: [...limits],
    audit: [...result.audit],
    ...(content && { content }),
    ...(steps && { rollout: steps }),
    ...publishWords(campaign, result),
    ...(tables.length > 0 && {
      tables: tables.map(({ name, file, rows, bytes }) => ({ name, file, rows: rows.size, bytes })),
    }),
    bounds: [...result.bounds],
    samples: result.samples,
    diagnostics: [...diagnostics, ...result.diagnostics].map(publishDiagnostic),
  };
}

function publishDraft({ isDraft }: Campaign): Pick<CampaignPlan, 'draft'> {
  return isDraft === true ? { draft: true } : {};
}

/** The period of a recurring campaign. Empty for any other campaign. */
function publishPeriod(
  { id, every }: Campaign,
  { now, periodOf = now, missed }: PlanFrame,
): Pick<CampaignPlan, 'period'> {
  if (every === undefined) return {};
  const before = missed?.get(id);
  const { name, begins, ends } = periodAt(every, before ?? periodOf);
  const catchesUp = before === undefined ? {} : { catches_up: true as const };
  return { period: { name, begins: showMoment(begins), ends: showMoment(ends), ...catchesUp } };
}

/** The variants that are sent (arms, languages) and the link parameters with the campaign's id filled in. */
function publishWords(
  campaign: Campaign,
  { arms, armPeople = [], locales }: CampaignResult,
): Pick<CampaignPlan, 'arms' | 'power' | 'locales' | 'link_params'> {
  const { id, linkParams } = campaign;
  const power = powerOf(campaign, armPeople);
  return {
    ...(arms && { arms }),
    ...(power && { power }),
    ...(locales && { locales }),
    ...(linkParams && {
      link_params: Object.entries(linkParams).map(([name, value]) => ({
        name,
        value: fillLinkNames(value, { campaign: id }),
      })),
    }),
  };
}

/** Undefined if the campaign has no rollout. */
function planSteps(
  { steps }: CampaignResult,
  isFirst: boolean,
  { requestsPerMinute, mostInRequest }: Pick<PlanFrame, 'requestsPerMinute' | 'mostInRequest'>,
): CampaignPlan['rollout'] {
  const first = steps?.find(({ send }) => send > 0);
  return steps?.map((step) => {
    const requests = countRequests(step.send, mostInRequest, isFirst && step === first);
    return { ...step, requests, eta_seconds: estimateSeconds(requests, requestsPerMinute) };
  });
}

/** The number of requests if none has to be repeated. The first request of a run carries one notification, to see whether it is accepted. */
function countRequests(notifications: number, mostInRequest: number, isFirst: boolean): number {
  const canary = isFirst && notifications > 0 ? 1 : 0;
  return canary + Math.ceil((notifications - canary) / mostInRequest);
}

function estimateSeconds(requests: number, requestsPerMinute: number): number {
  return Math.ceil((requests * 60) / requestsPerMinute);
}
