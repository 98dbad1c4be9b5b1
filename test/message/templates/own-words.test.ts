// With `approve: content`: texts that contain approved words, and texts that only a row would fill.
import { describe, expect, it } from 'vitest';
import type { CampaignNotification } from '../../../src/generated/campaign.ts';
import { compileCampaign } from '../../../src/message/compile-campaign.ts';
import { aCampaign, findingsOf, partialsOf, tableOf, tablesOf } from '../../support/a-campaign.ts';

const columns = ['title', 'sku', 'n', 'items'];
const products = tableOf({ name: 'products', key: 'sku', rows: [{ sku: 'A1', name: 'Scarf' }] });
const partials = partialsOf({ words: 'New: {{title}}', none: '{{title}}!', card: '{{name}}' });

function found(notification: Partial<CampaignNotification>, more: object = { content: {} }): readonly string[] {
  const parts = { notification, tables: tablesOf(products), columns: { items: 'json' as const }, ...more };
  const findings = findingsOf(parts, columns, partials).filter(({ code }) => code !== 'PP189');
  return findings.map(({ code, message }) => `${code} ${message.split(' ')[0]}`);
}

describe('a text that only the rows would fill', () => {
  it.each([
    '{{title}}',
    '{{title}}!',
    '{{!-- words --}}{{title}}',
    '{{upper title}}',
    "{{default title 'New'}}",
    '{{> none}}',
    "{{> card (find 'products' sku) name=title}}",
    "{{find 'products' sku 'name' default=title}}",
    "{{default title (find 'products' sku 'name')}}",
    "{{#with (find 'products' sku)}}{{../title}}{{/with}}",
    "{{plural n one='#' other='#'}}",
  ])('%s', (title) => {
    expect(found({ title })).toEqual(['PP361 title']);
    expect(found({ title }, {})).toEqual([]);
  });

  it('is found in messages and cards, once for each place', () => {
    const item = { id: 1, headline: '{{name}}', description: 'Read {{name}}', image_url: 'https://a.example/{{name}}' };
    const payload = { advanced_push_type: 'slider', advanced_push_items: { each: 'items', item } } as const;
    expect(found({ message: '{{title}}', advanced_push_payload: payload })).toEqual([
      'PP361 message',
      'PP361 headline',
    ]);
    const campaign = { ...aCampaign({ notification: { title: '{{title}}' } }), content: {} };
    const [variant] = campaign.variants;
    const both = { ...campaign, variants: [variant, variant] as const };
    expect(compileCampaign(both, columns, partials).diagnostics.map(({ code }) => code)).toEqual(['PP361']);
  });
});

describe('a text with approved words', () => {
  it.each([
    '🎉',
    'New: {{title}}',
    '{{#if title}}{{title}}{{else}}New{{/if}}',
    '{{> words}}',
    "{{find 'products' sku 'name'}}",
    "{{find 'products' sku 'name' default='New'}}",
    "{{upper (truncate (find 'products' sku 'name') 20)}}",
    "{{#with (find 'products' sku)}}{{name}}{{/with}}",
    "{{#with (find 'products' sku)}}{{upper name}}{{/with}}",
    "{{> card (find 'products' sku)}}",
    "{{plural n one='# thing' other='# things'}}",
  ])('%s', (title) => {
    expect(found({ title })).toEqual([]);
  });

  it('is not required if a table is not read, or if a text has another fault', () => {
    const unread = { content: {}, tables: new Map([['products', undefined]]) };
    expect(found({ title: "{{#with (find 'products' sku)}}{{name}}{{/with}}" }, unread)).toEqual([]);
    expect(found({ title: '{{titel}}' })).toEqual(['PP110 unknown']);
  });
});
