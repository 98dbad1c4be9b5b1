// Schedules from the command line: deferred people, saved plans that are applied later, and a window that closes during a run.
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, runAt, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

const hello = (schedule: string): string => campaignText({ more: `schedule: ${schedule}` });

function worldOf(schedule: string, count = 10): Promise<SendingWorkspace> {
  return makeSendingWorkspace({ 'hello.campaign.yaml': hello(schedule), 'people.csv': people(count) });
}

test('outside of the window everybody is deferred and nothing is sent; inside of it they are sent', async () => {
  await using workspace = await worldOf('{ timezone: UTC, window: { from: "12:00", to: "13:00" }, outside: hold }');
  const plan = readPlan(await runAt(workspace, '2026-12-01T10:00', 'plan', '--json'));
  expect(plan).toMatchObject({ totals: { send: 0, deferred: 10 }, next_due: '2026-12-01T12:00:00Z' });
  expect(plan.campaigns[0]?.timetable).toEqual([
    { due: '2026-12-01T12:00:00Z', zone: 'UTC', count: 10, done_by: '2026-12-01T12:00:01Z' },
  ]);
  expect((await runAt(workspace, '2026-12-01T10:00', 'plan', '--detailed-exitcode')).exitCode).toBe(2);
  const early = await runAt(workspace, '2026-12-01T10:00', 'apply', '--yes', '--json');
  expect(early.exitCode).toBe(0);
  expect(readRun(early)).toMatchObject({ totals: { planned: 0 }, deferred: 10, next_due: '2026-12-01T12:00:00Z' });
  expect((await runAt(workspace, '2026-12-01T10:00', 'apply', '--yes')).stdout).toContain(
    'Nothing to send now: 10 deferred',
  );
  const shown = await runAt(workspace, '2026-12-01T10:00', 'plan', '--out', 'later.json');
  expect(shown.stdout).toMatch(/\nNext: from 2026-12-01 12:00 UTC on: pushplan apply later\.json\n$/v);
  await workspace.write('hello.campaign.yaml', hello('{ timezone: UTC, window: { from: "00:00", to: "24:00" } }'));
  expect(readRun(await runAt(workspace, '2026-12-01T10:00', 'apply', '--yes', '--json'))).toMatchObject({
    totals: { accepted: 10 },
  });
});

test('in the sandbox, an apply that only defers suggests how to send later, and does not suggest plan', async () => {
  await using workspace = await makeWorkspace({
    'pushplan.yaml': sandboxOnly,
    'hello.campaign.yaml': hello('{ at: 2099-12-01T10:00, timezone: UTC }'),
    'people.csv': people(2),
  });
  const { stdout } = await pushplan(['apply', '--yes'], { cwd: workspace.root });
  expect(stdout).toContain('2 deferred, the first of them due at 2099-12-01 10:00 UTC.');
  expect(stdout).toContain('Next: send them when they are due: pushplan apply --wait\n');
  expect(stdout).not.toContain('why there is nothing');
});

test('a saved plan sends to the people who are due when it is applied, even hours later, and only to reviewed people', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': hello('{ at: 2026-12-01T10:00, timezone: { column: tz, fallback: UTC }, passed: skip }'),
    'people.csv': 'email,name,tz\na@example.com,A,Asia/Tokyo\nb@example.com,B,\nc@example.com,C,America/New_York\n',
  });
  const saved = await runAt(workspace, '2026-11-30T10:00', 'plan', '--out', 'a.plan.json', '--json');
  expect(readPlan(saved).totals).toMatchObject({ deferred: 3 });
  const apply = async (moment: string): Promise<CliResult> =>
    runAt(workspace, moment, 'apply', 'a.plan.json', '--yes', '--json');
  expect(readRun(await apply('2026-11-30T12:00'))).toMatchObject({ totals: { planned: 0 }, deferred: 3 });
  expect(readRun(await apply('2026-12-01T01:10'))).toMatchObject({ totals: { accepted: 1 }, deferred: 2 });
  expect(readRun(await apply('2026-12-01T10:10'))).toMatchObject({ totals: { accepted: 1 }, deferred: 1 });
  await workspace.write(
    'people.csv',
    'email,name,tz\nc@example.com,C,America/New_York\nd@example.com,D,America/New_York\n',
  );
  expect((await apply('2026-12-01T15:10')).exitCode).toBe(5);
  expect(await workspace.reached()).toEqual(['a@example.com', 'b@example.com']);
});

test('a plan does not become stale because time has changed who is left out, and does not send to those people', async () => {
  await using workspace = await worldOf('{ window: { from: "10:00", to: "20:00" }, outside: skip }', 3);
  expect(
    readPlan(await runAt(workspace, '2026-12-01T22:00', 'plan', '--out', 'a.plan.json', '--json')).campaigns,
  ).toMatchObject([{ counts: { removed: { outside_window: 3 } } }]);
  const applied = await runAt(workspace, '2026-12-02T11:00', 'apply', 'a.plan.json', '--yes', '--json');
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied)).toMatchObject({ totals: { planned: 0 }, later: 3 });
});

test('a run that continues after the window is closed stops with the rest, and people who are too late get nothing', async () => {
  await using workspace = await worldOf(
    '{ at: 2026-12-01T10:00, window: { from: "10:00", to: "12:00" }, start_deadline: 26h }',
  );
  const begun = await runAt(workspace, '2026-12-01T11:00', 'apply', '--yes', '--json', '--max-sends', '4');
  const { run } = readRun(begun);
  const closed = await runAt(workspace, '2026-12-01T12:00', 'resume', run, '--json');
  expect(closed.exitCode).toBe(8);
  expect(readRun(closed)).toMatchObject({ state: 'stopped', totals: { accepted: 4, not_sent: 6 } });
  expect(closed.stdout).toContain('held back by a window, quiet hours or a blackout until 2026-12-02 10:00 UTC');
  const open = await runAt(workspace, '2026-12-02T10:30', 'resume', run, '--json', '--max-sends', '2');
  expect(readRun(open)).toMatchObject({ totals: { accepted: 6, not_sent: 4 } });
  const late = await runAt(workspace, '2026-12-02T12:30', 'resume', run, '--json');
  expect(late.exitCode).toBe(0);
  expect(readRun(late)).toMatchObject({ state: 'finished', totals: { accepted: 6 }, left_out: { late: 4 } });
  expect(await workspace.reached()).toHaveLength(6);
});

test('a plan that is too late for everybody is blocked', async () => {
  await using workspace = await worldOf('{ at: 2026-12-01T10:00 }');
  const result = await runAt(workspace, '2026-12-03T10:00', 'apply', '--yes');
  expect([result.exitCode, result.stderr]).toEqual([4, expect.stringContaining('PP380')]);
});

test.each([
  ['{ at: 2026-12-01T10:00, not_before: 2026-12-01T10:00 }', 'PP179'],
  ['{ at: 2026-12-01T10:00, timezone: { column: name, fallback: UTC } }', 'PP179'],
  ['{ at: 2026-02-30T10:00 }', 'PP179'],
  ['{ passed: now }', 'PP179'],
  ['{ outside: skip }', 'PP179'],
  ['{ start_deadline: 2h }', 'PP179'],
  ['{ timezone: europe/istanbul }', 'PP177'],
  ['{ timezone: "+03:00" }', 'PP177'],
  ['{ timezone: { column: name, fallback: Europe/Stambul } }', 'PP177'],
  ['{ timezone: { column: zone, fallback: UTC } }', 'PP110'],
  ['{ window: { from: "10:00", to: "10:00" } }', 'PP178'],
  ['{ window: { from: "25:00", to: "10:00" } }', 'PP101'],
  ['{ window: { from: "10:00" } }', 'PP101'],
])('schedule: %s is refused with %s', async (schedule, code) => {
  await using workspace = await makeWorkspace({
    'pushplan.yaml': sandboxOnly,
    'hello.campaign.yaml': hello(schedule),
    'people.csv': people(2),
  });
  const result = await pushplan(['validate'], { cwd: workspace.root });
  expect([result.exitCode, result.stdout]).toEqual([3, expect.stringContaining(`${code} hello.campaign.yaml:3:`)]);
});

test.each([
  ['{ window: { from: "23:00", to: "07:30" } }', '', 3],
  ['{ window: { days: [mon], from: "22:00", to: "24:00" }, timezone: Asia/Tokyo }', '', 3],
  ['{ window: { from: "23:00", to: "08:01" } }', '', 0],
  ['{ window: { from: "23:00", to: "07:30" } }', 'tags: [service]', 0],
])('%s and quiet hours from 22 to 8, %s: exits with %i', async (schedule, more, exitCode) => {
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `${sandboxOnly}\npolicy: { quiet_hours: { from: "22:00", to: "08:00", timezone: UTC, except_tags: [service] } }\n`,
    'hello.campaign.yaml': campaignText({ more: `schedule: ${schedule}\n${more}` }),
    'people.csv': people(2),
  });
  const result = await pushplan(['validate'], { cwd: workspace.root });
  expect(result.exitCode).toBe(exitCode);
  if (exitCode > 0) expect(result.stdout).toMatch(/PP178 hello\.campaign\.yaml:3:\d+ schedule\.window is within/v);
});

test('quiet hours and blackouts defer; invalid ones are refused; an unknown zone in a cell makes its row invalid', async () => {
  const policy =
    'policy: { quiet_hours: { from: "22:00", to: "08:00", timezone: UTC }, blackout: [{ from: 2026-12-01T08:00, to: 2026-12-01T09:00, zone: UTC, because: mourning }] }';
  await using workspace = await makeSendingWorkspace(
    {
      'hello.campaign.yaml': hello('{ timezone: { column: tz, fallback: UTC } }'),
      'people.csv': 'email,name,tz\na@example.com,A,+03:00\nb@example.com,B,\n',
    },
    { more: policy },
  );
  const plan = readPlan(await runAt(workspace, '2026-12-01T05:00', 'plan', '--json'));
  expect(plan).toMatchObject({
    totals: { deferred: 1, removed: 1 },
    next_due: '2026-12-01T09:00:00Z',
    campaigns: [{ counts: { removed: { invalid: 1 } } }],
  });
  await workspace.write(
    'pushplan.yaml',
    'version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\npolicy: { quiet_hours: { from: "22:00", to: "22:00", timezone: Mars }, blackout: [{ from: 2026-12-02T00:00, to: 2026-12-01T00:00, zone: UTC, because: x }] }\n',
  );
  const { exitCode, stderr, stdout } = await pushplan(['validate'], { cwd: workspace.root });
  expect(exitCode).toBe(3);
  for (const code of ['PP177', 'PP178', 'PP180']) expect(stderr + stdout).toContain(`${code} pushplan.yaml:3:`);
});
