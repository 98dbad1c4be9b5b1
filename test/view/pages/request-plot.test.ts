// The plot of requests over time: what a drawing shows is read from its lines.
import { describe, expect, test } from 'vitest';
import { formatReportMarkdown } from '../../../src/view/markdown/report-markdown.ts';
import { formatReportHtml } from '../../../src/view/pages/report-html.ts';
import type { RunReport } from '../../../src/view/run-report.ts';
import { pageText, reportOf } from '../../support/a-report.ts';
import { listElements, readHtml } from '../../support/read-html.ts';

/** The content of the plot of requests over time, in percent of the height of the drawing from below. */
function readPlot(report: RunReport) {
  // Without the timetable, which has an axis of its own.
  const run = { ...report.run, campaigns: [] };
  const elements = listElements(readHtml(formatReportHtml({ ...report, run })));
  const classed = (name: string, look: string) =>
    elements.filter((one) => one.name === name && one.attributes['class'] === look).map(({ attributes }) => attributes);
  const bars = (look: string): readonly number[] =>
    classed('rect', look).flatMap(({ height, y }) => (y === undefined ? [] : [Number(height)]));
  const limit = /^M0 (?<at>[\d.]+)H100$/v.exec(
    classed('path', 'limit').find(({ d }) => d?.endsWith('H100') === true)?.['d'] ?? '',
  );
  const texts = elements.filter(({ name }) => name === 'text').map(({ text }) => text);
  const image = elements.find(({ attributes }) => attributes['role'] === 'img');
  return {
    bars: bars('bar'),
    failed: bars('bar failed'),
    limit: 100 - Number(limit?.groups?.['at']),
    minute: classed('path', 'minute')[0]?.['d'],
    counts: texts.filter((text) => /^[\d,]+$/v.test(text)),
    times: texts.filter((text) => /^\d\d[:\-]/v.test(text)),
    words: image?.attributes['aria-label'],
  };
}

describe('requests over time', () => {
  test('bars show requests per minute, a line those of the last minute, on a scale with round ends and the limit', () => {
    const plot = readPlot(reportOf());
    // 120, 0 and 60 requests per minute, 30 of which met an error.
    expect(plot.counts).toEqual(['0', '50', '100', '150']);
    expect(plot.bars).toEqual([80, 40]);
    expect(plot.failed).toEqual([20]);
    expect(plot.limit).toBe(40);
    expect(plot.minute).toBe('M0 97.33H10L10 97.33H20L20 96H30');
    expect(plot.words).toBe(
      'Requests a minute from 2026-03-01 10:00:00 UTC to 2026-03-01 10:00:06 UTC. At most 6 requests in any 60 s, of a limit of 60 (10%). The figures are in the table below.',
    );
  });

  test('the same figures are in a table for anybody who does not see the drawing', () => {
    expect(pageText(reportOf()).replaceAll(/\n+/gv, '\n')).toContain(
      'most in 60 s\n2026-03-01 10:00:00 UTC\n4\n1\n4\n2026-03-01 10:00:02 UTC\n0\n0\n4\n2026-03-01 10:00:04 UTC\n2\n0\n6',
    );
  });

  const noon = Date.UTC(2026, 2, 1, 12);
  test.each([
    [
      'one second',
      1_000,
      1,
      noon + 250,
      Array.from({ length: 10 }, (_, index) => `12:00:${String(index + 1).padStart(2, '0')}`),
    ],
    ['a minute', 1_000, 60, noon + 250, ['12:00:15', '12:00:30', '12:00:45', '12:01:00']],
    ['an hour', 64_000, 56, noon + 250, ['12:15', '12:30', '12:45']],
    ['over midnight', 1_024_000, 57, noon + 250, ['15:00', '18:00', '21:00', '03-02', '03:00']],
    [
      'weeks',
      32_768_000,
      54,
      noon + 250,
      ['03-02', '03-04', '03-06', '03-08', '03-10', '03-12', '03-14', '03-16', '03-18', '03-20'],
    ],
  ] as const)('ticks are at round times: %s', (_, slice, count, from, times) => {
    const report = reportOf();
    const perSlice = Array.from({ length: count }, () => ({ requests: 1, failed: 0, mostInMinute: 1 }));
    expect(readPlot({ ...report, log: { ...report.log, slice, from, perSlice } }).times).toEqual(times);
  });

  test('a limit that was higher at the time is reported as such', () => {
    const report = { ...reportOf(), requestsPerMinute: 5 };
    const words = 'At most 6 requests in any 60 s, above the limit of 5 that the environment has now.';
    for (const format of [pageText, formatReportMarkdown]) expect(format(report)).toContain(words);
    expect(readPlot({ ...report, requestsPerMinute: 6_000 })).toMatchObject({
      limit: 75,
      counts: ['0', '2,000', '4,000', '6,000', '8,000'],
    });
  });
});
