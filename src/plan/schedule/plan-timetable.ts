// What goes when: those who are deferred, with the time by which the last of them has left at the limit.
import type { DueTime as PublishedDue } from '../../generated/plan.ts';
import type { DueTime } from '../selection/timetable.ts';

interface Speed {
  readonly requestsPerMinute: number;
  /** Notifications in a request at most. */
  readonly mostInRequest: number;
}

/** `freeAt` is when all that is sent now has left, milliseconds since 1970. One list for each campaign, in their order. */
export function planTimetable(
  campaigns: readonly (readonly DueTime[])[],
  freeAt: number,
  { requestsPerMinute, mostInRequest }: Speed,
): readonly PublishedDue[][] {
  const queue = campaigns
    .flatMap((times, campaign) => times.map((time) => ({ ...time, campaign })))
    .toSorted((a, b) => a.due - b.due || a.campaign - b.campaign);
  const planned = campaigns.map((): PublishedDue[] => []);
  let free = freeAt;
  for (const { due, zone, count, campaign } of queue) {
    free = Math.max(free, due) + Math.ceil((Math.ceil(count / mostInRequest) * 60_000) / requestsPerMinute);
    planned[campaign]?.push({ due: showMoment(due), zone, count, done_by: showMoment(free) });
  }
  return planned;
}

/** In UTC, to the second. */
export function showMoment(time: number): string {
  return `${new Date(Math.ceil(time / 1000) * 1000).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;
}
