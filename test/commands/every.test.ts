// Campaigns that are sent again and again, from the command line: once in each period, and a saved plan in its own.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readPlan, readRun } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { campaignText, people } from '../support/workspace.ts';

/** A command at a moment of UTC. */
function runAt({ root }: SendingWorkspace, moment: string, ...argv: readonly string[]): Promise<CliResult> {
  return pushplan(argv, { cwd: root, env: { KEY: localKey }, clock: virtualClock(Date.parse(`${moment}Z`)) });
}

const daily = campaignText({ more: 'every: { period: day, zone: Europe/Istanbul, starts: 2026-12-01 }' });

test('everybody gets it once a day, on the clock of the zone, and nobody before it starts', async () => {
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

test('a saved plan keeps the period in which it was made, also for those who are deferred into the next', async () => {
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
