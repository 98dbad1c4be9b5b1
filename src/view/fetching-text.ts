// How far a fetch has come, in one line: what there is, how fast it comes, and the time that is left where the source says how much there will be.
import { chooseFitting } from './fit-text.ts';
import { countOf, formatPercent } from '../numbers.ts';
import { describeTimeLeft, formatSize, type ReadingState } from './planning-text.ts';

/** Without a line break, at most `columns` wide. */
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
