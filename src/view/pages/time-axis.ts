// An axis of time, in percent of its length, with ticks at round times.
import { scaleUtc } from 'd3-scale';
import { markup, type Markup } from '../markup.ts';

export interface TimeAxis {
  /** Returns the place on the axis in percent, rounded. */
  readonly place: (time: number) => number;
  readonly ticks: readonly { readonly at: number; readonly words: string }[];
}

const day = 86_400_000;

/** Makes about `count` ticks. Times are milliseconds of the wall clock, and shown in UTC. */
export function timeAxisOf(from: number, to: number, count: number): TimeAxis {
  const scale = scaleUtc().domain([from, to]).range([0, 100]);
  const place = (time: number): number => roundHundredth(scale(time));
  const times = scale.ticks(count).map(Number);
  // No time on the page shows fractions of a second.
  const whole = times.filter((time) => time % 1_000 === 0);
  const hasSeconds = whole.some((time) => time % 60_000 !== 0);
  const ticks = whole.map((time) => ({ at: place(time), words: showTick(time, hasSeconds) }));
  return { place, ticks };
}

/** Formats "14:30" or "14:30:15", and midnight as the day, "11-30". */
function showTick(time: number, hasSeconds: boolean): string {
  const text = new Date(time).toISOString();
  if (time % day === 0) return text.slice(5, 10);
  return text.slice(11, hasSeconds ? 19 : 16);
}

/** Shows the words of the ticks on a line of their own. Some of them are hidden if there is little room. */
export function showTicks({ ticks }: TimeAxis): Markup {
  const words = ticks.map(
    ({ at, words }, index) => markup`<text x="${at}%" y="1.25em" class="tick-${rankOf(index)}">${words}</text>`,
  );
  return markup`<svg class="times" aria-hidden="true">${words}</svg>`;
}

function rankOf(index: number): number {
  if (index % 4 === 0) return 1;
  return index % 2 === 0 ? 2 : 3;
}

export function roundHundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
