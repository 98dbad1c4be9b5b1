// Explains what happens to one person in one campaign: walks their rows as a plan does and finds the deciding step of each row.
import type { Campaign } from '../campaign/campaign.ts';
import type { ExplainDocument } from '../generated/explain.ts';
import type { Recipient } from '../message/recipient.ts';
import { keyOfRow } from './key-of-row.ts';
import type { KeyedIdentifier } from '../message/renderer.ts';
import type { CampaignResult } from '../plan/campaign-folds.ts';
import type { History } from '../plan/history.ts';
import { planCampaign } from '../plan/plan-campaign.ts';
import { showMoment } from '../plan/schedule/plan-timetable.ts';
import { rowTermsOf } from '../plan/schedule/row-terms.ts';
import { type HeldList } from '../plan/selection/leave-out-listed.ts';
import { countOfReason, removalReasons, type RemovalReason } from '../plan/selection/removal-reasons.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import { openAudienceOf, type CompiledCampaign } from './compile-campaigns.ts';
import { findDecidingPlace, findEarlyFault, listAdded, type Ruling, type Walked } from './deciding-place.ts';
import { forecastOf, openGates } from './open-gates.ts';
import { stepPlaces, type Step } from './step-places.ts';
import { identifyPerson } from './identify-person.ts';
import { askPeople, selectRows } from './select-rows.ts';
import { addUp, totalOf } from '../counts.ts';

type ExplainedRow = ExplainDocument['rows'][number];
type Ending = Pick<ExplainedRow, 'decision' | 'reason' | 'due' | 'zone' | 'arm' | 'rollout_step'> & {
  readonly step: Step | undefined;
};
type Plans = readonly [before: Walked, after: Walked];

export interface Explaining {
  readonly workspace: Workspace;
  readonly history: History;
  /** The lists that apply to the campaign. */
  readonly lists: readonly HeldList[];
  readonly placeOfList: Ruling['placeOfList'];
  /** Includes the list of people that the ledger has to forget. */
  readonly nameOfList: (key: string) => string | undefined;
  /** The moment to explain, in milliseconds since 1970. */
  readonly now: number;
  /** A moment in the period that it is planned for. `now` by default. */
  readonly periodOf?: number | undefined;
}

/** In the fixed order of selection. */
const order: readonly Step[] = [
  'draft',
  'where',
  'key',
  'suppress',
  'exclude_list',
  'holdout',
  'awaiting_winner',
  'ledger',
  'rest',
  'exclude_sent',
  'render',
  'duplicate',
  'caps',
  'schedule',
];

const stepOf: Readonly<Record<RemovalReason, Step>> = {
  filtered: 'where',
  suppressed: 'suppress',
  excluded: 'exclude_sent',
  holdout: 'holdout',
  awaiting_winner: 'awaiting_winner',
  resting: 'rest',
  invalid: 'render',
  short: 'render',
  duplicate: 'duplicate',
  capped: 'caps',
  outside_window: 'schedule',
  late: 'schedule',
};

/** The rows of the person, in the order of the file. */
export async function explainPerson(
  all: Explaining,
  one: CompiledCampaign,
  wanted: KeyedIdentifier,
): Promise<readonly ExplainedRow[]> {
  const { rows, own } = await findRows(all, one, wanted);
  const explained: ExplainedRow[] = [];
  let before = await walkRows(all, one, []);
  for (const [index, recipient] of rows.entries()) {
    const after = await walkRows(all, one, rows.slice(0, index + 1));
    if (own.has(recipient)) explained.push(explainRow(all, one, recipient, [before, after]));
    before = after;
  }
  return explained;
}

interface FoundRows {
  readonly rows: readonly Recipient[];
  /** The rows of the person. All other rows share a key with one of these. */
  readonly own: ReadonlySet<Recipient>;
}

async function findRows(
  { workspace: { files } }: Explaining,
  { campaign, renderer }: CompiledCampaign,
  wanted: KeyedIdentifier,
): Promise<FoundRows> {
  const identity = identifyPerson(wanted);
  const isOwn = (recipient: Recipient): boolean =>
    renderer.person(recipient).some((one) => identifyPerson(one) === identity);
  const keys = new Set<string>();
  for await (const recipient of rowsOf(files, campaign)) {
    const key = isOwn(recipient) ? keyOfRow(renderer, recipient) : undefined;
    if (key !== undefined) keys.add(key);
  }
  const rows: Recipient[] = [];
  const own = new Set<Recipient>();
  for await (const recipient of rowsOf(files, campaign)) {
    const key = keyOfRow(renderer, recipient);
    if (isOwn(recipient)) own.add(recipient);
    if (own.has(recipient) || (key !== undefined && keys.has(key))) rows.push(recipient);
  }
  return { rows, own };
}

async function* rowsOf(files: Workspace['files'], campaign: Campaign): AsyncGenerator<Recipient> {
  await using audience = await openAudienceOf(files, campaign);
  for await (const block of audience.blocks) yield* block;
}

/** Plans these rows alone. */
async function walkRows(
  { workspace, history, lists, now, periodOf }: Explaining,
  { campaign, renderer }: CompiledCampaign,
  rows: readonly Recipient[],
): Promise<Walked> {
  const { policy } = workspace;
  const terms = rowTermsOf(campaign, policy, { now, periodOf });
  const gate = openGates([campaign], policy, { history, now }).gateOf(campaign);
  const result = await planCampaign({
    ...selectRows(campaign, renderer, { lists, holdout: policy.holdout, terms }),
    blocks: inOneBlock(rows),
    isPart: () => true,
    people: askPeople(campaign, history, gate),
    history,
    seal: async () => {},
  });
  return { result, often: forecastOf(gate) };
}

async function* inOneBlock(rows: readonly Recipient[]): AsyncGenerator<readonly Recipient[]> {
  yield rows;
}

/** The outcome of the last row, from the difference of the two plans. */
function endingOf(
  [{ result: before, often }, { result: after, often: oftenNow }]: Plans,
  { campaign, renderer }: CompiledCampaign,
  recipient: Recipient,
): Ending {
  const arm = campaign.assignment?.arms[indexAdded(before.armPeople, after.armPeople)]?.name ?? null;
  const none = { reason: null, due: null, zone: null, arm, rollout_step: stepAdded(before, after) } as const;
  if (campaign.isDraft === true) return { ...none, decision: 'draft', step: 'draft' };
  const sent = (['send', 'resend', 'retry'] as const).find((kind) => after.counts[kind] > before.counts[kind]);
  if (sent !== undefined) return { ...none, decision: sent, step: undefined };
  if (after.counts.settled > before.counts.settled) return { ...none, decision: 'settled', step: 'ledger' };
  if (after.counts.in_doubt > before.counts.in_doubt) return { ...none, decision: 'in_doubt', step: 'ledger' };
  if (after.counts.deferred > before.counts.deferred) {
    const step = putOffBy(oftenNow) > putOffBy(often) ? 'caps' : 'schedule';
    return { ...none, ...dueAdded(before, after), decision: 'deferred', step };
  }
  const isKeyless = keyOfRow(renderer, recipient) === undefined;
  return { ...none, decision: 'removed', ...reasonAdded(before, after, isKeyless) };
}

/** The number of rows that caps defer. */
function putOffBy(often: Walked['often']): number {
  return totalOf(often, ({ put_off: count = 0 }) => count);
}

function reasonAdded(
  before: CampaignResult,
  after: CampaignResult,
  isKeyless: boolean,
): { readonly reason: RemovalReason; readonly step: Step } {
  const reason = removalReasons.find(
    (one) => countOfReason(after.counts.removed, one.reason) > countOfReason(before.counts.removed, one.reason),
  )?.reason;
  if (reason === undefined) throw new Error('a row was decided that counts nowhere');
  if (reason === 'invalid' && isKeyless) return { reason, step: 'key' };
  if (reason === 'invalid') return { reason, step: findEarlyFault(before, after)?.step ?? 'render' };
  const isListed = addUp(after.listed.values()) > addUp(before.listed.values());
  return { reason, step: reason === 'excluded' && isListed ? 'exclude_list' : stepOf[reason] };
}

function dueAdded(before: CampaignResult, after: CampaignResult): Pick<Ending, 'due' | 'zone'> {
  const known = new Map(before.timetable.map(({ due, zone, count }) => [`${due} ${zone}`, count]));
  const time = after.timetable.find(({ due, zone, count }) => count > (known.get(`${due} ${zone}`) ?? 0));
  return { due: time === undefined ? null : showMoment(time.due), zone: time?.zone ?? null };
}

/** The number of the rollout step in which it is sent, counted from 1. */
function stepAdded(before: CampaignResult, after: CampaignResult): number | null {
  const index = indexAdded(countsBySteps(before), countsBySteps(after));
  return index === -1 ? null : index + 1;
}

/** The index of the count that has grown. -1 if none has. */
function indexAdded(before: readonly number[] = [], after: readonly number[] = []): number {
  return after.findIndex((count, index) => count > (before[index] ?? 0));
}

function countsBySteps({ steps = [] }: CampaignResult): readonly number[] {
  return steps.map(({ send, deferred }) => send + deferred);
}

function explainRow(
  { workspace, placeOfList, nameOfList }: Explaining,
  one: CompiledCampaign,
  recipient: Recipient,
  plans: Plans,
): ExplainedRow {
  const { step: end, ...ending } = endingOf(plans, one, recipient);
  const [before, after] = plans;
  const last = end === undefined ? order.length : order.indexOf(end);
  const verdict = ending.decision === 'deferred' ? ('deferred' as const) : ('ended' as const);
  const steps = order.slice(0, last + 1).map((step, index) => {
    const place =
      step === end
        ? findDecidingPlace(step, {
            one,
            rules: { ...workspace, placeOfList },
            recipient,
            due: ending.due,
            before,
            after,
          })
        : stepPlaces[step](one.campaign, workspace);
    return {
      step,
      verdict: index < last ? ('passed' as const) : verdict,
      file: place?.file ?? null,
      line: place?.line ?? null,
    };
  });
  const list = nameOfList(listAdded(before.result.listed, after.result.listed));
  return {
    row: recipient.row,
    ...ending,
    ...(list !== undefined && { list }),
    steps,
  };
}
