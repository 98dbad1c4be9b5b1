// Shows the requests of a run over time against the limit: as a drawing as wide as the page, and as a table of the same figures.
import { scaleLinear } from 'd3-scale';
import type { RequestSlice } from '../../delivery/request-figures.ts';
import { formatCount } from '../../numbers.ts';
import { formatDuration } from '../duration.ts';
import { markup, type Markup } from '../markup.ts';
import { describeBusiest, showTime, type RunReport } from '../run-report.ts';
import { showInScroller } from './scroller-html.ts';
import { roundHundredth, showTicks, timeAxisOf } from './time-axis.ts';

/** Lines and bars are in percent, so that they fill the available room. Texts are beside them and grow with the reader's text size. */
export const requestPlotStyle = `
:root { --odd: light-dark(#8250df, #c297ff); }
.plot { container-type: inline-size; margin: 12px 0; max-width: 60rem; }
.chart { display: grid; grid-template: 14rem 1.6rem / 3.4rem minmax(0, 1fr); padding: 1.2rem 2rem 0 0; }
.chart svg { width: 100%; height: 100%; overflow: visible; }
.chart .field, .chart .over { grid-area: 1 / 2; } .chart .times { grid-area: 2 / 2; }
.chart text, .times text { font-size: 0.8rem; fill: var(--dim); } .times text { text-anchor: middle; } .counts text, .over text { text-anchor: end; }
.over text { fill: var(--warn); stroke: var(--page); stroke-width: 4px; paint-order: stroke; }
.field path { fill: none; vector-effect: non-scaling-stroke; }
.field .grid, .due .grid { stroke: var(--line); opacity: 0.6; } .field .minute { stroke: var(--ink); stroke-width: 2px; } .field .limit { stroke: var(--warn); stroke-width: 2px; stroke-dasharray: 6 4; }
.bar { fill: var(--accent); } .bar.failed, .bar.in_doubt { fill: var(--bad); } .bar.accepted { fill: var(--good); } .bar.refused { fill: var(--warn); } .bar.rejected { fill: var(--odd); } .bar.not_sent { fill: var(--dim); }
.key { display: flex; flex-wrap: wrap; gap: 2px 22px; padding: 0; margin: 8px 0; font-size: 0.9rem; list-style: none; max-width: none; }
.key svg { width: 1.4em; height: 0.8em; margin-right: 7px; } .key path { stroke-width: 2px; fill: none; }
.key .minute { stroke: var(--ink); } .key .limit { stroke: var(--warn); stroke-dasharray: 6 4; }
@container (max-width: 44rem) { .plot .tick-3 { display: none; } }
@container (max-width: 22rem) { .plot .tick-2 { display: none; } .chart { grid-template-rows: 9rem 1.6rem; } }
`;

const fewestSlices = 10;

/** Draws the plot. The run must have sent at least one request. */
export function showRequestPlot(report: RunReport): Markup {
  const { log, requestsPerMinute: limit } = report;
  const { perSlice, slice, from } = log;
  const begin = from ?? 0;
  const end = begin + perSlice.length * slice;
  const perMinute = (requests: number): number => (requests * 60_000) / slice;
  const top = Math.max(limit, ...perSlice.map((one) => Math.max(perMinute(one.requests), one.mostInMinute)));
  // A run of a moment must not look as long as one of minutes.
  const time = timeAxisOf(begin, Math.max(end, begin + fewestSlices * slice), 6);
  // From the upper edge down, as in SVG, with some room above the limit.
  const count = scaleLinear()
    .domain([0, top * 1.05])
    .nice(4)
    .range([100, 0]);
  const rise = (value: number): number => roundHundredth(count(value));
  const ticks = count.ticks(4);
  const bars = perSlice.map(({ requests, failed }, index) => {
    const x = time.place(begin + index * slice);
    const width = roundHundredth((time.place(begin + (index + 1) * slice) - x) * 0.85);
    const bar = (value: number, look: string): Markup | undefined =>
      value === 0
        ? undefined
        : markup`<rect class="${look}" x="${x}" y="${rise(value)}" width="${width}" height="${roundHundredth(100 - rise(value))}"/>`;
    return markup`${bar(perMinute(requests), 'bar')}${bar(perMinute(failed), 'bar failed')}\n`;
  });
  const steps = perSlice.map(({ mostInMinute }, index) => {
    const [left, right] = [index, index + 1].map((at) => time.place(begin + at * slice));
    return `${index === 0 ? 'M' : 'L'}${left} ${rise(mostInMinute)}H${right}`;
  });
  const gridX = time.ticks.map(({ at }) => `M${at} 0V100`);
  const gridY = ticks.map((value) => `M0 ${rise(value)}H100`);
  const counts = ticks.map(
    (value) => markup`<text x="100%" y="${rise(value)}%" dx="-0.6em" dy="0.35em">${formatCount(value)}</text>`,
  );
  const said = `Requests a minute from ${showTime(begin)} to ${showTime(end)}. ${describeBusiest(report)}. The figures are in the table below.`;
  return markup`<figure class="plot"><div class="chart" role="img" aria-label="${said}">
<svg class="counts">${counts}</svg>
<svg class="field" viewBox="0 0 100 100" preserveAspectRatio="none"><path class="grid" d="${[...gridX, ...gridY].join('')}"/>
${bars}<path class="minute" d="${steps.join('')}"/><path class="limit" d="M0 ${rise(limit)}H100"/></svg>
<svg class="over"><text x="100%" y="${rise(limit)}%" dy="-0.45em">limit ${formatCount(limit)}</text></svg>
${showTicks(time)}
</div>
${showKey(slice)}</figure>
${showFigures(perSlice, begin, slice)}`;
}

function showKey(slice: number): Markup {
  const each = formatDuration(slice / 1_000);
  return markup`<ul class="key"><li>${showBox('bar')}requests in ${each}, as requests a minute</li><li>${showBox('bar failed')}those that met an error</li><li>${showLine('minute')}requests in the 60 s before</li><li>${showLine('limit')}limit for any 60 s</li></ul>`;
}

function showBox(look: string): Markup {
  return markup`<svg viewBox="0 0 14 8" aria-hidden="true"><rect class="${look}" width="14" height="8"/></svg>`;
}

function showLine(look: string): Markup {
  return markup`<svg viewBox="0 0 14 8" aria-hidden="true"><path class="${look}" d="M0 4H14"/></svg>`;
}

function showFigures(slices: readonly RequestSlice[], begin: number, slice: number): Markup {
  const rows = slices.map(
    ({ requests, failed, mostInMinute }, index) =>
      markup`<tr><td>${showTime(begin + index * slice)}</td><td class="number">${formatCount(requests)}</td><td class="number">${formatCount(failed)}</td><td class="number">${formatCount(mostInMinute)}</td></tr>\n`,
  );
  const table = markup`<table><tr><th>from</th><th class="number">requests</th><th class="number">met an error</th><th class="number">most in 60 s</th></tr>\n${rows}</table>`;
  return markup`<details><summary>The same as figures</summary>${showInScroller('requests over time', table)}</details>\n`;
}
