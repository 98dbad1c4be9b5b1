import { describe, expect, test } from 'vitest';
import { formatReportMarkdown } from '../../../src/view/markdown/report-markdown.ts';
import { formatReportHtml } from '../../../src/view/pages/report-html.ts';
import type { Run } from '../../../src/generated/run.ts';
import type { RunReport } from '../../../src/view/run-report.ts';
import { pageText, reportOf, reportTotals, timetableOf } from '../../support/a-report.ts';
import { readWorkflowCommands } from '../../support/github-runner.ts';
import { findTriggers, readMarkdown } from '../../support/markdown-reader.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';
import { listElements, pageShapeOf, pageTextOf, readHtml } from '../../support/read-html.ts';

const noTotals = { planned: 0, accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };

function pageOf(change: Partial<Run>): string {
  return pageText(reportOf('prod', change));
}

test('the page has what happened, with the figures of the run, and no personal data', () => {
  const page = formatReportHtml(reportOf());
  const text = pageTextOf(page);
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
    '1 request without an answer.',
    'limit 60',
  ]) {
    expect(text).toContain(words);
  }
  expect(page).not.toMatch(/ada|laptop|:\/\/|\s(?:href|src|style)=/v);
  expect(formatReportHtml(reportOf())).toBe(page);
});

describe('the bar of a campaign', () => {
  test.for<[name: string, totals: Partial<typeof reportTotals>, bars: readonly string[]]>([
    [
      'parts of a whole lie one behind the other, and one of a thousand is still seen',
      { planned: 1_000, accepted: 749, refused: 1, not_sent: 250 },
      ['accepted 0 74.9', 'refused 74.9 1', 'not_sent 75.9 25'],
    ],
    [
      'the last is seen too: one of a million in doubt',
      { planned: 1_000_000, accepted: 999_999, in_doubt: 1 },
      ['accepted 0 100', 'in_doubt 99 1'],
    ],
    [
      'small ones do not hide one another',
      { planned: 1_000_000, accepted: 999_997, rejected: 1, in_doubt: 1, not_sent: 1 },
      ['accepted 0 100', 'rejected 97 1', 'in_doubt 98 1', 'not_sent 99 1'],
    ],
    ['alone, one fills it', { planned: 5, accepted: 5 }, ['accepted 0 100']],
  ])('%s', ([, given, wanted]) => {
    const totals = { ...noTotals, ...given };
    const report = reportOf('sale', { campaigns: [{ id: 'sale', totals, refused: {}, rejected: {} }] });
    const elements = listElements(readHtml(formatReportHtml(report)));
    const bar = elements.findLast(({ attributes }) => attributes['class'] === 'share');
    const shown = bar?.children.slice(1).map(({ attributes: { class: look, x, width } }) => `${look} ${x} ${width}`);
    expect(shown).toEqual(wanted.map((words) => `bar ${words}`));
  });
});

test('a run that continues is shown as such, and so is one in which all went well', () => {
  const running = reportOf('sale', { state: 'running', ended_at: null, under_way: 20, why: null });
  expect(pageTextOf(formatReportHtml(running))).toContain(
    'Running, 1 min after it began: these figures are not the last.',
  );
  expect(pageTextOf(formatReportHtml(running))).toContain('20 notifications under way');
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
  const text = pageTextOf(formatReportHtml({ ...quiet, log }));
  for (const words of [
    'All 4 notifications were accepted.',
    'No request has left.',
    'No answer.',
    'Nothing had to be settled.',
  ]) {
    expect(text).toContain(words);
  }
  const empty = reportOf('sale', { maybe_twice: 0, totals: { planned: 0, accepted: 0, ...none } });
  const single = reportOf('sale', { maybe_twice: 0, totals: { planned: 1, accepted: 1, ...none }, refused: {} });
  const nothingElse = 'No request met an error, and no notification was sent twice.';
  for (const format of [pageText, formatReportMarkdown]) {
    expect(format({ ...empty, log })).toContain('Nothing was planned.');
    expect(format({ ...quiet, log })).toContain(`All 4 notifications were accepted. ${nothingElse}`);
    expect(format({ ...single, log })).toContain(`The one notification was accepted. ${nothingElse}`);
  }
});

test('a waiting run shows until when, a stopped one how to continue, and a superseded one what happened to it', () => {
  const waiting = reportOf('sale', {
    state: 'waiting',
    ended_at: null,
    why: null,
    next_due: '2026-03-01T18:00:00Z',
    totals: { ...reportTotals, not_sent: 1 },
  });
  expect(pageText(waiting)).toContain(
    'Waiting, 1 min after it began; the next are due 2026-03-01 18:00 UTC: these figures are not the last.',
  );
  expect(pageText(waiting)).toContain('1 notification (3%) is not sent yet');
  expect(pageText(reportOf('prod'))).toContain('\npushplan resume run_4k2m9x0c7bqd --env prod\n');
  const superseded = reportOf('--max-sends 20 is reached', { state: 'superseded', seal: 'pp1:0' });
  expect(pageText(superseded)).toContain(
    'Superseded: a later apply took its place. It ended after 2 min 4 s: --max-sends 20 is reached.',
  );
  expect(pageText(superseded)).toContain('10 notifications (25%) were not sent by this run');
  expect(pageText(superseded)).not.toContain('pushplan resume');
  const closed = reportOf('sale', { state: 'superseded', ended_at: null, why: null });
  expect(pageText(closed)).toContain('Superseded: it was closed before it began to send.\n');
});

test('how a run continues is shown as status shows it: after a dead process, at a pause, without a worker', () => {
  const goesOn = { state: 'running', ended_at: null, why: null } as const;
  const [campaign] = reportOf('prod').run.campaigns;
  if (campaign === undefined) throw new Error('the run has no campaign');
  const rollout = { state: 'paused' as const, step: 1, until: null, steps: [{ share: 1, planned: 4 }] };
  const atPause: Partial<Run> = { state: 'paused', ended_at: null, campaigns: [{ ...campaign, rollout }] };
  const gone = { name: 'vm 7', alive: false, silent_seconds: 60, requests_in_last_minute: 0, why: null };
  const resume = 'pushplan resume run_4k2m9x0c7bqd --env prod';
  expect(pageOf({ ...goesOn, abandoned: true })).toContain(`\n${resume}\n`);
  expect(pageOf(atPause)).toContain(`\n${resume} --step\n`);
  expect(pageOf(atPause)).not.toContain(`\n${resume}\n`);
  expect(pageOf({ ...goesOn, workers: [gone] })).toContain('\npushplan worker --env prod\n');
  expect(pageOf({ ...goesOn, workers: [{ ...gone, alive: true }] })).not.toContain('pushplan worker');
});

test('the largest surprise comes first', () => {
  const items = listElements(readHtml(formatReportHtml(reportOf()))).filter(({ name }) => name === 'li');
  expect(items.slice(0, 6).map(({ text }) => /^\d+ \w+/v.exec(text)?.[0])).toEqual([
    '10 notifications',
    '5 notifications',
    '3 notifications',
    '2 notifications',
    '1 notification',
    '1 request',
  ]);
});

test('Markdown has the same figures', () => {
  const text = formatReportMarkdown(reportOf());
  expect(text).toContain('| **all** | 40 | 20 | 5 | 3 | 2 | 10 |');
  expect(text).toContain('Refused: sale 3, OptOut 2.');
  expect(text).toMatch(/\| campaign \| due \|[^\n]*\n\|---\|---\|--:\|/v);
  expect(text).toContain(
    '6 requests, 1 retry. At most 6 requests in any 60 s, of a limit of 60 (10%). On average 300 ms, the slowest 1,200 ms. 1 request without an answer.',
  );
  expect(text).not.toMatch(/ada|laptop/v);
  expect(text.replaceAll('\u200B', '')).toContain(
    '| 2026-03-01 15:00 Europe/Istanbul | 30 | 26 | 2026-03-01 11:59:50 UTC, 10 s before | 2026-03-01 12:02:04 UTC, 2 min 5 s after | 4: late 2, sale 1 |',
  );
});

test('times are left out if everybody was due at once, and only the first hundred of very many are shown', () => {
  const [, time] = timetableOf('late');
  if (time === undefined) throw new Error('there is no such time');
  const of = { id: 'sale', totals: reportTotals, refused: {}, rejected: {} };
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

test('a closed ledger has no next step', () => {
  const finding = { severity: 'warning', message: 'closed', file: null, line: null, column: null, help: null } as const;
  expect(pageOf({})).toMatch(/Next:.*Next:/sv);
  const page = pageOf({ diagnostics: [{ ...finding, code: 'PP340' }] });
  expect(page).toContain('Its ledger was closed since, to be moved: what happened later is not here.');
  expect(page).not.toContain('Next');
});

describe('data has no effect', () => {
  const attacks = [...naughtyStrings, ...terminalAttacks, ...logAttacks].filter(
    (text) => !['OptOut', ''].includes(text),
  );
  const step = 6;
  const starts = Array.from({ length: Math.ceil(attacks.length / step) }, (_, index) => index * step);

  /** A report with another text in each place. */
  function reportFrom(start: number): RunReport {
    let at = start;
    return reportOf(() => attacks[at++ % attacks.length] ?? '');
  }

  test('in a page', () => {
    const harmless = pageShapeOf(formatReportHtml(reportOf()));
    const faults = starts.filter((start) => {
      const page = formatReportHtml(reportFrom(start));
      return pageShapeOf(page) !== harmless || readWorkflowCommands(page).length > 0;
    });
    expect(faults).toEqual([]);
  });

  test('in Markdown', () => {
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
