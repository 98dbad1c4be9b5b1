// What became of a run that is superseded, in the words of status, report and screen.
import type { Run } from '../generated/run.ts';
import { formatDuration } from './duration.ts';

/** `seal` is null where it never began to send; where that is not known, it did. */
export function nameSuccessor(seal: string | null | undefined): string {
  return seal === null ? 'it was closed before it began to send' : 'a later apply took its place';
}

/** Behind what took its place, how it ended: its `why` may be why it had stopped before. */
export function describeSuperseded(run: Run): string {
  const how = isAllStopped(run) ? 'what waited in it was stopped' : nameSuccessor(run.seal);
  const seconds = run.ended_at === null ? undefined : (Date.parse(run.ended_at) - Date.parse(run.started_at)) / 1_000;
  const after = seconds === undefined ? '' : ` after ${formatDuration(seconds)}`;
  const why = run.why === null ? '' : `: ${run.why.replace(/\.$/v, '')}`;
  return how + (after + why === '' ? '' : `. It ended${after}${why}`);
}

/** Somebody stopped the last of what waited in it, so no apply had anything to take over. */
function isAllStopped({ left_out: leftOut, totals }: Run): boolean {
  const { stopped = 0, replaced = 0, cancelled = 0 } = leftOut ?? {};
  const all = Object.values(leftOut ?? {}).reduce((sum, count) => sum + count, 0);
  return stopped > 0 && replaced + cancelled === 0 && all === totals.not_sent;
}
