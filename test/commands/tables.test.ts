// Tables that texts look values up in, from the file to the plan: what is read, what is refused, and what a reviewer sees.
import { describe, expect, it } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeRepository, runGit } from '../support/git-repository.ts';
import { planWithBase } from '../support/plan-with-base.ts';
import { campaignText, makeWorkspace, sandboxOnly } from '../support/workspace.ts';

const products = 'sku;name;price\nA1;Scarf;19,90\nB2;Hat;5,00\n';
const shape = "csv: { delimiter: ';', decimal: ',' }, columns: { price: number }";
const audience = 'email,name,sku\nada@example.com,Ada,A1\nbo@example.com,Bo,B2\n';

function written(table = `file: data/products.csv, key: sku, ${shape}`, more = ''): string {
  return campaignText({
    title: "For {{name}}: {{find 'products' sku 'name'}}",
    message: "{{#with (find 'products' sku)}}For {{currency price 'EUR'}}{{/with}}",
    more: `data: { products: { ${table} } }\n${more}`,
  });
}

const files = { 'hello.campaign.yaml': written(), 'people.csv': audience, 'data/products.csv': products };

async function findings(changed: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await using workspace = await makeWorkspace({ ...files, ...changed });
  const { exitCode, stdout } = await pushplan(['validate', '--json'], { cwd: workspace.root });
  const {
    diagnostics,
  }: { diagnostics: { code: string; file: string; line: number; column?: number; message: string }[] } =
    JSON.parse(stdout);
  const told = diagnostics.map(
    ({ code, file, line, column, message }) => `${code} ${file}:${line}:${column ?? ''} ${message}`,
  );
  return [`exit ${exitCode}`, ...told];
}

async function toldOfTable(data: string): Promise<string> {
  const plain = { ...files, 'hello.campaign.yaml': written('file: data/products.csv, key: sku') };
  await using workspace = await makeWorkspace({ ...plain, 'data/products.csv': data });
  return (await pushplan(['validate'], { cwd: workspace.root })).stdout;
}

describe('a table', () => {
  it('is read with its declared types and form, and listed in the plan; threads give the same seal', async () => {
    await using workspace = await makeWorkspace(files);
    const cwd = workspace.root;
    const rendered = await pushplan(['render', 'hello.campaign.yaml'], { cwd });
    expect(rendered.json()).toMatchObject([
      { title: 'For Ada: Scarf', message: 'For €19.90' },
      { title: 'For Bo: Hat', message: 'For €5.00' },
    ]);
    const plan = readPlan(await pushplan(['plan', '--json'], { cwd }));
    expect(plan.campaigns[0]).toMatchObject({
      tables: [{ name: 'products', file: 'data/products.csv', rows: 2, bytes: 449 }],
      samples: [{ notification: { title: 'For Lor: Scarf' } }, { notification: { title: 'For Lo: Hat' } }],
    });
    expect(readPlan(await pushplan(['plan', '--json', '--threads', '2'], { cwd })).seal).toBe(plan.seal);
    const text = await pushplan(['plan'], { cwd });
    expect(text.stdout).toContain('table products: 2 rows of data/products.csv, about 1 kB of memory');
    const markdown = await pushplan(['plan', '--format', 'markdown'], { cwd });
    expect(markdown.stdout).toContain('| `hello` | products | data/products.csv | 2 | 1 kB |');
  });

  it.each([
    [
      'that is missing',
      { 'hello.campaign.yaml': written('file: data/none.csv, key: sku') },
      ['PP150 hello.campaign.yaml:3:'],
    ],
    [
      'with another delimiter',
      { 'hello.campaign.yaml': written('file: data/products.csv, key: sku') },
      ['PP211 data/products.csv:1: the header (line 1) looks separated by semicolons'],
    ],
    [
      'without the key column and with unknown columns',
      {
        'hello.campaign.yaml': written(
          `file: data/products.csv, key: id, csv: { delimiter: ';' }, columns: { prize: number }`,
        ),
      },
      [
        'PP110 hello.campaign.yaml:3:51 unknown column id of the table products',
        'PP110 hello.campaign.yaml:3:98 unknown column prize of the table products',
      ],
    ],
    [
      'with repeated keys, without keys, and with a value that is not a number',
      { 'data/products.csv': `${products}A1;Again;1\n;None;2\nC3;Bad;x\n` },
      [
        'PP188 data/products.csv:4:1 row 3 (line 4) of the table products has the sku of the row in line 2',
        'PP188 data/products.csv:5:1 row 4 (line 5) of the table products has no sku',
        'PP188 data/products.csv:6:1 row 5 (line 6) of the table products: the column price does not hold a number',
      ],
    ],
    [
      'without rows',
      { 'data/products.csv': 'sku;name;price\n' },
      ['PP188 hello.campaign.yaml:3:27 the table products has no rows'],
    ],
    ['without a key', { 'hello.campaign.yaml': written('file: data/products.csv') }, ['PP101 hello.campaign.yaml:3:']],
    [
      'of a format for people',
      { 'hello.campaign.yaml': written('file: data/p.parquet, key: sku') },
      ['PP101 hello.campaign.yaml:3:'],
    ],
  ])('%s is refused, with the place', async (_, changed, expected) => {
    const [exit, ...found] = await findings(changed);
    const errors = found.filter((one) => expected.some((start) => one.startsWith(start.slice(0, 5))));
    expect(exit).toBe('exit 3');
    expect(errors).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(errors[index]).toContain(start);
  });

  it('in another form: the finding names the table and the key to write under', async () => {
    expect(await toldOfTable(products)).toContain("Write csv: { delimiter: ';' } under data.products.");
    expect(await toldOfTable('')).toContain('the table products is empty');
  });

  it('that lacks a key makes the row invalid', async () => {
    const [exit, ...found] = await findings({ 'people.csv': `${audience}cy@example.com,Cy,C3\n` });
    expect(exit).toBe('exit 4');
    expect(found.join('\n')).toContain('the helper find cannot use sku: it is not a key of the table products');
  });

  it('in the data folder is found, and samples show stand-ins for its values', async () => {
    await using data = await makeWorkspace({ 'tables/p.csv': products });
    await using workspace = await makeWorkspace({
      'pushplan.yaml': `${sandboxOnly}data_dir: ${data.root}\n`,
      'hello.campaign.yaml': written(`file: tables/p.csv, key: sku, ${shape}`),
      'people.csv': audience,
    });
    const plan = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root }));
    expect(plan.campaigns[0]?.samples).toMatchObject([
      { notification: { title: 'For Lor: Lorem', message: 'For €12.30' } },
      { notification: { title: 'For Lo: Lor' } },
    ]);
  });

  it('that changes is named as the cause, counts as changed content, and makes a saved plan stale', async () => {
    await using repository = await makeRepository({
      'pushplan.yaml': sandboxOnly,
      ...files,
      'hello.campaign.yaml': written(undefined, 'approve: content'),
    });
    runGit(repository.root, ['checkout', '-q', '-b', 'change']);
    expect((await planWithBase(repository)).campaigns[0]?.comparison?.status).toBe('unchanged');
    await pushplan(['plan', '--out', 'saved.json'], { cwd: repository.root });
    await repository.write('data/products.csv', products.replace('Hat;5,00', 'Cap;7,00'));
    const cause = { kind: 'table', name: 'products', file: 'data/products.csv', line: null };
    expect((await planWithBase(repository)).campaigns[0]?.changes).toEqual([
      { path: 'notification.title', before: 'For Lo: Hat', after: 'For Lo: Cap', recipients: 1, cause },
      { path: 'notification.message', before: 'For €5.00', after: 'For €7.00', recipients: 1, cause },
    ]);
    const stale = await pushplan(['apply', 'saved.json', '--yes'], { cwd: repository.root });
    expect(stale.exitCode).toBe(5);
    expect(stale.stderr.replaceAll(/\s+/g, ' ')).toContain('it differs in: data/products.csv');
  });
});
