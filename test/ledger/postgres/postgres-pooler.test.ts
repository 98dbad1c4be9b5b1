// A ledger behind a pooler in transaction mode: each transaction may use another connection, and there are fewer than clients.
import { expect, test } from 'vitest';
import { makePostgresTrial, type PostgresTrial } from '../../support/postgres-trial.ts';
import { sharePostgres } from '../../support/share-postgres.ts';
import { startTransactionPooler, type TransactionPooler } from '../../support/transaction-pooler.ts';

const server = sharePostgres({ trusting: true });

const connections = 2;

async function makePooledTrial(recipients: number): Promise<PostgresTrial & { readonly pooler: TransactionPooler }> {
  const pooler = await startTransactionPooler({ target: server().port, connections });
  const url = (query = '') => `postgres://postgres@127.0.0.1:${pooler.port}/postgres${query}`;
  const trial = await makePostgresTrial({ url }, { recipients, requestsPerMinute: 6_000 });
  return {
    ...trial,
    pooler,
    [Symbol.asyncDispose]: async () => {
      await trial[Symbol.asyncDispose]();
      await pooler[Symbol.asyncDispose]();
    },
  };
}

test('apply, status, resume and ledger verify work behind it', async () => {
  await using trial = await makePooledTrial(400);
  const applied = await trial.run('apply', '--yes', '--json', '--max-sends', '200');
  expect(applied.exitCode, applied.stderr).toBe(8);
  const { run } = applied.json() as { run: string };
  const resumed = await trial.run('resume', run, '--json');
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  expect((await trial.run('status', run, '--json')).json()).toMatchObject({
    state: 'finished',
    totals: { accepted: 400 },
  });
  const verified = await trial.run('ledger', 'verify');
  expect(verified.stdout, verified.stderr).toContain('is intact: 1 run');
  expect(await trial.reached()).toEqual(trial.everybody);
  expect(trial.pooler.moves).toBeGreaterThan(0);
  expect(trial.pooler.mostClients).toBeGreaterThan(connections);
});

test('two workers send a detached run behind it, with the queue', async () => {
  await using trial = await makePooledTrial(3_000);
  const detached = await trial.run('apply', '--yes', '--detach', '--json');
  expect(detached.exitCode, detached.stderr).toBe(0);
  const { run } = detached.json() as { run: string };
  const ends = await Promise.all([trial.start('worker', '--drain').ended, trial.start('worker', '--drain').ended]);
  for (const { exitCode, stderr, stdout } of ends) expect(exitCode, `${stderr}${stdout}`).toBe(0);
  expect((await trial.run('status', run, '--json')).json()).toMatchObject({
    state: 'finished',
    totals: { accepted: 3_000, in_doubt: 0 },
  });
  expect(await trial.reached()).toEqual(trial.everybody);
  expect(trial.pooler.mostClients).toBeGreaterThan(connections);
});
