import { describe, expect, it } from 'vitest';
import { findingsOf, messageFindings, partialsOf, printMessage } from '../../support/a-campaign.ts';

const columns = ['name', 'items', 'date', 'first name', 'if', 'order'];

function explain(message: string): unknown {
  const found = findingsOf({ notification: { message } }, columns);
  return found.map(({ code, column, message: text, help }) => `${code} ${column} ${text} | ${help}`);
}

describe('a helper of another tool', () => {
  it.each([
    ['uppercase', 'upper value [locale]'],
    ['toUpperCase', 'upper value [locale]'],
    ['downcase', 'lower value [locale]'],
    ['capitalise', 'capitalize value [locale]'],
    ['title_case', 'titlecase value [locale]'],
    ['strip', 'trim value'],
    ['truncatewords', 'truncate value length [ending]'],
    ['url_encode', 'urlencode value'],
    ['to_json', 'json value'],
    ['round', 'number value [locale] [digits=]'],
    ['money', 'currency value code [locale] [digits=]'],
    ['percentage', 'percent value [locale] [digits=]'],
    ['date_format', 'date value [locale]'],
    ['implode', 'join list [separator]'],
    ['size', 'length value'],
    ['equals', 'eq a b'],
    ['fallback', 'default value fallback'],
  ])('%s is answered with its name here', (foreign, own) => {
    const [name = ''] = own.split(' ');
    expect(explain(`{{${foreign} name}}`)).toEqual([
      expect.stringContaining(`PP112 3 unknown helper ${foreign} | Here it is ${name}, used as {{${own}`),
    ]);
  });

  it.each([
    ['{{#for items}}x{{/for}}', 'Here it is each, used as {{#each list}}.'],
    ['{{#case name}}x{{/case}}', 'Here it is if, used as {{#if condition}}.'],
    ['{{#if (is name "a")}}x{{/if}}', 'Here it is eq, used as {{eq a b}}.'],
  ])('%s too', (message, help) => {
    expect(explain(message)).toEqual([expect.stringContaining(help)]);
  });
});

describe('an unknown helper', () => {
  it.each([
    ['{{uper name}}', 'PP112 3 unknown helper uper | Did you mean upper?'],
    ['{{#if (uper name)}}x{{/if}}', 'PP112 8 unknown helper uper | Did you mean upper?'],
    ['{{upper (lowr name)}}', 'PP112 10 unknown helper lowr | Did you mean lower?'],
    ['{{#eech items}}x{{/eech}}', 'PP112 4 unknown helper eech | Did you mean each?'],
    ['{{first name}}', 'PP112 3 unknown helper first | For the column write {{[first name]}}.'],
    ['{{this.upper name}}', 'PP112 3 unknown helper this.upper | Helpers: default, upper, lower,'],
    ['{{upper (order.items)}}', 'PP112 10 unknown helper order.items'],
    ['{{@root name}}', 'PP112 3 unknown helper @root'],
    ['{{log name}}', 'PP112 3 unknown helper log'],
    ['{{helperMissing name}}', 'PP112 3 unknown helper helperMissing'],
    ['{{#blockHelperMissing name}}{{/blockHelperMissing}}', 'PP112 4 unknown helper blockHelperMissing'],
    [
      '{{#items}}{{unchecked}}{{/items}}',
      'PP115 4 {{#items}} does not say what to do with items | Write {{#if items}} or {{#each items}}.',
    ],
    [
      '{{#order.items}}x{{/order.items}}',
      'PP115 4 {{#order.items}} does not say what to do with order.items | Write {{#if order.items}} or {{#each order.items}}.',
    ],
    [
      '{{#each order.items}}{{#tags}}x{{/tags}}{{/each}}',
      'PP115 25 {{#tags}} does not say what to do with tags | Write {{#if tags}} or {{#each tags}}.',
    ],
    [
      '{{#each order.items}}{{#../order.tags}}x{{/../order.tags}}{{/each}}',
      'PP115 25 {{#../order.tags}} does not say what to do with ../order.tags',
    ],
    ['{{#ordr.items}}x{{/ordr.items}}', 'PP110 4 unknown column ordr | Did you mean order?'],
    ['{{^ordr.items}}x{{/ordr.items}}', 'PP110 4 unknown column ordr | Did you mean order?'],
    [
      '{{^items}}none{{/items}}',
      'PP115 4 {{#items}} does not say what to do with items | Write {{#if items}} or {{#each items}}.',
    ],
  ])('is found in %s', (message, found) => {
    expect(explain(message)).toEqual([expect.stringContaining(found)]);
  });
});

describe('a helper that is used wrongly', () => {
  it.each([
    ['{{upper}}', 'upper takes 1 to 2 arguments, not 0 | It is used as {{upper value [locale]}}.'],
    ['{{trim name name}}', 'trim takes 1 argument, not 2'],
    [
      '{{default name}}',
      'default takes at least 2 arguments, not 1 | It is used as {{default value fallback [fallback ...]}}.',
    ],
    ['{{number name digit=2}}', 'number does not know digit=; did you mean digits=?'],
    ['{{upper name digits=2}}', 'upper does not know digits='],
    [
      '{{plural name one="x"}}',
      'plural needs other= | It is used as {{plural value [locale] [zero=] [one=] [two=] [few=] [many=] other=}}.',
    ],
    ["{{number '12,5'}}", 'number cannot use "12,5": value is not a number'],
    ['{{number name digits=1.5}}', 'number cannot use 1.5: digits is not a whole number from 0 to 20'],
    ['{{number null}}', 'number cannot use null: value is empty or missing, not a number'],
    ["{{date name style='long' day='numeric'}}", 'date takes style= or day=, not both'],
    ['{{if name}}', 'if is a block | It is used as {{#if condition}}.'],
    ['{{#upper name}}x{{/upper}}', 'upper has no body'],
    ['{{#if name name}}x{{/if}}', 'if takes 1 argument, not 2'],
    ['{{#if name as |x|}}x{{/if}}', '#if gives no names with as | |'],
  ])('is found in %s', (message, found) => {
    expect(explain(message)).toEqual([expect.stringMatching(/^PP113 1 /)]);
    expect(explain(message)).toEqual([expect.stringContaining(found)]);
  });

  it.each([
    [
      "{{number name 'Turkish'}}",
      'PP123 15 number cannot use "Turkish": locale is not a language that is known, such as tr or en-GB | Did you mean tr (Turkish)?',
    ],
    ["{{number name 'no locale'}}", 'Did you mean no (Norwegian)?'],
    [
      "{{currency name 'EUR' (default items 'ua')}}",
      'PP123 38 currency cannot use "ua": locale is not a language that is known, such as tr or en-GB | Did you mean uk (Ukrainian)?',
    ],
    ["{{upper name (or items (default date 'jp'))}}", 'PP123 38 upper cannot use "jp"'],
    [
      "{{currency name 'RMB'}}",
      'PP124 17 currency cannot use "RMB": code is not a currency code that is known, such as EUR | Did you mean CNY (Chinese Yuan)?',
    ],
    ["{{currency name 'UKP'}}", 'Did you mean GBP (British Pound)?'],
    [
      "{{currency name 'ABC'}}",
      'PP124 17 currency cannot use "ABC": code is not a currency code that is known, such as EUR | A currency is written as its code of ISO 4217: EUR, USD, TRY.',
    ],
    [
      "{{date name zone='Mars/Base'}}",
      'PP113 18 date cannot use "Mars/Base": zone is not a time zone such as Europe/Istanbul | Write the IANA name of a zone',
    ],
    ["{{date name zone='Istanbul'}}", 'Did you mean Europe/Istanbul?'],
  ])('is reported at the value: %s', (message, found) => {
    expect(explain(message)).toEqual([expect.stringContaining(found)]);
  });

  it('is found together with the faults in its body and its arguments', () => {
    expect(messageFindings('{{upper nam (lower)}}', columns)).toEqual(['PP110 9', 'PP113 13']);
    expect(messageFindings('{{#uper x}}{{a}}{{else}}{{b}}{{/uper}}', columns)).toEqual(['PP112 4', 'PP110 27']);
  });
});

describe('a column with a zone that would be shown in UTC', () => {
  const parts = { columns: { due: 'date', joined: 'date' }, dates: { due: { zone: 'Europe/Istanbul' } } } as const;
  const partials = partialsOf({ until: 'until {{date day}}' });

  it.each([
    ['{{date due}}', 1],
    ["{{date (default due '2027-01-31')}}", 1],
    ['{{date (or joined (default due joined))}}', 1],
    ['{{date @root.due}}', 1],
    ['{{> until day=due}}', 7],
  ])('is found in %s', (message, column) => {
    const found = findingsOf({ ...parts, notification: { message } }, ['due', 'joined'], partials);
    expect(found.map((one) => `${one.code} ${one.column} ${one.message}`)).toEqual([
      `PP113 ${column} date shows due in UTC, and the column is declared with the zone Europe/Istanbul`,
    ]);
  });

  it.each(["{{date due zone='Europe/Istanbul'}}", '{{date joined}}', '{{> until day=joined}}', '{{upper due}}'])(
    'is not in %s',
    (message) => {
      expect(findingsOf({ ...parts, notification: { message } }, ['due', 'joined'], partials)).toEqual([]);
    },
  );
});

describe('a column that is named like a helper', () => {
  it('is found, and the suggested way around it works', () => {
    expect(explain('Until {{date}}')).toEqual([
      'PP116 9 {{date}} is the helper date, which hides a column or field of that name | Write {{this.date}} for the column or field.',
    ]);
    expect(printMessage('{{this.date}} {{upper if}} {{#if if}}{{this.if}}{{/if}}', { date: 'May', if: 'x' })).toBe(
      'May X x',
    );
    expect(messageFindings('{{#each items}}{{date}}{{/each}}', columns)).toEqual(['PP116 18']);
    expect(printMessage('{{#each items}}{{this.date}}{{/each}}', { items: [{ date: 'May' }] })).toBe('May');
  });

  it('is printed if only Handlebars, and not pushplan, has such a helper', () => {
    const row = { log: 'a', helperMissing: 'b', blockHelperMissing: 'c' };
    expect(printMessage('{{log}}{{helperMissing}}{{blockHelperMissing}}', row)).toBe('abc');
  });

  it('is not reported if there is no such column', () => {
    expect(messageFindings('{{length}}', columns)).toEqual(['PP113 1']);
  });
});

describe('a plural whose language needs more forms', () => {
  it.each([
    [
      "{{plural n 'pl' one='#' other='#'}}",
      'plural has no many= (for 0), few= (for 2), which pl needs: other= is printed in its place',
    ],
    ["{{plural n other='#'}}", 'plural has no one= (for 1), which en needs'],
    ["{{plural n 'ar' one='#' two='#' few='#' many='#' other='#'}}", 'plural has no zero= (for 0), which ar needs'],
    ["{{plural n 'lv' zero='-' one='#' other='#'}}", 'plural has no many= (for 10), which lv needs'],
    ["{{plural n 'ru_RU' one='#' few='#' other='#'}}", 'plural has no many= (for 0), which ru-RU needs'],
  ])('is a warning: %s', (message, found) => {
    expect(warned(message)).toEqual([expect.stringContaining(`warning PP125 1 ${found}`)]);
  });

  it.each([
    "{{plural n 'pl' one='#' few='#' many='#' other='#'}}",
    "{{plural n one='#' other='#'}}",
    "{{plural n 'ja' other='#'}}",
    // Only millions and fractions have another form.
    "{{plural n 'es' one='#' other='#'}}",
    "{{plural n 'cs' one='#' few='#' other='#'}}",
    "{{plural n 'lv' one='#' many='#' other='#'}}",
    // The language depends on the row.
    "{{plural n name other='#'}}",
  ])('is not reported for %s', (message) => {
    expect(warned(message)).toEqual([]);
  });
});

describe('a number sign beside a digit', () => {
  it.each([
    [
      "{{plural n one='#1 deal' other='# deals'}}",
      String.raw`warning PP126 1 plural prints the number in place of the # of #1 in one= | For the sign itself write \#1.`,
    ],
    ["{{plural n one='# deal' other='top 3# deals'}}", String.raw`For the sign itself write 3\#.`],
  ])('is a warning: %s', (message, found) => {
    expect(warned(message)).toEqual([expect.stringContaining(found)]);
  });

  it('is not reported after a backslash', () => {
    expect(warned(String.raw`{{plural n one='\#1 deal' other='# deals'}}`)).toEqual([]);
  });
});

function warned(message: string): readonly string[] {
  const found = findingsOf({ notification: { message } }, ['n', 'name']);
  return found.map(
    ({ severity, code, column, message: text, help }) => `${severity} ${code} ${column} ${text} | ${help}`,
  );
}
