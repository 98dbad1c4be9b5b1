// Formats the progress of a plan in an audience, in one line.
import { formatDuration } from './duration.ts';
import { chooseFitting } from './fit-text.ts';
import { countOf, formatCount, formatPercent } from '../numbers.ts';

/** An audience that is being fetched or planned. */
export interface ReadingState {
  readonly campaign: string;
  /** The number of bytes read, and of all bytes; the latter is undefined if it is not known. */
  readonly bytes: number;
  readonly allBytes: number | undefined;
  /** 0 as long as rows are not counted. */
  readonly rows: number;
  /** Milliseconds since the first byte was requested. */
  readonly took: number;
}

/** Returns text without a line break, at most `columns` wide. */
export function formatPlanning(state: ReadingState, columns: number): string {
  const { campaign, bytes, allBytes, rows, took } = state;
  const start = `Planning ${campaign}`;
  const share = allBytes === undefined ? [] : [`${formatPercent(bytes, allBytes)} of ${formatSize(allBytes)}`];
  const count = rows > 0 ? [countOf(rows, 'row')] : [];
  const speed = rows > 0 && took > 0 ? [`${formatCount(Math.round((rows * 1000) / took))} rows/s`] : [];
  const left = describeTimeLeft(state);
  const texts = [
    [...share, ...count, ...speed, ...left],
    [...share, ...speed, ...left],
    [...share, ...left],
    share,
  ].map((parts) => [start, parts.join(', ')].filter((part) => part !== '').join(': '));
  return chooseFitting(columns, texts);
}

/** Assumes that the bytes keep their speed. Empty if the time left cannot be told. */
export function describeTimeLeft({ bytes, allBytes, took }: ReadingState): string[] {
  if (allBytes === undefined || bytes === 0 || bytes >= allBytes) return [];
  return [`about ${formatDuration((took / 1000 / bytes) * (allBytes - bytes))} left`];
}

/** Formats 64,000,000 as "64 MB". */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return `${formatCount(Math.ceil(bytes / 1000))} kB`;
  return `${formatCount(Math.round(bytes / 1_000_000))} MB`;
}
