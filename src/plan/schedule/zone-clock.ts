// Converts between moments and the clock of a zone, including changes of the clock.
import { offsetAt, offsetIn } from '../../message/helpers/time-zone.ts';

/** No zone changes its clocks twice within this time, and no change is as large. */
const around = 36 * 3_600_000;

/** What the clock of the zone shows, in milliseconds as if it were UTC. */
export function localAt(zone: string, time: number): number {
  return time + offsetAt(zone, time);
}

/**
 * The moment at which the clock of the zone shows a time. For a time that a change of clocks skips, it is the first moment after the gap. For a time
 * that occurs twice, it is the first of the two.
 */
export function momentOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - around);
  const after = offsetAt(zone, local + around);
  // The larger offset gives the earlier moment.
  const [early, late] = [local - Math.max(before, after), local - Math.min(before, after)];
  if (localAt(zone, early) === local) return early;
  if (localAt(zone, late) === local) return late;
  return firstAfterGap(zone, early, late);
}

/** The change is between the two moments. Before it the clock shows less than `local`, after it more. */
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

/** `day` counts from 1970, which began on a Thursday. */
export function daysSinceMonday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
