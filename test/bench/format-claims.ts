// Formats what the people of a request cost as a table, with the targets.
import type { PeopleCost } from './claims.ts';
import { formatTable } from './format-table.ts';

export function formatClaims(costs: readonly PeopleCost[]): string {
  const head = ['processor time of', 'without people µs', 'with µs', 'times', 'at most'];
  const rows = costs.map(({ what, without, having, ratio, target }) => [
    what,
    without.toFixed(1),
    having.toFixed(1),
    ratio.toFixed(2),
    target?.toFixed(2) ?? '',
  ]);
  const missed = costs.filter(({ ratio, target }) => target !== undefined && ratio > target).map(({ what }) => what);
  const verdict = missed.length === 0 ? 'All of them are within.' : `Above the target: ${missed.join('; ')}.`;
  return `${formatTable(head, rows)}\n\n${verdict}\n`;
}
