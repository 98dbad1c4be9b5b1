import { describe, expect, it } from 'vitest';
import { createWhere } from '../../../src/message/columns/where.ts';
import { aRecipient, conditionsOf, findingsOf, rendererOf, type CampaignParts } from '../../support/a-campaign.ts';

function whereOf(where: NonNullable<CampaignParts['where']>): (row: Readonly<Record<string, unknown>>) => boolean {
  const matches = createWhere({
    where: conditionsOf(where),
    columns: { price: 'number', day: 'date', at: 'date' },
    dates: { at: { zone: 'Europe/Istanbul' } },
  });
  return (row) => matches(aRecipient(row));
}

describe('where', () => {
  const matches = whereOf({ language: ['tr', 'en'], optin: ['true'] });

  it.each([
    [{ language: 'tr', optin: 'true' }, true],
    [{ language: 'en', optin: true }, true],
    [{ language: 'en', optin: 'TRUE' }, false],
    [{ language: 'de', optin: 'true' }, false],
    [{ language: 'tr' }, false],
    [{ language: ['tr'], optin: true }, false],
  ])('%j: %s', (row, expected) => {
    expect(matches(row)).toBe(expected);
  });

  it('compares as text, and a missing value is an empty text', () => {
    expect(whereOf({ n: ['1'] })({ n: 1 })).toBe(true);
    expect(whereOf({ n: ['1'] })({ n: '1.0' })).toBe(false);
    expect(whereOf({ n: [''] })({})).toBe(true);
    expect(whereOf({ n: [''] })({ n: null })).toBe(true);
    expect(whereOf({})({})).toBe(true);
  });

  it.each([
    ['M\u00e1laga', 'Ma\u0301laga'],
    ['Ma\u0301laga', 'M\u00e1laga'],
    ['Málaga', 'Málaga'],
    ['\u0130zmir', 'I\u0307zmir'],
    ['\uac00', '\u1100\u1161'],
  ])('matches %j with %j: Unicode writes some letters in two ways', (wanted, cell) => {
    expect(whereOf({ city: [wanted] })({ city: cell })).toBe(true);
    expect(whereOf({ city: { not: [wanted], bounds: [] } })({ city: cell })).toBe(false);
  });

  it.each([
    [{ tag: 'a' }, true],
    [{ tag: 'x' }, false],
    [{ tag: 'X' }, true],
    [{ tag: '' }, true],
    [{}, true],
  ])('not x and not y: %j is %s', (row, expected) => {
    expect(whereOf({ tag: { not: ['x', 'y'], bounds: [] } })(row)).toBe(expected);
  });

  it.each([
    ['10', false],
    ['10.01', true],
    ['9', false],
    ['20', true],
    ['20.5', false],
    [15, true],
    [' 15 ', true],
    ['100', false],
    ['', false],
    [null, false],
    [undefined, false],
  ])('gt 10 and lte 20: %j is %s', (price, expected) => {
    const bounds = [
      { comparison: 'gt', bound: 10 },
      { comparison: 'lte', bound: 20 },
    ] as const;
    expect(whereOf({ price: { bounds } })({ price })).toBe(expected);
  });

  it('combines gte and lt with not', () => {
    const bounds = [
      { comparison: 'gte', bound: 10 },
      { comparison: 'lt', bound: 20 },
    ] as const;
    const prices = ['9.99', '10', '15', '19.99', '20'];
    expect(prices.filter((price) => whereOf({ price: { not: ['15'], bounds } })({ price }))).toEqual(['10', '19.99']);
  });

  it('does not silently lose a row whose cell is not a number, but makes it invalid', () => {
    const bounds = [{ comparison: 'gt', bound: 10 }] as const;
    const renderer = rendererOf({ where: { price: { bounds } }, columns: { price: 'number' } }, ['price']);
    const row = aRecipient({ price: '19,90' });
    expect(renderer.matches(row)).toBe(true);
    expect(renderer.render(row)).toMatchObject({ kind: 'invalid', problem: { code: 'PP220' } });
    expect(renderer.matches(aRecipient({ price: '9' }))).toBe(false);
  });

  it.each([
    ['2027-01-30', false],
    ['2027-01-31', true],
    ['2027-02-27 23:59:59 UTC', true],
    ['2027-02-28', false],
    ['2027-02-28T00:30:00+03:00', true],
    ['', false],
    [null, false],
    ['31.01.2027', true],
  ])('from one day until before another: %j is %s', (day, expected) => {
    const bounds = [
      { comparison: 'gte', bound: '2027-01-31' },
      { comparison: 'lt', bound: '2027-02-28' },
    ] as const;
    expect(whereOf({ day: { bounds } })({ day })).toBe(expected);
  });

  it('reads times and bounds in the zone of the column', () => {
    const bounds = [{ comparison: 'gt', bound: '2027-01-31 22:30:00' }] as const;
    const times = ['2027-01-31 22:30:00', '2027-01-31 22:30:01', '2027-01-31T19:30:00Z', '2027-01-31T19:30:01Z'];
    expect(times.filter((at) => whereOf({ at: { bounds } })({ at }))).toEqual([times[1], times[3]]);
  });

  it('begins a day at midnight in the zone of the column', () => {
    const bounds = [{ comparison: 'gte', bound: '2027-01-31' }] as const;
    const times = ['2027-01-30 23:59:59', '2027-01-31', '2027-01-31 00:00:00', '2027-01-30T21:00:00Z'];
    expect(times.filter((at) => whereOf({ at: { bounds } })({ at }))).toEqual(times.slice(1));
  });

  it.each([
    ['31.01.2027', '2027-03-01', 'PP147 gte of day is "31.01.2027", which is no date'],
    [
      '2027-03-01',
      '2027-01-31',
      'PP146 no day is at least 2027-03-01 and below 2027-01-31, so where leaves out every row',
    ],
    [
      '2027-03-01T00:00:00+03:00',
      '2027-02-28T21:00:00Z',
      'PP146 no day is at least 2027-03-01T00:00:00+03:00 and below 2027-02-28T21:00:00Z, so where leaves out every row',
    ],
  ])('from %s to %s is refused', (from, to, finding) => {
    const bounds = [
      { comparison: 'gte', bound: from },
      { comparison: 'lt', bound: to },
    ] as const;
    const found = findingsOf({ where: { day: { bounds } }, columns: { day: 'date' } }, ['day']);
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([finding]);
  });
});
