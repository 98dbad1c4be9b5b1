// Formats the progress of a fetch in one line: its size, its speed, and the time left if the source declares the total size.
import { chooseFitting } from './fit-text.ts';
import { countOf, formatPercent } from '../numbers.ts';
import { describeTimeLeft, formatSize, type ReadingState } from './planning-text.ts';

/** Returns text without a line break, at most `columns` wide. */
export function formatFetching(state: ReadingState, columns: number): string {
  const { campaign, bytes, allBytes, rows, took } = state;
  const size = [
    allBytes === undefined ? formatSize(bytes) : `${formatPercent(bytes, allBytes)} of ${formatSize(allBytes)}`,
  ];
  const count = rows > 0 ? [countOf(rows, 'row')] : [];
  const speed = took > 0 ? [`${formatSize((bytes * 1000) / took)}/s`] : [];
  const left = describeTimeLeft(state);
  const texts = [[...size, ...count, ...speed, ...left], [...size, ...count, ...left], [...size, ...left], size].map(
    (parts) => `Fetching ${campaign}: ${parts.join(', ')}`,
  );
  return chooseFitting(columns, texts);
}
