// A worker process whose ledger is migrated to another version while it runs.
import { test } from 'vitest';
import { askPostgres } from '../support/old-ledgers.ts';
import { makePostgresTrial } from '../support/postgres-trial.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';

const server = sharePostgresDatabase();

test.concurrent('a worker ends with exit 4 in the middle of a run, and takes no other chunk', async ({ expect }) => {
  const pace = { recipients: 3_000, requestsPerMinute: 600, latency: 50 };
  await using trial = await makePostgresTrial(server(), pace);
  const applied = await trial.run('apply', '--yes', '--detach', '--json');
  expect(applied.exitCode, applied.stderr).toBe(0);
  const worker = trial.start('worker', '--concurrency', '1');
  await trial.hasSent(5);
  await askPostgres(server(), `UPDATE ${trial.schema}.meta SET version = 99`);
  const end = await worker.ended;
  expect(end.exitCode, `${end.stderr}${end.stdout}`).toBe(4);
  expect(end.stderr.replaceAll(/\s+/g, ' ')).toMatch(/PP312 .*is of version 99; this pushplan knows version \d/);
  const taken = await askPostgres(server(), `SELECT number FROM ${trial.schema}.chunk WHERE worker IS NOT NULL`);
  expect(taken).toHaveLength(1);
});

test.concurrent('a worker ends with exit 4 while it has nothing to do', async ({ expect }) => {
  await using trial = await makePostgresTrial(server(), { recipients: 1, requestsPerMinute: 600 });
  expect((await trial.run('ledger', 'migrate', '--new-ledger')).exitCode).toBe(0);
  const worker = trial.start('worker');
  expect(await worker.prints(/nothing to do/)).toBeDefined();
  await askPostgres(server(), `UPDATE ${trial.schema}.meta SET version = 99`);
  const end = await worker.ended;
  expect({ exitCode: end.exitCode, stderr: end.stderr }).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('PP312'),
  });
});
