// pushplan fetch of files of the data folder: pinning, comparing, fetching again, and where data is looked up.
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readFetch, readPlan } from '../support/documents.ts';
import { campaignOver, makeFetching, type FetchingWorkspace } from '../support/fetching.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

function pinned(): Promise<FetchingWorkspace> {
  return makeFetching({}, { 'people.csv': people(5) });
}

test('a file of the data folder is an audience without a fetch, and after a fetch it stays as fetched', async () => {
  await using world = await pinned();
  expect(readPlan(await world.run(['plan', '--json'])).totals.send).toBe(5);
  expect((await world.run(['fetch'])).stdout).toBe(
    'hello: 5 rows from people.csv, locked in audiences/hello.lock.yaml\n',
  );
  await world.writeData('people.csv', people(7));
  expect(readPlan(await world.run(['plan', '--json'])).totals.send).toBe(5);

  const check = await world.run(['fetch', '--check', '--json']);
  expect(check.exitCode).toBe(5);
  expect(readFetch(check).diagnostics[0]).toMatchObject({ code: 'PP265' });
  expect(readFetch(check).diagnostics[0]?.message).toMatch(/ 5 rows, .* 7 rows /v);
  expect(await world.fetched()).toHaveLength(1);

  const again = readFetch(await world.run(['fetch', 'hello.campaign.yaml', '--json']));
  expect(again.campaigns).toMatchObject([{ status: 'fetched', rows: 7, rows_before: 5 }]);
  expect(readPlan(await world.run(['plan', '--json'])).totals.send).toBe(7);
  expect((await world.run(['fetch', '--check'])).stdout).toBe('hello: 7 rows, the same as are locked\n');
});

test('a file of the data folder without a known ending is reported at the place where the campaign names it', async () => {
  await using world = await makeFetching(
    { 'hello.campaign.yaml': campaignOver('{ file: people.txt }') },
    { 'people.txt': people(5) },
  );
  expect(readFetch(await world.run(['fetch', 'hello.campaign.yaml', '--json'])).diagnostics).toMatchObject([
    {
      code: 'PP213',
      file: 'hello.campaign.yaml',
      line: 4,
      message: expect.stringContaining('people.txt has no ending'),
    },
  ]);
});

test('another machine gets exactly what is locked, or nothing', async () => {
  await using here = await pinned();
  const without = await here.run(['fetch', '--locked', '--json']);
  expect([without.exitCode, readFetch(without).diagnostics[0]?.code]).toEqual([3, 'PP262']);
  await here.run(['fetch']);
  await using there = await pinned();
  await cp(join(here.root, 'audiences'), join(there.root, 'audiences'), { recursive: true });
  const missing = await there.run(['plan', '--json']);
  expect(missing.exitCode).toBe(3);
  expect(readDiagnostics(missing)).toMatchObject([{ code: 'PP264', help: expect.stringContaining('fetch --locked') }]);

  await there.writeData('people.csv', people(4));
  const other = await there.run(['fetch', '--locked', '--json']);
  expect([other.exitCode, readFetch(other).diagnostics[0]?.code]).toEqual([5, 'PP265']);
  await expect(there.fetched()).rejects.toThrow('ENOENT');

  // The same rows in another order are different bytes.
  await there.writeData(
    'people.csv',
    ['email,name', ...people(5).split('\n').slice(1, -1).toReversed(), ''].join('\n'),
  );
  const turned = readFetch(await there.run(['fetch', '--locked', '--json']));
  expect(turned.diagnostics[0]?.message).toContain('the same rows in another order');

  await there.writeData('people.csv', people(5));
  expect((await there.run(['fetch', '--locked'])).stdout).toBe(
    'hello: 5 rows from people.csv, as audiences/hello.lock.yaml says\n',
  );
  expect((await there.run(['fetch', '--locked'])).stdout).toBe(
    'hello: 5 rows, here already, as audiences/hello.lock.yaml says\n',
  );
  expect(await there.lock()).toBe(await here.lock());
  expect(readPlan(await there.run(['plan', '--json', '--threads', '2'])).seal).toBe(
    readPlan(await here.run(['plan', '--json'])).seal,
  );
});

test('if max_age counts from the fetch, fetching the same rows renews the date', async () => {
  await using world = await makeFetching(
    { 'hello.campaign.yaml': campaignOver('{ file: people.csv, max_age: 1h }') },
    { 'people.csv': people(2) },
  );
  await world.run(['fetch']);
  await world.write(
    'audiences/hello.lock.yaml',
    (await world.lock()).replace(/fetched_at: .*/v, 'fetched_at: "2026-01-01T00:00:00Z"'),
  );
  const old = await world.run(['plan', '--json']);
  expect(old.exitCode).toBe(4);
  expect(readPlan(old).campaigns[0]?.diagnostics).toMatchObject([{ code: 'PP317' }]);
  expect((await world.run(['fetch'])).stdout).toBe('hello: 2 rows, the same as before\n');
  expect((await world.run(['plan'])).exitCode).toBe(0);
});

test('a first fetch of a round number of rows is reported, and a failed fetch leaves the previous one in place', async () => {
  await using world = await makeFetching({}, { 'people.csv': people(100) });
  expect((await world.run(['fetch'])).stderr).toContain('warning PP268');
  const [lock, files] = [await world.lock(), await world.fetched()];
  for (const [content, code] of [
    ['email,name\n', 'PP267'],
    ['email,name\na@example.com\n', 'PP203'],
    ['email\na@example.com\n', 'PP110'],
  ] as const) {
    await world.writeData('people.csv', content);
    const failed = await world.run(['fetch', '--json']);
    expect([failed.exitCode, readFetch(failed).diagnostics[0]?.code]).toEqual([code === 'PP267' ? 4 : 3, code]);
    expect([await world.lock(), await world.fetched()]).toEqual([lock, files]);
  }
  await rm(join(world.data, 'people.csv'));
  expect((await world.run(['fetch'])).exitCode).toBe(3);
  expect(readPlan(await world.run(['plan', '--json'])).totals.send).toBe(100);
});

describe('where data is looked for', () => {
  test('a name in both places is an error', async () => {
    await using world = await makeFetching({ 'people.csv': people(1) }, { 'people.csv': people(2) });
    for (const words of [['plan'], ['validate']]) {
      const result = await world.run([...words, '--json']);
      expect(result.exitCode).toBe(3);
      expect(readDiagnostics(result)).toMatchObject([
        { code: 'PP261', file: 'hello.campaign.yaml', line: 4, column: 19 },
      ]);
    }
  });

  test('a variable can name the folder', async () => {
    await using world = await makeFetching(
      { 'pushplan.yaml': `${sandboxOnly}data_dir_env: PUSH_DATA\n` },
      { 'people.csv': people(3) },
    );
    expect(readPlan(await world.run(['plan', '--json'], { env: { PUSH_DATA: world.data } })).totals.send).toBe(3);
    const unset = await world.run(['plan', '--json']);
    expect(readDiagnostics(unset)).toMatchObject([{ code: 'PP150' }]);
    await world.run(['fetch'], { env: { PUSH_DATA: world.data } });
    const locked = await world.run(['plan', '--json']);
    expect(readDiagnostics(locked)[0]?.message).toContain('PUSH_DATA, which names the data folder, is not set');
    const path = join(world.data, 'people.csv');
    const file = readDiagnostics(await world.run(['fetch', '--json'], { env: { PUSH_DATA: path } }));
    expect(file).toMatchObject([
      { code: 'PP505', message: `the data folder ${path} cannot be written to: it is no folder` },
    ]);
    const both = { 'pushplan.yaml': `${sandboxOnly}data_dir: x\ndata_dir_env: PUSH_DATA\n` };
    await using wrong = await makeFetching(both);
    expect(readDiagnostics(await wrong.run(['plan', '--json']))).toMatchObject([
      { code: 'PP101', file: 'pushplan.yaml', line: 5 },
    ]);
  });

  test('the default folder is .pushplan/data, and files of the workspace need no fetch', async () => {
    await using workspace = await makeWorkspace({
      'hello.campaign.yaml': campaignText(),
      '.pushplan/data/people.csv': people(2),
      'other.campaign.yaml': campaignText({ id: 'other', file: 'audiences/other.csv', campId: 8 }),
      'audiences/other.csv': people(1),
    });
    const world = await makeFetching();
    await using _ = world;
    expect((await world.run(['fetch'], { cwd: workspace.root })).stdout).toContain('hello: 2 rows from people.csv');
    const other = await world.run(['fetch', 'other.campaign.yaml'], { cwd: workspace.root });
    expect(other).toMatchObject({
      exitCode: 0,
      stdout: 'Nothing to fetch: every audience is a file of the workspace.\n',
    });
    expect(await readFile(join(workspace.root, 'audiences/hello.lock.yaml'), 'utf8')).toContain('rows: 2');
  });

  test.each([
    ['{ file: a.csv, query: a.sql }', 'both "file" and "query"'],
    ['{ columns: { a: number } }', 'neither "file" nor "query"'],
    ['{ file: a.csv, params: { a: 1 } }', 'no query that takes them'],
    ['{ query: ../a.sql }', 'audience.query "../a.sql" leads out'],
  ])('audience: %s', async (audience, says) => {
    await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignOver(audience), 'a.csv': people(1) });
    await using world = await makeFetching();
    const found = readDiagnostics(await world.run(['validate', '--json'], { cwd: workspace.root }));
    expect(found.map(({ message }) => message).join('\n')).toContain(says);
    expect(found).toHaveLength(1);
  });
});

// The data is in the format of an office program. Samples are always in pushplan's own format.
test.each([
  { ending: 'ndjson', form: 'csv: { delimiter: ";", decimal: "," }', delimiter: ';', decimal: ',' },
  { ending: 'csv', form: 'csv: { delimiter: tab, decimal: "," }', delimiter: '\t', decimal: ',' },
  { ending: 'csv', form: 'max_age: 1h', delimiter: ',', decimal: '.' },
])(
  '--samples proposes stand-ins for the worst rows as $ending, from data with $form, and validate reads them',
  async ({ ending, form, delimiter, decimal }) => {
    const samples = `audiences/hello.samples.${ending}`;
    const text = "{{name}}, {{items.length}} items, {{currency price 'EUR' 'en'}}";
    await using world = await makeFetching(
      {
        'hello.campaign.yaml': campaignOver(
          `{ file: people.csv, ${form}, samples: ${samples}, where: { lang: tr }, columns: { price: number, items: json } }`,
          text,
        ),
      },
      {
        'people.csv': [
          ['email', 'name', 'lang', 'price', 'items'],
          ['a@shop.example', 'Bo', 'tr', `"1${decimal}5"`, '"[{""sku"":""sneakers""}]"'],
          ['b@shop.example', 'Maximiliane', 'tr', `"8765${decimal}5"`, '"[{""sku"":""boots""},{""sku"":""hat""}]"'],
          ['c@shop.example', 'Constantinople', 'de', '1', '[]'],
        ]
          .map((fields) => `${fields.join(delimiter)}\n`)
          .join(''),
      },
    );
    const fetched = await world.run(['fetch', '--samples']);
    expect(fetched).toMatchObject({ exitCode: 0, stderr: `hello: 2 rows of stand-ins in ${samples}\n` });
    const proposed = await readFile(join(world.root, samples), 'utf8');
    expect(proposed).not.toMatch(/shop\.example|Bo\b|Maxi|Const|sneakers|boots|8765/v);
    // The longest title comes first, and the values that `where` requires are kept.
    const [first, second] = ending === 'csv' ? proposed.split('\n').slice(1) : proposed.split('\n');
    expect(first?.length).toBeGreaterThan(second?.length ?? 0);
    expect(proposed.match(/\btr\b/gv)).toHaveLength(2);
    expect(proposed.match(/l\d@example\.invalid/gv)).toEqual(['l1@example.invalid', 'l2@example.invalid']);
    await rm(join(world.data, 'hello'), { recursive: true });
    const validated = readDiagnostics(await world.run(['validate', '--json']));
    expect(validated.map(({ code }) => code)).toEqual(['PP269']);
    expect((await world.run(['fetch', '--samples'])).stderr).toBe(
      `hello: ${samples} is there already and is not touched\n`,
    );
    expect(await readFile(join(world.root, samples), 'utf8')).toBe(proposed);
  },
);

test('proposed rows keep language and time zone, which affect the result, and ids that are too long for a number', async () => {
  const terms = `locale: "{{lang}}"
default_locale: en
locales: { tr: { title: Merhaba } }
schedule: { timezone: { column: tz, fallback: UTC } }
notification:`;
  await using world = await makeFetching({
    'hello.campaign.yaml': campaignOver(
      '{ query: q.sql, samples: audiences/hello.samples.ndjson }',
      '{{name}} {{id}}',
    ).replace('notification:', terms),
    'q.sql': `SELECT 'a@example.com' AS email, 'Ann' AS name, 'tr' AS lang, 'Asia/Tokyo' AS tz, 1234567890123456789 AS id`,
  });
  expect((await world.run(['fetch', '--samples'])).exitCode).toBe(0);
  await rm(join(world.data, 'hello'), { recursive: true });
  expect(readDiagnostics(await world.run(['validate', '--json'])).map(({ code }) => code)).toEqual(['PP293', 'PP269']);
  const rendered = JSON.parse((await world.run(['render', 'hello.campaign.yaml'])).stdout) as readonly object[];
  expect(rendered).toMatchObject([{ title: 'Merhaba', message: expect.stringMatching(/\d{19}/v) }]);
});

test('each proposed row is a different person, even if there are many', async () => {
  const samples = 'audiences/hello.samples.csv';
  const campaign = campaignOver(`{ file: people.csv, samples: ${samples} }`, '{{name}}');
  // There is one sample per language and arm.
  const arms = 'variants: [{ name: A, weight: 50, camp_id: 501 }, { name: B, weight: 50, camp_id: 502 }]\naudience:';
  const languages = ['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'ru', 'sv', 'tr'];
  const rows = languages.map((language, index) => `C${1000 + index},${'n'.repeat(index + 1)},${language}\n`);
  await using world = await makeFetching(
    { 'hello.campaign.yaml': campaign.replace('email: "{{email}}"', 'uuid: "{{id}}"').replace('audience:', arms) },
    { 'people.csv': ['id,name,language\n', ...rows].join('') },
  );
  expect((await world.run(['fetch', '--samples'])).exitCode).toBe(0);
  const proposed = (await readFile(join(world.root, samples), 'utf8')).trim().split('\n').slice(1);
  expect(proposed.length).toBeGreaterThan(10);
  const ids = proposed.map((line) => line.split(',')[0]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('--samples proposes no rows for an audience that groups several rows into one recipient', async () => {
  await using world = await makeFetching(
    { 'hello.campaign.yaml': campaignOver('{ file: people.csv, group: { by: email, into: orders } }') },
    { 'people.csv': 'email,name\na@example.com,Ann\na@example.com,Ann\n' },
  );
  const fetched = await world.run(['fetch', '--samples']);
  expect(fetched.exitCode).toBe(3);
  expect(fetched.stderr).toContain('error PP213 hello.campaign.yaml:4:');
  expect(await world.lock()).toContain('rows: 2\n');
  expect(readPlan(await world.run(['plan', '--json'])).totals.send).toBe(1);
});

test('--check creates no missing folder', async () => {
  await using world = await makeFetching({
    'hello.campaign.yaml': campaignOver('{ query: hello.sql }'),
    'hello.sql': "SELECT 'a' || range || '@example.com' AS email, 'A' AS name FROM range(3)",
  });
  const folder = join(world.data, 'deep', 'data');
  await world.write('pushplan.yaml', `${sandboxOnly}data_dir: ${JSON.stringify(folder)}\n`);
  const check = await world.run(['fetch', '--check', '--json']);
  expect([check.exitCode, readFetch(check).diagnostics.map(({ code }) => code)]).toEqual([5, ['PP265']]);
  expect(await readdir(world.data)).toEqual([]);
  expect((await world.run(['fetch'])).exitCode).toBe(0);
  expect(readFetch(await world.run(['fetch', '--check', '--json'])).campaigns).toMatchObject([{ status: 'unchanged' }]);
  expect(await readdir(folder)).toEqual(['hello']);
});
