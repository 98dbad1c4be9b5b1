// A ledger on PostgreSQL that ledger_env names: every command works with it, and problems with it are reported.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgres } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgres();
let workspace: SendingWorkspace | undefined;

beforeAll(async () => {
  const files = { 'people.csv': people(30), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  workspace = await makeSendingWorkspace(files, { environment: 'message_center: off, ledger_env: LEDGER' });
});

afterAll(() => workspace?.[Symbol.asyncDispose]());

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('it was not started');
  return value;
}

function run(ledger: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  return pushplan(argv, { cwd: there(workspace).root, env: { KEY: localKey, LEDGER: ledger, ...env } });
}

function newSchema(): string {
  return `commands_${randomBytes(6).toString('hex')}`;
}

async function query(sql: string): Promise<readonly unknown[]> {
  const client = new Client(server().url());
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Expects that nothing is sent and no password is shown. Returns the exit code and the output in one line. */
async function refuse(
  ledger: string,
  argv: readonly string[] = ['apply', '--yes'],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { requests } = there(workspace).sandbox.stats();
  const { exitCode, stdout, stderr } = await run(ledger, argv, env);
  expect(there(workspace).sandbox.stats().requests).toBe(requests);
  expect(stdout + stderr).not.toContain('geheim');
  return `${exitCode} ${(stderr + stdout).replaceAll(/\s+/g, ' ')}`;
}

test('plan, apply, status, resolve and validate work with it, and create nothing in the workspace', async () => {
  const ledger = server().url(`?schema=${newSchema()}`);
  expect((await run(ledger, ['plan', '--json'])).json()).toMatchObject({ totals: { send: 30 } });
  expect((await run(ledger, ['status', '--json'])).json()).toMatchObject({ runs: [] });
  expect(await run(ledger, ['resume', 'run_000000000000'])).toMatchObject({ exitCode: 3 });
  const applied = await run(ledger, ['apply', '--yes', '--json', '--max-sends', '20']);
  expect(applied.exitCode, applied.stderr).toBe(8);
  const { run: id } = applied.json() as { run: string };
  expect((await run(ledger, ['plan', '--json'])).json()).toMatchObject({ totals: { send: 10, settled: 20 } });
  const resumed = await run(ledger, ['resume', id, '--json']);
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  expect((await run(ledger, ['status', id, '--json'])).json()).toMatchObject({ totals: { accepted: 30 } });
  expect((await run(ledger, ['resolve', id, '--as', 'accepted', '--reason', 'none', '--yes'])).exitCode).toBe(0);
  expect((await run(ledger, ['validate'])).exitCode).toBe(0);
  expect((await run(ledger, ['apply', '--yes'])).exitCode).toBe(0);
  expect(new Set(await there(workspace).reached()).size).toBe(30);
});

test('a workspace without workspace_id is warned that others can use the ledger; with one, the ledger recognises it', async () => {
  const ledger = server().url(`?schema=${newSchema()}`);
  const warnings = async (): Promise<unknown> =>
    ((await run(ledger, ['plan', '--json'])).json() as { diagnostics: readonly unknown[] }).diagnostics;
  const { root, write } = there(workspace);
  const settings = await readFile(join(root, 'pushplan.yaml'), 'utf8');
  expect(await warnings()).toMatchObject([{ severity: 'warning', code: 'PP326', file: 'pushplan.yaml', line: 1 }]);
  const applied = await run(ledger, ['apply', '--yes']);
  expect(applied.stderr).toContain('PP326');
  await write('pushplan.yaml', settings.replace('version: 1', 'version: 1\nworkspace_id: ws_aaaaaaaaaaaa'));
  expect(await warnings()).toEqual([]);
  expect((await run(ledger, ['apply', '--yes'])).exitCode).toBe(0);
  await write('pushplan.yaml', settings);
  expect(await refuse(ledger)).toMatch(/^4 .*PP325 .* add this line to pushplan\.yaml: workspace_id: ws_aaaaaaaaaaaa/v);
});

describe('a ledger that cannot be used', () => {
  test('a server that requires a password, and an address without one', async () => {
    const { port } = server();
    const none = await refuse(`postgres://postgres@127.0.0.1:${port}/postgres`);
    expect(none).toMatch(/^3 .*PP321.*asks for a password/);
  });

  test('an invalid address', async () => {
    expect(await refuse('postgres://ada:geheim@db.example.com/push')).toMatch(/^3 .*PP315.*does not say sslmode/);
    expect(await refuse('mysql://ada:geheim@db/push')).toMatch(/^3 .*PP315/);
    expect(await refuse('')).toMatch(/^3 .*PP156.*LEDGER is not set/);
  });

  test('a user who may not create schemas, until the schemas exist', async () => {
    const role = `poor_${randomBytes(4).toString('hex')}`;
    await query(`CREATE ROLE ${role} LOGIN PASSWORD 'geheim'`);
    const { port } = server();
    const schema = newSchema();
    const ledger = `postgres://${role}:geheim@127.0.0.1:${port}/postgres?schema=${schema}`;
    expect(await refuse(ledger)).toMatch(/^4 .*PP315.*may not be used by this user.*CREATE SCHEMA/);
    await query(`CREATE SCHEMA ${schema} AUTHORIZATION ${role}; CREATE SCHEMA ${schema}_jobs AUTHORIZATION ${role}`);
    const applied = await run(ledger, ['apply', '--yes']);
    expect(applied.exitCode, applied.stderr).toBe(0);
  });

  test('another secret, and damage', async () => {
    const schema = newSchema();
    const ledger = server().url(`?schema=${schema}`);
    expect((await run(ledger, ['apply', '--yes'])).exitCode).toBe(0);
    await query(`UPDATE ${schema}.meta SET fingerprint = sha256('another')::bytea`);
    expect(await refuse(ledger)).toMatch(/^4 .*PP315.*damaged/);
    await query(`UPDATE ${schema}.meta SET fingerprint = substr(fingerprint, 1, 16)`);
    expect(await refuse(ledger)).toMatch(/^4 .*PP310.*another secret/);
    await query(`UPDATE ${schema}.meta SET secret = NULL`);
    expect(await refuse(ledger)).toMatch(/^4 .*PP310.*secret from outside/);
    await query(`DELETE FROM ${schema}.meta`);
    expect(await refuse(ledger)).toMatch(/^4 .*PP315.*damaged/);
    await query(`ALTER TABLE ${schema}.meta DROP COLUMN serial`);
    expect(await refuse(ledger)).toMatch(/^4 .*PP315.*damaged/);
  });

  test('a new ledger in CI without --new-ledger', async () => {
    const ledger = server().url(`?schema=${newSchema()}`);
    expect(await refuse(ledger, ['apply', '--yes'], { CI: 'true' })).toMatch(
      /^4 .*PP314.*would send to everybody again/,
    );
    const begun = await run(ledger, ['apply', '--yes', '--new-ledger', '--max-sends', '1'], { CI: 'true' });
    expect(begun.exitCode, begun.stderr).toBe(8);
  });
});
