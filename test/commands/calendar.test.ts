// pushplan calendar: what is sent when, as text, JSON and a calendar file.
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readCalendar } from '../support/documents.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

test('lists what is sent now, what is deferred and the next period, earliest first, and leaves out drafts', async () => {
  await using workspace = await makeWorkspace({
    'a.campaign.yaml': campaignText({ id: 'a', more: 'schedule: { at: 2026-12-01T10:00, timezone: Europe/Istanbul }' }),
    'b.campaign.yaml': campaignText({ id: 'b', campId: 8, more: 'every: { period: week, zone: UTC }' }),
    'c.campaign.yaml': campaignText({ id: 'c', campId: 9, more: 'draft: true' }),
    'people.csv': people(10),
  });
  const clock = virtualClock(Date.parse('2026-12-01T05:00:00Z'));
  const run = (...more: readonly string[]): Promise<CliResult> =>
    pushplan(['calendar', ...more], { cwd: workspace.root, clock });
  expect(readCalendar(await run('--json')).entries).toMatchObject([
    { campaign: 'b', kind: 'now', starts: '2026-12-01T05:00:00Z', zone: null, count: 10 },
    { campaign: 'a', kind: 'due', starts: '2026-12-01T07:00:00Z', zone: 'Europe/Istanbul', count: 10 },
    { campaign: 'b', kind: 'period', starts: '2026-12-07T00:00:00Z', zone: null, count: null },
  ]);
  const { stdout } = await run();
  expect(stdout).toContain('  now  b: 10 notifications, by the next apply\n');
  expect(stdout).toContain('  2026-12-01 10:00 Europe/Istanbul  a: 10 notifications\n');
  expect(stdout).toContain('  2026-12-07 00:00 UTC  b: the next period begins\n');
  const ics = (await run('--ics')).stdout;
  expect(ics.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
  expect(ics).toContain('DTSTART:20261201T070000Z\r\nDTEND:20261201T070001Z\r\nSUMMARY:a: 10 notifications\r\n');
  expect(ics).toContain('DTSTART:20261207T000000Z\r\nSUMMARY:b: the next period begins\r\n');
  // The UID differs between workspaces and environments, so that several calendars can be shown together.
  expect(ics.replaceAll('\r\n ', '')).toContain('UID:sandbox-a-due-20261201T070000Z-Europe/Istanbul@pushplan\r\n');
  await workspace.write('pushplan.yaml', `${sandboxOnly}workspace_id: ws_0123456789ab\n`);
  expect((await run('--ics')).stdout).toContain('UID:ws_0123456789ab-sandbox-b-now-');
  expect(ics.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(await run('--ics', '--json')).toMatchObject({ exitCode: 3 });
});

test('shows the people of a rollout at their step: when its pauses are over, or held if somebody has to end a pause', async () => {
  await using workspace = await makeWorkspace({
    'a.campaign.yaml': campaignText({
      id: 'a',
      more: 'rollout: [10%, { pause: 1h }, 50%, { pause: manual }, 100%]\nsalt: one',
    }),
    'people.csv': people(100),
  });
  const options = { cwd: workspace.root, clock: virtualClock(Date.parse('2026-12-01T05:00:00Z')) };
  const document = readCalendar(await pushplan(['calendar', '--json'], options));
  const counts = [...document.entries, ...(document.held ?? [])].map(({ count }) => count ?? 0);
  expect(document.entries).toMatchObject([
    { kind: 'now', starts: '2026-12-01T05:00:00Z' },
    { kind: 'step', starts: '2026-12-01T06:00:01Z' },
  ]);
  expect(document.held).toMatchObject([{ campaign: 'a', run: null }]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(100);
  expect(Math.max(...counts)).toBeLessThan(70);
  const { stdout } = await pushplan(['calendar'], options);
  expect(stdout).toMatch(/  2026-12-01 06:00 UTC  a: \d+ notifications, a later step of the rollout\n/v);
  expect(stdout).toMatch(/  a: \d+ notifications, once somebody ends a pause of its rollout\n/v);
});
