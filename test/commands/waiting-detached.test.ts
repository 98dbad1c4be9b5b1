// Runs that wait on PostgreSQL, from the command line: apply --detach exits, and workers in other processes send when it is due.
import { expect, test } from 'vitest';
import type { Clock } from '../../src/delivery/clock.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readRun, readRuns, readWorkerLog } from '../support/documents.ts';
import { askPostgres } from '../support/old-ledgers.ts';
import { realClock } from '../support/real-clock.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

/** A clock that starts at this moment and is as fast as the clock of the database. */
function clockAt(moment: string): Clock {
  const begin = Date.parse(`${moment}Z`);
  const begunAt = performance.now();
  return { ...realClock, now: () => begin + Math.floor(performance.now() - begunAt) };
}

async function makeWorld(schema: string) {
  const workspace = await makeSendingWorkspace(
    {
      'sale.campaign.yaml': campaignText({ id: 'sale', campId: 8, more: 'schedule: { at: 2026-12-01T12:00 }' }),
      'news.campaign.yaml': campaignText({ id: 'news' }),
      'people.csv': people(10),
    },
    { environment: 'message_center: off, ledger_env: LEDGER', more: 'workspace_id: ws_0123456789ab' },
  );
  const env = { KEY: localKey, LEDGER: server().url(`?schema=${schema}`) };
  const options = { cwd: workspace.root, env };
  const runAt = (moment: string, ...argv: readonly string[]): Promise<CliResult> =>
    pushplan(argv, { ...options, clock: clockAt(moment) });
  // The queue's jobs are due by the clock of the database, not by the test's. The ledger finds the work of lost jobs again.
  const loseJobs = () => askPostgres(server(), `DELETE FROM ${schema}_jobs.job_common`);
  return {
    workspace,
    runAt,
    options,
    loseJobs,
    [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose](),
  };
}

test('apply --detach also hands over deferred people, and workers that start later send to them', async () => {
  await using world = await makeWorld('waiting_detached');
  const { workspace, runAt, loseJobs } = world;
  const detached = await runAt('2026-12-01T11:00', 'apply', '--detach', '--yes');
  expect(detached.exitCode).toBe(0);
  expect(detached.stdout).toMatch(
    /20 notifications to be sent by workers\n {2}some of them when they are due, from 2026-12-01 12:00 UTC on/v,
  );
  const early = await runAt('2026-12-01T11:00', 'worker', '--drain');
  expect(early.exitCode).toBe(0);
  expect(readWorkerLog(early).map(({ event }) => event)).toContain('run waits');
  const [{ run }] = [...readRuns(await runAt('2026-12-01T11:00', 'status', '--json')), { run: '' }];
  const status = readRun(await runAt('2026-12-01T11:00', 'status', run, '--json'));
  expect(status).toMatchObject({ state: 'waiting', next_due: '2026-12-01T12:00:00Z', totals: { accepted: 10 } });
  expect((await runAt('2026-12-01T11:00', 'status', run)).stdout).toContain('pushplan worker --env local');
  // Another apply does not have to wait for the run, whether it has the same plan or not.
  expect((await runAt('2026-12-01T11:00', 'apply', 'news.campaign.yaml', '--yes')).exitCode).toBe(0);
  await loseJobs();
  expect((await runAt('2026-12-01T12:01', 'worker', '--drain')).exitCode).toBe(0);
  expect(readRun(await runAt('2026-12-01T12:01', 'status', run, '--json'))).toMatchObject({
    state: 'finished',
    totals: { accepted: 20 },
  });
  expect(await workspace.reached()).toHaveLength(20);
});

test('apply --wait works like a worker until everything is sent', async () => {
  await using world = await makeWorld('waiting_helped');
  const { options, loseJobs } = world;
  const clock = clockAt('2026-12-01T11:59:58');
  // The clock stands still before the due time until the jobs are lost, however slow the machine is.
  const early = Date.parse('2026-12-01T11:59:59Z');
  let areLost = false;
  const lose = async (): Promise<void> => {
    await loseJobs();
    areLost = true;
  };
  const lost: Promise<unknown>[] = [];
  const applied = await pushplan(['apply', '--wait', '--yes', '--json'], {
    ...options,
    clock: { ...clock, now: () => (areLost ? clock.now() : Math.min(clock.now(), early)) },
    listen: (text) => {
      if (text.startsWith('Waiting until')) lost.push(lose());
    },
  });
  await Promise.all(lost);
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied)).toMatchObject({ state: 'finished', totals: { accepted: 20 } });
  expect(applied.stderr.match(/Waiting until 2026-12-01 12:00 UTC/gv)).toHaveLength(1);
});
