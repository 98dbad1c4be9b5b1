// The samples of a plan: the author's own words as they will be sent, without personal data.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeWorkspace } from '../support/workspace.ts';

const campaign = `version: 1
id: things
audience: { file: people.ndjson, columns: { items: json } }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Things
  title: "{{default nick 'Hello there'}}, {{plural n 'en' one='# seat' other='# seats'}}"
  message: "{{date due language style='long'}}: {{upper 'thank you'}} {{name}}, {{currency price 'TRY' 'en'}}, {{plural items.length 'en' one='# thing' other='# things'}} you love"
  image_url: https://img.example.com/a.jpg
  advanced_push_payload:
    advanced_push_type: carousel
    advanced_push_items:
      each: items
      item:
        id: "{{@number}}"
        headline: "{{name}}"
        description: "{{#if @last}}The last{{else}}One more{{/if}}"
        image_url: "https://img.example.com/{{@number}}.jpg"
`;

const products = ['Oxfordhemd', 'Zwillingsschal', 'Kaffeebecher', 'Jutebeutel', 'Gürtel'];

function person(row: Readonly<Record<string, unknown>>): string {
  const items = products.map((name) => ({ name }));
  return `${JSON.stringify({ nick: '', n: 5, due: '2027-01-31', price: 879.4, language: 'en', items, ...row })}\n`;
}

const people =
  person({ email: 'kzv@qanari.example', name: 'Özvanıkar' }) +
  person({ email: 'kzv.two@qanari.example', name: 'Żyxąk', language: 'pl', n: 1, nick: 'Zyxa' });

const nobody = /Özvanıkar|Żyxąk|Zyxa|kzv|qanari|Oxford|Zwilling|Kaffee|Jute|Gürtel|879|-01-31|January|stycznia/iv;
const cards = [1, 2, 3, 4, 5].map((id) => ({
  id,
  description: id === 5 ? 'The last' : 'One more',
  image_url: `https://img.example.com/${id}.jpg`,
}));

test('plan shows words, defaults, plural forms, months, currencies and cards as people will read them', async () => {
  await using workspace = await makeWorkspace({ 'things.campaign.yaml': campaign, 'people.ndjson': people });
  const result = await pushplan(['plan', '--json'], { cwd: workspace.root });
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  const samples = readPlan(result).campaigns[0]?.samples ?? [];
  expect(samples.map(({ notification }) => notification)).toMatchObject([
    {
      identifiers: { 'INSIDER.email': 'lor@example.invalid' },
      title: 'Hello there, 2 seats',
      message: 'September 23, 2027: THANK YOU Loremipsu, TRY\u00A0123.40, 5 things you love',
      advanced_push_payload: { advanced_push_items: cards },
    },
    {
      identifiers: { 'INSIDER.email': 'lor.emi@example.invalid' },
      title: 'Lore, 1 seat',
      message: '23 września 2027: THANK YOU Lorem, TRY\u00A0123.40, 5 things you love',
      advanced_push_payload: { advanced_push_items: cards },
    },
  ]);
  expect(result.stdout).not.toMatch(nobody);
});

test('a public column shows its real values, and all other columns show stand-ins', async () => {
  const open = campaign.replace('columns: { items: json }', 'columns: { items: json }, public: [price, items]');
  await using workspace = await makeWorkspace({ 'things.campaign.yaml': open, 'people.ndjson': people });
  const result = await pushplan(['plan', '--json'], { cwd: workspace.root });
  expect(readPlan(result).campaigns[0]?.samples[0]?.notification).toMatchObject({
    identifiers: { 'INSIDER.email': 'lor@example.invalid' },
    title: 'Hello there, 2 seats',
    message: 'September 23, 2027: THANK YOU Loremipsu, TRY\u00A0879.40, 5 things you love',
    advanced_push_payload: { advanced_push_items: cards.map((card, at) => ({ ...card, headline: products[at] })) },
  });
  expect(result.stdout).not.toMatch(/Özvanıkar|Żyxąk|Zyxa|kzv|qanari|-01-31/iv);
});

test('a public column that identifies people is an error at the place where it is named', async () => {
  const open = campaign.replace('columns: { items: json }', 'columns: { items: json }, public: [price, email]');
  await using workspace = await makeWorkspace({ 'things.campaign.yaml': open, 'people.ndjson': people });
  const result = await pushplan(['plan'], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toContain('error PP239 things.campaign.yaml:3:76 the column email is public');
});

test('render --write writes the same samples, and the text of a plan names nobody either', async () => {
  await using workspace = await makeWorkspace({ 'things.campaign.yaml': campaign, 'people.ndjson': people });
  await pushplan(['render', '--write', 'rendered'], { cwd: workspace.root });
  const text = await readFile(join(workspace.root, 'rendered/things.json'), 'utf8');
  expect(text).toContain('"title": "Hello there, 2 seats"');
  expect(text).toContain('"message": "23 września 2027: THANK YOU Lorem,');
  expect(text).not.toMatch(nobody);
  const { stdout } = await pushplan(['plan'], { cwd: workspace.root });
  expect(stdout).toContain('Hello there, 2 seats');
  expect(stdout).not.toMatch(nobody);
});
