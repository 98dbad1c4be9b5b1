// The number of cards: 1 to 20 are accepted, 3 to 6 without a warning.
import { describe, expect, test } from 'vitest';
import { cards, findingsWith } from '../../support/findings.ts';

const good = '{ id: 1, headline: a, description: b, image_url: "https://img.example.com/1.jpg" }';
const usual = "3 to 6 is what the vendor's pages name; they do not say that the API takes others";

describe('a finding about', () => {
  test.each([
    ['one card', cards(`[${good}]`), `warning PP138 11:77 a carousel or slider with 1 item: ${usual}`],
    ['two cards', cards(`[${good}, ${good}]`), `warning PP138 11:77 a carousel or slider with 2 items: ${usual}`],
    [
      'seven cards',
      cards(`[${Array(7).fill(good).join(', ')}]`),
      `warning PP138 11:77 a carousel or slider with 7 items: ${usual}`,
    ],
    [
      'twenty cards',
      cards(`[${Array(20).fill(good).join(', ')}]`),
      `warning PP138 11:77 a carousel or slider with 20 items: ${usual}`,
    ],
    ['no cards', cards('[]'), 'PP138 11:77 a carousel or slider takes 1 to 20 items, but here are 0'],
    [
      'twenty-one cards',
      cards(`[${Array(21).fill(good).join(', ')}]`),
      'PP138 11:77 a carousel or slider takes 1 to 20 items, but here are 21',
    ],
    [
      'up to twenty from a column',
      cards(`{ each: a, max: 20, item: ${good} }`),
      `warning PP138 11:93 max lets through 20 items: ${usual}`,
    ],
    [
      'up to two from a column',
      cards(`{ each: a, max: 2, item: ${good} }`),
      `warning PP138 11:93 max lets through 2 items: ${usual}`,
    ],
    [
      'from two entries of a column on',
      cards(`{ each: a, short: { below: 2, then: skip }, item: ${good} }`),
      `warning PP138 11:104 short.below lets through 2 items: ${usual}`,
    ],
  ])('%s', (_name, lines, expected) => {
    expect(findingsWith(lines)).toEqual([expected]);
  });
});

test.each([
  ['six cards', cards(`[${Array(6).fill(good).join(', ')}]`)],
  ['three to six cards from a column', cards(`{ each: a, max: 6, short: { below: 3, then: skip }, item: ${good} }`)],
  ['cards from many entries of a column', cards(`{ each: a, short: { below: 8 }, item: ${good} }`)],
])('no finding about %s', (_name, lines) => {
  expect(findingsWith(lines)).toEqual([]);
});
