import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeStandIn } from '../../src/message/stand-in.ts';
import { aRecipient, rendererOf } from '../support/a-campaign.ts';

describe('a stand-in', () => {
  it.each([
    ['Ayşe Yılmaz', 'Lore Mipsum'],
    ['McDONALD-o’neil', 'LoREMIPS-u’mdol'],
    ['Иван', 'Лоре'],
    ['Γιάννης', 'Λορεμιψ'],
    ['山田 太郎', '文字 見本'],
    ['+90 532 123 45 67', '+12 345 678 91 23'],
    ['1.299,90 €', '1.234,56 €'],
    ['٣٤', '12'],
    ['e\u0301a', 'lo'],
    ['👩🏽‍🍳 ❤️ 100%!', '👩🏽‍🍳 ❤️ 123%!'],
    ['ana.b+tag@shop.example.com', 'lor.e+mip@example.invalid'],
    ['Write to ANA@x.tr, or 2', 'Lorem ip SUM@example.invalid, do 1'],
    ['https://shop.example.com/p/A1?u=ana', 'https://example.invalid/l/O1?r=emi'],
    ['HTTP://ANA:pw@host/a', 'http://example.invalid/l'],
    ['myapp://ana/7', 'app://example.invalid/1'],
    ['\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}', '\u{1F3F4}'],
    ['\uE000\uD83D', 'xx'],
    ['', ''],
  ])('of %j is %j', (text, standIn) => {
    expect(makeStandIn(text)).toBe(standIn);
  });

  it('shows only the shape: texts of the same shape have the same one', () => {
    const shape = fc.array(fc.constantFrom('Aa0 .', 'a', 'A', '0', ' ', '.', '-'), { maxLength: 12 });
    const variants: Readonly<Record<string, string>> = { a: 'qzx', A: 'QZX', '0': '907' };
    fc.assert(
      fc.property(shape, fc.nat(2), (parts, pick) => {
        const other = Array.from(parts.join(''), (char) => variants[char]?.[pick] ?? char).join('');
        expect(makeStandIn(other)).toBe(makeStandIn(parts.join('')));
      }),
    );
  });
});

describe('the stand-in of a notification', () => {
  const renderer = rendererOf(
    {
      notification: {
        identifiers: { uuid: '{{id}}', email: '{{email}}', phone_number: '{{phone}}' },
        title: "{{#if (eq name 'Ana')}}Dear {{name}}{{else}}Hello{{/if}}, {{upper name}}",
        message: '{{#each l}}{{this}} {{/each}}{{> p}}',
        image_url: '{{scheme}}://img.example.com/{{id}}',
        check_optin: '{{vip}}',
        advanced_push_payload: {
          advanced_push_type: '{{kind}}',
          advanced_push_items: {
            each: 'l',
            item: { id: '{{@number}}', headline: '{{this}}', description: 'd', image_url: '{{../image}}' },
          },
        },
        ios: { badge: '{{count}}', deep_link: { sku: '{{id}}' } },
      },
    },
    ['id', 'email', 'phone', 'name', 'l', 'scheme', 'vip', 'kind', 'image', 'count'],
    new Map([['p', { file: 'partials/p.hbs', text: '{{name}}' }]]),
  );
  const row = {
    id: 'C-77',
    email: 'ana@mail.example',
    phone: '+905321234567',
    name: 'Ana',
    l: ['Red', 'Tan', 'Sky'],
    scheme: 'https',
    vip: 'true',
    kind: 'slider',
    image: 'https://img.example.com/ana',
    count: '42',
  };

  it('has cells replaced, conditions decided by the row, and the types of the API', () => {
    expect(renderer.standIn(aRecipient(row))).toEqual({
      identifiers: {
        'INSIDER.uuid': 'L-12',
        'INSIDER.email': 'lor@example.invalid',
        'INSIDER.phone_number': '+123456789123',
      },
      camp_id: 1204,
      camp_name: 'Sale',
      title: 'Dear Lor, LOR',
      message: 'Lor Lor Lor Lor',
      // The API does not accept "lorem://...".
      image_url: 'https://example.invalid/',
      check_optin: true,
      advanced_push_payload: {
        advanced_push_type: 'slider',
        advanced_push_items: [1, 2, 3].map((id) => ({
          id,
          headline: 'Lor',
          description: 'd',
          image_url: 'https://example.invalid/lor',
        })),
      },
      ios: { badge: 12, deep_link: { sku: 'L-12' } },
    });
  });

  it('does not exist for an invalid row, and does not change the next rendering', () => {
    const before = renderer.render(aRecipient(row));
    renderer.standIn(aRecipient(row));
    expect(renderer.standIn(aRecipient({ ...row, count: 'many' }))).toBeUndefined();
    expect(renderer.render(aRecipient(row))).toEqual(before);
    expect(before).toMatchObject({ payload: expect.stringContaining('Dear Ana, ANA') });
  });
});
