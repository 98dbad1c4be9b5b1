// Decides for which campaigns of a plan earlier sends to people are looked up, and in which order they are walked so that the first one wins.
import type { Campaign } from '../campaign/campaign.ts';
import type { History } from '../plan/history.ts';
import { isAskedFor, limitsFor, type OftenLimits, type OftenPolicy } from '../plan/often/often-limits.ts';
import type { OftenCount } from '../plan/often/often-forecast.ts';
import { PeopleGate } from '../plan/often/people-gate.ts';
import { PlannedPeople } from '../plan/often/planned-people.ts';

export interface OpenGates {
  /** The items of the campaigns in the order of the walk, with their places. */
  inOrder<Item>(items: readonly Item[]): readonly (readonly [place: number, item: Item])[];
  /** Undefined if nothing depends on the sends to people. */
  gateOf(campaign: Campaign): PeopleGate | undefined;
  /**
   * The gate of a campaign in its base version, to be used before the present side is walked. It sees what the plan has sent until then, only of
   * campaigns that the base has too, and adds nothing. It does not apply caps.
   */
  lookOf(former: Campaign, policy: OftenPolicy, isThere: (campaign: string) => boolean): PeopleGate | undefined;
}

interface GateFacts {
  readonly history: Pick<History, 'past'>;
  readonly now: number;
  /** The limits of the campaigns in the base, because they also need the sends to people. */
  readonly base?: { readonly limits: readonly OftenLimits[] } | undefined;
}

export function openGates(
  campaigns: readonly Campaign[],
  policy: OftenPolicy,
  { history, now, base }: GateFacts,
): OpenGates {
  const planned = new PlannedPeople();
  const limits = campaigns.map((campaign) => limitsFor(campaign, policy));
  const asking = [...limits, ...(base?.limits ?? [])];
  const isAsking = limits.some(({ caps, recent }) => caps.length + recent.length > 0);
  const isLate = (place: number): number => (campaigns[place]?.priority === 'high' ? 0 : 1);
  return {
    inOrder: (items) => {
      const placed = [...items.entries()];
      // In the order in which they are sent, or in the given order if it makes no difference.
      return isAsking ? placed.toSorted(([one], [other]) => isLate(one) - isLate(other)) : placed;
    },
    gateOf: (campaign) => {
      const own = limitsFor(campaign, policy);
      if (!asks(own) && !isAskedFor(campaign, asking)) return undefined;
      return new PeopleGate({ campaign, limits: own, history, planned, now });
    },
    lookOf: (former, there, isThere) => {
      const own = limitsInBase(former, there);
      return asks(own)
        ? new PeopleGate({ campaign: former, limits: own, history, planned, now, sees: isThere })
        : undefined;
    },
  };
}

/** Leaves out caps, because what they count changes by itself. */
export function limitsInBase(former: Campaign, policy: OftenPolicy): OftenLimits {
  return limitsFor({ ...former, caps: [] }, { ...policy, caps: [] });
}

function asks({ caps, recent, restAfter }: OftenLimits): boolean {
  return caps.length + recent.length + Object.keys(restAfter).length > 0;
}

export function forecastOf(gate: PeopleGate | undefined): readonly OftenCount[] {
  return gate?.forecast() ?? [];
}
