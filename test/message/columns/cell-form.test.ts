// Numbers and dates in the form that a campaign declares. Without the declaration, the help shows the line to write.
import { describe, expect, it } from 'vitest';
import type { ColumnType, CsvForm } from '../../../src/campaign/campaign.ts';
import { cellFormOf, type CellForm } from '../../../src/message/columns/cell-form.ts';
import { findDateFormats, readDateFormat } from '../../../src/message/columns/date-format.ts';
import { typeValue } from '../../../src/message/columns/type-value.ts';
import { aRecipient, findingsOf, rendererOf } from '../../support/a-campaign.ts';
import { showFindings } from '../../support/findings.ts';

function typed(value: string, type: ColumnType, form: CellForm): unknown {
  const result = typeValue(value, type, form);
  return result.kind === 'value' ? result.value : `not ${result.wanted}: ${result.help ?? ''}`;
}

function form(format: string, zone?: string): CellForm {
  const date = { format, ...(zone === undefined ? {} : { zone }) };
  return cellFormOf({ dates: { born: date }, file: 'a.csv' }, 'born');
}

const fault = expect.stringMatching(/^not /);

describe('a number with a decimal comma', () => {
  it.each([
    ['1.299,50', 1299.5],
    ['1.299', 1299],
    ['1.29', fault],
    ['1.2999', fault],
    ['0.299', fault],
    ['12.345.678', 12_345_678],
    ['12.34.567', fault],
    ['1299,5', 1299.5],
    ['-1.299,5', -1299.5],
    ['−5,5', -5.5],
    [',5', 0.5],
    ['5,', 5],
    [' 10,5 ', 10.5],
    ['1 299,50', 1299.5],
    ['1\u00a0299,50', 1299.5],
    ['1\u202f299\u202f000', 1_299_000],
    ["1'299,50", 1299.5],
    ['1.299 000', fault],
    ['1,299.50', fault],
    ['1,2,3', fault],
    ['1,5E+3', 1500],
    ['10,5 TL', fault],
    ['', null],
    [' ', null],
    ['0', 0],
    ['1299', 1299],
  ])('%j is %j', (text, expected) => {
    expect(typed(text, 'number', { decimal: ',' })).toEqual(expected);
  });

  it('must be whole in an integer column', () => {
    expect(typed('1.299', 'integer', { decimal: ',' })).toBe(1299);
    expect(typed('1,5', 'integer', { decimal: ',' })).toEqual(fault);
  });
});

describe('a number with a decimal point', () => {
  it.each([
    ['1,299.50', 1299.5],
    ['1,299', 1299],
    ['1,29', fault],
    ['1.299', 1.299],
    ["1'299.50", 1299.5],
  ])('that is declared: %j is %j', (text, expected) => {
    expect(typed(text, 'number', { decimal: '.' })).toEqual(expected);
  });

  it.each([
    ['10,5', "csv: { decimal: ',' }"],
    ['1.299,50', "csv: { decimal: ',' }"],
    ['1,299.50', "csv: { decimal: '.' }"],
  ])('that is not declared: %j is answered with %s', (text, line) => {
    expect(typed(text, 'number', {})).toContain(line);
  });
});

describe('a date', () => {
  it.each([
    ['dd.MM.yyyy', '31.01.1990', '1990-01-31'],
    ['dd.MM.yyyy', ' 29.02.2024 ', '2024-02-29'],
    ['dd.MM.yyyy', '31.02.1990', fault],
    ['dd.MM.yyyy', '29.02.2023', fault],
    ['dd.MM.yyyy', '00.01.1990', fault],
    ['dd.MM.yyyy', '31.13.1990', fault],
    ['dd.MM.yyyy', '1.1.1990', fault],
    ['dd.MM.yyyy', '31.01.90', fault],
    ['dd.MM.yyyy', '31/01/1990', fault],
    ['dd.MM.yyyy', '1990-01-31', fault],
    ['dd.MM.yyyy', '', null],
    ['dd.MM.yyyy', '  ', null],
    ['d.M.yyyy', '1.1.1990', '1990-01-01'],
    ['d.M.yyyy', '31.12.1990', '1990-12-31'],
    ['M/d/yyyy', '1/31/1990', '1990-01-31'],
    ['yyyyMMdd', '19900131', '1990-01-31'],
    ['dd.MM.yyyy HH:mm', '31.01.2027 22:30', '2027-01-31T22:30'],
    ['dd.MM.yyyy H:mm:ss', '31.01.2027 9:05:07', '2027-01-31T09:05:07'],
    ['dd.MM.yyyy HH:mm', '31.01.2027 24:30', fault],
    ['dd.MM.yyyyTHH:mm', '31.01.2027T22:30', '2027-01-31T22:30'],
  ])('in the form %s: %j is %j', (format, text, expected) => {
    expect(typed(text, 'date', form(format))).toEqual(expected);
  });

  it('has the offset of its zone', () => {
    expect(typed('31.01.2027 22:30', 'date', form('dd.MM.yyyy HH:mm', 'Europe/Istanbul'))).toBe(
      '2027-01-31T22:30+03:00',
    );
  });

  it.each([
    ['31.01.1990', '{ type: date, format: dd.MM.yyyy }.'],
    ['01.02.1990', '{ type: date, format: dd.MM.yyyy }, or format: MM.dd.yyyy if the month comes first.'],
    ['1/31/1990', '{ type: date, format: M/d/yyyy }.'],
    ['31/01/1990 10:30', '{ type: date, format: dd/MM/yyyy HH:mm }.'],
    ['33000', 'The number is how a spreadsheet keeps a date'],
    ['soon', 'born: { type: date, format: dd.MM.yyyy }'],
  ])('that is not declared: %j is answered with %s', (text, line) => {
    expect(typed(text, 'date', {})).toContain(line);
  });

  it.each([
    ['DD.MM.YYYY', 'has DD, which is no part of a date', 'Write dd.MM.yyyy.'],
    ['dd.mm.yyyy', 'does not say the month', 'Write dd.MM.yyyy.'],
    ['dd.MM.yy', 'has yy, which is no part of a date', 'Write dd.MM.yyyy.'],
    ['dd MMM yyyy', 'has MMM, which is no part of a date', 'Days are dd or d'],
    ['MM.yyyy', 'does not say the day', 'Days are dd or d'],
    ['dd.MM.yyyy MM', 'says the month twice', 'Days are dd or d'],
    ['dd.MM.yyyy HH', 'says one of hours and minutes without the other', 'Days are dd or d'],
    ['dd.MM.yyyy ss', 'says seconds without minutes', 'Days are dd or d'],
  ])('cannot have the form %s', (format, problem, help) => {
    expect(readDateFormat(format)).toMatchObject({ kind: 'fault', problem, help: expect.stringContaining(help) });
  });

  it('that fits no form is answered with none', () => {
    expect(findDateFormats('45.45.1990')).toEqual([]);
  });

  it('in another form makes the row invalid, and in its form prints as ISO 8601', () => {
    const parts = {
      notification: { message: '{{born}}|{{date born "tr" style="long"}}' },
      file: 'a.csv',
      columns: { born: 'date' },
      dates: { born: { format: 'dd.MM.yyyy' } },
    } as const;
    const renderer = rendererOf(parts, ['born']);
    expect(renderer.render(aRecipient({ born: '31.01.1990' }))).toMatchObject({
      payload: expect.stringContaining('1990-01-31|31 Ocak 1990'),
    });
    expect(renderer.render(aRecipient({ born: '1990-01-31' }))).toMatchObject({
      kind: 'invalid',
      problem: { code: 'PP220', message: 'the column born does not hold a date in the form dd.MM.yyyy' },
    });
  });
});

describe('a number of a file with decimal commas', () => {
  const csv: CsvForm = { decimal: ',' };
  const parts = (message: string, columns: Record<string, ColumnType> = {}) => ({
    notification: { message },
    file: 'a.csv',
    reading: { csv, lists: { items: 'item{n}_{field}' } },
    columns,
  });
  const names = ['price', 'item1_name', 'item1_price'];

  it.each([
    ["{{currency price 'TRY' 'tr'}}", 'columns: { price: number }'],
    ["{{plural price 'tr' one='#' other='#'}}", 'columns: { price: number }'],
    ["{{currency (default price 0) 'TRY' 'tr'}}", 'columns: { price: number }'],
    ["{{#each items}}{{currency price 'TRY' 'tr'}}{{/each}}", 'columns: { "item{n}_price": number }'],
    ["{{currency items.[0].price 'TRY' 'tr'}}", 'columns: { "item{n}_price": number }'],
  ])('must be declared, or %s is answered with %s', (message, line) => {
    const [finding, ...others] = findingsOf(parts(message), names);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'PP113', help: expect.stringContaining(line) });
    const declared = { price: 'number', 'item{n}_price': 'number' } as const;
    expect(showFindings(findingsOf(parts(message, declared), names))).toEqual([]);
  });

  it('is compared in its form, and the bound in that of YAML', () => {
    const where = { price: { bounds: [{ comparison: 'gt', bound: 1000.5 }] } } as const;
    const renderer = rendererOf({ ...parts('x', { price: 'number' }), where }, names);
    expect(renderer.matches(aRecipient({ price: '1.299' }))).toBe(true);
    expect(renderer.matches(aRecipient({ price: '1.000,4' }))).toBe(false);
  });
});
