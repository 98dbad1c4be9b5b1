// Failed logins are explained in words, and the process ends after that, even if the server keeps the connection open.
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startBuiltCli } from '../support/built-cli.ts';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { startLoginServer } from '../support/login-server.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgres } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgres();
const files = { 'people.csv': people(3), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
const settings = { environment: 'message_center: off, ledger_env: LEDGER' };

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client(server().url());
  await client.connect();
  try {
    const { rows }: { rows: readonly Record<string, unknown>[] } = await client.query(sql);
    return rows;
  } finally {
    await client.end();
  }
}

const commands = [
  ['status'],
  ['plan'],
  ['apply', '--yes'],
  ['ledger', 'verify'],
  ['worker', '--once'],
  ['stop', '--all', '--env', 'local', '--yes'],
];

test.each([
  ['scram', 'asks for a password'],
  ['gss', 'asks for a login that pushplan cannot do'],
] as const)('%s: every command reports it and ends', async (kind, what) => {
  await using login = await startLoginServer(kind);
  await using workspace = await makeSendingWorkspace(files, settings);
  const env = { KEY: localKey, LEDGER: `postgres://ada@127.0.0.1:${login.port}/push` };
  for (const words of commands) {
    const { exitCode, stdout, stderr } = await startBuiltCli(words, { cwd: workspace.root, env }).ended;
    const said = (stdout + stderr).replaceAll(/\s+/gv, ' ');
    expect({ words, exitCode, said }).toMatchObject({ exitCode: 3, said: expect.stringContaining(what) });
    expect(said).toContain('PP321');
    expect(said).not.toMatch(/node_modules| at /v);
    expect(login.open()).toBe(0);
  }
  const within = await pushplan(['status', '--json'], { cwd: workspace.root, env });
  expect(readDiagnostics(within)).toMatchObject([{ code: 'PP321', message: expect.stringContaining(what) }]);
});

test('with channel_binding=require no password is sent over a connection that is not bound', async () => {
  await using workspace = await makeSendingWorkspace(files, settings);
  const env = { KEY: localKey, LEDGER: server().url('?channel_binding=require') };
  const result = await pushplan(['status', '--json'], { cwd: workspace.root, env });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP321', message: expect.stringContaining('does not bind the login to the connection') },
  ]);
});

test('unusual settings of the role do not affect the statements of pushplan', async () => {
  await using workspace = await makeSendingWorkspace(files, settings);
  const [{ server_version_num: version } = {}] = await query('SHOW server_version_num');
  const all = [
    'standard_conforming_strings = off',
    'array_nulls = off',
    "search_path = ''",
    "default_transaction_isolation = 'serializable'",
    "statement_timeout = '100s'",
    "datestyle = 'German'",
    "timezone = 'Asia/Kathmandu'",
    "bytea_output = 'escape'",
    ...(Number(version) >= 170_000 ? ["transaction_timeout = '50ms'"] : []),
  ];
  await query("CREATE ROLE odd LOGIN PASSWORD 'odd-password'; CREATE SCHEMA odd AUTHORIZATION odd");
  await query('CREATE SCHEMA odd_jobs AUTHORIZATION odd');
  for (const setting of all) await query(`ALTER ROLE odd SET ${setting}`);
  const address = `postgres://odd:odd-password@127.0.0.1:${server().port}/postgres?schema=odd`;
  const run = (...words: readonly string[]) =>
    pushplan(words, { cwd: workspace.root, env: { KEY: localKey, LEDGER: address } });
  expect(await run('apply', '--yes')).toMatchObject({ exitCode: 0 });
  expect((await run('plan', '--json')).json()).toMatchObject({ totals: { send: 0, settled: 3 } });
  expect(await run('ledger', 'verify')).toMatchObject({ exitCode: 0 });
  await query('ALTER ROLE odd SET default_transaction_read_only = on');
  await workspace.write('people.csv', people(4));
  const detached = await run('apply', '--yes', '--detach', '--json');
  expect(detached.exitCode).toBe(4);
  expect(readDiagnostics(detached)).toMatchObject([
    { code: 'PP323', help: expect.stringContaining('let default_transaction_read_only be off for this user') },
  ]);
});
