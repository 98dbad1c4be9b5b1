import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AdvancedPushItems, CampaignNotification } from '../../../src/generated/campaign.ts';
import type { EachItems } from '../../../src/message/fragments/build-fragment.ts';
import type { Renderer } from '../../../src/message/renderer.ts';
import { aRecipient, findingsOf, rendererOf } from '../../support/a-campaign.ts';

const item = {
  id: '{{@number}}',
  headline: '{{name}}{{#if @last}}!{{/if}}',
  description: "{{currency price 'EUR' ../language}}",
  image_url: 'https://img.example.com/{{@index}}.jpg',
  deep_links: { sku: '{{sku}} for {{@root.language}}' },
};

function withItems(items: AdvancedPushItems): Partial<CampaignNotification> {
  return { advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: items }, ios: { badge: 1 } };
}

function carousel(more: { max?: number; short?: NonNullable<EachItems['short']> } = {}, columns = {}): Renderer {
  return rendererOf({ notification: withItems({ each: 'items', item, ...more }), columns }, ['items', 'language']);
}

function entries(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => ({ name: `N${index}`, price: index + 0.5, sku: `s"${index}` }));
}

function itemsSent(renderer: Renderer, items: unknown): unknown {
  const result = renderer.render(aRecipient({ items, language: 'en' }));
  return result.kind === 'notification'
    ? JSON.parse(result.payload).advanced_push_payload?.advanced_push_items
    : result;
}

describe('items made from a list', () => {
  it('are one for each entry, which can use its own fields, its number, and the row around it', () => {
    const [first, , last] = itemsSent(carousel(), entries(3)) as readonly unknown[];
    expect(first).toEqual({
      id: 1,
      headline: 'N0',
      description: '€0.50',
      image_url: 'https://img.example.com/0.jpg',
      deep_links: { sku: 's"0 for en' },
    });
    expect(last).toEqual({
      id: 3,
      headline: 'N2!',
      description: '€2.50',
      image_url: 'https://img.example.com/2.jpg',
      deep_links: { sku: 's"2 for en' },
    });
  });

  it('may also come from the text of a json column', () => {
    expect(itemsSent(carousel({}, { items: 'json' }), JSON.stringify(entries(4)))).toHaveLength(4);
  });

  it('are at most max, which is 6 by default', () => {
    expect(itemsSent(carousel({ max: 20 }), entries(25))).toHaveLength(20);
    expect(itemsSent(carousel({ max: 1 }), entries(3))).toHaveLength(1);
    expect(itemsSent(carousel(), entries(9))).toHaveLength(6);
    const cut = itemsSent(carousel({ max: 4 }), entries(9)) as readonly { headline: string }[];
    expect(cut.map(({ headline }) => headline)).toEqual(['N0', 'N1', 'N2', 'N3!']);
  });

  it.each([
    [0, []],
    [2, entries(2)],
    [0, ''],
    [0, null],
  ])('are left out if there are only %i, with the whole payload of the carousel', (_count, items) => {
    const plain = carousel().render(aRecipient({ items, language: 'en' }));
    const payload =
      '{"identifiers":{"INSIDER.uuid":"c-1001"},"camp_id":1204,"camp_name":"Sale","title":"Sale","message":"Now","ios":{"badge":1}}';
    expect(plain).toMatchObject({ kind: 'notification', payload });
    expect(carousel({ short: 'skip' }).render(aRecipient({ items }))).toEqual({ kind: 'short' });
    expect(carousel({ short: 'skip' }).standIn(aRecipient({ items }))).toBeUndefined();
  });

  it.each([
    ['{ below: 2, then: plain }', 1, 2],
    ['{ below: 1 }', 0, 1],
    ['{ below: 5, then: skip }', 4, 5],
    ['{ then: skip }', 2, 3],
  ])('are too few by short: %s with %i, and enough with %i', (written, few, enough) => {
    const short = parse(written) as NonNullable<EachItems['short']>;
    expect(itemsSent(carousel({ short }), entries(few))).toEqual(
      written.includes('skip') ? { kind: 'short' } : undefined,
    );
    expect(itemsSent(carousel({ short }), entries(enough))).toHaveLength(enough);
  });

  it.each(['text', 7, { a: 1 }, true])('cannot come from %j', (items) => {
    const path = 'notification.advanced_push_payload.advanced_push_items.each';
    const problem = { code: 'PP224', message: 'the column items does not hold a list', path };
    expect(itemsSent(carousel(), items)).toEqual({ kind: 'invalid', problem });
  });

  it('make the row invalid if one of them is', () => {
    const path = 'notification.advanced_push_payload.advanced_push_items.item';
    const [a, b] = entries(2);
    const renderer = carousel();
    expect(itemsSent(renderer, [a, b, { name: 'x', sku: 's' }])).toMatchObject({
      kind: 'invalid',
      problem: { code: 'PP222', path: `${path}.description` },
    });
    expect(itemsSent(renderer, [a, b, { price: 1, sku: 's' }])).toMatchObject({
      problem: { code: 'PP222', message: expect.stringContaining('name is missing') },
    });
    expect(itemsSent(renderer, [a, b, null])).toMatchObject({ problem: { code: 'PP222', path: `${path}.headline` } });
  });

  it('need a column that exists and is json', () => {
    const found = ['item', 'items'].flatMap((each) =>
      findingsOf({ notification: withItems({ each, item }), file: 'a.csv' }, ['items', 'language']),
    );
    expect(found.map(({ code, line, help }) => `${code} ${line} ${help}`)).toEqual([
      'PP110 4 Did you mean items?',
      'PP117 4 Declare items: json in audience.columns.',
    ]);
  });

  it('are checked as templates', () => {
    const notification = withItems({
      each: 'items',
      item: { ...item, headline: '{{../lang}}', description: '{{../../x}}{{@numbr}}' },
    });
    const found = findingsOf({ notification }, ['items', 'language']);
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'PP110 unknown column lang',
      'PP115 ../../x leads out of the row',
      'PP110 unknown variable @numbr',
    ]);
  });
});

describe('a plain list of items', () => {
  it('is the same for everybody, except for its templates', () => {
    const items = [1, 2, 3].map((id) => ({
      ...item,
      id,
      headline: '{{language}}',
      description: 'd',
      deep_links: { a: 'b' },
      image_url: 'https://a',
    }));
    const renderer = rendererOf({ notification: withItems(items) }, ['language']);
    expect(itemsSent(renderer, undefined)).toEqual(items.map((one) => ({ ...one, headline: 'en' })));
  });
});
