// Formats what rendering costs as a table: each way to render, and how our processor time compares with it.
import { formatTable } from './format-table.ts';

/** The medians of one way to render, and the ratio of our processor time to its own. */
export interface RenderCost {
  readonly what: string;
  /** Microseconds of processor time per notification. */
  readonly microseconds: number;
  readonly ratio: number;
  readonly target: number | undefined;
}

export function formatRender(costs: readonly RenderCost[]): string {
  const head = ['a notification by', 'processor µs', 'pushplan takes of it', 'at most'];
  const cells = costs.map(({ what, microseconds, ratio, target }) => [
    what,
    microseconds.toFixed(1),
    `${ratio.toFixed(2)} times`,
    target?.toFixed(2) ?? '',
  ]);
  const missed = costs.filter(({ ratio, target = Number.POSITIVE_INFINITY }) => ratio > target);
  const verdict =
    missed.length === 0 ? 'All of them are within.' : `Above the target: ${missed.map(({ what }) => what).join(', ')}.`;
  return `${formatTable(head, cells)}\n\n${verdict}\n`;
}
