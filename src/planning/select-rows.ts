// Defines which rows of an audience are left out, deferred or looked up, beyond what every plan does. It is used by all walks, so that plan, base and
// explain give the same result.
import type { PolicyHoldout } from '../campaign/assignment.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Renderer } from '../message/renderer.ts';
import { vendor } from '../opening/vendor.ts';
import type { History } from '../plan/history.ts';
import type { PeopleGate } from '../plan/often/people-gate.ts';
import type { AskedPeople } from '../plan/plan-campaign.ts';
import { armsOf } from '../plan/recorded-arms.ts';
import { renderInPeriod } from '../plan/schedule/in-period.ts';
import { timeSelectorsOf, type RowTerms, type TimePolicy } from '../plan/schedule/row-terms.ts';
import { drawSelectors } from '../plan/selection/assign-arm.ts';
import { selectorsOf, type HeldList } from '../plan/selection/leave-out-listed.ts';
import type { Selector } from '../plan/selection/selection.ts';
import { identifyPerson } from './identify-person.ts';

/** The settings of a policy that decide about rows. */
export interface RowPolicy extends TimePolicy {
  /** People who get nothing. */
  readonly holdout?: PolicyHoldout;
}

interface SelectionTerms {
  /** The lists that apply to the campaign. */
  readonly lists: readonly HeldList[];
  readonly holdout: PolicyHoldout | undefined;
  readonly terms: RowTerms;
}

interface RowPlanning extends Pick<RowTerms, 'rules' | 'times'> {
  readonly campaign: Campaign;
  /** The renderer for the planned period. */
  readonly renderer: Renderer;
  /** In the order in which reasons count. */
  readonly selectors: readonly Selector[];
}

/** Everything by which a walk plans the rows of a campaign. */
export function selectRows(
  campaign: Campaign,
  renderer: Renderer,
  { lists, holdout, terms }: SelectionTerms,
): RowPlanning {
  const { rules, times, period } = terms;
  const selectors = [
    ...selectorsOf(lists, renderer, vendor),
    ...drawSelectors(campaign, holdout, renderer),
    ...timeSelectorsOf(terms),
  ];
  return { campaign, renderer: renderInPeriod(renderer, period), selectors, rules, times };
}

/** Undefined if the identities of people are not needed. */
export function askPeople(
  campaign: Campaign,
  history: Pick<History, 'armsInWalk'>,
  gate: PeopleGate | undefined,
): AskedPeople | undefined {
  const arms = armsOf(campaign, history);
  return gate || arms ? { gate, arms, identify: identifyPerson } : undefined;
}
