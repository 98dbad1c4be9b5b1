// A run with a value in every field, and its report, for tests of pages and Markdown.
import type { Run } from '../../src/generated/run.ts';
import type { RunReport } from '../../src/view/run-report.ts';
import { formatReportHtml } from '../../src/view/pages/report-html.ts';
import { pageTextOf } from './read-html.ts';

export const reportTotals = { planned: 40, accepted: 20, refused: 5, rejected: 3, in_doubt: 2, not_sent: 10 };
const startedAt = Date.UTC(2026, 2, 1, 10);

/** `reason` is a reason for which recipients were left out. */
export function timetableOf(reason: string): NonNullable<Run['campaigns'][number]['timetable']> {
  const none = { left: 0, first_left_at: null, last_left_at: null, left_out: {} };
  return [
    {
      due: null,
      zone: 'Europe/Istanbul',
      planned: 4,
      ...none,
      not_sent: 4,
      left: 1,
      first_left_at: '2026-03-01T10:00:01.000Z',
    },
    {
      due: '2026-03-01T12:00:00Z',
      zone: 'Europe/Istanbul',
      planned: 30,
      left: 26,
      first_left_at: '2026-03-01T11:59:50.400Z',
      last_left_at: '2026-03-01T12:02:04.600Z',
      not_sent: 4,
      left_out: { [reason]: 1, late: 2 },
    },
    { due: '2026-03-01T18:00:00Z', zone: null, planned: 6, ...none, not_sent: 6 },
  ];
}

/** `given` is the text for all places, or a function that returns the next text for each place. */
export function reportOf(given: string | (() => string) = 'sale', change: Partial<Run> = {}): RunReport {
  const next = typeof given === 'string' ? (): string => given : given;
  const run: Run = {
    format_version: '1.0',
    run: 'run_4k2m9x0c7bqd',
    state: 'stopped',
    environment: next(),
    seal: null,
    started_at: new Date(startedAt).toISOString(),
    ended_at: new Date(startedAt + 124_000).toISOString(),
    totals: reportTotals,
    refused: { [next()]: 3, OptOut: 2 },
    rejected: { [next()]: 3 },
    left_out: { [next()]: 1 },
    maybe_twice: 1,
    requests: 6,
    retries: 1,
    campaigns: [
      {
        id: next(),
        totals: reportTotals,
        refused: { [next()]: 5 },
        rejected: { [next()]: 3 },
        timetable: timetableOf(next()),
      },
    ],
    why: next(),
    diagnostics: [],
    ...change,
  };
  const log = {
    slice: 2_000,
    from: startedAt,
    perSlice: [
      { requests: 4, failed: 1, mostInMinute: 4 },
      { requests: 0, failed: 0, mostInMinute: 4 },
      { requests: 2, failed: 0, mostInMinute: 6 },
    ],
    times: [
      { most: 50, requests: 4 },
      { most: null, requests: 1 },
    ],
    slowest: 1_200,
    mean: 300,
    answers: [
      { status: 200, error: null, requests: 4 },
      { status: 503, error: next(), requests: 1 },
    ],
    open: 1,
    decisions: [
      { at: startedAt, who: 'the-log', decided: 'accepted', notifications: 7 },
      { at: startedAt, who: 'ada@laptop', decided: 'not_sent', notifications: 4 },
    ],
  } as const;
  const deliveryLog = { id: 'the-log', name: 'the delivery log' };
  return { run, log, requestsPerMinute: 60, deliveryLog, now: startedAt + 60_000 };
}

export function pageText(report: RunReport): string {
  return pageTextOf(formatReportHtml(report));
}
