// Formats what a start costs as a table: multiples of `node -e 0`, with the targets.
import { formatTable } from './format-table.ts';
import type { Start } from './start.ts';

export function formatStart(starts: readonly Start[]): string {
  const head = ['process', 'processor ms', 'times', 'at most', 'memory MiB', 'times', 'at most'];
  const rows = starts.map(({ what, processor, memory, ratios, targets }) => [
    what,
    processor.toFixed(0),
    ratios.processor.toFixed(1),
    targets.processor?.toFixed(1) ?? '',
    memory.toFixed(0),
    ratios.memory.toFixed(2),
    targets.memory?.toFixed(1) ?? '',
  ]);
  const missed = starts.filter(isMissed).map(({ what }) => what);
  const verdict = missed.length === 0 ? 'All of them are within.' : `Above the target: ${missed.join(', ')}.`;
  return `${formatTable(head, rows)}\n\n${verdict}\n`;
}

function isMissed({ ratios, targets }: Start): boolean {
  return isAbove(ratios.processor, targets.processor) || isAbove(ratios.memory, targets.memory);
}

function isAbove(ratio: number, target = Number.POSITIVE_INFINITY): boolean {
  return ratio > target;
}
