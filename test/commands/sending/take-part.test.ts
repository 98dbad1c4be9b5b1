// apply on a ledger that workers can reach: apply leads, workers help, others join by the seal, and interrupting it stops the run.
import { Client } from 'pg';
import { expect, test } from 'vitest';
import type { Run } from '../../../src/generated/run.ts';
import { pushplan, type CliResult } from '../../support/cli.ts';
import { readRun, readRuns } from '../../support/documents.ts';
import { holdAnswers, type HeldAnswers } from '../../support/held-answers.ts';
import {
  localKey,
  makeSendingWorkspace,
  type SendingOptions,
  type SendingWorkspace,
} from '../../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { untilRequests } from '../../support/until-requests.ts';
import { campaignText, people } from '../../support/workspace.ts';

const server = sharePostgresDatabase();

interface Shared extends SendingWorkspace {
  /** Starts a command that can be interrupted. */
  begin(interrupt: AbortSignal, ...argv: readonly string[]): Promise<CliResult>;
  hasSent(requests: number): Promise<void>;
  /** With `held`, holds every answer but the first until letGo(), so that the run cannot end before the test has acted on it. */
  readonly answers: HeldAnswers;
  seal(): Promise<string>;
  newest(): Promise<Run>;
}

async function makeShared(
  recipients: number,
  schema: string,
  more: SendingOptions & { held?: boolean } = {},
): Promise<Shared> {
  const { held = false, ...options } = more;
  const answers = holdAnswers(held ? 1 : Number.POSITIVE_INFINITY);
  const env = { LEDGER: server().url(`?schema=part_${schema}`) };
  const workspace = await makeSendingWorkspace(
    { 'people.csv': people(recipients), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) },
    {
      environment: 'message_center: off, ledger_env: LEDGER',
      env,
      latency: { sent: 10, none: 10, jitter: 0 },
      clock: answers.clock,
      ...options,
    },
  );
  const begun: Promise<CliResult>[] = [];
  return {
    ...workspace,
    answers,
    begin: (interrupt, ...argv) => {
      const command = pushplan(argv, { cwd: workspace.root, env: { KEY: localKey, ...env }, interrupt });
      begun.push(command);
      return command;
    },
    hasSent: (requests) => untilRequests(workspace.sandbox, requests, begun),
    seal: async () => ((await workspace.run('plan', '--json')).json() as { readonly seal: string }).seal,
    newest: async () => {
      const [run] = readRuns(await workspace.run('status', '--json'));
      if (run === undefined) throw new Error('there is no run');
      return run;
    },
  };
}

async function countWorkers(schema: string): Promise<number> {
  await using client = new AsyncDisposableStack();
  const database = client.adopt(new Client(server().url()), (one) => one.end());
  await database.connect();
  const { rows } = await database.query<{ workers: number }>(
    `SELECT count(*)::integer AS workers FROM part_${schema}.worker`,
  );
  return rows[0]?.workers ?? 0;
}

/** Expects that everybody was sent to exactly once. */
async function expectAll(shared: Shared, recipients: number): Promise<void> {
  const reached = await shared.reached();
  expect({ reached: reached.length, different: new Set(reached).size }).toEqual({
    reached: recipients,
    different: recipients,
  });
}

test('a worker helps, both are shown, and everybody is sent to once', async () => {
  await using shared = await makeShared(4_000, 'help');
  const begun = await shared.run('apply', '--yes', '--max-sends', '1');
  expect(begun.exitCode, begun.stderr).toBe(8);
  const told = new AbortController();
  const working = shared.begin(told.signal, 'worker');
  await expect.poll(() => countWorkers('help')).toBeGreaterThan(0);
  const applied = await shared.run('apply', '--yes');
  told.abort('SIGTERM');
  const worked = await working;
  expect(applied.exitCode, applied.stderr).toBe(0);
  expect(applied.stdout).toContain('3,999');
  expect(applied.stderr).toMatch(/, 2 workers\n/);
  expect(worked.stdout).toContain('"event":"chunk done"');
  await expectAll(shared, 4_000);
});

test('Ctrl-C stops the run for all processes, and resume sends the rest', async () => {
  await using shared = await makeShared(2_000, 'interrupt', { held: true });
  const pressed = new AbortController();
  const told = new AbortController();
  const applying = shared.begin(pressed.signal, 'apply', '--yes');
  await shared.hasSent(1);
  const working = shared.begin(told.signal, 'worker');
  shared.answers.hold(11);
  await shared.hasSent(12);
  pressed.abort('SIGINT');
  shared.answers.letGo();
  const applied = await applying;
  expect(applied.exitCode, applied.stderr).toBe(8);
  const { run, state, totals } = await shared.newest();
  expect({ state, isLeft: totals.not_sent > 0 }).toEqual({ state: 'stopped', isLeft: true });
  expect(applied.stderr + applied.stdout).toContain(`pushplan resume ${run}`);
  const resumed = await shared.run('resume', run, '--json');
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  told.abort('SIGTERM');
  await working;
  expect(readRun(resumed)).toMatchObject({ run, state: 'finished', totals: { accepted: 2_000 } });
  await expectAll(shared, 2_000);
});

test.concurrent('if another command pauses the run, apply ends and names who did that, and resume continues', async ({
  expect,
}) => {
  await using shared = await makeShared(1_200, 'pause', { held: true });
  const never = new AbortController();
  const applying = shared.begin(never.signal, 'apply', '--yes', '--json');
  await shared.hasSent(2);
  const { run } = await shared.newest();
  expect(await shared.run('pause', run)).toMatchObject({ exitCode: 0 });
  shared.answers.letGo();
  const applied = await applying;
  expect(applied.exitCode, applied.stderr).toBe(8);
  expect(readRun(applied).diagnostics).toContainEqual(
    expect.objectContaining({ code: 'PP336', message: expect.stringMatching(/was paused by \S+@/) }),
  );
  expect(await shared.run('resume', run)).toMatchObject({ exitCode: 0 });
  await expectAll(shared, 1_200);
});

test('a deadline applies to the whole run', async () => {
  await using shared = await makeShared(20_000, 'deadline', { latency: { sent: 500, none: 500, jitter: 0 } });
  const applied = await shared.run('apply', '--yes', '--json', '--max-duration', '2s');
  expect(applied.exitCode, applied.stderr).toBe(8);
  expect(readRun(applied)).toMatchObject({ state: 'stopped', why: '--max-duration 2s is over' });
});

test.concurrent('apply with the same seal joins the run; another apply is refused and names the process that sends', async ({
  expect,
}) => {
  await using shared = await makeShared(1_200, 'join', { held: true });
  const seal = await shared.seal();
  const never = new AbortController();
  const first = shared.begin(never.signal, 'apply', '--yes', '--json', '--expect-seal', seal);
  await shared.hasSent(2);
  const other = await shared.run('apply', '--yes');
  expect(other.exitCode).toBe(9);
  expect(other.stderr.replaceAll(/\s+/g, ' ')).toMatch(/held by process \d+ on \S+ since 20/);
  const told = await shared.run('apply', '--yes', '--detach', '--expect-seal', seal);
  expect(told.exitCode, told.stderr).toBe(0);
  const leaver = new AbortController();
  const leaving = shared.begin(leaver.signal, 'apply', '--yes', '--expect-seal', seal);
  const joining = shared.run('apply', '--yes', '--json', '--expect-seal', seal);
  await expect.poll(() => countWorkers('join')).toBe(3);
  shared.answers.letGo();
  const second = await joining;
  leaver.abort('SIGINT');
  const ends = [await first, second];
  expect(
    ends.map(({ exitCode }) => exitCode),
    ends.map(({ stderr }) => stderr).join(''),
  ).toEqual([0, 0]);
  expect(readRun(second).run).toBe(readRun(await first).run);
  expect([0, 8]).toContain((await leaving).exitCode);
  await expectAll(shared, 1_200);
});

test.concurrent('an apply that joined can be interrupted, and the run continues', async ({ expect }) => {
  await using shared = await makeShared(1_200, 'leave', { held: true });
  const seal = await shared.seal();
  const never = new AbortController();
  const first = shared.begin(never.signal, 'apply', '--yes', '--expect-seal', seal);
  await shared.hasSent(2);
  const leaver = new AbortController();
  leaver.abort('SIGINT');
  const left = await shared.begin(leaver.signal, 'apply', '--yes', '--expect-seal', seal);
  expect(left.exitCode, left.stderr).toBe(8);
  expect((left.stderr + left.stdout).replaceAll(/\s+/gv, ' ')).toContain('other processes continue it');
  shared.answers.letGo();
  const ended = await first;
  expect(ended.exitCode, ended.stderr).toBe(0);
  await expectAll(shared, 1_200);
});

test('a refused key stops the run with its own exit code, and nobody was sent to', async () => {
  await using shared = await makeShared(100, 'refused', { faults: [{ kind: '401', requests: [1] }] });
  const applied = await shared.run('apply', '--yes', '--json');
  expect(applied.exitCode, applied.stderr).toBe(10);
  expect(readRun(applied)).toMatchObject({ state: 'stopped', totals: { not_sent: 100 } });
  expect(await shared.run('apply', '--yes')).toMatchObject({ exitCode: 0 });
  await expectAll(shared, 100);
});

test('runs of different campaigns are sent at the same time, and runs of one campaign one after the other', async () => {
  await using shared = await makeShared(2_000, 'beside');
  const second = campaignText({ id: 'other', campId: 8, more: 'key: "{{email}}"' });
  await shared.write('other.campaign.yaml', second);
  const detached = await shared.run('apply', '--yes', '--detach', '--json', 'hello.campaign.yaml');
  expect(detached.exitCode, detached.stderr).toBe(0);
  const same = await shared.run('apply', '--yes', 'hello.campaign.yaml');
  expect(same.exitCode).toBe(9);
  expect(same.stderr.replaceAll(/\s+/g, ' ')).toContain('and sends campaign hello');
  const beside = await shared.run('apply', '--yes', '--json', 'other.campaign.yaml');
  expect(beside.exitCode, beside.stderr).toBe(0);
  expect(await shared.run('worker', '--drain')).toMatchObject({ exitCode: 0 });
  const runs = readRuns(await shared.run('status', '--json'));
  expect(runs.map(({ state, totals }) => ({ state, accepted: totals.accepted }))).toEqual([
    { state: 'finished', accepted: 2_000 },
    { state: 'finished', accepted: 2_000 },
  ]);
});
