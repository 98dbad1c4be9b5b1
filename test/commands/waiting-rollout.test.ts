// A run that waits with a rollout and people who are due at different times: what plan and calendar show of later steps and pauses.
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readCalendar, readPlan, readRun } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { campaignText } from '../support/workspace.ts';

const everybody = 40;
const byZone =
  'schedule: { at: 2026-12-01T12:00, timezone: { column: tz, fallback: UTC }, passed: now, start_deadline: 20h }';

function makeInSteps(...lines: readonly string[]): Promise<SendingWorkspace> {
  const rows = Array.from({ length: everybody }, (_, row) => [
    `p${row}@example.com`,
    `P${row}`,
    row % 2 === 0 ? 'UTC' : 'America/New_York',
  ]);
  return makeSendingWorkspace({
    'sale.campaign.yaml': campaignText({ id: 'sale', campId: 8, more: lines.join('\n') }),
    'people.csv': `${[['email', 'name', 'tz'], ...rows].map((row) => row.join(',')).join('\n')}\n`,
  });
}

/** Runs a command at a moment of UTC. If it would wait, it is interrupted. */
function runAt({ root }: SendingWorkspace, moment: string, ...argv: readonly string[]): Promise<CliResult> {
  const interrupt = new AbortController();
  const listen = (text: string): void => {
    if (/ waits: |Ctrl-C leaves it paused/v.test(text)) interrupt.abort('interrupted by SIGINT');
  };
  const clock = virtualClock(Date.parse(`${moment}Z`));
  return pushplan(argv, { cwd: root, env: { KEY: localKey }, clock, interrupt: interrupt.signal, listen });
}

test('people who are already due wait with the others for their step, and for the pause before it', async () => {
  await using workspace = await makeInSteps(byZone, 'rollout: [50%, { pause: 1h }, 100%]');
  const waits = readRun(await runAt(workspace, '2026-12-01T12:00', 'apply', '--wait', '--yes', '--json'));
  expect(waits).toMatchObject({ state: 'waiting', next_due: '2026-12-01T17:00:00Z' });
  const { run, totals } = waits;
  const left = everybody - totals.accepted;
  // Half of all people are due at 17:00, and not all of the others were sent to.
  expect(left).toBeGreaterThan(everybody / 2);
  const meanwhile = readPlan(await runAt(workspace, '2026-12-01T12:05', 'plan', '--json')).waiting;
  const at17 = '2026-12-01T17:00:00Z';
  expect(meanwhile).toEqual([
    { run, campaign: 'sale', count: left, next_due: at17, times: [{ due: at17, count: left }], becomes: 'replaced' },
  ]);
  const { entries } = readCalendar(await runAt(workspace, '2026-12-01T12:05', 'calendar', '--json'));
  expect(entries).toMatchObject([{ kind: 'waiting', starts: at17, count: left }]);

  const paused = readRun(await runAt(workspace, '2026-12-01T17:00', 'resume', run, '--json'));
  expect(paused.state).toBe('paused');
  const rest = everybody - paused.totals.accepted;
  const inPause = readPlan(await runAt(workspace, '2026-12-01T17:05', 'plan', '--json')).waiting;
  expect(inPause).toMatchObject([{ count: rest, next_due: expect.stringMatching(/T18:00:/v), becomes: 'blocks' }]);
  const text = (await runAt(workspace, '2026-12-01T17:05', 'plan')).stdout.replaceAll(/\s+/gv, ' ');
  expect(text).toContain(
    `${rest} notifications of sale wait in ${run}, from 2026-12-01 18:00 UTC on: the run is under way or at a pause, so an apply of this plan ends with 9.`,
  );
  expect((await runAt(workspace, '2026-12-01T17:05', 'apply', '--yes')).exitCode).toBe(9);
});

test('a manual pause has no time, and the next apply does not send to its people', async () => {
  await using workspace = await makeInSteps('rollout: [50%, { pause: manual }, 100%]');
  const paused = readRun(await runAt(workspace, '2026-12-01T12:00', 'apply', '--yes', '--json'));
  expect(paused.state).toBe('paused');
  const rest = everybody - paused.totals.accepted;
  const plan = await runAt(workspace, '2026-12-01T12:05', 'plan', '--json');
  expect(readPlan(plan).waiting).toEqual([
    { run: paused.run, campaign: 'sale', count: rest, next_due: null, times: [], becomes: 'blocks' },
  ]);
  expect((await runAt(workspace, '2026-12-01T12:05', 'plan')).stdout.replaceAll(/\s+/gv, ' ')).toContain(
    `${rest} notifications of sale wait in ${paused.run}, until somebody ends the pause: `,
  );
  expect((await runAt(workspace, '2026-12-01T12:05', 'plan', '--format', 'markdown')).stdout).toContain(
    `| after the pause | ${rest} |`,
  );
  expect(readCalendar(await runAt(workspace, '2026-12-01T12:05', 'calendar', '--json'))).toMatchObject({
    entries: [],
    held: [{ campaign: 'sale', file: 'sale.campaign.yaml', run: paused.run, count: rest }],
  });
  const calendar = (await runAt(workspace, '2026-12-01T12:05', 'calendar')).stdout;
  expect(calendar).toContain(`  sale: ${rest} notifications, once somebody ends the pause of ${paused.run}\n`);
  expect(calendar).not.toContain('Nothing to send');
  const text = (await runAt(workspace, '2026-12-01T12:05', 'plan')).stdout;
  expect(text).toContain(`Next: pushplan status ${paused.run}`);
  expect(text).not.toContain('pushplan apply');

  // A person who was forgotten does not count as stopped.
  await runAt(workspace, '2026-12-01T12:06', 'forget', '--recipient', `email=${await findWaiting(workspace)}`, ...yes);
  await runAt(workspace, '2026-12-01T12:07', 'stop', '--campaign', 'sale');
  const stopped = (await runAt(workspace, '2026-12-01T12:08', 'status', paused.run)).stdout;
  expect(stopped).toContain(`left out  stopped ${rest - 1}, forgotten 1`);
  expect(stopped).toContain('what waited in it was stopped');
  expect(stopped).not.toContain('a later apply');
});

const yes = ['--reason', 'request 1', '--yes'];

/** Returns one person who was not sent to. */
async function findWaiting(workspace: SendingWorkspace): Promise<string> {
  const sent = new Set(await workspace.reached());
  const all = Array.from({ length: everybody }, (_, row) => `p${row}@example.com`);
  return all.find((one) => !sent.has(one)) ?? 'nobody';
}

/** Returns the messages of all PP387 warnings. */
async function findWarnings(workspace: SendingWorkspace, moment: string): Promise<readonly string[]> {
  const { diagnostics, campaigns } = readPlan(await runAt(workspace, moment, 'plan', '--json'));
  return [...diagnostics, ...campaigns.flatMap((campaign) => campaign.diagnostics)]
    .filter(({ code }) => code === 'PP387')
    .map(({ message }) => message);
}

test('plan warns of a step that begins too late for some people, and the run then leaves out as many', async () => {
  await using workspace = await makeInSteps(byZone.replace('20h', '2h'), 'rollout: [50%, { pause: 1h }, 100%]');
  const [warning = '', ...others] = await findWarnings(workspace, '2026-12-01T12:00');
  expect(others).toEqual([]);
  const found =
    /^step 2 of the rollout begins at 2026-12-01 18:00 UTC at the earliest in a run that waits \(--wait, --detach\); by then start_deadline is over for (\d+) people/v.exec(
      warning,
    );
  const late = Number(found?.[1]);
  const { run } = readRun(await runAt(workspace, '2026-12-01T12:00', 'apply', '--wait', '--yes', '--json'));
  await runAt(workspace, '2026-12-01T17:00', 'resume', run);
  const ended = readRun(await runAt(workspace, '2026-12-01T18:01', 'resume', run, '--json'));
  expect(ended).toMatchObject({ state: 'finished', left_out: { late } });
});

test.each([
  ['2d', /^step 2 of the rollout begins at 2026-12-03 12:00 UTC at the earliest; by then start_deadline is over for/v],
  ['23h', undefined],
])('with a pause of %s after people who are sent to now', async (pause, warning) => {
  await using workspace = await makeInSteps(
    'schedule: { at: 2026-12-01T12:00 }',
    `rollout: [50%, { pause: ${pause} }, 100%]`,
  );
  const warnings = await findWarnings(workspace, '2026-12-01T12:00');
  expect(warnings).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
});
