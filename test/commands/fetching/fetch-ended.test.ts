// Interrupting a fetch: it ends at once, whatever the source is doing, and leaves the data as it was.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import pg from 'pg';
import { expect, test } from 'vitest';
import { readFetch } from '../../support/documents.ts';
import { campaignOver, makeFetching, type FetchingWorkspace } from '../../support/fetching.ts';
import { startObjects } from '../../support/object-server.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { makeSourceWorld } from '../../support/source-world.ts';
import { campaignText, people } from '../../support/workspace.ts';

const database = sharePostgresDatabase();

async function endWhen(
  world: FetchingWorkspace,
  isUnderWay: () => boolean | Promise<boolean>,
  env: Readonly<Record<string, string>> = {},
  words: readonly string[] = ['fetch'],
): Promise<void> {
  const control = new AbortController();
  const fetching = world.run([...words, '--json'], { env, interrupt: control.signal });
  await expect.poll(isUnderWay).toBe(true);
  control.abort('interrupted by SIGINT');
  const result = await fetching;
  expect(readFetch(result)).toMatchObject({
    campaigns: [],
    diagnostics: [{ code: 'PP294', file: words.length === 1 ? 'hello.campaign.yaml' : 'pushplan.yaml' }],
  });
  expect(result.exitCode).toBe(8);
  expect((await readdir(world.data)).filter((name) => name.startsWith('.staging-'))).toEqual([]);
}

test('a server that stops sending, with more campaigns to follow', async () => {
  await using server = await startObjects();
  server.fault = (response) => response.writeHead(200, { 'content-length': 99 }).write('email\n');
  const source = `  web: { kind: https, base: "${server.url}/" }\n`;
  await using world = await makeSourceWorld(source, '{ source: web, object: a.csv }', {
    'other.campaign.yaml': campaignText({ id: 'other', campId: 8 }),
  });
  await world.writeData('people.csv', people(3));
  await endWhen(world, () => server.requests.length === 1);
  expect(existsSync(join(world.root, 'audiences'))).toBe(false);
});

test('a program that does not end', async () => {
  const source = `  own: { kind: command, run: [${JSON.stringify(execPath)}, program.mjs] }\n`;
  await using world = await makeSourceWorld(source, '{ source: own, query: vip.sql }', {
    'vip.sql': 'SELECT 1\n',
    'program.mjs': "import { writeFileSync } from 'node:fs'; writeFileSync('begun', ''); setInterval(() => {}, 1000);",
  });
  await endWhen(world, () => existsSync(join(world.root, 'begun')));
});

test('lists: the one that is being fetched, and those after it', async () => {
  const source = `  own: { kind: command, run: [${JSON.stringify(execPath)}, program.mjs] }\n`;
  const lists = '[{ query: a.sql, source: own, match: email }, { query: b.sql, source: own, match: email }]';
  await using world = await makeSourceWorld(`${source}suppress: ${lists}\n`, '{ file: people.csv }', {
    'a.sql': 'SELECT 1\n',
    'b.sql': 'SELECT 2\n',
    'people.csv': people(3),
    'program.mjs': "import { writeFileSync } from 'node:fs'; writeFileSync('begun', ''); setInterval(() => {}, 1000);",
  });
  await endWhen(world, () => existsSync(join(world.root, 'begun')), {}, ['fetch', '--lists']);
});

test('a database that is still running the query', async () => {
  const source = '  warehouse: { kind: postgres, address_env: WAREHOUSE_URL }\n';
  await using world = await makeSourceWorld(source, '{ source: warehouse, query: vip.sql }', {
    'vip.sql': 'SELECT pg_sleep(3600)::text AS email\n',
  });
  const client = new pg.Client(database().url());
  await client.connect();
  try {
    const count = "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
    await endWhen(world, async () => (await client.query(count)).rowCount === 1, { WAREHOUSE_URL: database().url() });
  } finally {
    await client.end();
  }
});

test('a query over data files that is still running', async () => {
  await using world = await makeFetching(
    {
      'hello.campaign.yaml': campaignOver('{ query: vip.sql }'),
      'vip.sql': 'SELECT count(*)::VARCHAR AS email FROM range(1000000000000)\n',
    },
    { 'people.csv': people(3) },
  );
  const isStaged = async (): Promise<boolean> => {
    const [name] = (await readdir(world.data)).filter((one) => one.startsWith('.staging-'));
    return name !== undefined && existsSync(join(world.data, name, 'in', 'people.csv'));
  };
  await endWhen(world, isStaged);
});
