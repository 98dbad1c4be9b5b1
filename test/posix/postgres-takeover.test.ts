// Processes that share a ledger on PostgreSQL: one at a time sends, and one that dies or is frozen is taken over.
import { test } from 'vitest';
import { makePostgresTrial, type PostgresTrial, type PostgresTrialOptions } from '../support/postgres-trial.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';

const server = sharePostgresDatabase();

function makeTrial(options: PostgresTrialOptions): Promise<PostgresTrial> {
  return makePostgresTrial(server(), options);
}

test.concurrent('a holder that was killed is taken over; what it had under way is in doubt, and the rest is sent', async ({
  expect,
}) => {
  await using trial = await makeTrial({ recipients: 400, requestsPerMinute: 300, latency: 300, held: 3 });
  const first = trial.start('apply', '--yes');
  await trial.hasSent(5);
  first.kill('SIGKILL');
  trial.letGo();
  const end = await trial.insist('apply', '--yes', '--json').ended;
  expect(end.exitCode).toBe(7);
  const { in_doubt: inDoubt, accepted } = JSON.parse(end.stdout).totals;
  const reached = await trial.reached();
  expect(new Set(reached).size).toBe(reached.length);
  const status = (await trial.run('status', '--json')).json() as {
    runs: { totals: { accepted: number; in_doubt: number } }[];
  };
  const settled = status.runs.reduce((sum, { totals }) => sum + totals.accepted, 0);
  const doubtful = status.runs.reduce((sum, { totals }) => sum + totals.in_doubt, 0);
  expect({ inDoubt, all: settled + doubtful }).toEqual({ inDoubt: 0, all: 400 });
  expect(accepted).toBeGreaterThan(0);
  expect(doubtful).toBeGreaterThan(0);
  expect(reached.length).toBeGreaterThanOrEqual(settled);
});

test.concurrent('a holder that was frozen and taken over sends nothing new when it wakes up', async ({ expect }) => {
  await using trial = await makeTrial({ recipients: 400, requestsPerMinute: 300, latency: 300, held: 3 });
  const frozen = trial.start('apply', '--yes');
  await trial.hasSent(5);
  frozen.kill('SIGSTOP');
  trial.letGo();
  const { runs } = (await trial.run('status', '--json')).json() as { runs: { run: string }[] };
  const taking = trial.insist('resume', runs[0]?.run ?? '');
  // The number of requests shows nothing here: those that the first process wrote before it was frozen may be read much later.
  await taking.sends;
  frozen.kill('SIGCONT');
  const { exitCode, stderr } = await frozen.ended;
  expect(exitCode, stderr).toBe(9);
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('was taken over by process');
  const next = await taking.ended;
  expect([0, 7, 8], next.stderr).toContain(next.exitCode);
  const reached = await trial.reached();
  expect(new Set(reached).size).toBe(reached.length);
});
