// The leader of a run may die: workers that help finish the run, and nobody gets a notification twice.
import { expect, test } from 'vitest';
import { readRun, readRuns } from '../support/documents.ts';
import { makeFleetTrial } from '../support/fleet-trial.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { untilRequests } from '../support/until-requests.ts';

test('if a leader is killed, its helper takes over the chunks and finishes the run', async () => {
  await using server = await startPostgres();
  const latency = { sent: 100, none: 100, jitter: 0 };
  await using trial = await makeFleetTrial(server, {
    recipients: 3_000,
    requestsPerMinute: 3_000,
    sandbox: { latency },
  });
  const leader = trial.start('apply', '--yes');
  await untilRequests(trial.sandbox, 3, [leader.ended]);
  leader.kill('SIGKILL');
  const helper = await trial.start('worker', '--drain').ended;
  expect([0, 7], helper.stderr).toContain(helper.exitCode);
  const [{ run } = { run: '' }] = readRuns(await trial.run('status', '--json'));
  const { state, totals } = readRun(await trial.run('status', run, '--json'));
  expect({ state, all: totals.accepted + totals.in_doubt }).toEqual({ state: 'finished', all: 3_000 });
  expect(totals.in_doubt).toBeLessThanOrEqual(8 * 20);
  const reached = await trial.reached();
  expect(new Set(reached).size).toBe(reached.length);
  expect(reached.length).toBeGreaterThanOrEqual(totals.accepted);
});
