// Templates that cannot be what their author means: found by validate, before a row is read.
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { environment, expectHarmless, expectRefusal, makeBadWorkspace, startCounter } from '../support/bad-input.ts';
import { rowCanary, type Expected } from '../support/bad-input.ts';
import { campaignText } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const file = 'a.campaign.yaml';
const title = (column: number): string => `${file}:9:${column}`;

const templates: readonly [string, Expected][] = [
  ['{{nme}}', { code: 'PP110', at: title(13), says: 'unknown column nme', help: 'Did you mean name?' }],
  ['{{#if nme}}x{{/if}}', { code: 'PP110', at: title(17), says: 'unknown column nme' }],
  ["{{#if (eq nme 'x')}}x{{/if}}", { code: 'PP110', at: title(21), says: 'unknown column nme' }],
  ['{{#unless (and name (not nme))}}x{{/unless}}', { code: 'PP110', at: title(36), says: 'unknown column nme' }],
  ["{{default nme 'x'}}", { code: 'PP110', at: title(21), says: 'unknown column nme' }],
  ['{{#each itms}}x{{/each}}', { code: 'PP110', at: title(19), says: 'unknown column itms' }],
  ['{{name.first}}', { code: 'PP117', at: title(13), says: 'name, which is not json', help: 'name: json' }],
  ['{{#each name}}x{{/each}}', { code: 'PP117', at: title(19), says: '#each looks into the column name' }],
  ['{{upcase name}}', { code: 'PP112', at: title(13), says: 'unknown helper upcase', help: 'Here it is upper' }],
  ['{{uper name}}', { code: 'PP112', at: title(13), says: 'unknown helper uper', help: 'Did you mean upper?' }],
  ['{{truncate name}}', { code: 'PP113', at: title(11), says: 'takes 2 to 3 arguments, not 1', help: 'It is used as' }],
  ["{{date name format='x'}}", { code: 'PP113', at: title(11), says: 'does not know format=' }],
  ['{{name', { code: 'PP111', at: title(11), says: 'that begins here is not closed', help: 'Write }}' }],
  ['{{#if name}}x', { code: 'PP111', at: title(11), says: 'the block {{#if}} is not closed', help: 'Write {{/if}}' }],
  ['{{name}}}', { code: 'PP111', at: title(17), says: 'closes with }}}' }],
  ['{{#if name}}x{{/each}}', { code: 'PP111', at: title(14), says: "if doesn't match each" }],
  [`${'x'.repeat(17_000)}{{name}}`, { code: 'PP111', at: title(11), says: 'longer than 16,384 characters' }],
  ['{{{name}}}', { code: 'PP115', at: title(11), says: 'are not allowed', help: 'Write {{ }}' }],
  ['{{> footer}}', { code: 'PP114', at: title(11), says: 'there is no partial footer' }],
  ["{{> (lookup this 'name')}}", { code: 'PP115', at: title(11), says: 'the name of a partial is not computed' }],
  ['{{#> layout}}x{{/layout}}', { code: 'PP115', at: title(11), says: 'partials with a body' }],
  ["{{#*inline 'a'}}x{{/inline}}", { code: 'PP115', at: title(11), says: 'inline partials are not allowed' }],
  ['{{constructor}}', { code: 'PP110', at: title(13), says: 'unknown column constructor' }],
  ['{{__proto__}}', { code: 'PP110', at: title(13), says: 'unknown column __proto__' }],
  ['{{name.constructor}}', { code: 'PP115', at: title(13), says: 'reaches for what every object has' }],
  ['{{name.__proto__.x}}', { code: 'PP115', at: title(13), says: 'reaches for what every object has' }],
  ['{{this}}', { code: 'PP115', at: title(13), says: 'is the whole row' }],
  ['{{@root}}', { code: 'PP115', at: title(13), says: 'is the whole row' }],
  ['{{../name}}', { code: 'PP115', at: title(13), says: 'leads out of the row' }],
];

const nested = `${'{{#if name}}'.repeat(40)}x${'{{/if}}'.repeat(40)}`;

describe('a title such as', () => {
  test.each(templates)('%s', async (text, expected) => {
    await expectRefusal(sandbox, { files: { [file]: campaignText({ title: text }) } }, expected);
  });

  test('40 nested blocks', async () => {
    const bad = { files: { [file]: campaignText({ title: nested }) } };
    await expectRefusal(sandbox, bad, { code: 'PP115', at: title(395), says: 'nested more than 32 deep' });
  });
});

const partials: readonly [string, Readonly<Record<string, string | Uint8Array>>, Expected][] = [
  [
    'that calls itself',
    { 'partials/a.hbs': 'x\n{{> a}}' },
    { code: 'PP114', at: 'partials/a.hbs:2:1', says: 'the partial a calls itself (a > a)', help: 'Remove one' },
  ],
  [
    'that calls itself by way of another',
    { 'partials/a.hbs': 'x {{> b}}', 'partials/b.hbs': '{{> a}}' },
    { code: 'PP114', at: 'partials/b.hbs:1:1', says: 'the partial a calls itself (a > b > a)' },
  ],
  [
    'that is not closed',
    { 'partials/a.hbs': 'x\n {{#if name}}' },
    { code: 'PP111', at: 'partials/a.hbs:2:2', says: 'the block {{#if}} is not closed' },
  ],
  [
    'with an unknown column',
    { 'partials/a.hbs': 'x\n {{nme}}' },
    { code: 'PP110', at: 'partials/a.hbs:2:4', says: 'unknown column nme', help: 'Did you mean name?' },
  ],
  [
    'that is Latin-1',
    { 'partials/a.hbs': Buffer.from('für', 'latin1') },
    { code: 'PP109', at: 'partials/a.hbs:1:1', says: 'it looks like Latin-1' },
  ],
];

describe('a partial', () => {
  test.each(partials)('%s', async (_name, files, expected) => {
    await expectRefusal(sandbox, { files: { [file]: campaignText({ title: '{{> a}}' }), ...files } }, expected);
  });
});

const good = campaignText();
const elsewhere: readonly [string, string, Expected][] = [
  [
    'where',
    good.replace('people.csv', 'people.csv, where: { langauge: tr }'),
    { code: 'PP110', at: `${file}:4:50`, says: 'unknown column langauge' },
  ],
  [
    'columns',
    good.replace('people.csv', 'people.csv, columns: { nme: number }'),
    { code: 'PP110', at: `${file}:4:47`, says: 'unknown column nme' },
  ],
  [
    'key',
    campaignText({ more: 'key: "{{emal}}"' }),
    { code: 'PP110', at: `${file}:3:9`, says: 'unknown column emal', help: 'Did you mean email?' },
  ],
  [
    'each',
    `${good}  advanced_push_payload: { advanced_push_type: slider, advanced_push_items: { each: itms, item: { id: 1, headline: a, description: b, image_url: https://img.example.com/a.jpg } } }\n`,
    { code: 'PP110', at: `${file}:12:85`, says: 'unknown column itms' },
  ],
  [
    'a key that is a template',
    `${good}  ios: { deep_link: { "{{name}}": x } }\n`,
    { code: 'PP115', at: `${file}:12:35`, says: 'keys are not rendered', help: 'Only values' },
  ],
];

describe('an unknown column in', () => {
  test.each(elsewhere)('%s', async (_name, text, expected) => {
    await expectRefusal(sandbox, { files: { [file]: text } }, expected);
  });
});

test('a column that a helper hides', async () => {
  const files = { 'people.csv': 'email,date\na@example.com,b\n', [file]: campaignText({ title: '{{date}}' }) };
  await expectRefusal(
    sandbox,
    { files },
    { code: 'PP116', at: title(13), says: 'is the helper date, which hides a column', help: '{{this.date}}' },
  );
});

test('a lookup of a name that every object has makes the rows invalid, and too many of them block the apply', async () => {
  const files = {
    [file]: campaignText({ title: "{{lookup box 'constructor'}}" }).replace(
      'people.csv',
      'people.csv, columns: { box: json }',
    ),
    'people.csv': `email,name,box\n${['a', 'b', 'c'].map((who) => `${who}@example.com,A,{}\n`).join('')}`,
  };
  await expectRefusal(
    sandbox,
    { files },
    { code: 'PP302', at: 'pushplan.yaml:1:1', says: '3 invalid rows of 3', exit: 4, by: [['apply', '--yes']] },
  );
});

test('data is never a template, and cannot add a field', async () => {
  const cell = '{{email}}{{#if}}{{> a}}"", ""title"": ""x';
  const files = { 'people.csv': `email,name\na@example.com,"${cell}"\n` };
  await using workspace = await makeBadWorkspace(sandbox, { files });
  const rendered = await pushplan(['render', file], { cwd: workspace.root, env: environment });
  expectHarmless(rendered);
  expect(rendered.json()).toEqual([
    expect.objectContaining({ title: 'Hello {{email}}{{#if}}{{> a}}", "title": "x', message: 'Good to see you' }),
  ]);
});

test('a fault that a row causes in a template is reported by row and column, never by value', async () => {
  const files = { [file]: campaignText({ title: '{{date name}}' }) };
  await using workspace = await makeBadWorkspace(sandbox, { files });
  const result = await pushplan(['plan', '--json'], { cwd: workspace.root, env: environment });
  expectHarmless(result);
  expect(result.exitCode).toBe(4);
  expect(result.stdout).toContain('PP222');
  expect(result.stdout).not.toContain(rowCanary);
});
