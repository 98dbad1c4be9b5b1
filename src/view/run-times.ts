// Compares the timetable of a run with what happened, as rows for page and Markdown.
import type { CampaignRun, DueRun } from '../generated/run.ts';
import { formatDuration } from './duration.ts';
import { countOf, formatCount } from '../numbers.ts';
import { describeMoment } from './plan/due-words.ts';
import { rankReasons, showTime } from './run-report.ts';

export interface TimeRow {
  readonly campaign: string;
  /** The due time, "2026-12-01 10:00 Europe/Istanbul" or "at once". */
  readonly due: string;
  readonly planned: number;
  readonly left: number;
  /** When the first and the last left, "2026-12-01 07:00:01 UTC, 1 s after" or "nobody". */
  readonly first: string;
  readonly last: string;
  /** How many were not sent and why, "12: late 10, suppressed 2". */
  readonly notSent: string;
  /** The same times for drawing, in milliseconds of the wall clock. */
  readonly at: Readonly<Record<'due' | 'first' | 'last', number | null>>;
}

/** The columns after that of the campaign. */
export const timeColumns = [
  { words: 'due', isNumber: false },
  { words: 'planned', isNumber: true },
  { words: 'left', isNumber: true },
  { words: 'first left', isNumber: false },
  { words: 'last left', isNumber: false },
  { words: 'not sent', isNumber: false },
] as const;

const mostRows = 100;

export interface TimeRows {
  readonly rows: readonly TimeRow[];
  /** The number of further rows: a cap may give each person a time of their own. */
  readonly more: number;
}

/** Returns rows in the order of `campaigns`. A campaign in which everybody was due at once has none. */
export function listTimeRows(campaigns: readonly CampaignRun[]): TimeRows {
  const times = campaigns.flatMap(({ id, timetable = [] }) => timetable.map((time) => ({ id, time })));
  const rows = times.slice(0, mostRows).map(({ id, time }) => describeTime(id, time));
  return { rows, more: times.length - rows.length };
}

export function describeMoreTimes(more: number): string {
  return `And ${countOf(more, 'more time', 'more times')}; the run's JSON has all.`;
}

function describeTime(campaign: string, time: DueRun): TimeRow {
  const { due, zone, planned, left, first_left_at: first, last_left_at: last, not_sent: notSent } = time;
  const reasons = rankReasons(time.left_out).map(([reason, count]) => `${reason} ${formatCount(count)}`);
  return {
    campaign,
    due: due === null ? 'at once' : describeMoment(due, zone ?? 'UTC'),
    planned,
    left,
    first: describeLeft(first, due),
    last: describeLeft(last, due),
    notSent: [formatCount(notSent), ...(reasons.length === 0 ? [] : [reasons.join(', ')])].join(': '),
    at: { due: readTime(due), first: readTime(first), last: readTime(last) },
  };
}

function readTime(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function describeLeft(at: string | null, due: string | null): string {
  if (at === null) return 'nobody';
  const shown = showTime(Date.parse(at));
  if (due === null) return shown;
  const after = Date.parse(at) - Date.parse(due);
  return `${shown}, ${formatDuration(Math.abs(after) / 1_000)} ${after < 0 ? 'before' : 'after'}`;
}
