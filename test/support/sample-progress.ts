// The progress of a run, made of the events that an engine would send.
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { RunEvent } from '../../src/delivery/run-event.ts';
import { advance, emptyProgress, etaSeconds, requestsInLastMinute, type Progress } from '../../src/delivery/tally.ts';
import type { RolloutStanding } from '../../src/delivery/rollout/rollout-standing.ts';
import type { Snapshot } from '../../src/view/snapshot.ts';

export interface SampleCampaign {
  readonly id: string;
  readonly planned: number;
  /** The number of notifications that were settled before this delivery. */
  readonly settled?: number;
  readonly rollout?: RolloutStanding;
}

/** A rollout in the first of three steps, with a pause after it. */
export function startedRollout(change: Partial<RolloutStanding> = {}): RolloutStanding {
  const terms = {
    id: 'wishlist-sale',
    file: 'wishlist-sale.campaign.yaml',
    guarantee: 'at_most_once',
    priority: 'normal',
    failOn: {},
    abortIf: [],
    async: false,
    reportAttributes: [],
  } as const;
  const steps = [{ upTo: 0.01, pause: null }, { upTo: 0.1 }, { upTo: 1 }];
  const standing = { campaign: 0, terms, steps, planned: [400, 3_600, 37_230], step: 0, endedAt: null, until: null };
  return { ...standing, open: 1, next: 1, ...change };
}

export const twoCampaigns: readonly SampleCampaign[] = [
  { id: 'wishlist-sale', planned: 41_230 },
  { id: 'order-update', planned: 318 },
];

export function startProgress(campaigns: readonly SampleCampaign[], environment = 'production'): Progress {
  const started: RunEvent = {
    kind: 'started',
    run: 'run_ab12cd34ef56',
    environment,
    requestsPerMinute: 1000,
    mostInRequest: 20,
    campaigns: campaigns.map(({ id, planned, settled = 0, rollout }) => ({ id, planned, settled, rollout })),
  };
  return advance(emptyProgress, started, 0);
}

/** Sends and settles one request of the first campaign at `now` (monotonic milliseconds). */
export function settleRequest(progress: Progress, outcomes: readonly Outcome[], now: number): Progress {
  const campaign = 0;
  const sending = advance(progress, { kind: 'sending', campaign, notifications: outcomes.length }, now);
  return advance(sending, { kind: 'settled', campaign, outcomes }, now);
}

export function repeatOutcome(kind: 'accepted' | 'in_doubt', count: number): Outcome[] {
  return Array.from({ length: count }, () => ({ kind }));
}

export function refusals(count: number): Outcome[] {
  return Array.from({ length: count }, () => ({ kind: 'refused', reason: 'OptOut' }));
}

export function takeSnapshot(progress: Progress, now: number): Snapshot {
  return {
    progress,
    now,
    requestsInLastMinute: requestsInLastMinute(progress, now),
    etaSeconds: etaSeconds(progress, now),
  };
}
