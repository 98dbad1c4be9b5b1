// Checks that the quiet hours of the policy leave some time of the campaign's window. Otherwise it would never be sent.
import type { Campaign } from '../campaign/campaign.ts';
import { showQuietHours } from '../campaign/schedule/read-schedule.ts';
import type { Hours, QuietHours } from '../campaign/schedule/schedule.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';

const minute = 60_000;
const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

/** Returns PP178. If both are on different clocks, nothing is reported here, and a plan shows it. */
export function checkQuietWindow(
  campaign: Pick<Campaign, 'schedule' | 'tags' | 'places'>,
  quietHours: readonly QuietHours[],
): readonly Diagnostic[] {
  const { schedule, tags } = campaign;
  const window = schedule?.window;
  if (schedule === undefined || window === undefined) return [];
  const silent = quietHours.filter(
    ({ exceptTags, zone }) =>
      (schedule.isZoned || zone === schedule.zone) && !exceptTags.some((tag) => tags.includes(tag)),
  );
  const quiet = new Set(silent.flatMap(minutesOf));
  if (silent.length === 0 || minutesOf(window).some((at) => !quiet.has(at))) return [];
  const hours = silent.map(showQuietHours).map(({ from, to }) => `${from} to ${to}`);
  const message = `schedule.window is within the quiet hours of the policy (${hours.join(', ')}): it never opens`;
  const help = 'Take hours of the day that are not quiet, or a tag that except_tags names.';
  return [errorAt(locateIn(campaign, ['schedule', 'window']), 'PP178', message, help)];
}

/** Returns the minutes of the week, on the clock of the zone, counted from Monday. */
function minutesOf({ days, from, to }: Hours): readonly number[] {
  const [first, end] = [from / minute, to / minute];
  const length = end <= first ? end + dayMinutes - first : end - first;
  return days.flatMap((day) =>
    Array.from({ length }, (_, index) => ((day - 1) * dayMinutes + first + index) % weekMinutes),
  );
}
