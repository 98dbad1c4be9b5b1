import { describe, expect, it, test } from 'vitest';
import { helperDocs } from '../../../src/message/helpers/helper-table.ts';
import { messageProblem, printMessage, tableOf, tablesOf } from '../../support/a-campaign.ts';

describe('the helpers', () => {
  it('are these, once each', () => {
    const names =
      'default upper lower capitalize titlecase trim truncate urlencode json number currency percent plural date join length lookup find ' +
      'eq ne gt gte lt lte and or not if unless each with';
    expect(helperDocs.map(({ name }) => name).join(' ')).toBe(names);
  });

  it.each(helperDocs.flatMap(({ name, examples }) => examples.map((example) => ({ name, ...example }))))(
    '$name: $template gives $output',
    ({ template, row, output, table }) => {
      // Intl prints a no-break space between a number and its sign.
      expect(
        String(printMessage(template, row, {}, table && tablesOf(tableOf(table)))).replaceAll(/[\u00A0\u202F]/g, ' '),
      ).toBe(output);
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
    [
      '{{currency 1 code}}',
      'the helper currency cannot use code: it is not a currency code that is known, such as EUR',
    ],
    [
      '{{number 1 locale}}',
      'the helper number cannot use locale: it is not a language that is known, such as tr or en-GB',
    ],
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
  ])('%s reports which and why, and never the value', (template, message) => {
    const row = { price: 'secret', code: 'secret', locale: 'not a locale', list: ['secret'], empty: '', short: 0 };
    expect(messageProblem(template, row)).toMatchObject({ code: 'PP222', message, path: 'notification.message' });
    expect(JSON.stringify(messageProblem(template, row))).not.toMatch(/secret|not a locale/);
  });
});

test('the helper "and" returns the value that counts as false, even if that is null', () => {
  const template = '{{#if (and vip city)}}VIP{{else}}guest{{/if}}';
  expect(printMessage(template, { vip: null, city: 'Bonn' })).toBe('guest');
  expect(printMessage(template, { vip: true, city: 'Bonn' })).toBe('VIP');
});

describe('locales', () => {
  it.each([
    ['', '1,234.5'],
    [' ', '1,234.5'],
    ['tr_TR', '1.234,5'],
    ['TR', '1.234,5'],
    ['tur', '1.234,5'],
    ['tr-DE', '1.234,5'],
    ['iw', '1,234.5'],
    ['de-x-a1', '1.234,5'],
    ['ar-EG-u-nu-latn', '1,234.5'],
  ])('%j is a locale', (language, printed) => {
    expect(printMessage('{{number 1234.5 language}}', { language })).toBe(printed);
  });

  it.each([
    'Turkish',
    'english',
    'ua',
    'cz',
    'jp',
    'gr',
    'dk',
    'cn',
    'kr',
    'xx',
    'und',
    'null',
    'tr TR',
    'en_US.UTF-8',
  ])('%s is not a locale, and makes the row invalid', (language) => {
    const problem = messageProblem('{{number 1234.5 language}}', { language });
    expect(problem.message).toBe(
      'the helper number cannot use language: it is not a language that is known, such as tr or en-GB',
    );
    expect(problem.help).toContain('Use tags of languages, not those of countries');
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
    // BigQuery, Snowflake, Redshift and PostgreSQL, Databricks, SQL Server, Ruby.
    ['2026-03-01 22:30:00 UTC', '2026-03-02'],
    ['2026-03-01 22:30:00.123456 UTC', '2026-03-02'],
    ['2026-03-01 22:30:00.000 -0800', '2026-03-02'],
    ['2026-03-01 22:30:00.123000000 +0300', '2026-03-01'],
    ['2026-03-01 22:30:00+00', '2026-03-02'],
    ['2026-03-01 22:30:00.123456+00', '2026-03-02'],
    ['2026-03-01 22:30:00-03:30', '2026-03-02'],
    ['2026-03-01T22:30:00.000Z', '2026-03-02'],
    ['2026-03-01T22:30:00.000+03:00', '2026-03-01'],
    ['2026-03-01 22:30:00.0000000 +00:00', '2026-03-02'],
    ['2026-03-01t22:30:00z', '2026-03-02'],
    [' 2026-03-01 22:30:00 GMT ', '2026-03-02'],
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
    '31.01.2027',
    '2026-03-01 22:30:00 PST',
    '2026-03-01 22:30:00 UTC+3',
    '2026-03-01 UTC',
    '20260301',
    '2026-03-01T10:00+99',
  ])('does not guess at %s', (due) => {
    const { message, help } = messageProblem('{{date due}}', { due });
    expect(message).toContain('is not a date such as');
    expect(help).toContain('Dates are written 2027-01-31, 2027-01-31 22:30:00, and with an offset');
  });
});

describe('the zone of a date', () => {
  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'UTC',
    '+03:00',
  ])('agrees with Intl in every hour in which the clocks of %s change', (zone) => {
    const shown = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const days = ['2026-03-08', '2026-03-29', '2026-04-04', '2026-10-03', '2026-10-25', '2026-11-01', '2011-12-30'];
    for (const day of days) {
      for (let hour = 0; hour < 24; hour += 1) {
        const t = `${day}T${String(hour).padStart(2, '0')}:15:00Z`;
        const template = "{{date t 'sv' style='short' time='short' zone=zone}}";
        expect(printMessage(template, { t, zone })).toBe(shown.format(Date.parse(t)));
      }
    }
  });

  it('is printed if the template asks for it', () => {
    const template = "{{date t 'en-GB' time='long' zone='Europe/Istanbul'}}";
    expect(printMessage(template, { t: '2026-03-01T22:30:00Z' })).toBe('01:30:00 GMT+3');
  });
});

describe('plural', () => {
  it.each([
    [0, 'nav punktu'],
    [-0, 'nav punktu'],
    ['0.0', 'nav punktu'],
    [1, '1 punkts'],
    [2, '2 punkti'],
    [10, '10 punktu'],
    [11, '11 punktu'],
    [21, '21 punkts'],
    [30, '30 punktu'],
  ])('uses zero= for 0 alone, in Latvian too: %j', (n, printed) => {
    const template = '{{plural n "lv" zero="nav punktu" one="# punkts" many="# punktu" other="# punkti"}}';
    expect(printMessage(template, { n })).toBe(printed);
  });

  it('does not use a form of another language for 0', () => {
    expect(printMessage('{{plural n "lv" one="# punkts" many="# punktu" other="# punkti"}}', { n: 0 })).toBe(
      '0 punktu',
    );
    expect(printMessage('{{plural n "ar" many="many" other="other"}}', { n: 0 })).toBe('other');
  });

  it('prints a number sign after a backslash', () => {
    const template = String.raw`{{plural n one='\#1 deal, \#' other='# deals (\#1 and #)'}}`;
    expect([1, 3].map((n) => printMessage(template, { n }))).toEqual(['#1 deal, #', '3 deals (#1 and 3)']);
  });

  it('has the forms of the language, and falls back to other', () => {
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

describe('zero', () => {
  it.each([
    ['{{number n}}', '0'],
    ['{{number n digits=2}}', '0.00'],
    ["{{currency n 'EUR' 'de'}}", '0,00\u00A0€'],
    ['{{percent n}}', '0%'],
    ["{{plural n other='#'}}", '0'],
  ])('has no sign in %s', (template, printed) => {
    for (const n of [-0, '-0', '-0.00', '-0.001']) {
      const shown = printMessage(template, { n });
      if (n !== '-0.001' || template.includes('digits=2')) expect(shown).toBe(printed);
    }
    expect(printMessage('{{number n digits=2}}', { n: -0.5 })).toBe('-0.50');
  });
});

describe('percent', () => {
  it.each([
    [0.125, '13%', '12.5%'],
    [0.996, '100%', '99.6%'],
    [0.005, '1%', '0.5%'],
    [-0.125, '-13%', '-12.5%'],
  ])('rounds %j to whole percent, and keeps the requested decimals', (share, whole, exact) => {
    const printed = ['{{percent share}}', '{{percent share digits=1}}'].map((text) => printMessage(text, { share }));
    expect(printed).toEqual([whole, exact]);
  });
});

describe('currencies', () => {
  it('are those that Intl knows, in upper or lower case', () => {
    expect(printMessage("{{currency 5 code 'en'}}", { code: ' eur ' })).toBe('€5.00');
  });

  it.each(['RMB', 'UKP', 'ABC', 'TL', '', 'EURO', '€'])('%j is not a currency, and makes the row invalid', (code) => {
    expect(messageProblem("{{currency 5 code 'en'}}", { code }).message).toBe(
      'the helper currency cannot use code: it is not a currency code that is known, such as EUR',
    );
  });
});
