// Runs that wait, from the command line: apply --wait in one process, resuming it, and what replaces waiting notifications.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan, type CliOptions, type CliResult } from '../support/cli.ts';
import { readCalendar, readDiagnostics, readPlan, readRun, readRuns } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { campaignText, people } from '../support/workspace.ts';

const noon = '{ at: 2026-12-01T12:00, start_deadline: 2h }';
const waiting = (schedule: string): string => campaignText({ id: 'sale', campId: 8, more: `schedule: ${schedule}` });

/** Runs a command at a moment of UTC. */
function runAt(
  { root }: SendingWorkspace,
  moment: string,
  argv: readonly string[],
  more: Partial<CliOptions> = {},
): Promise<CliResult> {
  return pushplan(argv, { cwd: root, env: { KEY: localKey }, clock: virtualClock(Date.parse(`${moment}Z`)), ...more });
}

function makeWaiting(files: Readonly<Record<string, string>> = {}): Promise<SendingWorkspace> {
  return makeSendingWorkspace({
    'sale.campaign.yaml': waiting(noon),
    'news.campaign.yaml': campaignText({ id: 'news' }),
    'people.csv': people(10),
    ...files,
  });
}

/** Runs `apply --wait`, and interrupts it when it waits. */
async function leaveWaiting(workspace: SendingWorkspace): Promise<CliResult> {
  const interrupt = new AbortController();
  const listen = (text: string): void => {
    if (text.includes(' waits: ')) interrupt.abort('interrupted by SIGINT');
  };
  return runAt(workspace, '2026-12-01T11:58', ['apply', '--wait', '--yes', '--json'], {
    interrupt: interrupt.signal,
    listen,
  });
}

test('apply --wait sends what is due, waits with one line of output, and sends the rest when it is due', async () => {
  await using workspace = await makeWaiting();
  const applied = await runAt(workspace, '2026-12-01T11:58', ['apply', '--wait', '--yes', '--json']);
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied)).toMatchObject({ state: 'finished', totals: { planned: 20, accepted: 20 } });
  expect(readRun(applied)).not.toHaveProperty('deferred');
  const [news, sale] = readRun(applied).campaigns;
  expect(news).not.toHaveProperty('timetable');
  expect(sale?.timetable).toEqual([
    {
      due: '2026-12-01T12:00:00Z',
      zone: 'UTC',
      planned: 10,
      left: 10,
      first_left_at: expect.stringMatching(/^2026-12-01T12:00:/v),
      last_left_at: expect.stringMatching(/^2026-12-01T12:00:/v),
      not_sent: 0,
      left_out: {},
    },
  ]);
  const lines = applied.stderr.split('\n').filter((line) => line.includes(' waits: '));
  expect(lines).toEqual([
    expect.stringMatching(
      /^run_\w+ waits: 10 notifications, the first of them due at 2026-12-01 12:00 UTC, in \d.*Ctrl-C leaves it waiting\.$/v,
    ),
  ]);
  expect(await workspace.reached()).toHaveLength(20);
});

test('Ctrl-C leaves it waiting: other runs can start, every command shows it, and resume sends it without the campaign file', async () => {
  await using workspace = await makeWaiting();
  const left = await leaveWaiting(workspace);
  expect(left.exitCode).toBe(8);
  const { run } = readRun(left);
  const state = { run, state: 'waiting', next_due: '2026-12-01T12:00:00Z', totals: { accepted: 10, not_sent: 10 } };
  expect(readRun(left)).toMatchObject(state);
  expect(left.stdout).toContain(`pushplan resume ${run} --env local waits again`);
  expect(readRun(await runAt(workspace, '2026-12-01T11:58', ['status', run, '--json']))).toMatchObject(state);
  const status = await runAt(workspace, '2026-12-01T11:58', ['status', run]);
  expect(status.stdout).toContain('10 notifications wait until 2026-12-01 12:00 UTC or later.');
  expect(status.stdout).toContain(`pushplan resume ${run} --env local`);
  expect((await runAt(workspace, '2026-12-01T11:58', ['status'])).stdout).toContain('until 2026-12-01 12:00 UTC');
  const plan = ['plan', 'sale.campaign.yaml'];
  const replaced = { run, campaign: 'sale', count: 10, next_due: '2026-12-01T12:00:00Z', becomes: 'replaced' };
  expect(readPlan(await runAt(workspace, '2026-12-01T11:58', [...plan, '--json'])).waiting).toMatchObject([replaced]);
  const text = (await runAt(workspace, '2026-12-01T11:58', plan)).stdout.replaceAll(/\s+/gv, ' ');
  expect(text).toContain(
    `10 notifications of sale wait in ${run}, from 2026-12-01 12:00 UTC on: an apply of this plan`,
  );
  expect((await runAt(workspace, '2026-12-01T11:58', [...plan, '--format', 'markdown'])).stdout).toContain(
    '<b>Waiting in runs</b>: 10 notifications',
  );
  expect(readCalendar(await runAt(workspace, '2026-12-01T11:58', ['calendar', '--json'])).entries).toEqual([
    {
      campaign: 'sale',
      file: 'sale.campaign.yaml',
      kind: 'waiting',
      starts: '2026-12-01T12:00:00Z',
      ends: '2026-12-01T12:00:00Z',
      zone: null,
      count: 10,
    },
  ]);
  const beside = await runAt(workspace, '2026-12-01T11:58', ['apply', 'news.campaign.yaml', '--yes']);
  expect(beside.exitCode).toBe(0);
  await rm(join(workspace.root, 'sale.campaign.yaml'));
  const resumed = await runAt(workspace, '2026-12-01T11:59', ['resume', run, '--json']);
  expect(resumed.exitCode).toBe(0);
  expect(resumed.stderr).toContain(' waits: ');
  expect(readRun(resumed)).toMatchObject({ run, state: 'finished', totals: { accepted: 20 } });
});

test('if another process sends everything while it waits, it ends with the same exit code', async () => {
  await using workspace = await makeSendingWorkspace(
    {
      'sale.campaign.yaml': waiting(noon),
      'news.campaign.yaml': campaignText({ id: 'news' }),
      'people.csv': people(10),
    },
    { faults: [{ kind: '500-after-send', requests: [2] }] },
  );
  let other: Promise<CliResult> | undefined;
  const listen = (text: string): void => {
    const { run } = /^(?<run>run_\w+) waits: /v.exec(text)?.groups ?? {};
    if (run !== undefined) other = runAt(workspace, '2026-12-01T12:00', ['resume', run, '--json']);
  };
  const virtual = virtualClock(Date.parse('2026-12-01T11:58Z'));
  const sleep: typeof virtual.sleep = async (milliseconds, signal) => {
    await (other ?? virtual.sleep(milliseconds, signal));
  };
  const clock = { ...virtual, sleep };
  const applied = await runAt(workspace, '2026-12-01T11:58', ['apply', '--wait', '--yes', '--json'], { clock, listen });
  const { totals, diagnostics } = readRun(applied);
  expect([applied.exitCode, (await other)?.exitCode]).toEqual([7, 7]);
  expect(totals).toMatchObject({ accepted: 11, in_doubt: 9 });
  expect(diagnostics).toMatchObject([{ code: 'PP406' }]);
});

test('a machine that wakes after the deadline sends nothing, and warns', async () => {
  await using workspace = await makeWaiting({
    'news.campaign.yaml': campaignText({ id: 'news', more: 'draft: true' }),
  });
  const { run } = readRun(await leaveWaiting(workspace));
  const late = await runAt(workspace, '2026-12-01T14:01', ['resume', run, '--json']);
  expect(readRun(late)).toMatchObject({
    state: 'finished',
    totals: { accepted: 0, not_sent: 10 },
    left_out: { late: 10 },
  });
  expect(readRun(late).campaigns.flatMap(({ timetable = [] }) => timetable)).toMatchObject([
    { planned: 10, left: 0, first_left_at: null, not_sent: 10, left_out: { late: 10 } },
  ]);
  expect(readRun(late).diagnostics).toMatchObject([{ severity: 'warning', code: 'PP386' }]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('an apply replaces what waits for its campaigns, and cancels what waits for a draft', async () => {
  await using workspace = await makeWaiting({
    'offers.campaign.yaml': waiting(noon).replace('id: sale', 'id: offers').replace('camp_id: 8', 'camp_id: 9'),
  });
  const { run } = readRun(await leaveWaiting(workspace));
  const apply = (...paths: readonly string[]): Promise<CliResult> =>
    runAt(workspace, '2026-12-01T11:58', ['apply', ...paths, '--yes', '--json']);
  const look = async () => {
    const found = readRun(await runAt(workspace, '2026-12-01T11:58', ['status', run, '--json']));
    return { state: found.state, out: found.campaigns.map((one) => one.left_out) };
  };
  // An apply of other campaigns only does not cancel what waits for a draft.
  await workspace.write('offers.campaign.yaml', campaignText({ id: 'offers', campId: 9, more: 'draft: true' }));
  expect((await apply('news.campaign.yaml')).exitCode).toBe(0);
  expect(await look()).toMatchObject({ state: 'waiting' });
  const dropped = await apply('sale.campaign.yaml');
  expect(readRun(dropped)).toMatchObject({ state: 'finished', totals: { planned: 0 }, deferred: 10 });
  expect(await look()).toEqual({ state: 'waiting', out: [{}, {}, { replaced: 10 }] });
  const cancelled = await runAt(workspace, '2026-12-01T11:58', ['plan', '--json']);
  expect(readPlan(cancelled).waiting).toMatchObject([{ campaign: 'offers', becomes: 'cancelled' }]);
  expect(readRun(await apply()).cancelled).toEqual([{ run, campaign: 'offers', count: 10 }]);
  expect(await look()).toEqual({ state: 'superseded', out: [{}, { cancelled: 10 }, { replaced: 10 }] });
});

test('calendar, and the apply that cancels it, say that the campaign of a waiting run is gone', async () => {
  await using workspace = await makeWaiting();
  const { run } = readRun(await leaveWaiting(workspace));
  const look = async (...argv: readonly string[]): Promise<string> =>
    (await runAt(workspace, '2026-12-01T11:58', ['calendar', ...argv])).stdout.replaceAll(/\n +/gv, ' ');
  // With a path, calendar does not know whether other campaigns are gone.
  expect(await look('news.campaign.yaml')).not.toContain('sale');
  await rm(join(workspace.root, 'sale.campaign.yaml'));
  expect(await look()).toContain('sale: 10 notifications, waiting in a run; the campaign is gone');
  expect(await look('--ics')).toContain('DESCRIPTION:local\\; the campaign is gone');
  const applied = await runAt(workspace, '2026-12-01T11:58', ['apply', '--yes']);
  expect(applied.exitCode).toBe(0);
  expect(applied.stdout.replaceAll(/\s+/gv, ' ')).toContain(
    `Nothing to send. 10 notifications of sale, which waited in ${run}, were cancelled: the campaign is gone or a draft.`,
  );
});

test('a waiting run can be paused, and stopped by its campaign', async () => {
  await using workspace = await makeWaiting();
  const { run } = readRun(await leaveWaiting(workspace));
  const at = (...argv: readonly string[]): Promise<CliResult> => runAt(workspace, '2026-12-01T11:58', argv);
  expect((await at('pause', run, '--json')).exitCode).toBe(0);
  const wrong = await at('stop', '--campaign', 'sales', '--json');
  expect(wrong.exitCode).toBe(3);
  expect(readDiagnostics(wrong)).toMatchObject([
    { code: 'PP385', message: expect.stringContaining('did you mean sale?') },
  ]);
  expect((await at('stop', '--campaign', 'sale', '--all')).exitCode).toBe(3);
  const stopped = await at('stop', '--campaign', 'sale', '--json');
  expect(stopped.exitCode).toBe(0);
  expect(readRuns(stopped)).toMatchObject([{ run, state: 'paused', left_out: { stopped: 10 } }]);
  expect(stopped.stderr).toContain('will not be sent');
  expect(readRun(await at('resume', run, '--json'))).toMatchObject({ state: 'finished', totals: { accepted: 10 } });
});

test.each([['--detach'], ['--report=a.ndjson'], ['--max-sends=3']])(
  '--wait and %s exclude each other',
  async (option) => {
    await using workspace = await makeWaiting();
    const refused = await runAt(workspace, '2026-12-01T11:58', ['apply', '--wait', option, '--yes', '--json']);
    expect(refused.exitCode).toBe(3);
    expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP502' }]);
  },
);

test('a campaign in steps waits for its first step and for the end of its pause, and then sends the rest', async () => {
  const more = `schedule: ${noon}\nrollout: [50%, { pause: 30m }, 100%]`;
  const files = { 'sale.campaign.yaml': campaignText({ id: 'sale', campId: 8, more }) };
  const applying = ['apply', 'sale.campaign.yaml', '--wait', '--yes', '--json'];
  await using workspace = await makeWaiting(files);
  const all = await runAt(workspace, '2026-12-01T11:58', applying);
  expect(all.exitCode).toBe(0);
  expect(readRun(all)).toMatchObject({ state: 'finished', totals: { accepted: 10 }, diagnostics: [] });
  expect(all.stderr).toMatch(
    /is paused after step 1 of 2 \(to 50%\) of sale, until 2026-12-01 12:30:\d+ UTC: \d+ notifications? left, it goes on in \d.*Ctrl-C leaves it paused\.\n/v,
  );
  expect(await workspace.reached()).toHaveLength(10);
  await using another = await makeWaiting(files);
  const interrupt = new AbortController();
  const listen = (text: string): void => {
    if (text.includes(' is paused after step 1 of 2')) interrupt.abort('interrupted by SIGINT');
  };
  const left = await runAt(another, '2026-12-01T11:58', applying, { listen, interrupt: interrupt.signal });
  expect(left.exitCode).toBe(8);
  const help = expect.stringMatching(/ resume \w+ --env local --step\. .* resume \w+ --env local$/v);
  expect(readRun(left)).toMatchObject({ state: 'paused', diagnostics: [{ code: 'PP431', help }] });
});

test('a manual pause is not waited for: resume sends the rest', async () => {
  const steps = campaignText({
    id: 'sale',
    campId: 8,
    more: `schedule: ${noon}\nrollout: [50%, { pause: manual }, 100%]`,
  });
  await using workspace = await makeWaiting({ 'sale.campaign.yaml': steps });
  const paused = await runAt(workspace, '2026-12-01T11:58', [
    'apply',
    'sale.campaign.yaml',
    '--wait',
    '--yes',
    '--json',
  ]);
  expect(paused.exitCode).toBe(8);
  expect(paused.stderr).toContain('waits: 10 notifications, the first of them due at 2026-12-01 12:00 UTC');
  const { run, totals, campaigns } = readRun(paused);
  expect(readRun(paused)).toMatchObject({ state: 'paused', diagnostics: [{ code: 'PP431' }] });
  expect(totals.accepted).toBe(campaigns[0]?.rollout?.steps[0]?.planned);
  const early = await runAt(workspace, '2026-12-01T12:20', ['resume', run, '--json']);
  expect([early.exitCode, readRun(early).totals.accepted]).toEqual([8, totals.accepted]);
  const rest = await runAt(workspace, '2026-12-01T12:40', ['resume', run, '--step', '--json']);
  expect(rest.exitCode).toBe(0);
  expect(readRun(rest)).toMatchObject({ state: 'finished', totals: { accepted: 10 } });
  expect(await workspace.reached()).toHaveLength(10);
});

test('stop --campaign also cancels the later steps of a rollout, and the next apply sends to these people', async () => {
  const steps = campaignText({ id: 'sale', campId: 8, more: 'rollout: [50%, { pause: manual }, 100%]' });
  await using workspace = await makeWaiting({ 'sale.campaign.yaml': steps });
  const at = (...argv: readonly string[]): Promise<CliResult> => runAt(workspace, '2026-12-01T11:58', argv);
  const paused = readRun(await at('apply', 'sale.campaign.yaml', '--yes', '--json'));
  const rest = 10 - paused.totals.accepted;
  expect(paused).toMatchObject({ state: 'paused' });
  const stopped = await at('stop', '--campaign', 'sale', '--json');
  expect(readRuns(stopped)).toMatchObject([{ run: paused.run, state: 'superseded', left_out: { stopped: rest } }]);
  for (const [verb, code, cannot] of [
    ['resume', 'PP413', 'cannot be resumed'],
    ['pause', 'PP335', 'cannot be paused'],
  ] as const) {
    const refused = await at(verb, paused.run, '--json');
    const message = `The run ${paused.run} ${cannot}: all that waited in it was stopped by tester@test-host.`;
    expect([refused.exitCode, readDiagnostics(refused)]).toMatchObject([3, [{ code, message }]]);
  }
  const again = await at('apply', 'sale.campaign.yaml', '--yes', '--json');
  expect(readRun(again)).toMatchObject({ state: 'finished', totals: { planned: rest, accepted: rest } });
});
