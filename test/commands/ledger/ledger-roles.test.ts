// ledger roles: a role that plans cannot write or see people, and a role that applies owns nothing.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../../support/cli.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../../support/sending-workspace.ts';
import { sharePostgres } from '../../support/share-postgres.ts';
import { campaignText, people } from '../../support/workspace.ts';
import { readDocument } from '../../support/documents.ts';

const server = sharePostgres();
let workspace: SendingWorkspace | undefined;
const schema = `roles_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  const files = { 'people.csv': people(40), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  workspace = await makeSendingWorkspace(files, { environment: 'message_center: off, ledger_env: LEDGER' });
});

afterAll(() => workspace?.[Symbol.asyncDispose]());

function addressOf(user: string): string {
  const { port, password } = server();
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

test('the two roles can do their work, and nothing else', async () => {
  const made = await run('postgres', 'ledger', 'migrate', '--new-ledger');
  expect(made.stdout).toMatch(/^The ledger ledger_\w{16} was made/);
  expect((await run('postgres', 'ledger', 'migrate')).stdout).toContain('of version 6, as this pushplan is');
  const roles = await run('postgres', 'ledger', 'roles', '--plan-role', 'planners', '--apply-role', 'senders');
  expect(roles.exitCode, roles.stderr).toBe(0);
  await query('postgres', roles.stdout);
  const password = server().password.replaceAll("'", "''");
  await query('postgres', `CREATE ROLE pia LOGIN PASSWORD '${password}' IN ROLE planners`);
  await query('postgres', `CREATE ROLE abe LOGIN PASSWORD '${password}' IN ROLE senders`);

  await query('postgres', `CREATE ROLE bea LOGIN PASSWORD '${password}' IN ROLE senders`);

  // The state after the ledger was restored without its queue.
  await query('postgres', `DROP SCHEMA ${schema}_jobs CASCADE`);
  for (const argv of [
    ['apply', '--yes'],
    ['worker', '--drain'],
  ]) {
    expect(words(await run('abe', ...argv))).toMatch(
      /^4 .*PP315.*As the owner.*ledger migrate --env NAME, .*ledger roles/,
    );
  }
  expect((await run('postgres', 'ledger', 'migrate')).exitCode).toBe(0);
  // The grants are applied again, as after every migration.
  await query('postgres', roles.stdout);

  const applied = await run('abe', 'apply', '--yes', '--json', '--max-sends', '20');
  expect(applied.exitCode, applied.stderr).toBe(8);
  const { run: id } = applied.json() as { run: string };
  // The secret of the keyed hashes is in the database, but a role that plans may not read it.
  const plan = await run('pia', 'plan', '--json');
  expect(plan.exitCode, plan.stderr).toBe(0);
  expect(plan.json(), plan.stderr).toMatchObject({
    totals: { send: 40, settled: 0 },
    history: 'none',
    diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'PP348', severity: 'warning' })]),
  });
  const text = (await run('pia', 'plan')).stdout.replaceAll(/\s+/gv, ' ');
  expect(text).toMatch(/PP348 .*this user may not read the secret of the ledger of local.*ledger_key_env/);
  expect(words(await run('pia', 'validate'))).toMatch(/^0 /);
  expect(words(await run('pia', 'status', id, '--export', 'accepted', '--out', 'got.csv'))).toMatch(
    /^4 .*PP348.*nobody can be looked up/,
  );
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

  // The role that applies can also pause, stop, resume and resolve doubt.
  await workspace?.write('people.csv', people(90));
  const { run: next } = (await run('abe', 'apply', '--yes', '--detach', '--json')).json() as { run: string };
  for (const verb of ['pause', 'resume', 'stop', 'resume']) {
    expect(words(await run('abe', verb, next)), verb).toMatch(/^0 /);
  }
  expect(words(await run('bea', 'worker', '--drain'))).toMatch(/^0 /);
  await query('postgres', `UPDATE ${schema}.req SET outcomes = '\\x02', doubts = 1 WHERE length(outcomes) = 1`);
  const word = ['resolve', next, '--as', 'accepted', '--reason', 'called them', '--yes'];
  expect(words(await run('abe', ...word))).toMatch(/will count as accepted/);
  expect(await workspace?.reached()).toHaveLength(90);

  const denied = /permission denied|must be owner/;
  for (const sql of [
    `SELECT notifications FROM ${schema}.chunk`,
    `UPDATE ${schema}.meta SET serial = 0`,
    `DELETE FROM ${schema}.sent`,
    `INSERT INTO ${schema}.reason VALUES (16, 'refused', 'x')`,
    `SELECT secret FROM ${schema}.meta`,
    `SELECT * FROM ${schema}.meta`,
    `SELECT mac FROM ${schema}.chunk`,
  ]) {
    await expect(query('pia', sql)).rejects.toThrow(denied);
  }
  for (const sql of [
    `DELETE FROM ${schema}.sent`,
    `TRUNCATE ${schema}.req`,
    `ALTER TABLE ${schema}.run ADD x int`,
    `CREATE TABLE ${schema}.mine (id int)`,
    ...[
      'secret = NULL',
      "ledger_id = 'x'",
      "fingerprint = '\\x00'",
      'version = 1',
      "environment = 'x'",
      'closed_at = 1',
    ].map((change) => `UPDATE ${schema}.meta SET ${change}`),
    `UPDATE ${schema}.meta SET endpoint = 'sandbox'`,
    `UPDATE ${schema}.sent SET key = gen_random_uuid()`,
    `UPDATE ${schema}.sent SET generation = 1`,
    `UPDATE ${schema}.chunk SET position = 0`,
    `UPDATE ${schema}.chunk SET run = 1`,
    `UPDATE ${schema}.run SET id = 'run_x'`,
    `UPDATE ${schema}.run_campaign SET settings = '{}'`,
    `UPDATE ${schema}.campaign SET id = 'x'`,
    `UPDATE ${schema}.req SET campaign = 1`,
    `UPDATE ${schema}.reason SET reason = 'x'`,
    `UPDATE ${schema}.decision SET who = 'x'`,
    `UPDATE ${schema}.decided SET positions = 1`,
  ]) {
    await expect(query('abe', sql)).rejects.toThrow(denied);
  }
  expect(await query('postgres', `SELECT tableowner FROM pg_tables WHERE schemaname = '${schema}'`)).not.toContainEqual(
    {
      tableowner: 'abe',
    },
  );
});

test('with the secret outside of the database, a role that plans can plan with the ledger', async () => {
  const text = { 'people.csv': people(3), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  const environment = 'message_center: off, ledger_env: LEDGER, ledger_key_env: SECRET';
  await using other = await makeSendingWorkspace(text, { environment });
  const own = `outside_${randomBytes(6).toString('hex')}`;
  const as = (user: string, ...argv: readonly string[]): Promise<CliResult> => {
    const LEDGER = addressOf(user).replace(schema, own);
    return pushplan(argv, { cwd: other.root, env: { KEY: localKey, LEDGER, SECRET: 'kept elsewhere' } });
  };
  expect((await as('postgres', 'apply', '--yes')).exitCode).toBe(0);
  await query('postgres', (await as('postgres', 'ledger', 'roles', '--plan-role', 'planners')).stdout);
  const plan = await as('pia', 'plan', '--json');
  expect(plan.json(), plan.stderr).toMatchObject({
    history: 'ledger',
    totals: { send: 0, settled: 3 },
    diagnostics: [{ code: 'PP326' }],
  });
});

test('for a file or an invalid role name, the command reports why it cannot work', async () => {
  const cwd = workspace?.root ?? '';
  const file = await pushplan(['ledger', 'roles'], { cwd, env: { LEDGER: 'sqlite:a.db' } });
  expect(words(file)).toMatch(/^3 .*PP502.*which has no roles/);
  const named = await run('postgres', 'ledger', 'roles', '--plan-role', 'x; DROP');
  expect(words(named)).toMatch(/^3 .*PP502.*x; DROP is not a name/);
  expect(readDocument('roles', await run('postgres', 'ledger', 'roles', '--json'))).toMatchObject({
    sql: expect.stringContaining('TO pushplan_plan'),
  });
});
