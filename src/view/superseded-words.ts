// Describes what happened to a superseded run, in the words of status, report and screen.
import type { Run } from '../generated/run.ts';
import { formatDuration } from './duration.ts';

/** `seal` is null if the run never began to send. If it is not known, the run is assumed to have begun. */
export function nameSuccessor(seal: string | null | undefined): string {
  return seal === null ? 'it was closed before it began to send' : 'a later apply took its place';
}

/** Says what took the run's place, then how it ended. Its `why` may be the reason for an earlier stop. */
export function describeSuperseded(run: Run): string {
  const how = isAllStopped(run) ? 'what waited in it was stopped' : nameSuccessor(run.seal);
  const seconds = run.ended_at === null ? undefined : (Date.parse(run.ended_at) - Date.parse(run.started_at)) / 1_000;
  const after = seconds === undefined ? '' : ` after ${formatDuration(seconds)}`;
  const why = run.why === null ? '' : `: ${run.why.replace(/\.$/v, '')}`;
  return how + (after + why === '' ? '' : `. It ended${after}${why}`);
}

/** Tells whether somebody stopped the last of what waited in the run, so that no apply had anything to take over. */
function isAllStopped({ left_out: leftOut, totals }: Run): boolean {
  const { stopped = 0, replaced = 0, cancelled = 0 } = leftOut ?? {};
  const all = Object.values(leftOut ?? {}).reduce((sum, count) => sum + count, 0);
  return stopped > 0 && replaced + cancelled === 0 && all === totals.not_sent;
}
