// The conditions that a campaign may set for its columns in where.
import { describe, expect, test } from 'vitest';
import { findingsWith } from '../../support/findings.ts';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { campaignWith } from '../../support/campaign-with.ts';

const audience = (keys: string): Record<string, string> => ({ audience: `audience: { file: people.csv, ${keys} }` });

describe('refused', () => {
  test.each([
    [
      'a comparison over a column that is not declared',
      audience('where: { price: { gt: 10 } }'),
      'PP147 3:49 gt compares numbers and dates, and the column price is not declared',
    ],
    [
      'a comparison over a column of another type',
      audience('columns: { price: string }, where: { price: { lte: 10 } }'),
      'PP147 3:77 lte compares numbers and dates, and the column price is declared as string',
    ],
    [
      'a bound that is text',
      audience('columns: { price: number }, where: { price: { gt: cheap, lt: 20 } }'),
      'PP147 3:81 gt of price is "cheap", which is text, and the column holds numbers',
    ],
    [
      'a bound of a column of dates that is a number',
      audience('columns: { day: date }, where: { day: { gt: 2027 } }'),
      'PP147 3:75 gt of day is 2027, which is not text, and the column holds dates',
    ],
    [
      'an empty range',
      audience('columns: { price: number }, where: { price: { gt: 20, lt: 10 } }'),
      'PP146 3:68 no price is above 20 and below 10, so where leaves out every row',
    ],
    [
      'a range with nothing between its ends',
      audience('columns: { price: integer }, where: { price: { gte: 10, lt: 10 } }'),
      'PP146 3:69 no price is at least 10 and below 10, so where leaves out every row',
    ],
    [
      'an empty map of conditions',
      audience('where: { price: {} }'),
      'PP101 3:47 audience.where.price is empty: it needs at least one entry',
    ],
    [
      'an empty list in a condition',
      audience('where: { tag: { not: [] } }'),
      'PP101 3:52 audience.where.tag.not needs at least 1 entry, has 0',
    ],
    [
      'a condition that is not known',
      audience('where: { price: { gtee: 10 } }'),
      'PP102 3:49 unknown key "gtee" in audience.where.price',
    ],
  ])('%s', (_what, lines, finding) => {
    expect(findingsWith(lines)).toEqual([finding]);
  });
});

describe('accepted', () => {
  test.each([
    [
      'a value, a list and a map of conditions',
      audience('where: { a: x, b: [x, 1, true], c: { not: x }, d: { not: [x, y] } }'),
    ],
    ['a range of one number', audience('columns: { price: number }, where: { price: { gte: 10, lte: 10, not: 11 } }')],
  ])('%s', (_what, lines) => {
    expect(findingsWith(lines)).toEqual([]);
  });
});

describe('the help', () => {
  test.each([
    ['where: { price: { gt: 10 } }', 'Write columns: { price: number } under audience.'],
    ['where: { day: { gte: 2027-01-31 } }', 'Write columns: { day: date } under audience.'],
    ['where: { list price: { gt: 10 } }', 'Write columns: { "list price": number } under audience.'],
    ['where: { price: { gtee: 10 } }', 'Did you mean "gte"?'],
    ['where: { price: { max: 10 } }', 'Did you mean "lte"?'],
    ['where: { price: { over: 10 } }', 'Known keys: not, gt, gte, lt, lte.'],
    ['columns: { p: number }, where: { p: { gt: 3, lt: 2 } }', 'A range is written { gte: 10, lt: 20 }.'],
  ])('for %s', (keys, help) => {
    const { diagnostics } = readCampaign('a.campaign.yaml', campaignWith(audience(keys)));
    expect(diagnostics.map((finding) => finding.help)).toEqual([help]);
  });
});
