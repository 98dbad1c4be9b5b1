// Which campaigns of a plan are asked what their people were sent, and in which order they are walked so that the first one wins.
import type { Campaign } from '../campaign/campaign.ts';
import type { History } from '../plan/history.ts';
import { isAskedFor, limitsFor, type OftenPolicy } from '../plan/often/often-limits.ts';
import type { OftenCount } from '../plan/often/often-forecast.ts';
import { PeopleGate } from '../plan/often/people-gate.ts';
import { PlannedPeople } from '../plan/often/planned-people.ts';

export interface OpenGates {
  /** What is known of the campaigns in the order in which they are walked, with their places. */
  inOrder<Item>(items: readonly Item[]): readonly (readonly [place: number, item: Item])[];
  /** Undefined where nobody asks. */
  gateOf(campaign: Campaign): PeopleGate | undefined;
}

export function openGates(
  campaigns: readonly Campaign[],
  policy: OftenPolicy,
  { history, now }: { readonly history: Pick<History, 'past'>; readonly now: number },
): OpenGates {
  const planned = new PlannedPeople();
  const limits = campaigns.map((campaign) => limitsFor(campaign, policy));
  const isAsking = limits.some(({ caps, recent }) => caps.length + recent.length > 0);
  const isLate = (place: number): number => (campaigns[place]?.priority === 'high' ? 0 : 1);
  return {
    inOrder: (items) => {
      const placed = [...items.entries()];
      // As they are sent. Where nothing depends on it, as they stand.
      return isAsking ? placed.toSorted(([one], [other]) => isLate(one) - isLate(other)) : placed;
    },
    gateOf: (campaign) => {
      const own = limitsFor(campaign, policy);
      const { caps, recent, restAfter } = own;
      const asks = caps.length + recent.length + Object.keys(restAfter).length > 0;
      if (!asks && !isAskedFor(campaign, limits)) return undefined;
      return new PeopleGate({ campaign, limits: own, history, planned, now });
    },
  };
}

export function forecastOf(gate: PeopleGate | undefined): readonly OftenCount[] {
  return gate?.forecast() ?? [];
}
