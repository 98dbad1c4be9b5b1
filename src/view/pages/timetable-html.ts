// Shows the timetable of a run against what happened: when people were due, and when the first and the last left.
import type { CampaignRun } from '../../generated/run.ts';
import { formatCount } from '../../numbers.ts';
import { markup, type Markup } from '../markup.ts';
import { describeMoreTimes, listTimeRows, timeColumns, type TimeRow } from '../run-times.ts';
import { showInScroller } from './scroller-html.ts';
import { roundHundredth, showTicks, timeAxisOf, type TimeAxis } from './time-axis.ts';

export const timetableStyle = `
.due, .times { display: block; width: 14rem; height: 1.2rem; overflow: visible; } th .times { margin: 0 1.5rem; } .due { margin: 0.1rem 1.5rem; }
.due path { stroke: var(--ink); stroke-width: 3px; vector-effect: non-scaling-stroke; } .due .grid { stroke-width: 1px; }
`;

export function showTimetable(campaigns: readonly CampaignRun[]): Markup | undefined {
  const { rows, more } = listTimeRows(campaigns);
  if (rows.length === 0) return undefined;
  const axis = axisOf(rows);
  const cells = rows.map(
    (row) =>
      markup`<tr><td>${row.campaign}</td><td>${row.due}</td><td class="number">${formatCount(row.planned)}</td><td class="number">${formatCount(row.left)}</td><td>${row.first}</td><td>${row.last}</td><td>${row.notSent}</td>${axis === undefined ? undefined : markup`<td>${drawLeaving(row, axis)}</td>`}</tr>\n`,
  );
  const heads = timeColumns.map(
    ({ words, isNumber }) => markup`<th${isNumber ? markup` class="number"` : undefined}>${words}</th>`,
  );
  const head = axis === undefined ? undefined : markup`<th>due, and who left, in UTC${showTicks(axis)}</th>`;
  const rest = more === 0 ? undefined : markup`<p class="dim">${describeMoreTimes(more)}</p>\n`;
  return markup`<h2>Timetable against what happened</h2>${showInScroller('timetable', markup`<table><tr><th>campaign</th>${heads}${head}</tr>\n${cells}</table>`)}\n${rest}`;
}

/** The axis for all rows. Undefined if all times are the same. */
function axisOf(rows: readonly TimeRow[]): TimeAxis | undefined {
  const times = rows.flatMap(({ at }) => [at.due, at.first, at.last]).filter((time) => time !== null);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return to > from ? timeAxisOf(from, to, 3) : undefined;
}

/** Draws a line at the due time, and a bar from the first who left to the last. */
function drawLeaving({ at: { due, first, last } }: TimeRow, { place, ticks }: TimeAxis): Markup {
  const [left, right] = [first, last ?? first].map((time) => (time === null ? null : place(time)));
  const bar =
    left === null || right === null || left === undefined || right === undefined
      ? undefined
      : markup`<rect class="bar accepted" x="${left}" y="4" width="${Math.max(1, roundHundredth(right - left))}" height="8"/>`;
  const line = due === null ? undefined : markup`<path d="M${place(due)} 0V16"/>`;
  const grid = ticks.map((tick) => `M${tick.at} 0V16`).join('');
  return markup`<svg class="due" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true"><path class="grid" d="${grid}"/>${bar}${line}</svg>`;
}
