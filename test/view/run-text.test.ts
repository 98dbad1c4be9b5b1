import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/generated/run.ts';
import { formatRunJson } from '../../src/view/run-json.ts';
import { formatRunText } from '../../src/view/run-text.ts';
import { formatRunsText } from '../../src/view/runs-text.ts';
import { plainStyle } from '../../src/view/style.ts';
import { makeRun, makeTotals } from '../support/sample-documents.ts';

const layout = { style: plainStyle, columns: 100 };
const narrow = { style: plainStyle, columns: 40 };

const unlucky = makeRun({
  state: 'stopped',
  why: 'SIGINT',
  totals: makeTotals(30_000, 11_000, 0, 40, 490),
  refused: { OptOut: 4000, NoUserFound: 7000 },
  requests: 2063,
  retries: 1,
  maybe_twice: 3,
  campaigns: [
    {
      id: 'wishlist-sale',
      totals: makeTotals(29_900, 10_910, 0, 40, 380),
      refused: { OptOut: 3910, NoUserFound: 7000 },
      rejected: {},
    },
    { id: 'order-update', totals: makeTotals(100, 90, 0, 0, 110), refused: { OptOut: 90 }, rejected: {} },
  ],
});

test('a run that finished', () => {
  expect(formatRunText(makeRun(), layout, ['pushplan status'])).toBe(
    [
      'run_ab12cd34ef56 in production: finished after 18 s',
      '',
      'planned 296 = accepted 281 + refused 15 + rejected 0 + in doubt 0 + not sent 0',
      '  refused   OptOut 9, NoUserFound 6',
      '  requests  15, 0 retries',
      '',
      'Next: pushplan status',
      '',
    ].join('\n'),
  );
});

test('a stopped run: why, campaign by campaign, and both ways to continue', () => {
  expect(
    formatRunText(unlucky, layout, ['pushplan resolve run_ab12cd34ef56 --env production --from message-center']),
  ).toBe(
    [
      'run_ab12cd34ef56 in production: stopped after 18 s',
      '  SIGINT',
      '',
      'planned 41,530 = accepted 30,000 + refused 11,000 + rejected 0 + in doubt 40 + not sent 490',
      '  refused      NoUserFound 7,000, OptOut 4,000',
      '  requests     2,063, 1 retry',
      '  maybe twice  3, as guarantee: at_least_once allows',
      '',
      '                 planned  accepted  refused  rejected  in doubt  not sent',
      '  wishlist-sale   41,230    29,900   10,910         0        40       380',
      '  order-update       300       100       90         0         0       110',
      '',
      '  wishlist-sale  refused: NoUserFound 7,000, OptOut 3,910',
      '  order-update   refused: OptOut 90',
      '',
      'Next: pushplan resume run_ab12cd34ef56 --env production',
      '      pushplan resolve run_ab12cd34ef56 --env production --from message-center',
      '',
    ].join('\n'),
  );
});

test('at 40 columns only commands are wider, and the campaigns are below each other', () => {
  const lines = formatRunText(unlucky, narrow, []).split('\n');
  expect(lines.filter((line) => stringWidth(line) > 40).every((line) => line.includes('pushplan re'))).toBe(true);
  expect(lines).toContain('  wishlist-sale');
  expect(lines).toContain('planned 41,530 = accepted 30,000');
});

test('the outcomes that are shown add up, whatever they are', () => {
  const bucket = fc.nat({ max: 5_000_000 });
  fc.assert(
    fc.property(
      fc.tuple(bucket, bucket, bucket, bucket, bucket),
      fc.integer({ min: 40, max: 120 }),
      (buckets, columns) => {
        const text = formatRunText(makeRun({ totals: makeTotals(...buckets) }), { style: plainStyle, columns }, []);
        const [planned = 0, ...parts] = Array.from(
          text.slice(text.indexOf('planned'), text.indexOf('\n  refused   ')).matchAll(/\d[\d,]*/gv),
          ([number]) => Number(number.replaceAll(',', '')),
        );
        expect(parts).toEqual(buckets);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(planned);
      },
    ),
  );
});

function finding(code: string, message: string): Partial<Run> {
  return {
    state: 'stopped',
    diagnostics: [{ severity: 'error', code, message, file: null, line: null, column: null, help: null }],
  };
}

describe('the last error', () => {
  const wide = { style: plainStyle, columns: 120 };
  const told = (changed: Partial<Run>): string =>
    formatRunText(
      makeRun({
        last_error: {
          name: 'proxy_503',
          status: null,
          at: '2026-03-01T09:00:01.250Z',
          means: 'the proxy cannot reach the host',
          remedy: 'Look at the proxy.',
        },
        ...changed,
      }),
      wide,
      [],
    );

  test.each<[string, Partial<Run>]>([
    ['that is under way', { state: 'running', ended_at: null }],
    ['that stopped', { state: 'stopped' }],
    ['that finished with doubt', { totals: makeTotals(1, 0, 0, 1, 0) }],
    ['whose findings are about something else', finding('PP411', 'a row was rejected')],
    ['whose only finding says that it stopped', finding('PP408', 'stopped; proxy_503')],
  ])('is shown for a run %s', (_name, changed) => {
    expect(told(changed)).toContain(
      'last error  proxy_503 at 2026-03-01 09:00 UTC: the proxy cannot reach the host. Look at the proxy.',
    );
  });

  test.each<[string, Partial<Run>]>([
    ['there was no error', { last_error: null, state: 'stopped' }],
    ['the run finished without doubt', {}],
    ['a finding explains it', finding('PP420', 'it was proxy_503')],
  ])('is not shown if %s', (_name, changed) => {
    expect(told(changed)).not.toContain('last error');
  });
});

function head(changed: Partial<Run>): string {
  return formatRunText(makeRun({ state: 'superseded', ...changed }), layout, []).split('\n\n')[0] ?? '';
}

test('a superseded run says what took its place, and then how it had ended', () => {
  const stopped = { seal: 'pp1:0', why: '--max-sends 20 is reached.' };
  expect(head(stopped)).toMatch(
    /: superseded\n {2}a later apply took its place\. It ended after .+: --max-sends 20 is reached$/v,
  );
  expect(head({ seal: null, why: null, ended_at: null })).toMatch(/\n {2}it was closed before it began to send$/v);
  const waited = { ...stopped, totals: makeTotals(0, 0, 0, 0, 4), why: 'stopped by alice@laptop' };
  expect(head({ ...waited, left_out: { stopped: 4 } })).toMatch(/\n {2}what waited in it was stopped\. .+ by alice@/v);
  expect(head({ ...waited, left_out: { stopped: 3 } })).toContain('a later apply took its place');
});

describe('what to do next', () => {
  const left = makeTotals(0, 0, 0, 0, 4);

  test('a superseded run cannot be resumed, and a finished one need not be', () => {
    expect(formatRunText(makeRun({ state: 'superseded', totals: left }), layout, [])).not.toContain('resume');
    expect(formatRunText(makeRun({ state: 'stopped', totals: left }), layout, [])).toContain('resume');
    expect(formatRunText(makeRun({ state: 'stopped', totals: makeTotals(4, 0, 0, 0, 0) }), layout, [])).not.toContain(
      'resume',
    );
  });

  test('a sentence is wrapped, and a command stays in one piece', () => {
    const command = `pushplan apply ${'campaigns/folder/'.repeat(4)}`;
    const text = formatRunText(makeRun(), narrow, [
      command,
      'Or edit a campaign and look at its plan before you apply it.',
    ]);
    expect(text.split('\n').slice(-4)).toEqual([
      `Next: ${command}`,
      '      Or edit a campaign and look at its',
      '      plan before you apply it.',
      '',
    ]);
  });
});

test("the API's own words are shown as text", () => {
  const text = formatRunText(
    makeRun({ refused: { '\u001B[2J::error::x': 1 }, rejected: { 'bad\nvalue': 2 } }),
    layout,
    [],
  );
  expect(text).toContain('refused   ␛[2J: :error::x 1');
  expect(text).toContain('rejected  bad␊value 2');
});

test('runs as a list, the newest first', () => {
  const runs = [unlucky, makeRun({ run: 'run_zz12cd34ef56' })];
  expect(formatRunsText({ format_version: '1.0', runs, diagnostics: [] }, layout)).toBe(
    [
      'run_ab12cd34ef56  stopped     2026-03-09 16:02 UTC',
      '  planned 41,530 = accepted 30,000 + refused 11,000 + rejected 0 + in doubt 40 + not sent 490',
      '',
      'run_zz12cd34ef56  finished    2026-03-09 16:02 UTC',
      '  planned 296 = accepted 281 + refused 15 + rejected 0 + in doubt 0 + not sent 0',
      '',
    ].join('\n'),
  );
  expect(formatRunsText({ format_version: '1.0', runs: [], diagnostics: [] }, layout)).toBe('No runs yet.\n');
  const lines = formatRunsText({ format_version: '1.0', runs, diagnostics: [] }, narrow).split('\n');
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
});

test('the JSON document is the run', () => {
  expect(JSON.parse(formatRunJson(unlucky))).toEqual(unlucky);
});
