// Finds the place of the rule that decided about a row, such as the one cap, list or holdout among several that left it out.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import type { Position, RuleCode } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import type { CampaignResult } from '../plan/campaign-folds.ts';
import { isCountedBy } from '../plan/often/caps.ts';
import type { OftenCount } from '../plan/often/often-forecast.ts';
import { showMoment } from '../plan/schedule/plan-timetable.ts';
import { startOf } from '../plan/schedule/period-at.ts';
import { holdoutsOf, isHeldOut } from '../plan/selection/assign-arm.ts';
import { pickIdentifier } from '../plan/selection/draw.ts';
import type { CompiledCampaign } from './compile-campaigns.ts';
import { stepPlaces, type RuleBook, type Step } from './step-places.ts';

/** The result of planning some of the rows. */
export interface Walked {
  readonly result: CampaignResult;
  /** One entry for each cap, then one for each exclusion by earlier sends. */
  readonly often: readonly OftenCount[];
}

/** The rules that apply, and the place of a list by its key. */
export interface Ruling extends RuleBook {
  readonly placeOfList: (key: string) => Position | undefined;
}

/** The faults of rows that are found before rendering: the step that finds each of them, and the key of the campaign that requires the value. */
const earlyFaults: Partial<Record<RuleCode, { readonly step: Step; readonly path: readonly string[] }>> = {
  PP182: { step: 'schedule', path: ['schedule', 'timezone'] },
  PP229: { step: 'holdout', path: ['assign_by'] },
};

/** Undefined if the row has no such fault. */
export function findEarlyFault(before: CampaignResult, after: CampaignResult): (typeof earlyFaults)[RuleCode] {
  const known = new Set(before.diagnostics.map(({ message }) => message));
  // If other rows have the same fault, the message still differs by their number.
  const [added] = after.diagnostics.filter(({ code, message }) => code in earlyFaults && !known.has(message));
  return added && earlyFaults[added.code];
}

/** A row that the second plan has and the first does not, with what is known of it. */
interface Decision {
  readonly one: CompiledCampaign;
  readonly rules: Ruling;
  readonly recipient: Recipient;
  readonly due: string | null;
  readonly before: Walked;
  readonly after: Walked;
}

/** The exact places for steps with several rules. Undefined if no special place applies. */
const exactPlaces: Partial<Record<Step, (decision: Decision) => Position | undefined>> = {
  holdout: ({ one: { campaign, renderer }, rules, recipient }) => {
    const by = pickIdentifier(renderer.person(recipient), campaign.assignment?.assignBy);
    const owner = by && holdoutsOf(campaign, rules.policy.holdout).find((holdout) => isHeldOut(holdout, by))?.of;
    return owner === 'policy' ? rules.locate(['policy', 'holdout']) : undefined;
  },
  caps: placeOfOften,
  exclude_sent: placeOfOften,
  schedule: ({ one: { campaign }, due }) => {
    const starts = campaign.every && startOf(campaign.every);
    return starts !== undefined && showMoment(starts) === due ? locateIn(campaign, ['every', 'starts']) : undefined;
  },
};

/** Undefined if nothing in the workspace decided. */
export function findDecidingPlace(step: Step, decision: Decision): Position | undefined {
  const { one, rules, before, after } = decision;
  const fault = findEarlyFault(before.result, after.result);
  if (fault?.step === step) return locateIn(one.campaign, fault.path);
  // People that the ledger has to forget are in no list of the workspace.
  if (step === 'suppress' || step === 'exclude_list')
    return rules.placeOfList(listAdded(before.result.listed, after.result.listed));
  return exactPlaces[step]?.(decision) ?? stepPlaces[step](one.campaign, rules);
}

/** The key of the list that leaves the row out. It has one row more than before. */
export function listAdded(before: CampaignResult['listed'], after: CampaignResult['listed']): string {
  const found = [...after].find(([key, count]) => count > (before.get(key) ?? 0));
  return found?.[0] ?? '';
}

function placeOfOften({ one, rules, before, after }: Decision): Position | undefined {
  const held = after.often
    .map((count, index) => ({ count, index }))
    .filter(({ count, index }) => heldBy(count) > heldBy(before.often[index]));
  // A cap that defers leaves nobody out. If another cap is full too, that one decided.
  const [first] = held;
  const deciding = held.find(({ count }) => count.put_off === undefined) ?? first;
  return deciding && placesOfOften(one.campaign, rules)[deciding.index];
}

function heldBy({ full, put_off: putOff = 0 }: Pick<OftenCount, 'full' | 'put_off'> = { full: 0 }): number {
  return full + putOff;
}

/** In the order of the result of limitsFor(). */
function placesOfOften({ tags, caps, excludeRecent, ...campaign }: Campaign, { policy, locate }: RuleBook) {
  const here = (...path: readonly (string | number)[]): Position => locateIn(campaign, path);
  return [
    ...policy.caps.flatMap((cap, index) => (isCountedBy(cap, tags) ? [locate(['policy', 'caps', index])] : [])),
    ...caps.map((_, index) => here('caps', index)),
    ...excludeRecent.map(({ index }) => here('exclude', index)),
  ];
}
