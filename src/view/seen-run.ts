// A run as seen by a process that reads the ledger while others send: its state, and the workers that take part.
import { hasEnded } from '../delivery/run-state.ts';
import type { CampaignTotals, RunRecord, RunState } from '../delivery/ledger.ts';
import type { RunActivity, WorkerSeen } from '../delivery/run-activity.ts';
import type { Progress } from '../delivery/tally.ts';
import type { Run } from '../generated/run.ts';
import { formatDuration } from './duration.ts';
import { countOf, formatCount } from '../numbers.ts';
import { describeDueMoment } from './plan/due-words.ts';
import { safeTerminal } from './safe.ts';
import { nameSuccessor } from './superseded-words.ts';

export interface SeenRun {
  readonly state: RunState;
  readonly why: string | null;
  /** As in RunRecord. */
  readonly haltedBy: string | null;
  /** Null if the process that began the run sends alone. */
  readonly workers: readonly WorkerSeen[] | null;
  /** Null if the run never began to send. */
  readonly seal?: string | null;
  /** As in RunRecord; absent if nothing waits. */
  readonly nextDue?: number | null;
  /** As in RunActivity; absent if workers share the run. */
  readonly isAbandoned?: boolean;
  /** True if the watching process leads the run: when this process ends, the run stops. */
  readonly isLeading?: boolean;
}

/** The words for a run whose process was killed: its state still says that it is being prepared or sent. */
export const abandonedWords = 'its process is gone, so nobody sends it';

/** Counts a claimed notification without an outcome as not sent, instead of in doubt, while its request is under way. */
export function settleUnderWay(
  totals: readonly CampaignTotals[],
  { underWay }: Pick<RunActivity, 'underWay'>,
): readonly CampaignTotals[] {
  return totals.map((campaign, index) => {
    const { in_doubt: inDoubt, not_sent: notSent } = campaign.buckets;
    const open = Math.min(underWay[index]?.notifications ?? 0, inDoubt);
    return { ...campaign, buckets: { ...campaign.buckets, in_doubt: inDoubt - open, not_sent: notSent + open } };
  });
}

/** The same figures as on the screen of the process that sends the run. */
export function progressOf(
  { id, environment, campaigns, state }: RunRecord,
  totals: readonly CampaignTotals[],
  activity: RunActivity,
  requestsPerMinute: number,
): Omit<Progress, 'speed'> {
  const settled = settleUnderWay(totals, activity);
  return {
    run: id,
    environment,
    requestsPerMinute,
    campaigns: campaigns.map((campaign, index) => {
      const { planned = 0, buckets = noBuckets, rollout } = settled[index] ?? {};
      const { requests = 0 } = activity.underWay[index] ?? {};
      return { id: campaign.id, planned, settled: planned - buckets.not_sent, buckets, underWay: requests, rollout };
    }),
    recentRequests: [],
    waiting: null,
    stopping: null,
    isEnded: hasEnded(state),
  };
}

const noBuckets: CampaignTotals['buckets'] = { accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };

const stateWords: Readonly<Record<RunState, string>> = {
  loading: 'Being prepared',
  running: 'Sending',
  waiting: 'Waiting',
  paused: 'Paused',
  stopped: 'Stopped',
  finished: 'Finished',
  superseded: 'Superseded',
};

/** Converts the workers of a run from the form of `status`. */
export function seenWorkersOf({ workers }: Run): readonly WorkerSeen[] | null {
  if (workers === undefined) return null;
  return workers.map(({ name, alive, why, silent_seconds, requests_in_last_minute }) => ({
    name,
    isAlive: alive,
    why,
    silentFor: silent_seconds * 1_000,
    requestsInLastMinute: requests_in_last_minute,
  }));
}

/** Tells whether the run would be sent if its worker, or the process that began it, were there. */
export function isUnattended(run: Pick<SeenRun, 'state' | 'workers' | 'isAbandoned'>): boolean {
  return hasNoWorker(run) || (needsProcess(run.state) && run.isAbandoned === true);
}

/** A run that is paused or waits needs no process. */
export function needsProcess(state: RunState): boolean {
  return state === 'loading' || state === 'running';
}

function hasNoWorker(run: Pick<SeenRun, 'state' | 'workers'>): boolean {
  return run.state === 'running' && lacksWorker(run);
}

/** Tells whether no worker is alive for a run that is sent now, or is to be sent when it is due. */
export function lacksWorker({ state, workers }: Pick<SeenRun, 'state' | 'workers'>): boolean {
  const isGoingOn = state === 'running' || state === 'waiting';
  return isGoingOn && workers !== null && !workers.some(({ isAlive }) => isAlive);
}

/** Describes a run as "Sending", "Waiting for a worker", "Not sending, its process is gone", "Paused by alice@laptop" or "Stopped: interrupted". */
export function describeSeen(seen: SeenRun): string {
  if (isUnattended(seen))
    return seen.isAbandoned === true ? 'Not sending, its process is gone' : 'Waiting for a worker';
  const { state, why, haltedBy, seal, nextDue = null } = seen;
  if (state === 'waiting' && nextDue !== null) return `Waiting until ${describeDueMoment(nextDue)}`;
  const word = stateWords[state];
  if (state === 'superseded' && haltedBy === null) return `${word}: ${nameSuccessor(seal)}`;
  if (why === null || state === 'running' || state === 'finished') return word;
  return haltedBy === null
    ? `${word}: ${safeTerminal(why.replace(/^paused /v, ''))}`
    : `${word} by ${safeTerminal(haltedBy)}`;
}

/** Returns the longest text first; none if the process that began the run sends alone. */
export function describeWorkers(workers: readonly WorkerSeen[] | null): readonly string[] {
  if (workers === null) return [];
  if (workers.length === 0) return ['no worker is alive'];
  const each = workers.map(describeWorker).join(', ');
  const alive = workers.filter(({ isAlive }) => isAlive);
  if (alive.length === 0) {
    const since = formatDuration(Math.min(...workers.map(({ silentFor }) => silentFor)) / 1_000);
    const nobody = `0 of ${countOf(workers.length, 'worker')} alive, last seen ${since} ago`;
    return [`${nobody}: ${each}`, nobody];
  }
  const count =
    alive.length === workers.length
      ? countOf(workers.length, 'worker')
      : `${formatCount(alive.length)} of ${countOf(workers.length, 'worker')} alive`;
  const rate = alive.reduce((sum, { requestsInLastMinute }) => sum + requestsInLastMinute, 0);
  return [`${count}: ${each}`, `${count}, ${countOf(rate, 'request')} a minute`, count];
}

function describeWorker({ name, isAlive, why, silentFor, requestsInLastMinute }: WorkerSeen): string {
  const since = formatDuration(silentFor / 1_000);
  if (isAlive) return `${safeTerminal(name)} ${formatCount(requestsInLastMinute)}/min`;
  return why === null
    ? `${safeTerminal(name)} gone for ${since}`
    : `${safeTerminal(name)} left ${since} ago (${safeTerminal(why)})`;
}
