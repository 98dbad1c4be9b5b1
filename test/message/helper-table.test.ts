import { describe, expect, it, test } from 'vitest';
import { helperDocs } from '../../src/message/helper-table.ts';
import { messageProblem, printMessage } from '../support/a-campaign.ts';

describe('the helpers', () => {
  it('are these, once each', () => {
    const names =
      'default upper lower capitalize trim truncate urlencode json number currency percent plural date join length lookup ' +
      'eq ne gt gte lt lte and or not if unless each with';
    expect(helperDocs.map(({ name }) => name).join(' ')).toBe(names);
  });

  it.each(helperDocs.flatMap(({ name, examples }) => examples.map((example) => ({ name, ...example }))))(
    '$name: $template gives $output',
    ({ template, row, output }) => {
      // What Intl prints between a number and its sign is a space that does not break.
      expect(String(printMessage(template, row)).replaceAll(/[\u00A0\u202F]/g, ' ')).toBe(output);
    },
  );

  it.each(helperDocs)(
    '$name is documented by a sentence, a signature and an example',
    ({ name, doc, signature, examples }) => {
      expect(doc).toMatch(/^[A-Z].*\.$/s);
      expect(signature).toMatch(new RegExp(`^#?${name} \\w`));
      expect(examples.length).toBeGreaterThan(0);
    },
  );
});

describe('a helper that cannot use a value', () => {
  it.each([
    ['{{number price}}', 'the helper number cannot use price: it is not a number (digits, with a point for decimals)'],
    [
      "{{currency price 'EUR'}}",
      'the helper currency cannot use price: it is not a number (digits, with a point for decimals)',
    ],
    ['{{currency 1 code}}', 'the helper currency cannot use code: it is not a currency code such as EUR'],
    ['{{number 1 locale}}', 'the helper number cannot use locale: it is not a locale such as tr or en-GB'],
    [
      '{{number 1 digits=price}}',
      'the helper number cannot use price: it is not a number (digits, with a point for decimals)',
    ],
    ['{{upper list}}', 'the helper upper cannot use list: it is a list or an object, not text'],
    ['{{join price}}', 'the helper join cannot use price: it is not a list'],
    ['{{date price}}', 'the helper date cannot use price: it is not a date such as 2026-03-01 or 2026-03-01T09:30:00Z'],
    [
      "{{date '2026-03-01T00:00Z' zone=price}}",
      'the helper date cannot use price: it is not a time zone such as Europe/Istanbul',
    ],
    ['{{truncate price short}}', 'the helper truncate cannot use short: it is not a whole number of at least 1'],
    ['{{plural empty other="#"}}', 'the helper plural cannot use empty: it is empty or missing, not a number'],
    ['{{#each price}}x{{/each}}', 'the helper each cannot use price: it is neither a list nor an object'],
    [
      '{{number (upper price)}}',
      'the helper number cannot use what upper gives: it is not a number (digits, with a point for decimals)',
    ],
    [
      'a {{#if price}}\n{{number (default empty price)}}{{/if}}',
      'the helper number cannot use what default gives: it is not a number (digits, with a point for decimals)',
    ],
  ])('%s says which and why, and never the value', (template, message) => {
    const row = { price: 'secret', code: 'secret', locale: 'not a locale', list: ['secret'], empty: '', short: 0 };
    expect(messageProblem(template, row)).toEqual({ code: 'PP222', message, path: 'notification.message' });
  });
});

test('and gives what counts as false, even when that is nothing at all', () => {
  const template = '{{#if (and vip city)}}VIP{{else}}guest{{/if}}';
  expect(printMessage(template, { vip: null, city: 'Bonn' })).toBe('guest');
  expect(printMessage(template, { vip: true, city: 'Bonn' })).toBe('VIP');
});

describe('locales', () => {
  it('may be empty, written with an underscore, or unknown to Node.js, and never depend on the machine', () => {
    const languages = ['', 'tr_TR', 'xx'];
    const printed = languages.map((language) => printMessage('{{number 1234.5 language}}', { language }));
    expect(printed).toEqual(['1,234.5', '1.234,5', '1,234.5']);
  });

  it('may be more than are kept', () => {
    const template = '{{number 1234.5 language}}';
    const languages = Array.from({ length: 1200 }, (_, index) => `de-x-a${index}`);
    expect(new Set(languages.map((language) => printMessage(template, { language })))).toEqual(new Set(['1.234,5']));
  });
});

describe('date', () => {
  it.each([
    ['2026-03-01', '2026-03-01'],
    ['2026-03-01T23:30:00', '2026-03-01'],
    ['2026-03-01 23:30', '2026-03-01'],
    ['2026-03-01T23:30:00Z', '2026-03-02'],
    ['2026-03-01T23:30:00.123456+00', '2026-03-02'],
    ['2026-03-01T22:59:59+0200', '2026-03-01'],
  ])('shows %s in Istanbul as %s', (due, shown) => {
    const template = "{{date due 'sv' style='short' zone='Europe/Istanbul'}}";
    expect(printMessage(template, { due })).toBe(shown);
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '2026-03-01T25:00Z',
    '1 March 2026',
    '03/01/2026',
    '20260301',
    '2026-03-01T10:00+99',
  ])('does not guess at %s', (due) => {
    expect(messageProblem('{{date due}}', { due }).message).toContain('is not a date such as');
  });
});

describe('plural', () => {
  it('has the forms of the language, and falls back on other', () => {
    const template = '{{plural n "pl" one="# punkt" few="# punkty" many="# punktów" other="# punktu"}}';
    const print = (n: unknown): unknown => printMessage(template, { n });
    expect([1, '2', 5, 22, '1.5'].map(print)).toEqual([
      '1 punkt',
      '2 punkty',
      '5 punktów',
      '22 punkty',
      '1.5 punktu'.replace('.', ','),
    ]);
    expect(printMessage('{{plural n "ar" other="#"}}', { n: 3 })).toBe('3');
  });
});

describe('truncate', () => {
  it('cuts between characters as people count them, and leaves short text alone', () => {
    const flag = '🏴󠁧󠁢󠁥󠁮󠁧󠁿';
    expect(printMessage('{{truncate a 3}}', { a: `${flag}${flag}e\u0301x` })).toBe(`${flag}${flag}…`);
    expect(printMessage('{{truncate a 3}}', { a: `${flag}${flag}e\u0301` })).toBe(`${flag}${flag}e\u0301`);
    expect(printMessage('{{truncate a 2 "..."}}', { a: 'abc' })).toBe('...');
  });
});
