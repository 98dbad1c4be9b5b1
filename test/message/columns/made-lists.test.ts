// Lists that an audience makes from columns or rows, as templates see them.
import { describe, expect, it } from 'vitest';
import { readColumnPattern } from '../../../src/campaign/numbered-columns.ts';
import { aRecipient, findingsOf, rendererOf, type CampaignParts } from '../../support/a-campaign.ts';

function print(parts: CampaignParts, row: Readonly<Record<string, unknown>>, columns = Object.keys(row)): unknown {
  const result = rendererOf(parts, columns).render(aRecipient(row));
  if (result.kind !== 'notification') return result;
  const { message }: { message: unknown } = JSON.parse(result.payload);
  return message;
}

const lists = { items: 'item{n}_{field}' };
const each = '{{#each items}}{{name}} {{price}};{{/each}}';

describe('a pattern', () => {
  it.each([
    ['item{n}_{field}', 'item1_name', { number: 1, field: 'name' }],
    ['item{n}_{field}', 'item10_unit_price', { number: 10, field: 'unit_price' }],
    ['item{n}_{field}', 'item01_name', { number: 1, field: 'name' }],
    ['item{n}_{field}', 'item_name', undefined],
    ['item{n}_{field}', 'item1_', undefined],
    ['item{n}_{field}', 'xitem1_name', undefined],
    ['{field}_{n}', 'name_2', { number: 2, field: 'name' }],
    ['{field}{n}', 'name12', { number: 12, field: 'name' }],
    ['{n}. {field} (x)', '3. ad (x)', { number: 3, field: 'ad' }],
    ['tag{n}', 'tag4', { number: 4 }],
  ])('%s reads %s as %j', (pattern, column, expected) => {
    expect(readColumnPattern(pattern)?.match(column)).toEqual(expected);
  });

  it.each(['item_{field}', 'item{n}{n}', 'item{n}_{x}', 'item{n}_{field}{field}', 'item', ''])(
    '%j is not a pattern',
    (text) => {
      expect(readColumnPattern(text)).toBeUndefined();
    },
  );
});

describe('a list of numbered columns', () => {
  const parts = { file: 'a.csv', reading: { lists }, notification: { message: each } } as const;

  it('has an entry for each number in order, without those whose columns are all empty', () => {
    const row = {
      item2_name: 'Hat',
      item2_price: '20',
      item10_name: '',
      item10_price: '3',
      item1_name: 'Bag',
      item1_price: '10',
      item3_name: '',
      item3_price: ' ',
    };
    expect(print(parts, row)).toBe('Bag 10;Hat 20; 3;');
  });

  it('has the types of its columns, declared for one number or for all', () => {
    const row = { item1_name: 'Bag', item1_price: '010', item2_name: 'Hat', item2_price: '020' };
    expect(print({ ...parts, columns: { item1_price: 'number' } }, row)).toBe('Bag 10;Hat 020;');
    expect(print({ ...parts, columns: { 'item{n}_price': 'number' } }, row)).toBe('Bag 10;Hat 20;');
    expect(print({ ...parts, columns: { 'item{n}_price': 'number', item2_price: 'string' } }, row)).toBe(
      'Bag 10;Hat 020;',
    );
  });

  it('makes a row invalid, and names the column whose value does not fit', () => {
    const row = { item1_name: 'Bag', item1_price: '10', item2_name: 'Hat', item2_price: 'secret' };
    expect(print({ ...parts, columns: { 'item{n}_price': 'number' } }, row)).toMatchObject({
      kind: 'invalid',
      problem: { code: 'PP220', path: 'audience.columns.item2_price' },
    });
  });

  it('may have plain values', () => {
    const message = '{{#each tags}}{{this}},{{/each}}{{tags.length}}';
    expect(
      print(
        { file: 'a.csv', reading: { lists: { tags: 'tag{n}' } }, notification: { message } },
        {
          tag1: 'a',
          tag2: '',
          tag3: 'c',
        },
      ),
    ).toBe('a,c,2');
  });

  it('can become cards', () => {
    const items = {
      each: 'items',
      item: { id: '{{@number}}', headline: '{{name}}', description: 'x', image_url: 'https://img.example.com/a.jpg' },
    };
    const renderer = rendererOf(
      {
        ...parts,
        notification: { advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: items } },
      },
      ['item1_name', 'item2_name', 'item3_name'],
    );
    const result = renderer.render(aRecipient({ item1_name: 'Bag', item2_name: 'Hat', item3_name: 'Cap' }));
    expect(result).toMatchObject({ payload: expect.stringContaining('"headline":"Cap"') });
  });

  it.each<readonly [string, CampaignParts, readonly string[], string]>([
    ['of missing columns', parts, ['name'], 'PP110 no column has a name such as item{n}_{field}'],
    [
      'with the name of a column',
      parts,
      ['items', 'item1_name'],
      'PP202 the file has a column items, and audience.lists makes a list of that name',
    ],
    [
      'in where',
      { ...parts, where: { items: ['x'] } },
      ['item1_name'],
      'PP110 items is a list that audience makes, and where looks at the rows of the file',
    ],
    [
      'in columns',
      { ...parts, columns: { items: 'json' } },
      ['item1_name'],
      'PP110 items is a list that audience makes, and its entries have the types of their columns',
    ],
    [
      'by a pattern that matches no column',
      { ...parts, columns: { 'item{n}_cost': 'number' } },
      ['item1_name'],
      'PP110 unknown column item{n}_cost',
    ],
  ])('is refused %s', (_name, wrong, columns, finding) => {
    expect(findingsOf(wrong, columns).map(({ code, message }) => `${code} ${message}`)).toContain(finding);
  });
});

describe('a list of rows', () => {
  const group = { by: 'id', into: 'items' };
  const row = {
    id: '1',
    name: 'Bag',
    price: '010',
    items: [
      { id: '1', name: 'Bag', price: '010', tag1: 'x' },
      { id: '1', name: 'Hat', price: '', tag1: '' },
    ],
  };
  const columns = ['id', 'name', 'price', 'tag1', 'items'];

  it('has all columns of its rows, with their types, and the lists that are made of them', () => {
    const message = '{{name}} {{price}}: {{#each items}}{{name}} {{price}}{{tags.length}};{{/each}}';
    const parts = { file: 'a.csv', reading: { group, lists: { tags: 'tag{n}' } }, notification: { message } };
    expect(print({ ...parts, columns: { price: 'number' } }, row, columns)).toBe('Bag 10: Bag 101;Hat 0;');
  });

  it('is invalid if any of its rows is', () => {
    const broken = { ...row, items: [...row.items, { id: '1', name: 'Cap', price: 'secret' }] };
    const parts = { file: 'a.csv', reading: { group }, notification: { message: '{{items.length}}' } };
    expect(print({ ...parts, columns: { price: 'number' } }, broken, columns)).toMatchObject({
      problem: { code: 'PP220', path: 'audience.columns.price' },
    });
  });

  it('requires the column that it is made by', () => {
    const found = findingsOf({ file: 'a.csv', reading: { group } }, ['name', 'items']);
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual(['PP110 unknown column id']);
  });
});
