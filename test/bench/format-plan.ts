// What plan costs as a table: beside each of its peers, and how many times of its processor time it may take.
import { formatTable } from './format-table.ts';
import type { PlanBench } from './plan.ts';

export function formatPlan({ rows, bytes, costs }: PlanBench): string {
  const head = ['process', 'processor s', 'plan takes of it', 'at most', 'seconds', 'rows/s', 'memory MiB'];
  const cells = costs.map(({ what, processorSeconds, ratio, target, seconds, memory }) => [
    what,
    processorSeconds.toFixed(1),
    `${ratio.toFixed(2)} times`,
    target?.toFixed(2) ?? '',
    seconds.toFixed(1),
    (rows / seconds).toFixed(0),
    memory.toFixed(0),
  ]);
  const missed = costs.filter(({ ratio, target = Number.POSITIVE_INFINITY }) => ratio > target);
  const verdict =
    missed.length === 0 ? 'All of them are within.' : `Above the target: ${missed.map(({ what }) => what).join(', ')}.`;
  return `${rows} notifications of ${bytes.toFixed(0)} bytes\n\n${formatTable(head, cells)}\n\n${verdict}\n`;
}
