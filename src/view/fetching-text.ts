// How far a fetch has come, in one line: what there is, how fast it comes, and the time that is left where the source says how much there will be.
import { formatDuration } from './duration.ts';
import { chooseFitting } from './fit-text.ts';
import { countOf, formatPercent } from '../numbers.ts';
import { formatSize } from './planning-text.ts';

export interface FetchingState {
  readonly campaign: string;
  readonly bytes: number;
  /** Undefined where the source does not say how much there will be. */
  readonly allBytes: number | undefined;
  /** 0 where the source passes bytes on, and nobody has counted rows yet. */
  readonly rows: number;
  /** Since the first was asked for, milliseconds. */
  readonly took: number;
}

/** Without a line break, at most `columns` wide. */
export function formatFetching({ campaign, bytes, allBytes, rows, took }: FetchingState, columns: number): string {
  const size = [
    allBytes === undefined ? formatSize(bytes) : `${formatPercent(bytes, allBytes)} of ${formatSize(allBytes)}`,
  ];
  const count = rows > 0 ? [countOf(rows, 'row')] : [];
  const speed = took > 0 ? [`${formatSize((bytes * 1000) / took)}/s`] : [];
  const left =
    allBytes === undefined || bytes === 0 || bytes >= allBytes
      ? []
      : [`about ${formatDuration((took / 1000 / bytes) * (allBytes - bytes))} left`];
  const texts = [[...size, ...count, ...speed, ...left], [...size, ...count, ...left], [...size, ...left], size].map(
    (parts) => `Fetching ${campaign}: ${parts.join(', ')}`,
  );
  return chooseFitting(columns, texts);
}
