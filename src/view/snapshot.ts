// A run at one moment, as the progress lines and the screen show it.
import type { Buckets } from '../delivery/outcome.ts';
import type { Progress } from '../delivery/tally.ts';
import { countOf } from '../numbers.ts';
import { safeTerminal } from './safe.ts';
import type { SeenRun } from './seen-run.ts';
import { chooseRollout, describeStep, presentRollout } from './step-words.ts';

export interface Snapshot {
  readonly progress: Progress;
  /** Monotonic milliseconds. */
  readonly now: number;
  readonly requestsInLastMinute: number;
  /** Seconds; null as long as the time left cannot be told. */
  readonly etaSeconds: number | null;
  /** Present if this process only watches the run; absent if it sends. */
  readonly seen?: SeenRun;
}

/** Describes the step of a rollout; of several campaigns, the first with people left in later steps. The longest text comes first. */
export function describeSnapshotStep({ progress: { campaigns } }: Pick<Snapshot, 'progress'>): readonly string[] {
  const rollouts = campaigns.flatMap(({ id, rollout }) =>
    rollout === undefined ? [] : [{ ...presentRollout(rollout), campaign: id }],
  );
  const shown = chooseRollout(rollouts);
  return shown === undefined ? [] : describeStep(shown);
}

export interface Totals {
  readonly planned: number;
  readonly settled: number;
  readonly underWay: number;
  /** Settled before this delivery began, if the run was resumed. */
  readonly earlier: number;
  readonly buckets: Buckets;
}

export type CampaignFigures = Pick<Progress['campaigns'][number], 'planned' | 'settled' | 'buckets' | 'underWay'>;

export function sumCampaigns(campaigns: readonly CampaignFigures[]): Totals {
  const sum = (count: (campaign: CampaignFigures) => number): number =>
    campaigns.reduce((total, campaign) => total + count(campaign), 0);
  const buckets: Buckets = {
    accepted: sum((campaign) => campaign.buckets.accepted),
    refused: sum((campaign) => campaign.buckets.refused),
    rejected: sum((campaign) => campaign.buckets.rejected),
    in_doubt: sum((campaign) => campaign.buckets.in_doubt),
    not_sent: sum((campaign) => campaign.buckets.not_sent),
  };
  const planned = sum((campaign) => campaign.planned);
  const here = Object.values(buckets).reduce((total, count) => total + count, 0);
  return {
    planned,
    settled: sum((campaign) => campaign.settled),
    underWay: sum((campaign) => campaign.underWay),
    earlier: planned - here,
    buckets,
  };
}

/** Describes what the run waits for and, in case of trouble, the last error. The longest text first, the shortest in at most 40 columns. */
export function describeWaiting(waiting: NonNullable<Progress['waiting']>, now: number): readonly string[] {
  const { reason, lastError } = waiting;
  const text = describeReason(waiting, now);
  if (lastError === undefined || !(reason === 'retry' || reason === 'breaker' || reason === 'canary')) return [text];
  const name = safeTerminal(lastError.name);
  return [
    `${text}. Last error ${name}: ${lastError.means}. ${lastError.remedy.replace(/\.$/, '')}`,
    `${text}. Last error ${name}: ${lastError.means}`,
    `${text} (${name})`,
    text,
  ];
}

function describeReason({ reason, until }: NonNullable<Progress['waiting']>, now: number): string {
  const time = countOf(Math.max(1, Math.ceil((until - now) / 1000)), 'second');
  switch (reason) {
    case 'pace':
      return `Waiting ${time}: keeping to the limit`;
    case 'throttled':
      return `Waiting ${time}: too many requests`;
    case 'throttled_long':
      return `Waiting ${time}: API asked for more`;
    case 'breaker':
      return `Waiting ${time}: API is in trouble`;
    case 'canary':
      return 'Waiting for the answer to one request';
    case 'retry':
      return `Waiting ${time} to try again`;
    case 'delivery_log':
      return `Waiting ${time}: Message Center`;
  }
}
