// pushplan lsp, tested with the client of the protocol's own library: what an editor underlines, offers and shows.
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { openEditorClient, type EditorClient } from '../support/editor-client.ts';
import { makeWorkspace, sandboxOnly, type TestWorkspace } from '../support/workspace.ts';

const campaign = `version: 1
id: sale
tags: [promo]
audience: { file: people.csv, columns: { items: json, price: number }, public: [city] }
exclude: [{ sent: other, within: 24h }]
locale: en
default_locale: en
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 1
  camp_name: Sale
  image_url: https://img.example.com/a.jpg
  title: "{{t 'cart.title' name=first_name}} {{> footer}}"
  message: "{{default first_name 'You'}}, {{currency price 'EUR'}} in {{city}}"
  advanced_push_payload:
    advanced_push_type: carousel
    advanced_push_items:
      each: items
      item: { id: "{{@number}}", headline: "{{name}}", description: New, image_url: https://img.example.com/a.jpg }
`;

const files = {
  'pushplan.yaml': sandboxOnly,
  'sale.campaign.yaml': campaign,
  'other.campaign.yaml':
    'version: 1\nid: other\naudience: { file: people.csv }\nnotification: { identifiers: { email: "{{email}}" }, camp_id: 2, camp_name: Other, title: a, message: b }\n',
  'people.csv':
    'email,first_name,city,price,items\nana@example.com,Ana,Bonn,12.5,"[{""name"":""Scarf"",""sku"":""s1""},{""name"":""Hat"",""sku"":""s2""},{""name"":""Shoe"",""sku"":""s3""}]"\n',
  'partials/footer.hbs': 'From {{city}}\n',
  'translations/en.yaml': 'cart:\n  title: "Hello {{name}}"\n',
};

async function openSale(): Promise<
  { readonly workspace: TestWorkspace; readonly editor: EditorClient } & AsyncDisposable
> {
  const workspace = await makeWorkspace(files);
  const editor = await openEditorClient(workspace.root);
  return {
    workspace,
    editor,
    [Symbol.asyncDispose]: async () => {
      await editor[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

const file = 'sale.campaign.yaml';
const text = (title: string): string => campaign.replace(/title: .*/v, `title: ${JSON.stringify(title)}`);
/** Puts a template into the title only. */
const inTitle = (marked: string): string => campaign.replace(/title: .*/v, `title: "${marked}"`);

test('findings appear while text is typed, and go away when it is correct', async () => {
  await using sale = await openSale();
  const { editor, workspace } = sale;
  expect(await editor.open(file, campaign)).toEqual([]);
  expect(await editor.type(file, text('Hi {{frist_name}}'))).toEqual([
    '13:16 PP110 unknown column frist_name\nDid you mean first_name?',
  ]);
  // First a file that is no YAML, then a file whose columns change on disk.
  expect(await editor.type(file, 'version: 1\nid: "sale')).toEqual([expect.stringMatching(/^2:10 PP103 /v)]);
  expect(await editor.type(file, campaign)).toEqual([]);
  await workspace.write('people.csv', 'email,city,price,items\n');
  expect(await editor.saved(file)).toContainEqual(expect.stringContaining('PP110 unknown column first_name'));
});

test('a closed file counts as it is on disk, and pushplan.yaml as it is typed', async () => {
  await using sale = await openSale();
  const { editor } = sale;
  await editor.open(file, text('{{nobody}}'));
  expect(await editor.close(file)).toEqual([]);
  expect(await editor.open('pushplan.yaml', `${sandboxOnly}polcy: {}\n`)).toEqual([
    '4:1 PP102 unknown key "polcy"\nDid you mean "policy"?',
  ]);
});

test('a campaign outside of any workspace gets one finding about that, until it is in one or closed', async () => {
  await using folder = await makeWorkspace({ 'loose.campaign.yaml': campaign });
  await rm(join(folder.root, 'pushplan.yaml'));
  await using editor = await openEditorClient(folder.root);
  const said = [
    '1:1 PP153 no pushplan.yaml in the folder of this file or above it, so nothing is checked\nMake a workspace with: pushplan init. Or move the file into one.',
  ];
  expect(await editor.open('loose.campaign.yaml', campaign)).toEqual(said);
  expect(await editor.close('loose.campaign.yaml')).toEqual([]);
  expect(await editor.open('loose.campaign.yaml', campaign)).toEqual(said);
  await folder.write('pushplan.yaml', sandboxOnly);
  expect(await editor.type('loose.campaign.yaml', 'version: 1\nid: "sale')).toEqual([
    expect.stringMatching(/^2:10 PP103 /v),
  ]);
});

test('completion of file offers data files, and no JSON files without rows', async () => {
  await using sale = await openSale();
  const { editor, workspace } = sale;
  const others = {
    'package.json': '{ "name": "push" }',
    'package-lock.json': '{ "lockfileVersion": 3 }',
    'tsconfig.json': '// for the editor\n{}',
    'schema/campaign.schema.json': '{ "type": "object" }',
    'plan.json': '{ "seal": "pp1:" }',
    'words.json': '["a", "b"]',
    'empty.json': '',
    'notes.txt': 'x',
  };
  const data = {
    'audiences/rows.json': '\uFEFF[\n  { "email": "ana@example.com", "identifiers": { "a": 1 } }\n]',
    'audiences/nobody.json': '[]',
    'audiences/late.json': `[${' '.repeat(2000)}{"email":"a"}]`,
    'audiences/rows.ndjson': '{ "email": "ana@example.com" }',
    'audiences/rows.csv.gz': 'x',
  };
  for (const [path, content] of Object.entries({ ...others, ...data })) await workspace.write(path, content);
  expect((await pushplan(['render', 'sale', '--write', 'rendered'], { cwd: workspace.root })).exitCode).toBe(0);
  await symlink('/etc/hostname', join(workspace.root, 'out.json'));
  await editor.open(file, campaign);
  const offered = [...Object.keys(data), 'people.csv'].toSorted().map((path) => `${path}: in the workspace`);
  const complete = () => editor.complete(file, campaign.replace('people.csv', '|'));
  expect((await complete()).toSorted()).toEqual(offered);
  // A file that was looked at once is remembered until its size changes.
  await workspace.write('plan.json', '[{ "email": "ana@example.com" }]');
  await editor.saved(file);
  expect(await complete()).toContain('plan.json: in the workspace');
});

test('completion offers the names that a template may use at that place', async () => {
  await using sale = await openSale();
  const { editor } = sale;
  expect(await editor.open(file, campaign)).toEqual([]);
  const columns = ['email: text, people.csv', 'first_name: text, people.csv', 'city: text, people.csv'];
  const inHead = await editor.complete(file, inTitle('{{|}}'));
  expect(inHead.slice(0, 3)).toEqual(columns);
  expect(inHead).toContain('currency: currency value code [locale] [digits=]');
  // After a helper it offers values, and no helper outside of brackets.
  const values = await editor.complete(file, inTitle('{{default fir|'));
  expect(values).toEqual([...columns, 'price: number, people.csv', 'items: json, people.csv']);
  expect(await editor.complete(file, inTitle('{{default (up|'))).toContain('upper: upper value [locale]');
  expect(await editor.complete(file, inTitle('{{> f|'))).toEqual(['footer: partials/footer.hbs']);
  expect(await editor.complete(file, inTitle("{{t '|'}}"))).toEqual(['cart.title: en']);
  expect(await editor.complete(file, inTitle('{{items.[0].|'))).toEqual(['name: of items', 'sku: of items']);
  expect(await editor.complete(file, inTitle('{{#each items}}{{|'))).toEqual(
    expect.arrayContaining(['sku: of an entry of items', '@number: of the entry', '../city: text, people.csv']),
  );
  expect(await editor.complete(file, campaign.replace('"{{name}}"', '"{{|}}"'))).toEqual(
    expect.arrayContaining(['name: of an entry of items', '../price: number, people.csv']),
  );
  const inLink = campaign.replace('locale: en', 'link_params: { a: "{{|}}" }\nlocale: en');
  const arms = ['A', 'B'].map(
    (name, arm) => `{ name: ${name}, weight: 50, camp_id: ${arm + 5}, notification: { camp_name: T } }`,
  );
  for (const [more, names] of [
    ['', ['@campaign']],
    [`variants: [${arms.join(', ')}]\n`, ['@campaign', '@arm']],
  ] as const) {
    await editor.type(file, inLink.replace('{{|}}', 'x') + more);
    const offered = await editor.complete(file, inLink + more);
    expect(offered.filter((one) => one.startsWith('@'))).toEqual(names.map((name) => `${name}: of the campaign`));
  }
  await editor.type(file, campaign);
  expect(await editor.complete(file, campaign.replace('people.csv', '|'))).toEqual(['people.csv: in the workspace']);
  expect(await editor.complete(file, campaign.replace('sent: other', 'sent: |'))).toEqual([
    'other: other.campaign.yaml',
    'sale: sale.campaign.yaml',
  ]);
  expect(await editor.complete(file, inTitle('{{city}} |'))).toEqual([]);
});

test('hover explains a name without showing data of a row, and a definition leads to its file', async () => {
  await using sale = await openSale();
  const { editor } = sale;
  expect(await editor.open(file, campaign)).toEqual([]);
  expect(await editor.hover(file, inTitle('{{items.le|ngth}}'))).toBe(
    '**items**: a column of people.csv, json\n\nIts entries have name, sku.',
  );
  expect(await editor.hover(file, inTitle('{{ci|ty}}'))).toMatch(/Public: plans show its cells as they are\.$/v);
  expect(await editor.hover(file, inTitle("{{curr|ency price 'EUR'}}"))).toContain('currency value code [locale]');
  expect(await editor.hover(file, inTitle('{{> foo|ter}}'))).toContain('From {{city}}');
  expect(await editor.hover(file, inTitle("{{t 'cart|.title'}}"))).toContain('title: "Hello {{name}}"');
  expect(await editor.hover(file, inTitle('{{nobo|dy}}'))).toBe('');
  expect(await editor.definition(file, inTitle('{{> foo|ter}}'))).toEqual(['partials/footer.hbs:1']);
  expect(await editor.definition(file, inTitle("{{t 'cart|.title'}}"))).toEqual(['translations/en.yaml:2']);
  expect(await editor.definition(file, inTitle('{{pri|ce}}'))).toEqual([`${file}:4`]);
  expect(await editor.definition(file, campaign.replace('people.csv', 'people|.csv'))).toEqual(['people.csv:1']);
  expect(await editor.definition(file, campaign.replace('sent: other', 'sent: ot|her'))).toEqual([
    'other.campaign.yaml:1',
  ]);
  expect(await editor.definition(file, inTitle('{{up|per city}}'))).toEqual([]);
});

test('each template has a hint with its result for stand-ins', async () => {
  await using sale = await openSale();
  const { editor } = sale;
  expect(await editor.open(file, campaign)).toEqual([]);
  expect(await editor.hints(file)).toEqual([
    '13: → Hello Lor From Bonn',
    '14: → Lor, €12.30 in Bonn',
    '19: → 1',
    '19: → Lorem',
  ]);
  await editor.type(file, inTitle('{{'));
  expect(await editor.hints(file)).toEqual([]);
});

test('if the data is not here, hints show rows of the samples as they are now', async () => {
  await using sale = await openSale();
  const { editor, workspace } = sale;
  const sampled = `version: 1
id: sampled
audience: { query: people.sql, samples: samples.csv }
notification: { identifiers: { email: "{{email}}" }, camp_id: 3, camp_name: Sampled, title: "{{name}}", message: b, image_url: https://img.example.com/a.jpg }
`;
  await workspace.write('people.sql', "SELECT * FROM 'people.csv'\n");
  for (const name of ['Zoe', 'Maria']) {
    await workspace.write('samples.csv', `email,name\nx@example.com,${name}\n`);
    await editor.open('sampled.campaign.yaml', sampled);
    expect(await editor.hints('sampled.campaign.yaml')).toEqual([`4: → ${name}`]);
  }
});

test('it ends as the protocol requires, and refuses to be started by hand', async () => {
  await using workspace = await makeWorkspace(files);
  const polite = await openEditorClient(workspace.root);
  expect(await polite.end()).toBe(0);
  const gone = await openEditorClient(workspace.root);
  expect(await gone.end(false)).toBe(1);
  const nothing = new PassThrough();
  nothing.end();
  expect((await pushplan(['lsp'], { cwd: workspace.root, stdin: nothing })).exitCode).toBe(1);
  const { exitCode, stdout } = await pushplan(['lsp', '--json'], { cwd: workspace.root });
  expect(exitCode).toBe(3);
  expect(stdout).toContain('PP502');
});

test.each([
  ['a text', 'version: 1\n'],
  ['an HTTP answer', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'],
  ['bytes', Buffer.alloc(1_000_000)],
])('%s on stdin is refused at once, even if more input may follow', async (_what, bytes) => {
  await using workspace = await makeWorkspace(files);
  const stdin = new PassThrough();
  stdin.write(bytes);
  const { exitCode, stderr } = await pushplan(['lsp'], { cwd: workspace.root, stdin });
  expect(exitCode).toBe(3);
  expect(stderr).toContain('what comes on stdin is not the Language Server Protocol');
});

test.each([
  ['a header without a length', 'Content-Type: x\r\n\r\n'],
  ['an invalid length', 'Content-Length: abc\r\n\r\n{}'],
  ['a message that is not JSON', 'Content-Length: 5\r\n\r\n{"a":'],
])('%s ends it with 1 and a message, even if stdin is open', async (_what, bytes) => {
  await using workspace = await makeWorkspace(files);
  const stdin = new PassThrough();
  stdin.write(bytes.slice(0, 3));
  const ended = pushplan(['lsp'], { cwd: workspace.root, stdin });
  stdin.write(bytes.slice(3));
  const { exitCode, stderr } = await ended;
  expect(exitCode).toBe(1);
  expect(stderr).toBe('pushplan lsp ends: a message on stdin cannot be read.\n');
});
