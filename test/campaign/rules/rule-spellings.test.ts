// Spellings that are accepted but sent in another form.
import { describe, expect, test } from 'vitest';
import { cards, findingsWith } from '../../support/findings.ts';

const good = '{ id: 1, headline: a, description: b, image_url: "https://img.example.com/1.jpg" }';
const link = (links: string): Record<string, string> => ({ x: `  android: { deep_link: ${links} }` });

describe('a finding about', () => {
  test.each([
    [
      'deliver_silently',
      { x: '  ios: { deliver_silently: true }' },
      "warning PP132 11:10 deliver_silently is a word of the vendor's samples: it is sent as content-available, the API's own",
    ],
    [
      'deliver_silently beside content-available',
      { x: '  ios: { content-available: true, deliver_silently: true }' },
      "warning PP132 11:35 deliver_silently is a word of the vendor's samples: it is left out, and content-available is sent",
    ],
    [
      'deliver_silently against content-available',
      { x: '  ios: { content-available: false, deliver_silently: "{{quiet}}" }' },
      'PP132 11:36 deliver_silently and content-available mean the same and differ here',
    ],
    [
      'deliver_silently of android',
      { x: '  android: { deliver_silently: true }' },
      'PP132 11:14 deliver_silently does nothing',
    ],
    [
      'delivery_silently of ios',
      { x: '  ios: { delivery_silently: true }' },
      'PP102 11:10 unknown key "delivery_silently" in notification.ios',
    ],
    ['delivery_silently', { x: '  delivery_silently: true' }, 'PP132 11:3 delivery_silently does nothing'],
    [
      'a type in capitals',
      { x: cards(`[${good}, ${good}, ${good}]`)['x']?.replace('slider', 'Carousel') ?? '' },
      'warning PP148 11:48 advanced_push_type Carousel is sent as carousel: the API takes lower case',
    ],
    [
      'a number in a link',
      link('{ screen: product, product_id: 4711 }'),
      'warning PP149 11:56 product_id is the number 4711, and is sent as the text "4711"',
    ],
    [
      'a number in the link of a card',
      cards(`{ each: a, item: ${good.replace(' }', ', deep_links: { price: 12.5 } }')} }`),
      'warning PP149 11:197 price is the number 12.5, and is sent as the text "12.5"',
    ],
    [
      'a number that would lose its zeros',
      link('{ product_id: 00123 }'),
      'PP107 11:39 YAML reads 00123 as the number 123',
    ],
    [
      'a number for an address',
      link('{ ins_dl_internal: 5 }'),
      'PP107 11:44 notification.android.deep_link.ins_dl_internal: YAML reads 5 as the number 5, but this is text',
    ],
  ])('%s', (_name, lines, expected) => {
    expect(findingsWith(lines)).toEqual([expected]);
  });
});

test.each([['a text of digits in a link', link('{ product_id: "4711" }')]])('no finding about %s', (_name, lines) => {
  expect(findingsWith(lines)).toEqual([]);
});
