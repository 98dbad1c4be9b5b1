// What is kept beside a payload for the audit of all texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Printed } from '../../../src/message/fragments/printed.ts';
import { aRecipient, partialsOf, rendererOf, type CampaignParts } from '../../support/a-campaign.ts';

function printed(
  notification: NonNullable<CampaignParts['notification']>,
  row: Readonly<Record<string, unknown>>,
  partials: Readonly<Record<string, string>> = {},
): Printed {
  const result = rendererOf({ notification }, Object.keys(row), partialsOf(partials)).render(aRecipient(row));
  if (result.kind !== 'notification') throw new Error(JSON.stringify(result));
  return result.printed;
}

function slots(message: string, row: Readonly<Record<string, unknown>>, partials?: Record<string, string>) {
  const { empty, defaults } = printed({ message }, row, partials);
  return { empty: empty.length, defaults: defaults.length };
}

describe('an empty slot', () => {
  it.each([
    ['Hi {{name}}', { name: '' }, 1],
    ['Hi {{name}}', { name: null }, 1],
    ['Hi {{name}}', { name: '  ' }, 1],
    ['Hi {{name}}, {{name}}', { name: '' }, 2],
    ['Hi {{trim name}}', { name: ' ' }, 1],
    ['Hi {{upper name}}', { name: '' }, 1],
    ["Hi {{default name ''}}", { name: '' }, 1],
    ['Hi {{#each l}}{{this}}{{/each}}', { l: ['a', '', ''] }, 2],
    ['Hi {{> p}}', { name: '' }, 1],
    ['Hi {{name}}', { name: '0' }, 0],
    ['Hi {{n}}', { n: 0 }, 0],
    ['Hi {{n}}', { n: false }, 0],
    ['Hi {{#if name}}{{name}}{{/if}}', { name: '' }, 0],
    ['Hi {{#if name}}{{/if}}{{#unless name}}{{/unless}}', { name: '' }, 0],
    ['Hi {{#each l}}{{this}}{{/each}}', { l: [] }, 0],
    ["Hi {{#if (eq name '')}}you{{/if}}", { name: '' }, 0],
    ['Hi {{> nothing}}', { name: '' }, 0],
  ])('%j of %j: %i', (message, row, empty) => {
    expect(slots(message, { name: 'Ana', ...row }, { p: '{{name}}', nothing: '' }).empty).toBe(empty);
  });
});

describe('a default', () => {
  it.each([
    ["{{default name 'you'}}", { name: '' }, 1, 0],
    ["{{default name 'you'}}", { name: ' ' }, 1, 0],
    ["{{default name 'you'}}", { name: 'Ana' }, 0, 0],
    ["{{default name nick 'you'}}", { name: '', nick: 'A' }, 1, 0],
    ["{{upper (default name 'you')}}", { name: '' }, 1, 0],
    ["Hi {{default name ''}}", { name: '' }, 0, 1],
    ["{{default name 'you'}} {{default nick 'you'}}", { name: '', nick: '' }, 2, 0],
  ])('of %j for %j is used %i times', (message, row, defaults, empty) => {
    expect(slots(message, { nick: 'A', ...row })).toEqual({ defaults, empty });
  });
});

describe('fields', () => {
  it('are named as in the campaign, without identifiers, which may be left empty', () => {
    const { empty, defaults } = printed(
      {
        identifiers: { uuid: '{{id}}', email: '{{email}}', 'custom.x': "{{default email ''}}" },
        title: "{{default name 'you'}}",
        message: 'Hi {{name}}',
        android: { deep_link: { sku: 'p-{{name}}' } },
        advanced_push_payload: {
          advanced_push_type: 'carousel',
          advanced_push_items: {
            each: 'items',
            item: { id: '{{@number}}', headline: 'h{{h}}', description: 'd', image_url: 'https://img.example.com/a' },
          },
        },
      },
      { id: 'c-1', email: '', name: '', items: [{ h: '' }, { h: 'a' }, { h: '' }] },
    );
    const headline = 'notification.advanced_push_payload.advanced_push_items.item.headline';
    expect(empty).toEqual(['notification.message', 'notification.android.deep_link.sku', headline, headline]);
    expect(defaults).toEqual(['notification.title']);
  });

  it('of one notification do not appear in the next, whatever was rendered in between', () => {
    const renderer = rendererOf(
      { notification: { identifiers: { uuid: '{{id}}', email: '{{name}}' } }, key: "{{default name 'k'}}" },
      ['id', 'name'],
    );
    const row = aRecipient({ id: 'c-1', name: '' });
    const result = renderer.render(row);
    const before = JSON.stringify(result);
    renderer.key(row);
    renderer.standIn(row);
    renderer.render(row);
    expect(JSON.stringify(result)).toBe(before);
    expect(result).toMatchObject({ printed: { empty: [], defaults: [] } });
  });
});

const item = (h: string, d: string) => ({
  id: 1,
  headline: h,
  description: d,
  image_url: 'https://img.example.com/a',
  deep_links: { screen: `${h}!` },
});

describe('texts', () => {
  it('are what readers see and where taps lead, as in the payload', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => value.isWellFormed() && !value.includes('{{'));
    const renderer = rendererOf(
      {
        notification: {
          title: '{{a}}',
          message: 'Hi {{b}}',
          image_url: 'https://img.example.com/a.jpg',
          android: { deep_link: { 'my.key': 'x{{a}}', other: 'o' } },
          ios: { deep_link: { 'my.key': 'x{{b}}' } },
          advanced_push_payload: {
            advanced_push_type: 'carousel',
            advanced_push_items: [item('{{a}}', 'd'), item('h', '{{b}}'), item('h "3"', 'd')],
          },
        },
      },
      ['a', 'b'],
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const result = renderer.render(aRecipient({ a, b }));
        if (result.kind !== 'notification') return;
        expect(result.printed.texts.map(({ role, text: value }) => [role, value])).toEqual(readTexts(result.payload));
      }),
    );
  });

  it('of cards are missing if the carousel is left out', () => {
    const notification = {
      advanced_push_payload: {
        advanced_push_type: 'carousel',
        advanced_push_items: { each: 'l', item: item('fixed', '{{this}}') },
      },
    } as const;
    const roles = (l: readonly string[]) => printed(notification, { l }).texts.map(({ role }) => role);
    expect(roles(['a', 'b'])).toEqual(['title', 'message']);
    expect(roles(['a', 'b', 'c']).filter((role) => role === 'headline')).toHaveLength(3);
  });
});

/** The same texts, read from the payload. */
function readTexts(payload: string): unknown[] {
  const { title, message, image_url: picture, android, ios, advanced_push_payload: advanced } = JSON.parse(payload);
  return [
    ['title', title],
    ['message', message],
    ['picture', picture],
    ...Object.values(android.deep_link).map((link) => ['android_link', link]),
    ...Object.values(ios.deep_link).map((link) => ['ios_link', link]),
    ...advanced.advanced_push_items.flatMap(
      ({ headline, description, image_url, deep_links }: Record<string, unknown>) => [
        ['headline', headline],
        ['description', description],
        ['picture', image_url],
        ['card_link', Object.values(deep_links ?? {})[0]],
      ],
    ),
  ];
}
