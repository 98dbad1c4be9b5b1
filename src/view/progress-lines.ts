// Prints a run under way as plain lines for logs: one about every 5 s, and one at every change of state.
import { bucketWords } from './buckets.ts';
import { formatDuration } from './duration.ts';
import { countOf, formatCount, formatPercent } from '../numbers.ts';
import { safeTerminal } from './safe.ts';
import { describeSeen, describeWorkers, isUnattended, type SeenRun } from './seen-run.ts';
import { describeSnapshotStep, describeWaiting, sumCampaigns, type Snapshot } from './snapshot.ts';

const everyMilliseconds = 5000;
/** A state that changes often does not fill the log. The two states that occur only once are printed at once. */
const leastMilliseconds = 1000;

/** What was printed last. The caller passes it to the next call. */
export interface PrintedProgress {
  readonly state: string;
  readonly line: string;
  /** Monotonic milliseconds. */
  readonly at: number;
}

export interface ProgressLine {
  /** The text without a line break. */
  readonly line: string;
  readonly printed: PrintedProgress;
}

/** Returns the line that is due, or undefined if none is. */
export function nextProgressLine(snapshot: Snapshot, previous: PrintedProgress | undefined): ProgressLine | undefined {
  const { progress, now } = snapshot;
  // A run that sends nothing now needs no line.
  if (progress.speed === null || sumCampaigns(progress.campaigns).planned === 0) return undefined;
  const state = nameState(snapshot);
  if (previous !== undefined && !isDue(previous, state, now)) return undefined;
  const line = `${describeState(snapshot)}: ${describeFigures(snapshot)}`;
  // Such a run may stay as it is for hours. While one is sent, a line shows that this process still watches.
  if (line === previous?.line && quietStates.has(state)) return undefined;
  return { line, printed: { state, line, at: now } };
}

/** States in which nobody sends. A line is printed only if it says something new. */
const quietStates: ReadonlySet<string> = new Set(['paused', 'unattended']);

function isDue(previous: PrintedProgress, state: string, now: number): boolean {
  if (previous.state === 'ended') return false;
  const age = now - previous.at;
  // While a run waits, nothing changes until it is due.
  if (state === previous.state) return age >= everyMilliseconds && !state.startsWith('waiting');
  return age >= leastMilliseconds || state === 'stopping' || state === 'ended';
}

function nameState({ progress, seen }: Snapshot): string {
  if (progress.isEnded) return 'ended';
  if (progress.stopping !== null) return 'stopping';
  if (seen !== undefined && seen.state !== 'running') return nameSeen(seen);
  if (seen !== undefined && isUnattended(seen)) return 'unattended';
  const done = progress.campaigns.filter(({ planned, settled }) => settled === planned).length;
  // Waiting for the pace is part of sending, not a state of its own.
  const reason = progress.waiting?.reason ?? 'pace';
  const steps = progress.campaigns.map(({ rollout }) => rollout?.step ?? 0).join('.');
  return `${reason === 'pace' ? 'sending' : reason} ${done} ${steps}`;
}

function nameSeen({ state, nextDue = null }: SeenRun): string {
  return state === 'waiting' ? `waiting ${nextDue}` : state;
}

function describeState({ progress, now, seen }: Snapshot): string {
  if (seen !== undefined && (seen.state !== 'running' || isUnattended(seen))) return describeSeen(seen);
  const { isEnded, stopping, waiting } = progress;
  if (isEnded) return 'Ended';
  if (stopping !== null) return `Stopping, ${safeTerminal(stopping)}`;
  if (waiting !== null && waiting.reason !== 'pace') return describeWaiting(waiting, now)[0] ?? '';
  return 'Sending';
}

function describeFigures(snapshot: Snapshot): string {
  const { progress, requestsInLastMinute, etaSeconds, seen } = snapshot;
  const { planned, settled, earlier, buckets } = sumCampaigns(progress.campaigns);
  const counts = bucketWords.map(({ bucket, words }) => `${words} ${formatCount(buckets[bucket])}`);
  return [
    `${formatCount(settled)} of ${formatCount(planned)} (${formatPercent(settled, planned)})`,
    ...(earlier > 0 ? [`earlier ${formatCount(earlier)}`] : []),
    ...describeSnapshotStep(snapshot).slice(0, 1),
    ...counts,
    `${countOf(requestsInLastMinute, 'request')} in the last minute`,
    ...describeWorkers(seen?.workers ?? null).slice(-1),
    ...(etaSeconds === null || progress.isEnded ? [] : [`about ${formatDuration(etaSeconds)} left`]),
  ].join(', ');
}
