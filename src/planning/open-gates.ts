// Which campaigns of a plan are asked what their people were sent, and in which order they are walked so that the first one wins.
import type { Campaign } from '../campaign/campaign.ts';
import type { History } from '../plan/history.ts';
import { isAskedFor, limitsFor, type OftenLimits, type OftenPolicy } from '../plan/often/often-limits.ts';
import type { OftenCount } from '../plan/often/often-forecast.ts';
import { PeopleGate } from '../plan/often/people-gate.ts';
import { PlannedPeople } from '../plan/often/planned-people.ts';

export interface OpenGates {
  /** What is known of the campaigns in the order in which they are walked, with their places. */
  inOrder<Item>(items: readonly Item[]): readonly (readonly [place: number, item: Item])[];
  /** Undefined where nobody asks. */
  gateOf(campaign: Campaign): PeopleGate | undefined;
  /**
   * The same for a campaign as a base has it, before this side of it is walked. It sees what the plan sends by then, of campaigns that the
   * base has too, and takes no place. Caps are not asked.
   */
  lookOf(former: Campaign, policy: OftenPolicy, isThere: (campaign: string) => boolean): PeopleGate | undefined;
}

interface GateFacts {
  readonly history: Pick<History, 'past'>;
  readonly now: number;
  /** The limits of campaigns as a base has them: it is asked there too what people are sent. */
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
      // As they are sent. Where nothing depends on it, as they stand.
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

/** Without caps: what they count changes by itself. */
export function limitsInBase(former: Campaign, policy: OftenPolicy): OftenLimits {
  return limitsFor({ ...former, caps: [] }, { ...policy, caps: [] });
}

function asks({ caps, recent, restAfter }: OftenLimits): boolean {
  return caps.length + recent.length + Object.keys(restAfter).length > 0;
}

export function forecastOf(gate: PeopleGate | undefined): readonly OftenCount[] {
  return gate?.forecast() ?? [];
}
