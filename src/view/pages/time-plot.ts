// Bars over time against a limit, as an SVG whose colours are the page's.
import type { RunLog } from '../../delivery/request-figures.ts';
import { markup, type Markup } from '../markup.ts';
import { formatCount } from '../../numbers.ts';

const size = { width: 880, height: 220, left: 56, top: 14, bottom: 26 };

/** Requests a minute, with those that met an error in another colour; `limit` is a line. */
export function drawRequests({ perSlice, slice, from }: RunLog, limit: number): Markup {
  const perMinute = (requests: number): number => (requests * 60_000) / slice;
  const most = niceAbove(Math.max(limit, ...perSlice.map(({ requests }) => perMinute(requests))));
  const floor = size.height - size.bottom;
  const tall = floor - size.top;
  const heightOf = (value: number): number => tenth((value / most) * tall);
  const wide = (size.width - size.left - 8) / perSlice.length;
  const bars = perSlice.map(({ requests, failed }, index) => {
    const [x, width] = [
      tenth(size.left + index * wide),
      Math.max(1, tenth(Math.min(wide, 48) - Math.min(2, wide / 4))),
    ];
    const [all, bad] = [heightOf(perMinute(requests)), heightOf(perMinute(failed))];
    return markup`<rect class="bar" x="${x}" y="${tenth(floor - all)}" width="${width}" height="${all}"/><rect class="bar failed" x="${x}" y="${tenth(floor - bad)}" width="${width}" height="${bad}"/>\n`;
  });
  const line = tenth(floor - heightOf(limit));
  const [first, last] = [from ?? 0, (from ?? 0) + perSlice.length * slice].map(showClock);
  return markup`<svg class="plot" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Requests a minute over time">
<text x="${size.left - 8}" y="${size.top + 5}" class="end">${formatCount(most)}</text><text x="${size.left - 8}" y="${floor}" class="end">0</text>
<path class="axis" d="M${size.left} ${size.top}V${floor}H${size.width - 8}"/>
${bars}<path class="limit" d="M${size.left} ${line}H${size.width - 8}"/><text class="limit-name" x="${size.width - 10}" y="${line - 5}">limit ${formatCount(limit)}</text>
<text x="${size.left}" y="${size.height - 6}">${first ?? ''}</text><text x="${size.width - 8}" y="${size.height - 6}" class="end">${last ?? ''} UTC</text>
</svg>
`;
}

/** 04:05:06 */
function showClock(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** 1, 2 or 5 with noughts: a little above, so that a bar at the limit ends below the edge. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 1.2, 1.5, 2, 3, 5, 7, 10].map((step) => step * power).find((step) => step >= value * 1.08) ?? 20 * power;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A bar as long as its part of a whole, in a cell of a table. */
export function drawShare(part: number, whole: number, look = ''): Markup {
  const width = whole === 0 ? 0 : tenth((part / whole) * 200);
  return markup`<svg class="share" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="200" height="12" rx="4"/><rect class="bar ${look}" width="${width}" height="12" rx="4"/></svg>`;
}
