// The outcomes of the run so far by bucket, in columns that do not move while numbers grow.
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { bucketWords } from '../view/buckets.ts';
import { padRight } from '../view/fit-text.ts';
import { addUp } from '../counts.ts';
import { formatCount } from '../numbers.ts';
import type { Totals } from '../view/snapshot.ts';
import { usePaint, type Tone } from './paint.ts';

interface Cell {
  readonly words: string;
  readonly count: number;
  /** The tone of the number if it is more than 0. */
  readonly tone: Tone;
}

const gap = 3;
const tones = { accepted: 'good', refused: 'plain', rejected: 'bad', in_doubt: 'doubtful', not_sent: 'plain' } as const;

interface BucketCountsProps {
  readonly totals: Totals;
  readonly columns: number;
  /** The most rows to use. If the buckets need more, empty ones are left out. */
  readonly rows: number;
}

export function BucketCounts({ totals, columns, rows }: BucketCountsProps): ReactElement {
  const all = divideCells(listCells(totals), totals, columns);
  const { cells, widths, perRow } =
    rowsOf(all) <= rows
      ? all
      : divideCells(
          all.cells.filter(({ count }) => count > 0),
          totals,
          columns,
        );
  const width = addUp(widths.slice(0, perRow)) + gap * (perRow - 1);
  return (
    <Box flexWrap="wrap" columnGap={gap} width={width}>
      {cells.map((cell, index) => (
        <BucketCount key={cell.words} cell={cell} columns={widths[index] ?? 0} />
      ))}
    </Box>
  );
}

/** Returns how many rows all buckets take. */
export function countBucketRows(totals: Totals, columns: number): number {
  return rowsOf(divideCells(listCells(totals), totals, columns));
}

interface Division {
  readonly cells: readonly Cell[];
  readonly widths: readonly number[];
  readonly perRow: number;
}

function rowsOf({ cells, perRow }: Division): number {
  return Math.ceil(cells.length / perRow);
}

function divideCells(cells: readonly Cell[], totals: Totals, columns: number): Division {
  const number = formatCount(totals.planned).length;
  const inOneRow = cells.map(({ words }) => words.length + 1 + number);
  if (addUp(inOneRow) + gap * (cells.length - 1) <= columns) {
    return { cells, widths: inOneRow, perRow: Math.max(1, cells.length) };
  }
  const width = Math.max(...inOneRow);
  const perRow = Math.max(1, Math.min(3, Math.floor((columns + gap) / (width + gap))));
  return { cells, widths: cells.map(() => width), perRow };
}

function BucketCount({ cell: { words, count, tone }, columns }: { cell: Cell; columns: number }): ReactElement {
  const paint = usePaint();
  return (
    <Text>
      <Text {...paint.quiet}>{words}</Text>{' '}
      <Text {...paint[count === 0 ? 'quiet' : tone]}>{padRight(formatCount(count), columns - words.length - 1)}</Text>
    </Text>
  );
}

function listCells({ earlier, buckets }: Totals): Cell[] {
  const cells = bucketWords.map(({ bucket, words }) => ({ words, count: buckets[bucket], tone: tones[bucket] }));
  return earlier === 0 ? cells : [{ words: 'earlier', count: earlier, tone: 'plain' }, ...cells];
}
