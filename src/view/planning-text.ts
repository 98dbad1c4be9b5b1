// How far a plan has come in an audience, in one line.
import { formatDuration } from './duration.ts';
import { chooseFitting } from './fit-text.ts';
import { countOf, formatCount, formatPercent } from '../numbers.ts';

/** An audience that is being fetched or planned. */
export interface ReadingState {
  readonly campaign: string;
  /** Bytes that were read, and all there are; undefined where that is not known. */
  readonly bytes: number;
  readonly allBytes: number | undefined;
  /** 0 while nobody has counted them. */
  readonly rows: number;
  /** Since the first byte was asked for, milliseconds. */
  readonly took: number;
}

/** Without a line break, at most `columns` wide. */
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

/** If the bytes keep coming as fast as so far; none where that cannot be told. */
export function describeTimeLeft({ bytes, allBytes, took }: ReadingState): string[] {
  if (allBytes === undefined || bytes === 0 || bytes >= allBytes) return [];
  return [`about ${formatDuration((took / 1000 / bytes) * (allBytes - bytes))} left`];
}

/** 64,000,000 as "64 MB". */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return `${formatCount(Math.ceil(bytes / 1000))} kB`;
  return `${formatCount(Math.round(bytes / 1_000_000))} MB`;
}
