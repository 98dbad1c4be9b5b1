// The outcomes of the run so far by bucket, in columns that do not move while numbers grow.
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { bucketWords } from '../view/buckets.ts';
import { padRight } from '../view/fit-text.ts';
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

export function BucketCounts({ totals, columns }: { totals: Totals; columns: number }): ReactElement {
  const cells = listCells(totals);
  const number = formatCount(totals.planned).length;
  const inOneRow = cells.map(({ words }) => words.length + 1 + number);
  if (sum(inOneRow) + gap * (cells.length - 1) <= columns) {
    return (
      <Box columnGap={gap}>
        {cells.map((cell, index) => (
          <BucketCount key={cell.words} cell={cell} columns={inOneRow[index] ?? 0} />
        ))}
      </Box>
    );
  }
  const width = Math.max(...inOneRow);
  const perRow = Math.max(1, Math.min(3, Math.floor((columns + gap) / (width + gap))));
  return (
    <Box flexWrap="wrap" columnGap={gap} width={perRow * (width + gap) - gap}>
      {cells.map((cell) => (
        <BucketCount key={cell.words} cell={cell} columns={width} />
      ))}
    </Box>
  );
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
