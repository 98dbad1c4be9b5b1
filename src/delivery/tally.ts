// Run events -> the figures that a view shows while a run is under way. The final figures come from the ledger.
import type { Bucket, Buckets, Outcome } from './outcome.ts';
import { countBeforePause, type RolloutStanding } from './rollout/rollout-standing.ts';
import type { RunActivity } from './run-activity.ts';
import type { RunEvent } from './run-event.ts';
import { noteSettled, secondsFor, startSpeed, type Speed } from './time-left.ts';

interface CampaignProgress {
  readonly id: string;
  readonly planned: number;
  /** Settled for good, including earlier deliveries of the run. */
  readonly settled: number;
  /** Of this delivery only; `not_sent` is everything that is left, including from earlier deliveries. */
  readonly buckets: Buckets;
  /** Requests under way. */
  readonly underWay: number;
  /** Only if it is sent in steps. */
  readonly rollout?: RolloutStanding | undefined;
}

export interface Progress {
  readonly run: string;
  readonly environment: string;
  readonly requestsPerMinute: number;
  readonly campaigns: readonly CampaignProgress[];
  /** Requests started in each of the last 61 seconds that had any: monotonic second and count. */
  readonly recentRequests: readonly { readonly second: number; readonly count: number }[];
  readonly waiting: Omit<Extract<RunEvent, { kind: 'waiting' }>, 'kind'> | null;
  /** Why the run is stopping; null while it continues. */
  readonly stopping: string | null;
  readonly isEnded: boolean;
  /** The speed of this delivery; null before the start. */
  readonly speed: Speed | null;
}

const noBuckets: Buckets = { accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };

export const emptyProgress: Progress = {
  run: '',
  environment: '',
  requestsPerMinute: 0,
  campaigns: [],
  recentRequests: [],
  waiting: null,
  stopping: null,
  isEnded: false,
  speed: null,
};

export function advance(progress: Progress, event: RunEvent, monotonicNow: number): Progress {
  switch (event.kind) {
    case 'started':
      return start(progress, event, monotonicNow);
    case 'sending':
      return {
        ...updateCampaign(progress, event.campaign, (it) => ({ ...it, underWay: it.underWay + 1 })),
        recentRequests: countRequest(progress, monotonicNow),
      };
    case 'settled':
      return settle(progress, event.campaign, event.outcomes, monotonicNow);
    case 'waiting':
      return { ...progress, waiting: { reason: event.reason, until: event.until, lastError: event.lastError } };
    case 'going_on':
      return { ...progress, waiting: null };
    case 'resolved':
      return resolve(progress, event);
    case 'rollout':
      return updateCampaign(progress, event.rollout.campaign, (it) => ({ ...it, rollout: event.rollout }));
    case 'stopping':
      return { ...progress, stopping: event.why };
    case 'ended':
      return { ...progress, isEnded: true, waiting: null };
  }
}

/** Adds what the ledger knows of the last minute: requests of the process that sent the run before. */
export function recallRequests(
  progress: Progress,
  recent: RunActivity['recentRequests'],
  monotonicNow: number,
): Progress {
  const second = secondOf(monotonicNow);
  // A negative age means that the clock was set back.
  const recentRequests = recent.map(({ secondsAgo, count }) => ({ second: second - Math.max(0, secondsAgo), count }));
  return { ...progress, recentRequests };
}

/** Returns the requests in the 60 s before `monotonicNow`, to the second. */
export function requestsInLastMinute(progress: Progress, monotonicNow: number): number {
  const from = secondOf(monotonicNow) - 60;
  return progress.recentRequests.reduce((sum, { second, count }) => (second > from ? sum + count : sum), 0);
}

/** Returns the seconds until everything is settled, or until a pause; null if it cannot be estimated. */
export function etaSeconds({ campaigns, speed }: Progress, monotonicNow: number): number | null {
  if (speed === null) return null;
  const left = campaigns.reduce((sum, campaign) => sum + countLeftNow(campaign), 0);
  return secondsFor(left, speed, monotonicNow);
}

function countLeftNow({ planned, settled, rollout }: CampaignProgress): number {
  return Math.max(0, (rollout === undefined ? planned : countBeforePause(rollout)) - settled);
}

function start({ recentRequests }: Progress, event: Extract<RunEvent, { kind: 'started' }>, now: number): Progress {
  const campaigns = event.campaigns.map(({ id, planned, settled, rollout }) => ({
    id,
    rollout,
    planned,
    settled,
    buckets: { ...noBuckets, not_sent: planned - settled },
    underWay: 0,
  }));
  const { run, environment, requestsPerMinute, mostInRequest } = event;
  return {
    ...emptyProgress,
    recentRequests,
    run,
    environment,
    requestsPerMinute,
    campaigns,
    speed: startSpeed(requestsPerMinute, mostInRequest, now),
  };
}

function settle(progress: Progress, campaign: number, outcomes: readonly Outcome[], now: number): Progress {
  const final = outcomes.flatMap((outcome) => finalBucket(outcome) ?? []);
  const updated = updateCampaign(progress, campaign, (it) => ({
    ...it,
    settled: it.settled + final.length,
    buckets: final.reduce(moveTo, it.buckets),
    underWay: Math.max(0, it.underWay - 1),
  }));
  const { speed } = progress;
  if (speed === null || final.length === 0) return updated;
  return { ...updated, speed: noteSettled(speed, final.length, now) };
}

function resolve(progress: Progress, event: Extract<RunEvent, { kind: 'resolved' }>): Progress {
  const { campaign, accepted, notSent } = event;
  return updateCampaign(progress, campaign, (it) => ({
    ...it,
    settled: it.settled - notSent,
    buckets: {
      ...it.buckets,
      accepted: it.buckets.accepted + accepted,
      // Doubt of an earlier delivery was not counted in these figures.
      in_doubt: Math.max(0, it.buckets.in_doubt - accepted - notSent),
      not_sent: it.buckets.not_sent + notSent,
    },
  }));
}

/** Returns undefined for a notification that will be sent again, since its bucket does not change. */
function finalBucket(outcome: Outcome): Exclude<Bucket, 'not_sent'> | undefined {
  return outcome.kind === 'not_sent' || outcome.kind === 'repeated' ? undefined : outcome.kind;
}

function moveTo(buckets: Buckets, bucket: Exclude<Bucket, 'not_sent'>): Buckets {
  return { ...buckets, [bucket]: buckets[bucket] + 1, not_sent: buckets.not_sent - 1 };
}

function updateCampaign(
  progress: Progress,
  index: number,
  update: (campaign: CampaignProgress) => CampaignProgress,
): Progress {
  const campaigns = progress.campaigns.map((campaign, at) => (at === index ? update(campaign) : campaign));
  return { ...progress, campaigns };
}

function countRequest(progress: Progress, now: number): Progress['recentRequests'] {
  const second = secondOf(now);
  const recent = progress.recentRequests.filter((entry) => entry.second > second - 61);
  const last = recent.at(-1);
  if (last?.second !== second) return [...recent, { second, count: 1 }];
  return [...recent.slice(0, -1), { second, count: last.count + 1 }];
}

function secondOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
