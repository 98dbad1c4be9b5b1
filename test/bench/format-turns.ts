// Formats what processes took in turns as a table: the first one compared with each of the others, with the targets of its processor time.
import { formatTable } from './format-table.ts';
import type { TurnCost } from './turns.ts';

/** `rows` is the number of rows that each process reads. */
export function formatTurns(rows: number, costs: readonly TurnCost[]): string {
  const first = costs[0]?.what ?? '';
  const head = ['process', 'processor s', `${first} takes of it`, 'at most', 'seconds', 'rows/s', 'memory MiB'];
  const cells = costs.map(({ what, processorSeconds, ratio, target, seconds, memory }) => [
    what,
    processorSeconds.toFixed(2),
    `${ratio.toFixed(2)} times`,
    target?.toFixed(2) ?? '',
    seconds.toFixed(1),
    (rows / seconds).toFixed(0),
    memory.toFixed(0),
  ]);
  return `${formatTable(head, cells)}\n\n${formatMissed(costs)}\n`;
}

function formatMissed(costs: readonly Pick<TurnCost, 'what' | 'ratio' | 'target'>[]): string {
  const missed = costs.filter(({ ratio, target = Number.POSITIVE_INFINITY }) => ratio > target);
  if (missed.length === 0) return 'All of them are within.';
  return `Above the target: ${missed.map(({ what }) => what).join(', ')}.`;
}
