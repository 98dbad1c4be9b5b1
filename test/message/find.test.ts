import { describe, expect, it } from 'vitest';
import type { Tables } from '../../src/message/tables.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import { aCampaign, aRecipient, findingsOf, partialsOf, rendererOf, tableOf, tablesOf } from '../support/a-campaign.ts';

const rows = [
  { sku: 'A1', name: 'Scarf', price: '19.9' },
  { sku: 'İ2', name: 'Hat', price: '5' },
];
const products = tableOf({ name: 'products', key: 'sku', rows });
const tables = tablesOf(products);
const columns = ['sku', 'first', 'items'];

function render(message: string, row: Readonly<Record<string, unknown>>, shown: Tables = tables): unknown {
  const parts = { notification: { message }, tables: shown, columns: { items: 'json' as const } };
  return rendererOf(parts, columns).render(aRecipient({ first: '', items: [], ...row }));
}

function standIn(
  message: string,
  row: Readonly<Record<string, unknown>>,
  shown = tables,
  publicColumns: readonly string[] = [],
) {
  const parts = { notification: { message }, tables: shown, publicColumns };
  return rendererOf(parts, ['sku', 'first']).standIn(aRecipient(row))?.message;
}

function found(message: string, partials: Readonly<Record<string, string>> = {}): string[] {
  const parts = { notification: { message }, tables, columns: { items: 'json' as const } };
  return findingsOf(parts, columns, partialsOf(partials)).map(
    ({ code, message: said, help }) => `${code} ${said} | ${help}`,
  );
}

function firstFound(...args: Parameters<typeof found>): string | undefined {
  return found(...args)[0];
}

function onSale(...sale: readonly unknown[]): Tables {
  return tablesOf(tableOf({ name: 'products', key: 'id', rows: sale.map((one, id) => ({ id, sale: one })) }));
}

describe('find', () => {
  it.each([
    ["{{currency (find 'products' sku 'price') 'EUR'}}", { sku: 'A1' }, '€19.90'],
    [
      "{{#with (find 'products' sku) as |p|}}{{p.name}} {{../first}}{{/with}}",
      { sku: 'A1', first: 'Ada' },
      'Scarf Ada',
    ],
    ["{{#with (find 'products' sku default='')}}{{name}}{{else}}none{{/with}}", { sku: 'B' }, 'none'],
    ["{{find 'products' sku 'name' default=first}}", { sku: '', first: 'Ada' }, 'Ada'],
    ["{{#each items}}{{find 'products' this 'name'}} {{/each}}", { items: ['A1', 'I\u03072'] }, 'Scarf Hat '],
  ])('%s', (message, row, printed) => {
    expect(render(message, row)).toMatchObject({ payload: expect.stringContaining(`"message":"${printed}"`) });
  });

  it.each(['B', '', 'constructor'])('makes the row invalid for the key %j, without showing it', (sku) => {
    expect(render("{{find 'products' sku 'name'}}", { sku })).toEqual({
      kind: 'invalid',
      problem: {
        code: 'PP222',
        message: 'the helper find cannot use sku: it is not a key of the table products',
        help: 'Add its row to data/products.csv, or write default= for what the table does not have.',
        path: 'notification.message',
      },
    });
  });

  it('does not print the default for a table that is not read, as its rows are unknown', () => {
    const unread = new Map([['products', undefined]]);
    expect(render("{{find 'products' sku 'name' default='New'}}", { sku: 'A1' }, unread)).toMatchObject({
      kind: 'invalid',
      problem: { message: expect.stringContaining('it is the table products, which is not read here') },
    });
  });

  it('is checked before any row is read', () => {
    expect(firstFound("{{find 'product' sku 'name'}}")).toBe(
      'PP187 there is no table product | Did you mean products?',
    );
    expect(firstFound("{{find 'products' sku 'prize'}}")).toBe(
      'PP110 unknown column prize of the table products | Did you mean price?',
    );
    expect(firstFound("{{#with (find 'products' sku)}}{{nam}}{{/with}}")).toContain(
      'PP110 unknown column nam of the table',
    );
    expect(firstFound("{{> card (find 'products' sku)}}", { card: '{{price}} {{size}}' })).toContain(
      'unknown column size',
    );
    expect(firstFound("{{#with (find 'products' sku)}}{{name.first}}{{/with}}")).toContain(
      'PP117 name.first leads into',
    );
    expect(firstFound("{{find 'products' skuu 'name'}}")).toBe('PP110 unknown column skuu | Did you mean sku?');
    expect(firstFound("{{find 'products' sku}}")).toContain('PP113 find gives a whole row here');
    expect(firstFound("{{find first sku 'name'}}")).toContain('PP113 find takes the names');
    expect(firstFound('Sale')).toContain('PP189 no text looks into the table products');
    expect(findingsOf({ key: "{{find 'products' sku 'name'}}", tables }, columns)[0]?.message).toContain(
      'no tables here',
    );
    expect(findingsOf({ notification: { message: "{{find 'shops' sku 'a'}}" } }, columns)[0]?.help).toContain(
      'Write data: { shops: { file: data/shops.csv, key: id } }',
    );
  });

  it.each([
    ["{{#with (find 'products' sku)}}{{#each name}}x{{/each}}{{/with}}", '#each'],
    ["{{#with (find 'products' sku)}}{{join name}}{{/with}}", 'join'],
    ["{{#each (find 'products' sku 'name')}}x{{/each}}", '#each'],
    ["{{lookup (find 'products' sku 'name') first}}", 'lookup'],
  ])('needs a column whose parts are used to be json: %s', (message, helper) => {
    expect(firstFound(message)).toBe(
      `PP117 ${helper} looks into the column name of the table products, which is not json | Declare name: json in data.products.columns.`,
    );
    const parts = { notification: { message }, tables: tablesOf({ ...products, nested: ['name'] }) };
    expect(findingsOf(parts, columns)).toEqual([]);
  });

  it('shows the values of the workspace in stand-ins, and nothing of the recipient', () => {
    const message = "{{first}}: {{#with (find 'products' sku)}}{{name}} ({{sku}}){{/with}}";
    const row = { sku: 'A1', first: 'Adalbert' };
    expect(standIn(message, row)).toBe('Loremips: Scarf (L1)');
    expect(standIn(message, row, tables, ['sku'])).toBe('Loremips: Scarf (A1)');
    expect(standIn(message, row, tablesOf({ ...products, isPublic: false }))).toBe('Loremips: Lorem (L1)');
    expect(standIn("{{find 'products' sku 'name' default=first}}", { sku: 'B', first: 'Ada' })).toBe('Lor');
  });

  it.each([
    ["{{#if (find 'products' sku 'sale')}}x{{/if}}", 7],
    ["{{#if (default (find 'products' sku 'sale') 'no')}}x{{/if}}", 16],
    ["{{#with (find 'products' sku)}}{{#unless sale}}x{{/unless}}{{#if sale}}y{{/if}}{{/with}}", 42],
    ["{{> card (find 'products' sku)}}", 7],
  ])('in a condition uses a column of the table as true or false: %s', (message, column) => {
    const asked = (...sale: unknown[]) =>
      findingsOf(
        { notification: { message }, tables: onSale(...sale) },
        columns,
        partialsOf({ card: '{{#if sale}}x{{/if}}' }),
      );
    expect(asked('true', 'False')).toEqual([
      expect.objectContaining({
        code: 'PP247',
        column,
        message: 'the condition counts every text in sale as true, even "false"',
        help: 'Write columns: { sale: boolean } under data.products, or columns: { sale: string } if any text is meant to count as true.',
      }),
    ]);
    expect(asked(true, false)).toEqual([]);
    expect(asked('true', 'sold out')).toEqual([]);
  });

  it('in a condition ignores columns that are declared, given by another name, compared or of a table that is not read', () => {
    const sale = tablesOf(tableOf({ name: 'products', key: 'id', rows: [{ id: 'A', sale: 'no' }] }));
    const asked = (message: string, shown: Tables = sale) =>
      findingsOf(
        { notification: { message }, tables: shown },
        columns,
        partialsOf({ card: '{{#if sale}}x{{/if}}' }),
      ).map(({ code }) => code);
    const condition = "{{#if (find 'products' sku 'sale')}}x{{/if}}";
    expect(asked(condition)).toEqual(['PP247']);
    expect(asked(condition, new Map([['products', undefined]]))).toEqual([]);
    expect(asked("{{#if (eq (find 'products' sku 'sale') 'no')}}x{{/if}}")).toEqual([]);
    expect(asked("{{> card (find 'products' sku) sale='x'}}")).toEqual([]);
    expect(asked("{{#with (find 'products' sku)}}{{#if sale.on}}x{{/if}}{{/with}}")).toEqual(['PP117']);
    const campaign = aCampaign({ notification: { message: condition }, tables: sale });
    const [table] = campaign.tables ?? [];
    const declared = table && { ...campaign, tables: [{ ...table, columns: { sale: 'string' as const } }] };
    expect(declared && compileCampaign(declared, columns, new Map(), sale).diagnostics).toEqual([]);
  });

  it('does not count the key as a printed figure', () => {
    const parts = { notification: { message: "{{number (find 'products' sku 'price')}}" }, tables };
    expect(rendererOf(parts, columns).figures).toEqual([]);
  });
});
