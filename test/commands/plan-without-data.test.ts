// Plans of locked audiences: their locks compared with the base, and what a plan can show if the data is not here.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDiagnostics } from '../support/documents.ts';
import { campaignOver, makeFetching, type FetchingWorkspace } from '../support/fetching.ts';
import { runGit } from '../support/git-repository.ts';
import { campaignText, people } from '../support/workspace.ts';
import type { PublishedPlan } from '../../src/generated/plan.ts';

const query = "SELECT email, email AS name\nFROM 'people.csv'\nWHERE email > 'person1'\nORDER BY email\n";

/** The result of one real fetch. All tests share it, so that the engine starts only once. */
let fetched: Readonly<Record<'lock' | 'name' | 'rows', string>> | undefined;

async function locked(): Promise<FetchingWorkspace> {
  const world = await makeFetching(
    {
      'hello.campaign.yaml': campaignOver('{ query: audiences/vip.sql }'),
      'audiences/vip.sql': query,
      'other.campaign.yaml': campaignText({ id: 'other', file: 'audiences/other.csv', campId: 8 }),
      'audiences/other.csv': people(3),
    },
    { 'people.csv': people(5) },
  );
  if (fetched === undefined) {
    expect((await world.run(['fetch'])).exitCode).toBe(0);
    const [name = ''] = await world.fetched();
    fetched = { lock: await world.lock(), name, rows: await readFile(join(world.data, 'hello', name), 'utf8') };
    return world;
  }
  await mkdir(join(world.data, 'hello'));
  await world.writeData(`hello/${fetched.name}`, fetched.rows);
  await world.write('audiences/hello.lock.yaml', fetched.lock);
  return world;
}

test('without data a plan shows what the lock records, has no seal, and is not saved', async () => {
  await using world = await locked();
  await world.write(
    'audiences/hello.lock.yaml',
    (await world.lock()).replace(/fetched_at: .*/v, 'fetched_at: "2026-11-28T06:00:00Z"'),
  );
  // If the data is here, the option changes nothing.
  const whole = await world.run(['plan', '--json']);
  expect(await world.run(['plan', '--json', '--without-data'])).toEqual(
    expect.objectContaining({ stdout: whole.stdout }),
  );
  await rm(join(world.data, 'hello'), { recursive: true });
  expect(readDiagnostics(await world.run(['plan', '--json']))).toMatchObject([{ code: 'PP264' }]);

  const result = await world.run(['plan', '--json', '--without-data', '--out', 'saved.json']);
  expect(result.exitCode).toBe(0);
  expect(result.stderr).toContain('saved.json is not written: a plan without data cannot be applied.');
  await expect(readFile(join(world.root, 'saved.json'))).rejects.toThrow('ENOENT');
  const plan = result.json() as PublishedPlan;
  expect(plan).toMatchObject({
    seal: null,
    totals: { rows: 3, send: 3 },
    campaigns: [
      {
        id: 'hello',
        camp_id: 7,
        counts: null,
        lock: { rows: 4, query: 'unchanged', was: null, source: 'audiences/vip.sql' },
      },
      { id: 'other', counts: { send: 3 } },
    ],
  });
  await world.write('printed.json', result.stdout);
  const applied = await world.run(['apply', 'printed.json', '--yes', '--json']);
  expect(applied.exitCode).toBe(3);
  expect(readDiagnostics(applied)[0]?.message).toContain('was made without data, so it has no seal');

  const text = (await world.run(['plan', '--without-data'])).stdout;
  expect(text).toContain('4 rows of 28 November 2026, query unchanged; people not looked at');
  expect(text).toContain('Without data: the people of 1 campaign were not looked at.');
  expect(text).not.toContain('Nothing to send');
  expect(text).toContain('No seal: the people of 1 campaign were not looked at');
  expect(text).not.toContain('pp1:');
  const markdown = (await world.run(['plan', '--without-data', '--format', 'markdown'])).stdout;
  expect(markdown).toMatch(/^### Without data: people of `hello` were \*\*not looked at\*\*\./v);
  expect(markdown).toContain(
    '- `hello`, from `audiences/vip.sql`: 4 rows of 28 November 2026, query unchanged; **people not looked at**',
  );
  expect(markdown).not.toContain('pp1:');

  // Validate reports it too, but only as a warning.
  const validated = await world.run(['validate', '--json']);
  expect(validated.exitCode).toBe(0);
  expect(readDiagnostics(validated)).toMatchObject([
    { severity: 'warning', code: 'PP293' },
    { severity: 'warning', code: 'PP264' },
  ]);
  expect((await world.run(['render', 'hello'])).exitCode).toBe(3);

  // Templates are checked against the columns of the lock, and a lock of another query is stale even without data.
  await world.write('hello.campaign.yaml', campaignOver('{ query: audiences/vip.sql }', 'Hi {{nam}}'));
  expect(readDiagnostics(await world.run(['plan', '--json', '--without-data']))).toMatchObject([{ code: 'PP110' }]);
  expect((await world.run(['validate'])).exitCode).toBe(3);
  await world.write('hello.campaign.yaml', campaignOver('{ query: audiences/vip.sql }'));
  await world.write('audiences/vip.sql', `${query} LIMIT 2`);
  expect((await world.run(['plan', '--without-data'])).exitCode).toBe(5);
});

test('against a base the locks are compared: rows, dates, columns, a diff of the query, and who joins', async () => {
  await using world = await locked();
  for (const words of ['init -q -b main', 'add -A', '-c user.name=t -c user.email=t@example.com commit -q -m one']) {
    runGit(world.root, words.split(' '));
  }
  await world.write(
    'audiences/vip.sql',
    query.replace("'person1'", "'person0'").replace('email AS name', "email AS name, 'Rome' AS city"),
  );
  await world.run(['fetch']);
  const result = await world.run(['plan', '--json', '--base', 'main']);
  expect(result.exitCode).toBe(0);
  const { campaigns } = result.json() as PublishedPlan;
  expect(campaigns[0]).toMatchObject({
    lock: {
      rows: 5,
      query: 'changed',
      was: { rows: 4 },
      columns: { added: ['city'], removed: [], retyped: [] },
      query_diff: [
        { sign: '-', text: 'SELECT email, email AS name' },
        { sign: '-', text: "FROM 'people.csv'" },
        { sign: '-', text: "WHERE email > 'person1'" },
        { sign: '+', text: "SELECT email, email AS name, 'Rome' AS city" },
        { sign: '+', text: "FROM 'people.csv'" },
        { sign: '+', text: "WHERE email > 'person0'" },
        { sign: ' ', text: 'ORDER BY email' },
      ],
    },
    comparison: { joins: 1, leaves: 0 },
  });
  const markdown = (await world.run(['plan', '--format', 'markdown', '--base', 'main'])).stdout;
  expect(markdown).toMatch(
    /`hello`, from `audiences\/vip.sql`: 5 rows of .* \(before: 4 rows of .*\), query changed, new column city\n  ```diff\n/v,
  );
  // The data of the base is gone, so only the numbers of rows are compared.
  for (const name of await world.fetched()) {
    if (!(await world.lock()).includes(name.slice(0, 64))) await rm(join(world.data, 'hello', name));
  }
  const [first] = ((await world.run(['plan', '--json', '--base', 'main'])).json() as PublishedPlan).campaigns;
  expect(first).toMatchObject({ comparison: { status: 'unknown' }, lock: { was: { rows: 4 } } });
});

function sampled(audience: string): string {
  return campaignOver(
    `{ ${audience}, samples: audiences/vip.samples.csv }`,
    "{{items.length}} from {{currency price 'EUR' 'en'}}",
  );
}

test('samples replace missing data, with the types of the lock; render --write always uses them', async () => {
  const row = { name: 'Ann', price: 12.5, items: [{ sku: 'a' }] };
  await using world = await makeFetching(
    {
      'hello.campaign.yaml': sampled('query: audiences/vip.sql'),
      'audiences/vip.sql': query,
      'audiences/vip.samples.csv':
        'email,name,price,items\nada@example.com,Ada,99.5,"[{""sku"":""x""},{""sku"":""y""}]"\n',
    },
    { 'people.ndjson': ['a', 'b'].map((id) => `${JSON.stringify({ email: `${id}@example.com`, ...row })}\n`).join('') },
  );
  // Before the first fetch only declared types are known.
  expect((await world.run(['validate', '--json'])).exitCode).toBe(3);
  await world.write('hello.campaign.yaml', sampled('file: people.ndjson'));
  await world.run(['fetch']);
  const here = await world.run(['render', 'hello']);
  expect(here.json()).toMatchObject([{ message: '1 from €12.50' }, { message: '1 from €12.50' }]);
  expect((await world.run(['render', '--write', 'rendered'])).exitCode).toBe(0);
  const rendered = (): Promise<string> => readFile(join(world.root, 'rendered/hello.json'), 'utf8');
  const before = await rendered();
  expect(before).toContain('2 from');

  await rm(join(world.data, 'hello'), { recursive: true });
  const away = await world.run(['render', 'hello']);
  expect(away.json()).toMatchObject([{ title: 'Hello Ada', message: '2 from €99.50' }]);
  expect(away.stderr).toContain('warning PP269 hello.campaign.yaml:4:');
  const validated = await world.run(['validate', '--json']);
  expect(validated.exitCode).toBe(0);
  expect(readDiagnostics(validated)).toMatchObject([{ code: 'PP269' }]);
  expect((await world.run(['render', '--check', 'rendered'])).exitCode).toBe(0);
  expect(await rendered()).toBe(before);
  // Samples are never sent.
  for (const words of [['plan'], ['apply', '--yes']]) {
    expect(readDiagnostics(await world.run([...words, '--json']))).toMatchObject([{ code: 'PP264' }]);
  }
});
