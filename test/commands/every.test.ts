// Campaigns with `every`, from the command line: sent once per period, and a saved plan keeps its period.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, runAt } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const daily = campaignText({ more: 'every: { period: day, zone: Europe/Istanbul, starts: 2026-12-01 }' });

test('everybody gets it once a day by the clock of the zone, and nobody before it starts', async () => {
  await using workspace = await makeSendingWorkspace({ 'hello.campaign.yaml': daily, 'people.csv': people(10) });
  const early = readPlan(await runAt(workspace, '2026-11-29T10:00', 'plan', '--json'));
  expect(early).toMatchObject({ totals: { deferred: 10 }, next_due: '2026-11-30T21:00:00Z' });
  const send = async (moment: string): Promise<number> =>
    readRun(await runAt(workspace, moment, 'apply', '--yes', '--json')).totals.accepted;
  expect(await send('2026-11-30T21:00')).toBe(10);
  expect(await send('2026-12-01T20:59')).toBe(0);
  const plan = readPlan(await runAt(workspace, '2026-12-01T21:00', 'plan', '--json'));
  expect(plan.campaigns[0]).toMatchObject({
    counts: { send: 10 },
    period: { name: 'day 2026-12-02', begins: '2026-12-01T21:00:00Z', ends: '2026-12-02T21:00:00Z' },
  });
  const words = 'period day 2026-12-02, until 2026-12-02 21:00 UTC';
  expect((await runAt(workspace, '2026-12-01T21:00', 'plan')).stdout).toContain(words);
  const { stdout: comment } = await runAt(workspace, '2026-12-01T21:00', 'plan', '--format', 'markdown');
  expect(comment).toContain(`**every**: \`hello\` ${words}.`);
  expect(await send('2026-12-01T21:00')).toBe(10);
  expect(await workspace.reached()).toHaveLength(20);
  const [run] = JSON.parse((await runAt(workspace, '2026-12-01T22:00', 'status', '--json')).stdout).runs;
  const exported = await runAt(
    workspace,
    '2026-12-01T22:00',
    'status',
    run.run,
    '--export',
    'accepted',
    '--out',
    'a.csv',
  );
  expect(exported.exitCode).toBe(0);
  expect((await readFile(join(workspace.root, 'a.csv'), 'utf8')).trim().split('\r\n')).toHaveLength(11);
  const other = daily.replace('period: day', 'period: week');
  await workspace.write('hello.campaign.yaml', other);
  const blocked = await runAt(workspace, '2026-12-01T22:00', 'plan', '--json');
  expect(blocked.exitCode).toBe(4);
});

test('a saved plan keeps the period in which it was made, also for people who are deferred into the next one', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': daily.replace('starts: 2026-12-01', 'starts: 2026-11-01'),
    'people.csv': people(10),
  });
  const policy = 'policy: { quiet_hours: { from: "22:00", to: "08:00", timezone: Europe/Istanbul } }';
  const { sandbox } = workspace;
  await workspace.write(
    'pushplan.yaml',
    `version: 1\nenvironments:\n  local: { endpoint: ${sandbox.url}, api_key_env: KEY, message_center: off }\n${policy}\n`,
  );
  const saved = await runAt(workspace, '2026-11-30T20:00', 'plan', '--out', 'a.plan.json', '--json');
  expect(readPlan(saved)).toMatchObject({ totals: { deferred: 10 }, next_due: '2026-12-01T05:00:00Z' });
  const applied = await runAt(workspace, '2026-12-01T05:10', 'apply', 'a.plan.json', '--yes', '--json');
  expect(readRun(applied).totals).toMatchObject({ accepted: 10 });
  const again = await runAt(workspace, '2026-12-01T06:10', 'apply', 'a.plan.json', '--yes', '--json');
  expect(readRun(again).totals).toMatchObject({ planned: 0 });
  const tuesday = await runAt(workspace, '2026-12-01T06:10', 'plan', '--json');
  expect(readPlan(tuesday)).toMatchObject({
    totals: { send: 10 },
    campaigns: [{ period: { name: 'day 2026-12-01' } }],
  });
  const threads = await runAt(workspace, '2026-12-01T06:10', 'plan', '--threads', '2', '--json');
  expect(readPlan(threads).seal).toBe(readPlan(tuesday).seal);
});

const catchesUp = daily.replace('starts: 2026-12-01', 'starts: 2026-12-01, catch_up: true');

test('the last missed period is made up for once, before the present one; a period that was sent never is', async () => {
  await using workspace = await makeSendingWorkspace({ 'hello.campaign.yaml': catchesUp, 'people.csv': people(10) });
  const plan = async (moment: string) =>
    readPlan(await runAt(workspace, moment, 'plan', '--json')).campaigns[0]?.period;
  const send = async (moment: string) => readRun(await runAt(workspace, moment, 'apply', '--yes', '--json'));
  // The first period cannot have missed any before it.
  expect(await plan('2026-12-01T10:00')).toEqual({
    name: 'day 2026-12-01',
    begins: '2026-11-30T21:00:00Z',
    ends: '2026-12-01T21:00:00Z',
  });
  expect((await send('2026-12-01T10:00')).totals).toMatchObject({ accepted: 10 });
  // Two periods were missed; only the later one is made up for.
  const moment = '2026-12-04T10:00';
  const missed = readPlan(await runAt(workspace, moment, 'plan', '--json'));
  expect(missed).toMatchObject({ totals: { send: 10 }, next_due: '2026-12-04T10:00:00Z' });
  expect(missed.campaigns[0]?.period).toMatchObject({ name: 'day 2026-12-03', catches_up: true });
  expect((await runAt(workspace, moment, 'plan')).stdout.replaceAll(/\s+/gv, ' ')).toContain(
    'period day 2026-12-03, which was missed and is made up for, over since 2026-12-03 21:00 UTC; the present one is for the next apply',
  );
  const calendar = await runAt(workspace, moment, 'calendar');
  expect(calendar.stdout).toContain('2026-12-04 10:00 UTC  hello: the next period begins');
  const who = ['explain', 'hello', '--recipient', 'email=person1@example.com'];
  expect((await runAt(workspace, moment, ...who)).stdout).toContain(
    'Of period day 2026-12-03, which was missed and is made up for',
  );
  const first = await send(moment);
  expect(first).toMatchObject({
    totals: { accepted: 10 },
    campaigns: [{ period: { name: 'day 2026-12-03', catches_up: true } }],
  });
  expect((await runAt(workspace, moment, 'status', first.run)).stdout).toContain('made up for  hello: day 2026-12-03');
  expect(await plan('2026-12-04T10:30')).toMatchObject({ name: 'day 2026-12-04' });
  expect(await plan('2026-12-04T10:30')).not.toHaveProperty('catches_up');
  expect(await send('2026-12-04T11:00')).toMatchObject({ totals: { accepted: 10 } });
  expect((await send('2026-12-04T12:00')).totals).toMatchObject({ planned: 0 });
  // A day on which something was sent was not missed, even if it was sent for another period.
  expect(await plan('2026-12-05T10:00')).toMatchObject({ name: 'day 2026-12-05' });
  expect(await plan('2026-12-06T10:00')).toMatchObject({ name: 'day 2026-12-05', catches_up: true });
  expect(await workspace.reached()).toHaveLength(30);
});

test('a saved plan makes up only for the period that it was reviewed for', async () => {
  await using workspace = await makeSendingWorkspace({ 'hello.campaign.yaml': catchesUp, 'people.csv': people(10) });
  const run = async (moment: string, ...argv: readonly string[]) => runAt(workspace, moment, ...argv);
  await run('2026-12-01T10:00', 'apply', '--yes');
  await run('2026-12-02T10:00', 'plan', '--out', 'early.plan.json');
  await run('2026-12-03T10:00', 'plan', '--out', 'late.plan.json');
  const late = await run('2026-12-03T10:10', 'apply', 'late.plan.json', '--yes', '--json');
  const ofTuesday = { campaigns: [{ period: { name: 'day 2026-12-02', catches_up: true } }] };
  expect(readRun(late)).toMatchObject({ ...ofTuesday, totals: { accepted: 10 } });
  // The plan keeps its period when it is applied again. So does a plan that was made within that period.
  const again = await run('2026-12-03T10:20', 'apply', 'late.plan.json', '--yes', '--json');
  expect([again.exitCode, readRun(again).totals.planned]).toEqual([0, 0]);
  const early = await run('2026-12-03T10:30', 'apply', 'early.plan.json', '--yes', '--json');
  expect([early.exitCode, readRun(early).totals.planned]).toEqual([0, 0]);
  expect(readRun(early).campaigns[0]?.period).toEqual({ name: 'day 2026-12-02', catches_up: false });
});

test('people who are deferred, and runs that wait, belong to the missed period', async () => {
  const hours = 'schedule: { timezone: UTC, window: { from: "12:00", to: "13:00" } }';
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': `${catchesUp}${hours}\n`,
    'people.csv': people(10),
  });
  const first = await runAt(workspace, '2026-12-01T12:00', 'apply', '--yes', '--json');
  expect(readRun(first).totals).toMatchObject({ accepted: 10 });
  const early = await runAt(workspace, '2026-12-03T10:00', 'apply', '--yes', '--json');
  // Nothing was sent, so the period is still missed when they are due.
  expect(readRun(early)).toMatchObject({ deferred: 10, totals: { planned: 0 } });
  const wait = await runAt(workspace, '2026-12-03T11:59', 'apply', '--wait', '--yes', '--json');
  expect(readRun(wait)).toMatchObject({
    totals: { accepted: 10 },
    campaigns: [{ period: { name: 'day 2026-12-02', catches_up: true } }],
  });
  const rest = await runAt(workspace, '2026-12-03T12:30', 'apply', '--yes', '--json');
  expect(readRun(rest)).toMatchObject({ totals: { accepted: 10 }, campaigns: [{ period: { catches_up: false } }] });
});
