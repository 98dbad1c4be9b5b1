// pushplan plan --base: what a reviewer sees of a change, by cause and in numbers, and without personal data.
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeRepository } from '../support/git-repository.ts';
import { compareCampaign, planWithBase, runWithBase } from '../support/plan-with-base.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(20) };

/** A campaign with a list of cards, a partial in a title and in a card, and rows in several languages. */
const rich = {
  'shop.campaign.yaml': `version: 1
id: shop
audience:
  file: shop.csv
  columns: { items: json }
  where: { language: [en, de] }
notification:
  identifiers: { uuid: "{{id}}" }
  camp_id: 9
  camp_name: Shop
  title: "{{> hello}}, look"
  message: Now
  image_url: https://img.example.com/a.jpg
  advanced_push_payload:
    advanced_push_type: carousel
    advanced_push_items:
      each: items
      item: { id: "{{@number}}", headline: "{{> card}}", description: d, image_url: https://img.example.com/b.jpg }
`,
  'partials/hello.hbs': '{{#if name}}Hi {{name}}{{else}}Hi{{/if}}\n',
  'partials/card.hbs': 'Only\n{{n}} {{> unit}}\n',
  'partials/unit.hbs': 'euro\n',
  'shop.csv': shopRows(['en', 'de', 'en', 'tr']),
};

function shopRows(languages: readonly string[], name = 'Ada'): string {
  const cards = '"[{""n"":1},{""n"":2},{""n"":3}]"';
  const rows = languages.map((language, index) => `c${index},${language},${index === 1 ? '' : name},${cards}`);
  return ['id,language,name,items', ...rows, ''].join('\n');
}

test('without changes every campaign is unchanged, and everybody stays', async () => {
  await using repository = await makeRepository({ ...files, ...rich });
  const plan = await planWithBase(repository);
  expect(plan.base).toEqual({ ref: 'main', commit: repository.git('rev-parse', 'main').trim(), removed: [] });
  expect(plan.campaigns.map(({ comparison, changes }) => ({ ...comparison, changes }))).toEqual([
    { status: 'unchanged', joins: 0, leaves: 0, stays: 20, changed: 0, send_before: 20, resend_before: 0, changes: [] },
    { status: 'unchanged', joins: 0, leaves: 0, stays: 3, changed: 0, send_before: 3, resend_before: 0, changes: [] },
  ]);
  expect(plan.diagnostics).toEqual([]);
});

test('without --base there is no comparison', async () => {
  await using repository = await makeRepository(files);
  const plan = readPlan(await pushplan(['plan', '--json'], { cwd: repository.root }));
  expect(plan).not.toHaveProperty('base');
  expect(plan.campaigns[0]).not.toHaveProperty('comparison');
  expect(plan.campaigns[0]?.changes).toEqual([]);
});

test('lists new campaigns and campaigns that are gone', async () => {
  await using repository = await makeRepository({
    ...files,
    'old/gone.campaign.yaml': campaignText({ id: 'gone', campId: 3, file: 'others.csv', title: 'Bye' }),
    'others.csv': people(3),
  });
  await rm(join(repository.root, 'old'), { recursive: true });
  await repository.write('new.campaign.yaml', campaignText({ id: 'new', campId: 8, title: 'Another' }));
  const { base, campaigns } = await planWithBase(repository);
  expect(base?.removed).toEqual([{ id: 'gone', file: 'old/gone.campaign.yaml' }]);
  expect(campaigns.map(({ id, comparison }) => `${id} ${comparison?.status} ${comparison?.joins}`)).toEqual([
    'hello unchanged 0',
    'new new 20',
  ]);
  const [only] = readPlan(await runWithBase(repository, '--json', 'new.campaign.yaml')).campaigns;
  expect(only?.comparison?.status).toBe('new');
});

describe('causes', () => {
  test('a value of the campaign file, with its line, as written', async () => {
    await using repository = await makeRepository(files);
    const edited = campaignText({ title: 'Hi {{name}}', more: 'max_recipients: 50\nowner: crm' })
      .replace('{ file: people.csv }', '{ file: people.csv, where: { name: [Person 1, Person 2] } }')
      .replace('  image_url: https://img.example.com/a.jpg\n', '');
    await repository.write('hello.campaign.yaml', edited);
    const { changes, comparison } = await compareCampaign(repository);
    const told = changes.map(({ path, before, after, cause }) => `${path}:${cause.line} ${before} -> ${after}`);
    expect(told).toEqual([
      'max_recipients:3 null -> 50',
      'audience.where.name:5 null -> Person 1, Person 2',
      'notification.title:10 Hello {{name}} -> Hi {{name}}',
      'notification.image_url:null https://img.example.com/a.jpg -> null',
    ]);
    expect(changes.every(({ cause }) => cause.kind === 'campaign' && cause.file === 'hello.campaign.yaml')).toBe(true);
    expect(comparison).toMatchObject({
      status: 'changed',
      joins: 0,
      leaves: 18,
      stays: 2,
      changed: 2,
      send_before: 20,
    });
  });

  test('a partial: each field that calls it, for how many recipients, and the text before and after', async () => {
    await using repository = await makeRepository(rich);
    await repository.write('partials/hello.hbs', '{{#if name}}Hello {{name}}{{else}}Hi{{/if}}\n');
    await repository.write('partials/unit.hbs', 'EUR\n');
    const { changes, comparison } = await compareCampaign(repository, 'shop');
    expect(comparison).toMatchObject({ status: 'changed', joins: 0, leaves: 0, stays: 3, changed: 3 });
    expect(changes).toEqual([
      {
        path: 'notification.title',
        before: 'Hi Lor, look',
        after: 'Hello Lor, look',
        recipients: 2,
        cause: { kind: 'partial', name: 'hello', file: 'partials/hello.hbs', line: 1 },
      },
      {
        path: 'notification.advanced_push_payload.advanced_push_items.item.headline',
        before: 'Only\n1 euro',
        after: 'Only\n1 EUR',
        recipients: 3,
        cause: { kind: 'partial', name: 'unit', file: 'partials/unit.hbs', line: 1 },
      },
    ]);
  });

  test('values of a column, and rows that were added or removed', async () => {
    await using repository = await makeRepository(rich);
    await repository.write('shop.csv', shopRows(['de', 'de', 'tr', 'en', 'en'], 'Bea'));
    const { changes, comparison } = await compareCampaign(repository, 'shop');
    expect(comparison).toMatchObject({ status: 'changed', joins: 2, leaves: 1, stays: 2, changed: 1 });
    expect(changes.map(({ cause, ...change }) => ({ ...change, cause: `${cause.kind} ${cause.file}` }))).toEqual([
      { path: 'audience.name', before: null, after: null, recipients: 1, cause: 'column shop.csv' },
      { path: 'audience.rows', before: 4, after: 5, recipients: null, cause: 'audience shop.csv' },
    ]);
  });

  test('other rows but as many as before: the number of rows is not reported as a change', async () => {
    await using repository = await makeRepository(files);
    await repository.write('people.csv', people(20, 5));
    const { comparison, changes } = await compareCampaign(repository);
    expect(comparison).toMatchObject({ joins: 5, leaves: 5, stays: 15 });
    expect(changes).toMatchObject([{ path: 'audience.rows', before: null, after: null }]);
  });

  test('a column that templates do not read is not a change', async () => {
    const rows = 'email,name,note\na@example.com,Ada,x\n';
    await using repository = await makeRepository({ ...files, 'people.csv': rows });
    await repository.write('people.csv', rows.replace(',x', ',y'));
    expect(await compareCampaign(repository)).toMatchObject({
      comparison: { status: 'unchanged', stays: 1 },
      changes: [],
    });
  });
});

describe('ids', () => {
  test('a moved file is the same campaign', async () => {
    await using repository = await makeRepository(files);
    await repository.write('moved/hi.campaign.yaml', campaignText());
    await rm(join(repository.root, 'hello.campaign.yaml'));
    const { base, campaigns } = await planWithBase(repository);
    expect(base?.removed).toEqual([]);
    expect(campaigns[0]).toMatchObject({ file: 'moved/hi.campaign.yaml', comparison: { status: 'unchanged' } });
  });

  test.each([
    ['in the same file', 'hello.campaign.yaml', campaignText({ id: 'hello-2', title: 'Other' })],
    [
      'in another file with the same content',
      'other.campaign.yaml',
      campaignText({ id: 'hello-2', more: 'owner: crm' }),
    ],
  ])('a renamed id %s is refused, even without a ledger', async (_, file, text) => {
    await using repository = await makeRepository(files);
    await rename(join(repository.root, 'hello.campaign.yaml'), join(repository.root, file));
    await repository.write(file, text);
    const result = await runWithBase(repository);
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain(`error PP122 ${file}:2:5 the id is "hello" in main`);
    expect(result.stderr).toContain('Put the id hello back.');
    expect(result.stdout).toBe('');
  });

  test('a different campaign in place of a deleted one is no renamed id', async () => {
    await using repository = await makeRepository(files);
    await rm(join(repository.root, 'hello.campaign.yaml'));
    await repository.write('next.campaign.yaml', campaignText({ id: 'next', campId: 8 }));
    const { base, campaigns } = await planWithBase(repository);
    expect(base?.removed).toEqual([{ id: 'hello', file: 'hello.campaign.yaml' }]);
    expect(campaigns[0]?.comparison?.status).toBe('new');
  });
});

test('the same input gives the same bytes, changes nothing on disk, and reveals nobody', async () => {
  await using repository = await makeRepository({ ...files, ...rich });
  await repository.write('partials/hello.hbs', 'Dear {{name}}\n');
  await repository.write('people.csv', people(25, 5));
  const before = await repository.snapshot();
  for (const format of ['text', 'json']) {
    const first = await runWithBase(repository, '--format', format);
    const second = await runWithBase(repository, '--format', format);
    expect(first.exitCode).toBe(0);
    expect(second.stdout).toBe(first.stdout);
    expect(first.stdout).toContain('partials/hello.hbs');
    expect(first.stdout).not.toMatch(/person\d|Person \d|Ada/v);
  }
  expect(await repository.snapshot()).toEqual(before);
});
