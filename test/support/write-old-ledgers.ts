// Writes the ledgers below test/fixtures with a built pushplan 0.1.0: npm run fixture:ledger FOLDER_OF_THAT_VERSION.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { oldFiles, type OldCampaign } from './old-campaigns.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';
import { repositoryRoot } from './repository.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

const folder = process.argv[2] ?? '';
/** The default schema of that version. */
const schema = 'pushplan';
/** Earlier than the clock of any machine that runs the tests. */
const writtenAt = Date.UTC(2025, 0, 1);
const program = join(folder, 'dist', 'cli.js');

interface Step {
  readonly workspace: TestWorkspace;
  readonly ledger: string;
  readonly env: Readonly<Record<string, string>>;
}

await writeSqlite();
await writePostgres();

async function writeSqlite(): Promise<void> {
  await using workspace = await makeWorkspace(oldFiles);
  const step = { workspace, ledger: '', env: {} };
  await play(step);
  const path = join(workspace.root, '.pushplan', 'local.db');
  bringBack(path);
  const file = await readFile(path);
  await writeFile(fixture('ledger-0.1.0.db.gz'), gzipSync(file, { level: 9 }));
  await run(step, {}, ['ledger', 'export', '--close', 'closed.ledger']);
  await copyFile(join(workspace.root, 'closed.ledger'), fixture('export-0.1.0.ledger'));
}

async function writePostgres(): Promise<void> {
  await using server = await startPostgres();
  await using workspace = await makeWorkspace(oldFiles);
  await play({ workspace, ledger: ', ledger_env: LEDGER', env: { LEDGER: server.url() } });
  await writeFile(fixture('ledger-0.1.0.sql.gz'), gzipSync(await dump(server), { level: 9 }));
}

function bringBack(path: string): void {
  using database = new DatabaseSync(path);
  const { first } = database.prepare('SELECT min(started_at) AS first FROM run').get() ?? {};
  const by = Number(first) - writtenAt;
  const times = {
    meta: ['holder_since'],
    run: ['started_at', 'ended_at'],
    req: ['claimed_at', 'settled_at'],
    decision: ['at'],
  };
  for (const [table, columns] of Object.entries(times)) {
    for (const column of columns) database.exec(`UPDATE ${table} SET ${column} = ${column} - ${by}`);
  }
}

function fixture(name: string): string {
  return join(repositoryRoot, 'test', 'fixtures', name);
}

async function play(step: Step): Promise<void> {
  await apply(step, 'done', { shares: { noUserFound: 0, optOut: 0.1, unregistered: 0 } });
  await apply(step, 'rejected', { faults: [{ kind: '400-unknown', requests: [1] }] });
  await apply(step, 'resolved', { faults: [{ kind: 'reset-after', requests: [1] }] });
  const word = ['--as', 'accepted', '--reason', 'the panel shows them', '--yes'];
  await run(step, {}, ['resolve', await findRun(step, 'resolved'), ...word]);
  await apply(step, 'unsure', { faults: [{ kind: 'reset-after', requests: [1] }] });
  await apply(step, 'superseded', { faults: [{ kind: 'reset-after', requests: [1] }] }, '--max-sends', '40');
  await kill(step, 'killed');
  await run(step, {}, ['stop', await findRun(step, 'killed'), '--yes']);
  process.stdout.write(await run(step, {}, ['status']));
}

function apply(
  step: Step,
  campaign: OldCampaign,
  options: SandboxOptions,
  ...more: readonly string[]
): Promise<string> {
  return run(step, options, ['apply', `${campaign}.campaign.yaml`, '--yes', ...more]);
}

/** Sends SIGKILL as soon as some requests have no answer. The first two get one. */
async function kill(step: Step, campaign: OldCampaign): Promise<void> {
  const requests = Array.from({ length: 10 }, (_, index) => index + 3);
  await using sandbox = await open(step, { faults: [{ kind: 'no-answer', requests }] });
  const child = begin(step, ['apply', `${campaign}.campaign.yaml`, '--yes']);
  const ended = once(child, 'close');
  while (sandbox.stats().requests < 4) await new Promise((wake) => setTimeout(wake, 5));
  child.kill('SIGKILL');
  await ended;
}

async function run(step: Step, options: SandboxOptions, argv: readonly string[]): Promise<string> {
  await using _sandbox = await open(step, options);
  const child = begin(step, argv);
  let stdout = '';
  child.stdout?.on('data', (part) => (stdout += String(part)));
  await once(child, 'close');
  return stdout;
}

/** Starts the sandbox of one step. By default everybody exists and nobody opts out. */
async function open({ workspace, ledger }: Step, options: SandboxOptions) {
  const sandbox = await startSandbox({
    limit: 6_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
    ...options,
  });
  const environment = `endpoint: ${sandbox.url}, api_key_env: KEY, requests_per_minute: 600, message_center: off${ledger}`;
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: { ${environment} }\n`);
  return { ...sandbox, [Symbol.asyncDispose]: () => sandbox.close() };
}

function begin({ workspace, env }: Step, argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...argv], {
    cwd: workspace.root,
    env: { PATH: process.env['PATH'], KEY: 'any', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function findRun(step: Step, campaign: OldCampaign): Promise<string> {
  const { runs } = JSON.parse(await run(step, {}, ['status', '--json'])) as {
    readonly runs: readonly { readonly run: string; readonly campaigns: readonly { readonly id: string }[] }[];
  };
  const found = runs.find(({ campaigns }) => campaigns.some(({ id }) => id === campaign));
  if (found === undefined) throw new Error(`there is no run of ${campaign}`);
  return found.run;
}

/** Returns the tables of that version and their rows as SQL for any schema. */
async function dump(server: PostgresServer): Promise<string> {
  const module = pathToFileURL(join(folder, 'dist', 'ledger', 'postgres-schema.js')).href;
  const { postgresTables } = (await import(module)) as { readonly postgresTables: string };
  const client = new Client(server.url());
  await client.connect();
  const ask = async (sql: string): Promise<readonly Record<string, unknown>[]> => (await client.query(sql)).rows;
  const tables = await ask(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind = 'r' ORDER BY oid`,
  );
  // Rows that a new ledger contains.
  const lines = [postgresTables, 'DELETE FROM hold;', 'DELETE FROM ring;'];
  for (const { name } of tables) {
    const columns = await ask(
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names,
         string_agg(format('quote_nullable(%I::text)', attname), ' || '', '' || ' ORDER BY attnum) AS quoted
       FROM pg_attribute WHERE attrelid = '${schema}.${String(name)}'::regclass AND attnum > 0 AND NOT attisdropped`,
    );
    const { names, quoted } = columns[0] ?? {};
    const rows = await ask(`SELECT ${String(quoted)} AS line FROM ${schema}.${String(name)} ORDER BY 1`);
    for (const { line } of rows)
      lines.push(`INSERT INTO ${String(name)} (${String(names)}) OVERRIDING SYSTEM VALUE VALUES (${String(line)});`);
  }
  for (const sequence of ['attempt', 'campaign_number_seq', 'run_number_seq', 'decision_number_seq']) {
    const [state] = await ask(`SELECT last_value, is_called FROM ${schema}.${sequence}`);
    lines.push(`SELECT setval('${sequence}', ${String(state?.['last_value'])}, ${String(state?.['is_called'])});`);
  }
  const [oldest] = await ask(`SELECT min(started_at) AS first FROM ${schema}.run`);
  await client.end();
  const by = Number(oldest?.['first']) - writtenAt;
  // Only times have 13 digits.
  const sql = lines.join('\n').replaceAll(/'(\d{13})'/g, (_, time) => `'${Number(time) - by}'`);
  return `${sql}\n`;
}
