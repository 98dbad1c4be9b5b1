// pushplan fetch with queries, on the real engine: the rows, their lock, and the errors if a query cannot be run.
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { readDiagnostics, readFetch, readPlan, readRun } from '../support/documents.ts';
import { campaignOver, crmFile, makeFetching, vipQuery, type FetchingWorkspace } from '../support/fetching.ts';

const message = "{{items.length}} from {{currency items.[0].price 'EUR' 'en'}}";
const vip = {
  'hello.campaign.yaml': campaignOver(
    '{ query: audiences/vip.sql, params: { least: 2 }, columns: { items: json } }',
    message,
  ),
  'audiences/vip.sql': vipQuery,
};

test('a query is fetched, pinned, planned and sent; different bytes and a lock of something else are refused', async () => {
  await using world = await makeFetching(vip, { 'crm.csv': crmFile() });
  const before = await world.run(['plan', '--json']);
  expect(before.exitCode).toBe(3);
  expect(readDiagnostics(before)).toMatchObject([{ code: 'PP262', file: 'hello.campaign.yaml', line: 4, column: 20 }]);

  const fetched = await world.run(['fetch', '--json']);
  expect(fetched.exitCode).toBe(0);
  const sha256 = readFetch(fetched).campaigns[0]?.sha256 ?? '';
  expect(readFetch(fetched).campaigns).toEqual([
    { id: 'hello', status: 'fetched', rows: 20, rows_before: null, sha256, lock: 'audiences/hello.lock.yaml' },
  ]);
  const lock = await world.lock();
  expect(lock).toContain(`\nsha256: ${sha256}\nrows: 20\n`);
  expect(lock).toContain('columns:\n  email: string\n  name: string\n  items: json\n');
  expect(lock).not.toMatch(/person|example/iv);
  expect(await world.fetched()).toEqual([`${sha256}.ndjson`]);
  // The staging folder is gone, and the other files are still there.
  expect((await readdir(world.data)).toSorted()).toEqual(['crm.csv', 'hello']);

  const plan = readPlan(await world.run(['plan', '--json', '--threads', '2']));
  expect(plan.totals).toMatchObject({ rows: 20, send: 20 });
  const oneMachine = [{ severity: 'warning', code: 'PP293', file: 'hello.campaign.yaml', line: 4, column: 20 }];
  expect(plan.diagnostics).toMatchObject(oneMachine);
  expect(readDiagnostics(await world.run(['validate', '--json']))).toMatchObject(oneMachine);
  const rendered = await world.run(['render', 'hello', '--where', 'email=person4@example.com']);
  expect(rendered.json()).toMatchObject([{ message: '2 from €5.50' }]);
  expect(readRun(await world.run(['apply', '--yes', '--json'])).totals.planned).toBe(20);

  // Another order of the source's rows changes neither data nor lock.
  await world.writeData('crm.csv', crmFile('backwards'));
  expect((await world.run(['fetch'])).stdout).toBe('hello: 20 rows, the same as before\n');
  expect(await world.lock()).toBe(lock);
  expect(await world.fetched()).toEqual([`${sha256}.ndjson`]);

  const path = join(world.data, 'hello', `${sha256}.ndjson`);
  const bytes = await readFile(path, 'utf8');
  await world.writeData(`hello/${sha256}.ndjson`, bytes.split('\n').slice(3).join('\n'));
  for (const words of [['plan'], ['apply', '--yes']]) {
    const other = await world.run([...words, '--json']);
    expect(other.exitCode).toBe(5);
    expect(readDiagnostics(other)[0]).toMatchObject({ code: 'PP265' });
    expect(readDiagnostics(other)[0]?.message).toMatch(/ 20 rows, .* has 17, /v);
  }
  await world.writeData(`hello/${sha256}.ndjson`, bytes);
  await expectStale(world);
});

/** Expects a refusal if the lock was made for other SQL, other params or another campaign, or is malformed. */
async function expectStale(world: FetchingWorkspace): Promise<void> {
  const sql = 'audiences/vip.sql';
  const [text = '', campaign = ''] = await Promise.all(
    [sql, 'hello.campaign.yaml'].map((path) => readFile(join(world.root, path), 'utf8')),
  );
  // A checkout may change line ends, so these do not make a lock stale.
  await world.write(sql, text.replaceAll('\n', '\r\n'));
  expect((await world.run(['plan'])).exitCode).toBe(0);
  for (const [path, content] of [
    [sql, `${text} LIMIT 3`],
    ['hello.campaign.yaml', campaign.replace('least: 2', 'least: 3')],
  ] as const) {
    await world.write(path, content);
    const stale = await world.run(['plan', '--json']);
    expect(stale.exitCode).toBe(5);
    expect(readDiagnostics(stale)).toMatchObject([{ code: 'PP263', file: 'hello.campaign.yaml' }]);
    await world.write(sql, text);
  }
  await world.write('hello.campaign.yaml', campaign);
  await world.write('audiences/hello.lock.yaml', (await world.lock()).replace('campaign: hello', 'campaign: other'));
  const other = await world.run(['plan', '--json']);
  expect([other.exitCode, readDiagnostics(other)[0]?.code]).toEqual([5, 'PP263']);
  await world.write('audiences/hello.lock.yaml', 'version: 1\nrows: many\n');
  const edited = await world.run(['plan', '--json']);
  expect(edited.exitCode).toBe(3);
  expect(readDiagnostics(edited)[0]).toMatchObject({
    file: 'audiences/hello.lock.yaml',
    help: expect.stringContaining('fetch again'),
  });
}

test('Parquet is an audience like any other, in the workspace and pinned', async () => {
  await using world = await makeFetching({
    'hello.campaign.yaml': campaignOver('{ file: people.parquet }', '{{items.length}}'),
  });
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = "SELECT 'p' || range || '@example.com' AS email, 'P' AS name, [range, 2] AS items FROM range(3)";
  await connection.run(`COPY (${rows}) TO '${join(world.root, 'people.parquet')}' (FORMAT parquet)`);
  // Validate reads the columns from the file in the workspace, without a fetch.
  expect((await world.run(['validate', '--no-rows'])).exitCode).toBe(0);
  await rename(join(world.root, 'people.parquet'), join(world.data, 'people.parquet'));
  const fetched = readFetch(await world.run(['fetch', '--json']));
  expect(fetched.campaigns).toMatchObject([{ rows: 3 }]);
  expect(await world.lock()).toContain('format: parquet\n');
  expect(await world.lock()).toContain('  items: json\n');
  expect(readPlan(await world.run(['plan', '--json', '--threads', '2'])).totals.send).toBe(3);
  const writeParquet = (sql: string): Promise<unknown> =>
    connection.run(`COPY (${sql}) TO '${join(world.data, 'people.parquet')}' (FORMAT parquet)`);
  for (const [sql, exitCode, code, said] of [
    ["SELECT 'a@example.com' AS email WHERE false", 4, 'PP267', 'the fetch of hello brought no rows'],
    ["SELECT 'a@example.com' AS email, 'NaN'::DOUBLE AS x", 3, 'PP266', ': its row 1 has NaN, infinity or a date'],
    ["SELECT 'a@example.com' AS email, 'a'::BLOB AS x", 3, 'PP266', ': its column "x" is of type BLOB, which has no'],
  ] as const) {
    await writeParquet(sql);
    const result = await world.run(['fetch', '--json']);
    expect([result.exitCode, readFetch(result).diagnostics[0]]).toEqual([
      exitCode,
      expect.objectContaining({ code, message: expect.stringContaining(said) }),
    ]);
  }
  await world.writeData('people.parquet', 'PAR1, or so it says');
  const broken = await world.run(['fetch', '--json']);
  expect([broken.exitCode, readFetch(broken).diagnostics[0]?.message]).toEqual([
    3,
    'people.parquet cannot be read as Parquet',
  ]);
});

test('an error in a query is reported with its place, and without values of a row', async () => {
  await using world = await makeFetching(
    {
      'hello.campaign.yaml': campaignOver('{ query: vip.sql }'),
      'vip.sql': "SELECT email, email::INT AS name FROM 'people.csv'",
    },
    { 'people.csv': 'email,name\nann@example.com,Ann\n' },
  );
  const result = await world.run(['fetch', '--json']);
  expect(result.exitCode).toBe(3);
  expect(readFetch(result).diagnostics).toMatchObject([
    { file: 'vip.sql', line: 1, column: 20, message: expect.stringContaining('Conversion error (not shown') },
  ]);
  expect(result.stdout + result.stderr).not.toMatch(/ann@|Ann\b/v);
  expect(await readdir(world.data)).toEqual(['people.csv']);
});
