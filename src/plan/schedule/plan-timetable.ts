// The timetable of deferred notifications: when they are due, and by when the last of them is sent at the rate limit.
import type { DueTime as PublishedDue } from '../../generated/plan.ts';
import type { DueTime } from '../selection/timetable.ts';

interface Speed {
  readonly requestsPerMinute: number;
  /** The maximum number of notifications in one request. */
  readonly mostInRequest: number;
}

/** `freeAt` is when everything that is sent now has left, in milliseconds since 1970. Takes and returns one list for each campaign, in order. */
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
