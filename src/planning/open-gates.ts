// Which campaigns of a plan are asked what their people were sent, and in which order they are walked so that the first one wins.
import type { Campaign } from '../campaign/campaign.ts';
import type { History } from '../plan/history.ts';
import { isAskedFor, limitsFor, type OftenPolicy } from '../plan/often/often-limits.ts';
import { PeopleGate } from '../plan/often/people-gate.ts';
import { PlannedPeople } from '../plan/often/planned-people.ts';

export interface OpenGates {
  /** The places of the campaigns in the order in which they are walked. */
  readonly order: readonly number[];
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
  const places = [...campaigns.keys()];
  const isHigh = (place: number): boolean => campaigns[place]?.priority === 'high';
  return {
    // As they are sent. Where nothing depends on it, as they stand.
    order: isAsking ? [...places.filter(isHigh), ...places.filter((place) => !isHigh(place))] : places,
    gateOf: (campaign) => {
      const own = limitsFor(campaign, policy);
      const { caps, recent, restAfter } = own;
      const asks = caps.length + recent.length + Object.keys(restAfter).length > 0;
      if (!asks && !isAskedFor(campaign, limits)) return undefined;
      return new PeopleGate({ campaign, limits: own, history, planned, now });
    },
  };
}
