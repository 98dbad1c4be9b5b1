// Hours of the day on the clock of a zone: whether a moment is in them, and when they begin next.
import type { Hours } from '../../campaign/schedule/schedule.ts';
import { daysSinceMonday, localAt, momentOf } from './zone-clock.ts';

const day = 86_400_000;
/** A week, plus extra days for hours that cross midnight and hours that a change of clocks removes. */
const daysAhead = 9;

/** From the first moment `from` up to, but not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The hours that contain this moment, or the next ones. Undefined if there are none ahead. */
export function hoursAt(hours: Hours, zone: string, time: number): Span | undefined {
  const today = Math.floor(localAt(zone, time) / day);
  for (let index = today - 1; index < today + daysAhead; index += 1) {
    if (!hours.days.includes(daysSinceMonday(index) + 1)) continue;
    const from = momentOf(zone, index * day + hours.from);
    const to = momentOf(zone, (hours.to <= hours.from ? index + 1 : index) * day + hours.to);
    if (to > time && to > from) return { from, to };
  }
  return undefined;
}
