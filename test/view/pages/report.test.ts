import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/generated/run.ts';
import { formatReportMarkdown } from '../../../src/view/markdown/report-markdown.ts';
import { formatReportHtml } from '../../../src/view/pages/report-html.ts';
import type { RunReport } from '../../../src/view/run-report.ts';
import { readWorkflowCommands } from '../../support/github-runner.ts';
import { findTriggers, readMarkdown } from '../../support/markdown-reader.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';
import { listElements, readHtml } from '../../support/read-html.ts';

const totals = { planned: 40, accepted: 20, refused: 5, rejected: 3, in_doubt: 2, not_sent: 10 };
const startedAt = Date.UTC(2026, 2, 1, 10);

/** `reason` is one for which somebody was left out. */
function timetableOf(reason: string): NonNullable<Run['campaigns'][number]['timetable']> {
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

/** The same text in all places, or the next one in each. */
function reportOf(given: string | (() => string) = 'sale', change: Partial<Run> = {}): RunReport {
  const next = typeof given === 'string' ? (): string => given : given;
  const run: Run = {
    format_version: '1.0',
    run: 'run_4k2m9x0c7bqd',
    state: 'stopped',
    environment: next(),
    seal: null,
    started_at: new Date(startedAt).toISOString(),
    ended_at: new Date(startedAt + 124_000).toISOString(),
    totals,
    refused: { [next()]: 3, OptOut: 2 },
    rejected: { [next()]: 3 },
    left_out: { [next()]: 1 },
    maybe_twice: 1,
    requests: 6,
    retries: 1,
    campaigns: [
      { id: next(), totals, refused: { [next()]: 5 }, rejected: { [next()]: 3 }, timetable: timetableOf(next()) },
    ],
    why: next(),
    diagnostics: [],
    ...change,
  };
  const log = {
    slice: 2_000,
    from: startedAt,
    perSlice: [
      { requests: 4, failed: 1 },
      { requests: 0, failed: 0 },
      { requests: 2, failed: 0 },
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

function textOf(page: string): string {
  return listElements(readHtml(page))
    .map(({ text }) => text)
    .join('\n');
}

function pageText(report: RunReport): string {
  return textOf(formatReportHtml(report));
}

/** Elements with the names of their attributes, in order. */
function shapeOf(page: string): string {
  return listElements(readHtml(page))
    .map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`)
    .join('\n');
}

test('the page has what happened, by the run’s own figures, and nobody in it', () => {
  const page = formatReportHtml(reportOf());
  const text = textOf(page);
  for (const words of [
    'Stopped after 2 min 4 s: sale.',
    '2 notifications (5%) may or may not have been received',
    '10 notifications (25%) were not sent',
    '1 request of 6 met an error',
    'On average 300 ms, the slowest 1,200 ms',
    '2026-03-01 10:00:00 UTC\nthe delivery log\naccepted\n7',
    'a person\nnot sent\n4',
    'at once\n4\n1\n2026-03-01 10:00:01 UTC\nnobody\n4',
    '2026-03-01 15:00 Europe/Istanbul\n30\n26\n2026-03-01 11:59:50 UTC, 10 s before\n2026-03-01 12:02:04 UTC, 2 min 5 s after\n4: late 2, sale 1',
    '2026-03-01 18:00 UTC\n6\n0\nnobody\nnobody\n6',
    '1 request without an answer so far.',
    'limit 60',
  ]) {
    expect(text).toContain(words);
  }
  expect(page).not.toMatch(/ada|laptop|:\/\/|\s(?:href|src|style)=/v);
  expect(formatReportHtml(reportOf())).toBe(page);
});

test('bars are as high as requests a minute, on a scale above the limit', () => {
  const bars = listElements(readHtml(formatReportHtml(reportOf()))).filter(
    ({ name, attributes }) => name === 'rect' && attributes['class'] === 'bar' && attributes['y'] !== undefined,
  );
  // 120, 0 and 60 a minute.
  const heights = bars.map(({ attributes }) => Number(attributes['height']));
  expect(heights).toHaveLength(3);
  expect(heights[0]).toBeCloseTo(2 * (heights[2] ?? 0), 0);
  expect(heights[1]).toBe(0);
});

test('a run that goes on is said to, and one in which all went well too', () => {
  const running = reportOf('sale', { state: 'running', ended_at: null, under_way: 20, why: null });
  expect(textOf(formatReportHtml(running))).toContain('Running, 1 min after it began: these figures are not the last.');
  expect(textOf(formatReportHtml(running))).toContain('20 notifications under way');
  expect(formatReportMarkdown(running)).toContain('**Running, 1 min after it began');
  const none = { refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };
  const quiet = reportOf('sale', {
    state: 'finished',
    why: null,
    maybe_twice: 0,
    totals: { planned: 4, accepted: 4, ...none },
    refused: {},
    rejected: {},
  });
  const log = { ...quiet.log, answers: [], perSlice: [], decisions: [], slowest: null, mean: null, open: 0 };
  const text = textOf(formatReportHtml({ ...quiet, log }));
  for (const words of ['All 4 were accepted.', 'No request has left.', 'No answer.', 'Nothing had to be settled.']) {
    expect(text).toContain(words);
  }
  const empty = reportOf('sale', { maybe_twice: 0, totals: { planned: 0, accepted: 0, ...none } });
  expect(textOf(formatReportHtml({ ...empty, log }))).toContain('Nothing was planned.');
});

test('Markdown has the same figures', () => {
  const text = formatReportMarkdown(reportOf());
  expect(text).toContain('| **all** | 40 | 20 | 5 | 3 | 2 | 10 |');
  expect(text).toContain('Refused: sale 3, OptOut 2.');
  expect(text).toContain('6 requests, 1 retry; at most 120 a minute over 2 s, of a limit of 60 (100%)');
  expect(text).not.toMatch(/ada|laptop/v);
  expect(text.replaceAll('\u200B', '')).toContain(
    '| 2026-03-01 15:00 Europe/Istanbul | 30 | 26 | 2026-03-01 11:59:50 UTC, 10 s before | 2026-03-01 12:02:04 UTC, 2 min 5 s after | 4: late 2, sale 1 |',
  );
});

test('nothing is said of times where everybody was due at once, and of very many the first hundred', () => {
  const [, time] = timetableOf('late');
  if (time === undefined) throw new Error('there is no such time');
  const of = { id: 'sale', totals, refused: {}, rejected: {} };
  const atOnce = reportOf('sale', { campaigns: [of] });
  const many = reportOf('sale', {
    campaigns: [{ ...of, timetable: Array.from({ length: 103 }, () => ({ ...time, first_left_at: null })) }],
  });
  for (const format of [pageText, formatReportMarkdown]) {
    expect(format(atOnce)).not.toMatch(/first left|Timetable/v);
    expect(format(many).match(/nobody(?!\sknows)/gv)).toHaveLength(100);
    expect(format(many)).toContain("And 3 more times; the run's JSON has all.");
  }
});

describe('data does nothing in it', () => {
  const attacks = [...naughtyStrings, ...terminalAttacks, ...logAttacks].filter(
    (text) => !['OptOut', ''].includes(text),
  );
  const step = 6;
  const starts = Array.from({ length: Math.ceil(attacks.length / step) }, (_, index) => index * step);

  /** With another text in each place. */
  function reportFrom(start: number): RunReport {
    let at = start;
    return reportOf(() => attacks[at++ % attacks.length] ?? '');
  }

  test('as a page', () => {
    const harmless = shapeOf(formatReportHtml(reportOf()));
    const faults = starts.filter((start) => {
      const page = formatReportHtml(reportFrom(start));
      return shapeOf(page) !== harmless || readWorkflowCommands(page).length > 0;
    });
    expect(faults).toEqual([]);
  });

  test('as Markdown', () => {
    const harmless = readMarkdown(formatReportMarkdown(reportOf())).tags.join('');
    const faults = starts.filter((start) => {
      const markdown = formatReportMarkdown(reportFrom(start));
      const page = readMarkdown(markdown);
      const commands = readWorkflowCommands(markdown);
      return page.tags.join('') !== harmless || findTriggers(page).length > 0 || commands.length > 0;
    });
    expect(faults).toEqual([]);
  });
});
