// pushplan fetch --lists: lists that are queries, in DuckDB and in a source, and their effect on plans and the ledger.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { readDiagnostics, readFetch, readPlan, readRun, readRuns } from '../../support/documents.ts';
import { makeFetching, type FetchingWorkspace } from '../../support/fetching.ts';
import { campaignText, people, sandboxOnly } from '../../support/workspace.ts';

const program = "console.log('email\\nperson2@example.com\\nperson3@example.com');";

async function makeWorld(): Promise<FetchingWorkspace> {
  const world = await makeFetching(
    {
      'hello.campaign.yaml': campaignText({ more: 'exclude: [{ query: lists/called.sql }]' }),
      'people.csv': people(10),
      'lists/gone.sql': 'SELECT 1',
      'lists/called.sql': "SELECT email FROM read_csv('calls.csv') WHERE answered",
      'lists.mjs': program,
    },
    { 'calls.csv': 'email,answered\nperson5@example.com,true\nperson6@example.com,false\n' },
  );
  await world.write(
    'pushplan.yaml',
    `${sandboxOnly}data_dir: ${JSON.stringify(world.data)}
sources:
  own: { kind: command, run: [${JSON.stringify(execPath)}, lists.mjs] }
suppress:
  - { name: gone, query: lists/gone.sql, source: own, match: email, max_age: 7d }
`,
  );
  return world;
}

test('fetched lists take effect in plans, are written into the ledger, and stay if a later fetch fails', async () => {
  await using world = await makeWorld();
  for (const verb of ['validate', 'plan']) {
    const before = await world.run([verb, '--json']);
    expect(before.exitCode).toBe(3);
    expect(readDiagnostics(before)[0]).toMatchObject({ code: 'PP292', file: 'pushplan.yaml', line: 8 });
  }
  const fetched = await world.run(['fetch', '--lists', '--json']);
  expect(fetched.exitCode).toBe(0);
  expect(readFetch(fetched)).toMatchObject({
    campaigns: [],
    lists: [
      { name: 'gone', query: 'lists/gone.sql', rows: 2 },
      { name: 'lists/called.sql', query: 'lists/called.sql', rows: 1 },
    ],
    ledger: null,
    diagnostics: [],
  });
  expect((await readdir(world.data)).toSorted()).toEqual(['.lists', 'calls.csv']);
  const plan = readPlan(await world.run(['plan', '--json']));
  expect(plan.campaigns[0]?.counts).toMatchObject({ send: 7, removed: { suppressed: 2, excluded: 1 } });
  expect(plan.campaigns[0]?.lists).toMatchObject([{ name: 'gone' }, { name: 'lists/called.sql', entries: 1 }]);
  expect((await world.run(['apply', '--yes'])).exitCode).toBe(0);

  await world.write('lists.mjs', program.replace("person3@example.com'", "person3@example.com\\nperson4@example.com'"));
  const again = await world.run(['fetch', '--lists']);
  expect(again.stdout).toBe(
    'gone: 3 rows from lists/gone.sql\nlists/called.sql: 1 row\nThe ledger of sandbox has the lists now: they count for runs that wait.\n',
  );

  // First less than half of what the ledger remembers, then an empty list.
  await world.write('lists.mjs', "console.log('email\\nperson2@example.com');");
  const shrunk = await world.run(['fetch', '--lists', '--json']);
  expect(shrunk.exitCode).toBe(4);
  expect(readFetch(shrunk).diagnostics).toMatchObject([{ code: 'PP352' }]);
  expect((await world.run(['fetch', '--lists'])).stdout).toContain('Of lists with an error it has the version before.');
  await world.write('lists.mjs', "console.log('email');");
  const empty = await world.run(['fetch', '--lists', '--json']);
  expect(empty.exitCode).toBe(4);
  expect(readFetch(empty)).toMatchObject({
    lists: [{ name: 'lists/called.sql' }],
    ledger: 'sandbox',
    diagnostics: [{ code: 'PP267', file: 'pushplan.yaml', line: 8 }, { code: 'PP352' }],
  });
  // Rows without identifiers do not replace the list in the data folder either.
  await world.write('lists.mjs', "console.log('email\\nnobody\\nno address');");
  expect(readFetch(await world.run(['fetch', '--lists', '--json'])).diagnostics[0]).toMatchObject({
    code: 'PP267',
    message:
      'the fetch of the list lists/gone.sql brought 2 rows without an identifier of its kind; the list before stays',
  });
  await world.write('lists.mjs', "console.log('name,town\\nperson2@example.com,Berlin');");
  const other = await world.run(['fetch', '--lists', '--json']);
  expect(readFetch(other).diagnostics[0]?.message).toContain('what lists/gone.sql gave cannot be read: ');
  await world.write('lists/called.sql', 'SELECT nobody FROM read_csv(');
  expect((await world.run(['fetch', '--lists'])).exitCode).toBe(4);
  await rm(join(world.data, 'calls.csv'));
  expect(readPlan(await world.run(['plan', '--json', '--allow', 'list-shrunk'])).campaigns[0]?.lists).toMatchObject([
    { name: 'gone', entries: 1 },
    { name: 'lists/called.sql', entries: 1 },
  ]);
});

test('a failed fetch of one list does not keep the others out of the ledger, unless that list was never fetched', async () => {
  await using world = await makeWorld();
  await world.run(['fetch', '--lists']);
  expect((await world.run(['apply', '--yes', '--max-sends', '1'])).exitCode).toBe(8);
  await world.write('lists.mjs', 'process.exit(3);');
  await world.writeData('calls.csv', 'email,answered\nperson5@example.com,true\nperson6@example.com,true\n');
  const failed = await world.run(['fetch', '--lists']);
  expect(failed.exitCode).toBe(1);
  expect(failed.stderr).toContain('PP290');
  expect(failed.stdout).toBe(
    'lists/called.sql: 2 rows\nThe ledger of sandbox has the lists now. Of lists with an error it has the version before.\n',
  );
  const [run] = readRuns(await world.run(['status', '--json']));
  const resumed = readRun(await world.run(['resume', run?.run ?? '', '--json']));
  expect(resumed.left_out).toMatchObject({ excluded: 1 });

  await rm(join(world.data, '.lists'), { recursive: true });
  const nothing = await world.run(['fetch', '--lists', '--json']);
  expect(nothing.exitCode).toBe(3);
  expect(readFetch(nothing)).toMatchObject({ ledger: null, diagnostics: [{ code: 'PP290' }, { code: 'PP292' }] });
});

test('a campaign with an error does not keep lists out of the ledger, and the command ends with 3', async () => {
  await using world = await makeWorld();
  await world.run(['fetch', '--lists']);
  expect((await world.run(['apply', '--yes', '--max-sends', '1'])).exitCode).toBe(8);
  await world.write('spoilt.campaign.yaml', 'version: 1\nid: spoilt\nexclude: [{ query: ../x.sql }]\n');
  await world.write('lists.mjs', program.replace("person3@example.com'", "person3@example.com\\nperson7@example.com'"));
  const { exitCode, stdout, stderr } = await world.run(['fetch', '--lists']);
  expect(exitCode).toBe(3);
  expect(stderr).toContain('error PP');
  expect(stdout).toBe(
    'gone: 3 rows from lists/gone.sql\nlists/called.sql: 1 row\nThe ledger of sandbox has the lists now. Of lists with an error it has the version before.\n',
  );
  await rm(join(world.root, 'spoilt.campaign.yaml'));
  const [run] = readRuns(await world.run(['status', '--json']));
  expect(readRun(await world.run(['resume', run?.run ?? '', '--json'])).left_out).toMatchObject({ suppressed: 1 });
});

test.each([
  ['suppress: [{ match: email }]', 'PP101 4:12 a list has neither "file" nor "query"'],
  [
    'suppress: [{ file: a.csv, query: a.sql }]',
    'PP101 4:27 a list has both "file" and "query", but its people come from one place',
  ],
  ['suppress: [{ file: a.csv, sheet: One }]', 'PP101 4:27 suppress.sheet is for workbooks, which end in .xlsx'],
  ['suppress: [{ file: a.csv, source: own }]', 'PP101 4:35 a list has "source" and no "query" that runs in it'],
  ['suppress: [{ query: a.sql, source: own }]', 'PP280 4:36 the source "own" is not defined in pushplan.yaml'],
  [
    'suppress: [{ query: a.sql }, { query: a.sql, match: email }]',
    'PP173 4:39 two lists of suppress have the name "a.sql"',
  ],
  [
    'suppress: [{ query: a.sql, source: web }]\nsources: { web: { kind: https, base: "https://example.com/" } }',
    'PP281 4:36 the source web is of kind https, which has objects, and runs no queries',
  ],
])('%s is refused', async (lines, found) => {
  await using world = await makeFetching({ 'pushplan.yaml': `${sandboxOnly}${lines}\n` });
  const [finding] = readDiagnostics(await world.run(['validate', '--json']));
  expect(`${finding?.code} ${finding?.line}:${finding?.column} ${finding?.message}`).toBe(found);
});

test.each([
  ['--lists', '--locked'],
  ['--lists', '--samples'],
  ['--check', '--samples'],
])('%s and %s together are refused', async (...options) => {
  await using world = await makeWorld();
  const refused = await world.run(['fetch', ...options, '--json']);
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP502' }]);
});
