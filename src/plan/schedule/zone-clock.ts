// Between moments and what the clocks of a zone show, also where the clocks are changed.
import { offsetAt, offsetIn } from '../../message/helpers/time-zone.ts';

/** No zone changes its clocks twice within it, and no change is as large. */
const around = 36 * 3_600_000;

/** What the clock of the zone shows, in milliseconds as if it were UTC. */
export function localAt(zone: string, time: number): number {
  return time + offsetAt(zone, time);
}

/**
 * When the clock of the zone shows a time. One that a change of clocks skips is the first moment after the gap; one that comes twice
 * is the first of the two.
 */
export function momentOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - around);
  const after = offsetAt(zone, local + around);
  // The larger offset is the earlier moment.
  const [early, late] = [local - Math.max(before, after), local - Math.min(before, after)];
  if (localAt(zone, early) === local) return early;
  if (localAt(zone, late) === local) return late;
  return firstAfterGap(zone, early, late);
}

/** The change is between both: before it the clock shows less than `local`, behind it more. */
function firstAfterGap(zone: string, early: number, late: number): number {
  const before = offsetIn(zone, early);
  let [from, to] = [early, late];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetIn(zone, middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

/** `day` is counted from 1970, which began on a Thursday. */
export function daysSinceMonday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
