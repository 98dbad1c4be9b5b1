// ledger roles: who may only plan cannot write or see people, who may apply owns nothing.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

let started: PostgresServer | undefined;
let workspace: SendingWorkspace | undefined;
const schema = `roles_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  started = await startPostgres();
  const files = { 'people.csv': people(40), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  workspace = await makeSendingWorkspace(files, { environment: 'message_center: off, ledger_env: LEDGER' });
});

afterAll(async () => {
  await workspace?.[Symbol.asyncDispose]();
  await started?.[Symbol.asyncDispose]();
});

function addressOf(user: string): string {
  const { port = 0, password = '' } = started ?? {};
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres?schema=${schema}`;
}

function run(user: string, ...argv: readonly string[]): Promise<CliResult> {
  return pushplan(argv, { cwd: workspace?.root ?? '', env: { KEY: localKey, LEDGER: addressOf(user) } });
}

function words({ exitCode, stderr }: CliResult): string {
  return `${exitCode} ${stderr.replaceAll(/\s+/gv, ' ')}`;
}

async function query(user: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client(addressOf(user));
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a role that plans and one that applies', async () => {
  const made = await run('postgres', 'ledger', 'migrate', '--new-ledger');
  expect(made.stdout).toMatch(/^The ledger ledger_\w{16} was made/);
  expect((await run('postgres', 'ledger', 'migrate')).stdout).toContain('of version 2, as this pushplan is');
  const roles = await run('postgres', 'ledger', 'roles', '--plan-role', 'planners', '--apply-role', 'senders');
  expect(roles.exitCode, roles.stderr).toBe(0);
  await query('postgres', roles.stdout);
  const password = (started?.password ?? '').replaceAll("'", "''");
  await query('postgres', `CREATE ROLE pia LOGIN PASSWORD '${password}' IN ROLE planners`);
  await query('postgres', `CREATE ROLE abe LOGIN PASSWORD '${password}' IN ROLE senders`);

  await query('postgres', `CREATE ROLE bea LOGIN PASSWORD '${password}' IN ROLE senders`);

  // As after the ledger was restored without its queue.
  await query('postgres', `DROP SCHEMA ${schema}_jobs CASCADE`);
  for (const argv of [
    ['apply', '--yes'],
    ['worker', '--drain'],
  ]) {
    expect(words(await run('abe', ...argv))).toMatch(/^4 .*PP315.*As the owner.*ledger migrate, .*ledger roles/);
  }
  expect((await run('postgres', 'ledger', 'migrate')).exitCode).toBe(0);
  // A second time, as after every migration.
  await query('postgres', roles.stdout);

  const applied = await run('abe', 'apply', '--yes', '--json', '--max-sends', '20');
  expect(applied.exitCode, applied.stderr).toBe(8);
  const { run: id } = applied.json() as { run: string };
  const plan = await run('pia', 'plan', '--json');
  expect(plan.json(), plan.stderr).toMatchObject({ totals: { send: 20, settled: 20 } });
  const status = await run('pia', 'status', id, '--json');
  expect(status.json(), status.stderr).toMatchObject({ totals: { accepted: 20, not_sent: 20 } });
  const refused = await run('pia', 'apply', '--yes');
  expect(words(refused)).toMatch(/^4 .*PP315.*may not be used by this user.*ledger roles/);

  const resumed = await run('abe', 'resume', id, '--json');
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  expect((await run('abe', 'apply', '--yes')).exitCode).toBe(0);
  await workspace?.write('people.csv', people(50));
  const detached = await run('abe', 'apply', '--yes', '--detach');
  expect(detached.exitCode, detached.stderr).toBe(0);
  const worked = await run('bea', 'worker', '--drain');
  expect(worked.exitCode, worked.stderr).toBe(0);
  const reached = (await workspace?.reached()) ?? [];
  expect(reached).toHaveLength(50);
  expect(new Set(reached).size).toBe(50);

  const denied = /permission denied|must be owner/;
  for (const sql of [
    `SELECT notifications FROM ${schema}.chunk`,
    `UPDATE ${schema}.meta SET serial = 0`,
    `DELETE FROM ${schema}.sent`,
    `INSERT INTO ${schema}.reason VALUES (16, 'refused', 'x')`,
  ]) {
    await expect(query('pia', sql)).rejects.toThrow(denied);
  }
  for (const sql of [
    `DELETE FROM ${schema}.sent`,
    `TRUNCATE ${schema}.req`,
    `ALTER TABLE ${schema}.run ADD x int`,
    `CREATE TABLE ${schema}.mine (id int)`,
  ]) {
    await expect(query('abe', sql)).rejects.toThrow(denied);
  }
  expect(await query('postgres', `SELECT tableowner FROM pg_tables WHERE schemaname = '${schema}'`)).not.toContainEqual(
    {
      tableowner: 'abe',
    },
  );
});

test('for a file, or with a name that is none, it says why not', async () => {
  const cwd = workspace?.root ?? '';
  const file = await pushplan(['ledger', 'roles'], { cwd, env: { LEDGER: 'sqlite:a.db' } });
  expect(words(file)).toMatch(/^3 .*PP502.*which has no roles/);
  const named = await run('postgres', 'ledger', 'roles', '--plan-role', 'x; DROP');
  expect(words(named)).toMatch(/^3 .*PP502.*x; DROP is not a name/);
  expect((await run('postgres', 'ledger', 'roles', '--json')).json()).toMatchObject({
    sql: expect.stringContaining('TO pushplan_plan'),
  });
});
