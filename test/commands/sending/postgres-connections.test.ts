// The connections of one process, as the server sees them: one pool for the ledger, the chunks and the queue.
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { mostConnections } from '../../../src/ledger/postgres/connect.ts';
import type { CliResult } from '../../support/cli.ts';
import { makeSendingWorkspace } from '../../support/sending-workspace.ts';
import { sharePostgres } from '../../support/share-postgres.ts';
import { campaignText, people } from '../../support/workspace.ts';

const server = sharePostgres();

interface Seen {
  readonly result: CliResult;
  /** The application names of the connections. */
  readonly names: ReadonlySet<string>;
  /** The largest number of connections at one time. */
  readonly most: number;
}

/** Watches the connections of a login until the command ends. */
async function watch(login: string, command: Promise<CliResult>): Promise<Seen> {
  await using stack = new AsyncDisposableStack();
  const client = stack.adopt(new Client(server().url()), (one) => one.end());
  await client.connect();
  const names = new Set<string>();
  const ended = command.then(() => true);
  let most = 0;
  do {
    const sql = 'SELECT application_name AS name FROM pg_stat_activity WHERE usename = $1';
    const { rows } = await client.query<{ name: string }>(sql, [login]);
    most = Math.max(most, rows.length);
    for (const { name } of rows) names.add(name);
  } while (!(await Promise.race([ended, Promise.resolve(false)])));
  return { result: await command, names, most };
}

/** Makes a workspace whose ledger has its own login, and a schema of that name. */
async function makeShared(login: string) {
  const client = new Client(server().url());
  await client.connect();
  await client.query(`CREATE ROLE ${login} LOGIN SUPERUSER PASSWORD 'one'`);
  await client.end();
  const url = new URL(server().url(`?schema=${login}`));
  url.username = login;
  url.password = 'one';
  return makeSendingWorkspace(
    { 'people.csv': people(2_000), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) },
    {
      environment: 'message_center: off, ledger_env: LEDGER',
      env: { LEDGER: url.href },
      latency: { sent: 20, none: 20, jitter: 0 },
    },
  );
}

test('an apply that leads its run has one pool', async () => {
  await using shared = await makeShared('leader');
  const { result, names, most } = await watch('leader', shared.run('apply', '--yes', '--json'));
  expect(result.exitCode, result.stderr).toBe(0);
  expect([...names]).toEqual(['pushplan']);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(mostConnections);
});

test('a worker has one pool, whatever its concurrency', async () => {
  await using shared = await makeShared('worker');
  expect((await shared.run('apply', '--detach', '--yes')).exitCode).toBe(0);
  const { result, names, most } = await watch('worker', shared.run('worker', '--drain', '--concurrency', '16'));
  expect(result.exitCode, result.stderr).toBe(0);
  expect([...names]).toEqual(['pushplan']);
  expect(most).toBeLessThanOrEqual(mostConnections);
});
