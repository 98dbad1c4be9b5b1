// Which numbers and dates of a row a text prints, and how they are read.
import { describe, expect, it } from 'vitest';
import { readFigure } from '../../../src/message/figure.ts';
import { aRecipient, partialsOf, rendererOf, type CampaignParts } from '../../support/a-campaign.ts';

const columns = ['2026', 'id', 'price', 'was', 'due', 'city', 'items', 'order'];
const csv = { file: 'people.csv', columns: { items: 'json', order: 'json' } } as const;
const partials = partialsOf({
  cost: "{{currency price 'EUR'}}",
  amount: "{{currency amount 'EUR'}}",
  line: '{{number price}}',
});

function figuresOf(parts: CampaignParts): string[] {
  const { figures } = rendererOf(parts, columns, partials);
  return figures.map(({ name, kind, isPublic }) => `${kind} ${name}${isPublic ? ' (public)' : ''}`);
}

/** The figures of a message over a CSV file. */
function inMessage(message: string, parts: CampaignParts = {}): string[] {
  return figuresOf({ ...csv, ...parts, notification: { message } });
}

/** The values of the figures in a message over an NDJSON file. */
function readAll(message: string, row: Readonly<Record<string, unknown>>): number[] {
  const renderer = rendererOf({ notification: { message: `It is ${message}` } }, Object.keys(row));
  const rendered = renderer.render(aRecipient(row));
  const values: number[] = [];
  if (rendered.kind !== 'notification') throw new Error(JSON.stringify(rendered));
  for (const figure of renderer.figures) readFigure(figure, rendered.row, (value) => values.push(value));
  return values;
}

describe('a text prints', () => {
  it.each([
    // Values that a helper writes as a number or a date.
    ["{{currency price 'EUR'}} till {{date due}}", ['number price', 'date due']],
    [
      '{{number price}} {{percent was}} {{plural items.[0].n other="# x"}}',
      ['number price', 'number was', 'number items.n'],
    ],
    ["{{currency (default price was) 'EUR'}}", ['number price', 'number was']],
    ["{{currency (or price was) 'EUR'}}", ['number price', 'number was']],
    ["{{default (currency price 'EUR') city}}", ['number price']],
    ["{{currency @root.order.total 'EUR'}}", ['number order.total']],
    // In a block, in a partial, or after ../: once for each column.
    ["{{#if price}}{{currency price 'EUR'}}{{else}}{{number price}}{{/if}}", ['number price']],
    ['{{#each items}}{{number price}} {{number ../price}}{{/each}}', ['number items.price', 'number price']],
    ['{{#with order}}{{number total}}{{date eta}}{{/with}}', ['number order.total', 'date order.eta']],
    ['{{#each items}}{{#each sizes}}{{number this}}{{/each}}{{/each}}', ['number items.sizes']],
    [
      '{{> cost}}{{#each items}}{{> line}}{{/each}}{{> line order}}',
      ['number price', 'number items.price', 'number order.price'],
    ],
    ['{{number [2026]}} {{number items.[0].price}}{{number items.[1].price}}', ['number 2026', 'number items.price']],
    // A number in JSON needs no helper.
    ['{{order.parcels}}', ['number order.parcels']],
  ] as const)('%s', (message, figures) => {
    expect(inMessage(message)).toEqual(figures);
  });

  it.each([
    [
      'text, and columns that are only compared',
      '{{city}} {{price}} {{#if (gt price 10)}}dear{{/if}} {{truncate city was}}',
    ],
    ['the length of a list', '{{plural items.length other="# things"}} {{length items}}'],
    [
      'an argument of a partial, a parameter of a block, a variable',
      '{{> amount amount=price}}{{#each items as |item|}}{{number item.price}}{{number @number}}{{/each}}',
    ],
    ['literal values', "{{currency 10 'EUR'}}"],
  ])('not %s', (_what, message) => {
    expect(inMessage(message)).toEqual([]);
  });

  it('a column that is declared as a number or a date, without a helper', () => {
    expect(
      inMessage('{{price}} {{was}} {{city}}', { columns: { price: 'number', was: 'integer', city: 'string' } }),
    ).toEqual(['number price', 'number was']);
    expect(inMessage('{{due}}', { columns: { due: 'date' } })).toEqual(['date due']);
  });

  it('in title, message and cards, which people read, but not in links or identifiers', () => {
    const card = { id: '{{@number}}', image_url: 'https://img.example.com/{{number was}}.jpg' };
    expect(
      figuresOf({
        ...csv,
        notification: {
          identifiers: { uuid: '{{id}}-{{order.no}}' },
          title: '{{number id}}',
          message: '{{number order.total}} {{date due}}',
          android: { deep_link: { ins_dl_internal: 'https://shop.example.com/{{number price}}' } },
          advanced_push_payload: {
            advanced_push_type: 'carousel',
            advanced_push_items: {
              each: 'items',
              item: {
                ...card,
                headline: "{{currency price 'EUR'}}",
                description: '{{date ../order.eta}}{{number off}}',
              },
            },
          },
        },
      }),
    ).toEqual(['number order.total', 'date due', 'number items.price', 'date order.eta', 'number items.off']);
  });

  it('and marks those that are public, with all of their fields', () => {
    expect(inMessage('{{number items.[0].price}} {{number price}}', { publicColumns: ['items'] })).toEqual([
      'number items.price (public)',
      'number price',
    ]);
  });
});

describe('the values of figures', () => {
  it.each([
    ['{{number a}}', { a: ' 1.30 ' }, [1.3]],
    ['{{number a}}', { a: 1299 }, [1299]],
    ['{{#if a}}{{number a}}{{/if}}', { a: '' }, []],
    ['{{#if b}}{{number a}}{{/if}}', { a: 'dear', b: false }, []],
    // Text that looks like a number is a number only for a helper.
    ['{{a}}', { a: '0012' }, []],
    ['{{a}}', { a: 12 }, [12]],
    ['{{#each a}}{{number n}}{{/each}}', { a: [{ n: 1 }, { n: '2' }] }, [1, 2]],
    ['{{#each a}}{{default n "-"}}{{/each}}', { a: [{ n: 3 }, {}, { n: null }] }, [3]],
    ['{{date a}}', { a: '1970-01-03' }, [2]],
    // The day as it is written, in any zone.
    ['{{date a}}', { a: '1970-01-03T23:30:00-05:00' }, [2]],
    ['{{date a}}', { a: '1969-12-31' }, [-1]],
    ['{{date a}}', { a: '0099-01-01' }, [-683_368]],
    ['{{#if b}}{{date a}}{{/if}}', { a: '2026-13-01', b: '' }, []],
  ])('%s of %j', (message, row, values) => {
    expect(readAll(message, row)).toEqual(values);
  });
});
