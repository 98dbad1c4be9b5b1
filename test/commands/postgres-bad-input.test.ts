// A PostgreSQL ledger that cannot be used, with every command that opens it: the output soon says what is wrong and what to do.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

interface World {
  readonly server: PostgresServer;
  readonly workspace: SendingWorkspace;
  /** A server that accepts connections and never answers. */
  readonly silent: Server;
  /** The name of a schema with an intact ledger, in which a run has finished. */
  readonly whole: string;
}

let world: World | undefined;

function there(): World {
  if (world === undefined) throw new Error('it was not started');
  return world;
}

beforeAll(async () => {
  const server = await startPostgres();
  const files = { 'people.csv': people(3), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  const workspace = await makeSendingWorkspace(files, { environment: 'message_center: off, ledger_env: LEDGER' });
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  world = { server, workspace, silent, whole: newSchema() };
  expect((await run(addressOf(world.whole), ['apply', '--yes'])).exitCode).toBe(0);
});

afterAll(async () => {
  world?.silent.close();
  await world?.workspace[Symbol.asyncDispose]();
  await world?.server[Symbol.asyncDispose]();
});

const password = 'geheim';

function newSchema(): string {
  return `bad_${randomBytes(6).toString('hex')}`;
}

function addressOf(schema: string, user?: string): string {
  const { server } = there();
  if (user === undefined) return server.url(`?schema=${schema}`);
  return `postgres://${user}:${password}@127.0.0.1:${server.port}/postgres?schema=${schema}`;
}

function run(ledger: string | undefined, argv: readonly string[], key: string = localKey): Promise<CliResult> {
  const env = { KEY: key, ...(ledger === undefined ? {} : { LEDGER: ledger }) };
  return pushplan(argv, { cwd: there().workspace.root, env });
}

async function query(sql: string): Promise<void> {
  const client = new Client(there().server.url());
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const aRun = 'run_aaaaaaaaaaaa';

/** Every command that opens the ledger, except for some that neither send nor ask. */
const commands: readonly (readonly string[])[] = [
  ['apply', '--yes'],
  ['apply', '--yes', '--detach'],
  ['worker', '--drain'],
  ['status'],
  ['status', aRun],
  ['pause', aRun],
  ['stop', aRun],
  ['resume', aRun],
  ['plan'],
  ['ledger', 'verify'],
  ['ledger', 'export', 'copy.ledger'],
  ['ledger', 'export', '--close', 'moved.ledger'],
  ['ledger', 'migrate'],
];

/** Expects that nothing is sent, and no secret is shown. Returns the exit code and the output in one line. */
async function refuse(ledger: string | undefined, argv: readonly string[], key?: string): Promise<string> {
  const { sandbox } = there().workspace;
  const { requests } = sandbox.stats();
  const { exitCode, stdout, stderr } = await run(ledger, argv, key);
  const text = stderr + stdout;
  expect(sandbox.stats().requests).toBe(requests);
  expect(text).not.toContain(password);
  expect(text).not.toContain(localKey);
  expect(text).not.toMatch(/failed in a way|\n\s+at .*|node:internal/);
  return `${exitCode} ${text.replaceAll(/\s+/g, ' ')}`;
}

interface Bad {
  readonly what: string;
  readonly address: () => string | Promise<string> | undefined;
  /** Matches exit code, finding, message and help. */
  readonly says: RegExp;
  /** Selects the commands that report this; the others report something else. By default, all commands. */
  readonly by?: (argv: readonly string[]) => boolean;
}

async function schemaWith(sql: (schema: string) => string): Promise<string> {
  const schema = newSchema();
  expect((await run(addressOf(schema), ['apply', '--yes'])).exitCode).toBe(0);
  await query(sql(schema));
  return addressOf(schema);
}

const isMigrate = (argv: readonly string[]): boolean => argv[1] === 'migrate';
const isLooking = ([verb]: readonly string[]): boolean => verb === 'plan' || verb === 'status';

const everywhere: readonly Bad[] = [
  {
    what: 'no server at the address',
    address: async () => `postgres://ada:${password}@127.0.0.1:${await freePort()}/push`,
    says: /: 3 .*PP320.*cannot be reached.*ECONNREFUSED.*help: Check host and port/,
  },
  {
    what: 'a server that accepts the connection and never answers',
    address: () => `postgres://ada:${password}@127.0.0.1:${(there().silent.address() as AddressInfo).port}/push`,
    says: /: 3 .*PP320.*cannot be reached.*timeout.*help: Check host and port/,
  },
  {
    what: 'a server that never answers, asked for TLS',
    address: () =>
      `postgres://ada:${password}@127.0.0.1:${(there().silent.address() as AddressInfo).port}/push?sslmode=require`,
    says: /: 3 .*PP320.*cannot be reached.*timeout.*help: Check host and port/,
  },
  {
    what: 'a wrong password',
    address: () => `postgres://postgres:${password}-wrong@127.0.0.1:${there().server.port}/postgres`,
    says: /: 3 .*PP321.*refuses the login.*help: Check user, password and database/,
  },
  {
    what: 'a missing database',
    address: () =>
      there()
        .server.url()
        .replace(/postgres$/, 'nowhere'),
    says: /: 3 .*PP321.*database that is not there.*help: Check user, password and database/,
  },
  {
    what: "another project's tables",
    address: async () => {
      const schema = newSchema();
      await query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.meta (id int)`);
      return addressOf(schema);
    },
    says: /: 4 .*PP315.*holds tables that are not a ledger's.*help: Nothing in it was touched/,
  },
  {
    what: 'a newer schema',
    address: () => schemaWith((schema) => `UPDATE ${schema}.meta SET version = 99`),
    says: /: 4 .*PP312.*of version 99.*help: Use the pushplan that wrote it/,
  },
  {
    what: 'an older schema, of another environment',
    address: () => schemaWith((schema) => `UPDATE ${schema}.meta SET version = 0, environment = 'staging'`),
    says: /: 4 .*PP341.*of version 0.*help: .*pushplan ledger migrate --env staging/,
    by: (argv) => !isMigrate(argv),
  },
  {
    what: 'the ledger of another environment',
    address: () => schemaWith((schema) => `UPDATE ${schema}.meta SET environment = 'staging'`),
    says: /: 4 .*PP310.*belongs to the environment staging.*help: Give each environment/,
    by: (argv) => !isMigrate(argv),
  },
  {
    what: 'a role without rights',
    address: async () => {
      const role = newSchema();
      await query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
      return addressOf(there().whole, role);
    },
    says: /: 4 .*PP315.*may not be used by this user.*help: .*pushplan ledger roles/,
  },
  {
    what: 'a variable that is not set',
    address: () => undefined,
    says: /: 3 .*PP156.*LEDGER is not set.*help: Set LEDGER/,
    by: (argv) => !isLooking(argv),
  },
];

describe.each(everywhere)('$what', ({ address, says, by = () => true }) => {
  test('is reported by every command', async () => {
    const ledger = await address();
    // All run at the same time: each has its own time limit.
    const said = await Promise.all(
      commands.filter(by).map(async (argv) => `${argv.join(' ')}: ${await refuse(ledger, argv)}`),
    );
    for (const one of said) expect(one).toMatch(says);
  });
});

test('the ledger of another lineage', async () => {
  const { workspace, whole } = there();
  const text = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
  const cwd = join(workspace.root, 'pinned');
  await workspace.write('pinned/pushplan.yaml', pinned(text));
  await workspace.write('pinned/people.csv', people(3));
  await workspace.write('pinned/hello.campaign.yaml', campaignText({ more: 'key: "{{email}}"' }));
  for (const argv of commands.filter((one) => !isMigrate(one) && one[0] !== 'status')) {
    const env = { KEY: localKey, LEDGER: addressOf(whole) };
    const { exitCode, stdout, stderr } = await pushplan(argv, { cwd, env });
    expect(`${exitCode} ${(stderr + stdout).replaceAll(/\s+/g, ' ')}`, argv.join(' ')).toMatch(
      /^4 .*PP310.*not ledger_/,
    );
  }
});

function pinned(text: string): string {
  return text.replace('ledger_env: LEDGER', `ledger_env: LEDGER, ledger_id: ledger_${'a'.repeat(16)}`);
}

test('tables of another project in the schema of the queue are not touched', async () => {
  for (const sql of [
    (schema: string) => `CREATE SCHEMA ${schema}_jobs; CREATE TABLE ${schema}_jobs.people (id int)`,
    (schema: string) =>
      `CREATE SCHEMA ${schema}_jobs; CREATE TABLE ${schema}_jobs.version (version int); CREATE TABLE ${schema}_jobs.job (id int);
       CREATE TABLE ${schema}_jobs.queue (name text); INSERT INTO ${schema}_jobs.queue VALUES ('mails')`,
  ]) {
    const schema = newSchema();
    await query(sql(schema));
    const said = await refuse(addressOf(schema), ['apply', '--yes', '--detach']);
    expect(said).toMatch(/^4 .*PP332.*Nothing in it was touched/);
    expect(await refuse(addressOf(schema), ['ledger', 'migrate'])).toMatch(/^4 .*PP332/);
  }
});

test('a run that is gone', async () => {
  const ledger = addressOf(there().whole);
  for (const argv of [
    ['resume', aRun],
    ['pause', aRun],
    ['stop', aRun],
    ['status', aRun],
    ['status', aRun, '--watch'],
  ]) {
    expect(await refuse(ledger, argv), argv.join(' ')).toMatch(/^3 .*PP412.*run_aaaaaaaaaaaa.*help:/);
  }
});

test('no API key, for commands that would send', async () => {
  for (const argv of [
    ['apply', '--yes'],
    ['worker', '--drain'],
  ]) {
    expect(await refuse(addressOf(there().whole), argv, ''), argv.join(' ')).toMatch(
      /^10 .*PP156.*KEY is not set.*help: Set it/,
    );
  }
});

// This test is last because the server becomes a replica.
test('a read replica', async () => {
  const { server, whole } = there();
  await server.stop('SIGINT');
  await server.startAs('replica');
  for (const argv of commands) {
    expect(await refuse(addressOf(whole), argv), argv.join(' ')).toMatch(/^4 .*PP323.*help: Name the primary/);
  }
});
