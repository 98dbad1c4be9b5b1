// A run whose connections are cut and whose server restarts or crashes: nobody is lost or gets a notification twice.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from '../support/postgres-server.ts';
import { makePostgresTrial } from '../support/postgres-trial.ts';

test('with terminated backends, a restart and a crash of the server, the run finishes without help', async () => {
  await using server = await startPostgres({ durable: true });
  await using trial = await makePostgresTrial(server, { recipients: 1_000, requestsPerMinute: 900 });
  const apply = trial.start('apply', '--yes', '--json');
  for (let round = 1; round <= 10; round += 1) {
    await trial.hasSent(round);
    await terminateAll(server.url());
  }
  await trial.hasSent(15);
  await server.stop('SIGINT');
  await isAskedAt(server.port);
  await server.start();
  await trial.hasSent(30);
  await server.stop('SIGQUIT');
  await server.start();
  const { exitCode, stdout, stderr } = await apply.ended;
  // A claim whose commit the crash interrupted is in doubt, since nobody can tell whether it was committed.
  expect([0, 7], stderr).toContain(exitCode);
  const { state, totals } = JSON.parse(stdout);
  const settled = totals.accepted + totals.in_doubt;
  expect({ state, settled, notSent: totals.not_sent }).toEqual({ state: 'finished', settled: 1_000, notSent: 0 });
  const reached = await trial.reached();
  expect(new Set(reached).size).toBe(reached.length);
  expect(reached.length).toBeGreaterThanOrEqual(totals.accepted);
});

/** Resolves when somebody has connected to this port, on which nobody listens yet. The connection ends at once. */
async function isAskedAt(port: number): Promise<void> {
  const nobody = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  await once(nobody, 'connection');
  nobody.close();
  await once(nobody, 'close');
}

async function terminateAll(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pushplan'");
  await client.end();
}
