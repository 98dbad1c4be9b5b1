// How far a plan has come in an audience, in one line.
import { formatDuration } from './duration.ts';
import { chooseFitting } from './fit-text.ts';
import { countOf, formatCount, formatPercent } from '../numbers.ts';

export interface PlanningState {
  readonly campaign: string;
  /** Bytes of the audience file that were read, and all it has; undefined where that is not known. */
  readonly bytes: number;
  readonly allBytes: number | undefined;
  readonly rows: number;
  /** Since the file was opened, milliseconds. */
  readonly took: number;
}

/** Without a line break, at most `columns` wide. */
export function formatPlanning(state: PlanningState, columns: number): string {
  const { campaign, bytes, allBytes, rows, took } = state;
  const start = `Planning ${campaign}`;
  const share = allBytes === undefined ? [] : [`${formatPercent(bytes, allBytes)} of ${formatSize(allBytes)}`];
  const count = rows > 0 ? [countOf(rows, 'row')] : [];
  const speed = rows > 0 && took > 0 ? [`${formatCount(Math.round((rows * 1000) / took))} rows/s`] : [];
  // As fast as so far, by the bytes.
  const left =
    allBytes === undefined || bytes === 0 || bytes >= allBytes
      ? []
      : [`about ${formatDuration((took / 1000 / bytes) * (allBytes - bytes))} left`];
  const texts = [
    [...share, ...count, ...speed, ...left],
    [...share, ...speed, ...left],
    [...share, ...left],
    share,
  ].map((parts) => [start, parts.join(', ')].filter((part) => part !== '').join(': '));
  return chooseFitting(columns, texts);
}

/** 64,000,000 as "64 MB". */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return `${formatCount(Math.ceil(bytes / 1000))} kB`;
  return `${formatCount(Math.round(bytes / 1_000_000))} MB`;
}
