// --until and --max-duration: the values that they accept, and that a run stops then and can be resumed.
import { describe, expect, test } from 'vitest';
import { deadlineOptions, readDeadline } from '../../../src/commands/options/read-deadline.ts';
import { readDiagnostics, readRun, readRuns } from '../../support/documents.ts';
import { makeSendingWorkspace } from '../../support/sending-workspace.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { campaignText, people } from '../../support/workspace.ts';

const minute = 60_000;
/** Half past ten in the evening, in the time zone of this machine. */
const evening = new Date(2026, 10, 23, 22, 30).getTime();

function read(values: { readonly until?: string; readonly 'max-duration'?: string }): unknown {
  return readDeadline(virtualClock(evening), { until: undefined, 'max-duration': undefined, ...values });
}

describe('a time', () => {
  test.each([
    ['22:45', 15 * minute],
    ['06:00', 7.5 * 60 * minute],
    ['22:30', 24 * 60 * minute],
    ['2026-11-23T23:00', 30 * minute],
    ['2026-11-24T00:00:30', 90.5 * minute],
    [new Date(evening + 5 * minute).toISOString().replace('.000', ''), 5 * minute],
  ])('--until %s', (until, left) => {
    expect(read({ until })).toEqual({ at: left, why: `--until ${until} has come` });
  });

  test.each([
    ['50m', 50 * minute],
    ['90s', 1.5 * minute],
    ['2h', 120 * minute],
  ])('--max-duration %s', (duration, left) => {
    expect(read({ 'max-duration': duration })).toEqual({ at: left, why: `--max-duration ${duration} is over` });
  });

  test('the earlier of both counts, and without either there is no deadline', () => {
    expect(read({ until: '22:40', 'max-duration': '5m' })).toMatchObject({ at: 5 * minute });
    expect(read({ until: '22:40', 'max-duration': '50m' })).toMatchObject({ at: 10 * minute });
    expect(read({})).toBeUndefined();
    expect(Object.keys(deadlineOptions)).toEqual(['until', 'max-duration']);
  });
});

describe('exits with 3, and nothing is sent', () => {
  test.each([
    [['--until', '2020-01-01T00:00'], '--until 2020-01-01T00:00 is in the past'],
    [['--until', '2020-01-01T00:00:00Z'], 'is in the past'],
    [['--until', '25:00'], '--until 25:00 is not a time'],
    [['--until', '12:60'], 'is not a time'],
    [['--until', 'tomorrow'], 'is not a time'],
    [['--until', '2999-02-30T10:00'], 'is not a time'],
    [['--until', '2999-01-01'], 'is not a time'],
    [['--until', '2999-01-01T10:00'], 'more than 24 days ahead'],
    [['--max-duration', '50'], '--max-duration 50 is not a length of time'],
    [['--max-duration', '0m'], 'is not a length of time'],
    [['--max-duration', '-5m'], 'is not a length of time'],
    [['--max-duration', '60d'], 'more than 24 days ahead'],
  ])('%j', async (argv, words) => {
    await using workspace = await makeSendingWorkspace({
      'hello.campaign.yaml': campaignText(),
      'people.csv': people(2),
    });
    for (const verb of [
      ['apply', '--yes'],
      ['resume', 'run_000000000000'],
    ]) {
      const result = await workspace.run(...verb, '--json', ...argv);
      expect(result.exitCode).toBe(3);
      expect(readDiagnostics(result)).toMatchObject([{ code: 'PP502', message: expect.stringContaining(words) }]);
    }
    expect(workspace.sandbox.stats().requests).toBe(0);
    expect(readRuns(await workspace.run('status', '--json'))).toEqual([]);
  });
});

test('a run stops when the time is over and says why, and resume sends the rest', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(400) },
    { latency: { sent: 400, none: 400, jitter: 0 } },
  );
  const result = await workspace.run('apply', '--yes', '--json', '--max-duration', '900ms');
  expect(result.exitCode).toBe(8);
  const run = readRun(result);
  expect(run).toMatchObject({ state: 'stopped', why: '--max-duration 900ms is over', totals: { in_doubt: 0 } });
  expect(run.totals.not_sent).toBeGreaterThan(0);
  const rest = await workspace.run('resume', run.run, '--json', '--until', '23:59', '--max-duration', '10m');
  expect(rest.exitCode).toBe(0);
  expect(readRun(rest).totals).toMatchObject({ planned: 400, accepted: 400 });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 400, duplicates: 0 });
});
