// Hours of the day on the clock of a zone: whether a moment is in them, and when they begin next.
import type { Hours } from '../../campaign/schedule/schedule.ts';
import { daysSinceMonday, localAt, momentOf } from './zone-clock.ts';

const day = 86_400_000;
/** A week, and a day more for hours that crossed midnight or that a change of clocks left nothing of. */
const daysAhead = 9;

/** `from` is the first moment of them, `to` the first behind them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The hours that a moment is in, or that begin next. Undefined where there are none ahead. */
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
