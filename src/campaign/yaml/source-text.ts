// A source text whose offsets can be converted to line and column. Plain data.
import type { Position } from '../../diagnostic.ts';

export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** The offset of the beginning of each line. */
  readonly starts: readonly number[];
}

export function openSource(file: string, text: string): SourceText {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return { file, text, starts };
}

/** Returns line and column of an offset in UTF-16 units. An offset beyond the end counts as the end. */
export function positionAt({ file, text, starts }: SourceText, offset: number): Position {
  const inside = Math.min(Math.max(offset, 0), text.length);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= inside) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: inside - (starts[low] ?? 0) + 1 };
}
