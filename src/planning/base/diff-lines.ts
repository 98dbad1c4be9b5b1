// Compares two texts by lines. Equal lines at the start and at the end are left out, except one line of context on each side.
import type { LockReport } from '../../generated/plan.ts';

export function diffLines(before: string, after: string): LockReport['query_diff'] {
  const [was, is] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < was.length && head < is.length && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < was.length - head && tail < is.length - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  const removed = was.slice(head, was.length - tail);
  const added = is.slice(head, is.length - tail);
  if (removed.length + added.length === 0) return [];
  return [
    ...is.slice(Math.max(0, head - 1), head).map((text) => ({ sign: ' ' as const, text })),
    ...removed.map((text) => ({ sign: '-' as const, text })),
    ...added.map((text) => ({ sign: '+' as const, text })),
    ...is.slice(is.length - tail, is.length - tail + 1).map((text) => ({ sign: ' ' as const, text })),
  ];
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd() === '' ? [] : text.trimEnd().split(/\r?\n/v);
}
