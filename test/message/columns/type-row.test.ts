import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../../../src/campaign/campaign.ts';
import { typeValue } from '../../../src/message/columns/type-value.ts';
import { aRecipient, rendererOf } from '../../support/a-campaign.ts';

function typed(value: unknown, type: ColumnType): unknown {
  const result = typeValue(value, type);
  return result.kind === 'value' ? result.value : `not ${result.wanted}`;
}

describe('a value of a declared column', () => {
  it.each([
    ['0123', 'string', '0123'],
    ['5971351231234567890', 'string', '5971351231234567890'],
    [12, 'string', '12'],
    [false, 'string', 'false'],
    ['', 'string', ''],
    [null, 'string', ''],
    [undefined, 'string', ''],
    [[1], 'string', 'not text'],
    ['19.90', 'number', 19.9],
    [' -1e3 ', 'number', -1000],
    ['.5', 'number', 0.5],
    ['19,90', 'number', 'not a number (digits, with a point for decimals)'],
    ['1.000.000', 'number', 'not a number (digits, with a point for decimals)'],
    ['0x10', 'number', 'not a number (digits, with a point for decimals)'],
    ['Infinity', 'number', 'not a number (digits, with a point for decimals)'],
    ['1e400', 'number', 'not a number (digits, with a point for decimals)'],
    [true, 'number', 'not a number (digits, with a point for decimals)'],
    ['', 'number', null],
    ['7', 'integer', 7],
    ['7.0', 'integer', 7],
    ['7.5', 'integer', 'not a whole number'],
    ['9007199254740993', 'integer', 'not a whole number'],
    ['TRUE', 'boolean', true],
    [false, 'boolean', false],
    ['false', 'boolean', false],
    ['maybe', 'boolean', 'not true or false'],
    ['2', 'boolean', 'not true or false'],
    [2, 'boolean', 'not true or false'],
    ['on', 'boolean', 'not true or false'],
    [[true], 'boolean', 'not true or false'],
    [1, 'boolean', true],
    [0, 'boolean', false],
    [undefined, 'boolean', null],
    ['[1,{"a":2}]', 'json', [1, { a: 2 }]],
    [
      '{"id":5971351231234567890,"x":1.50,"y":1e400,"z":12345678901234567}',
      'json',
      { id: '5971351231234567890', x: 1.5, y: '1e400', z: '12345678901234567' },
    ],
    ['[0.1234567890123456]', 'json', [0.1234567890123456]],
    ['{a:1}', 'json', 'not JSON'],
    ['', 'json', null],
    [{ a: 1 }, 'json', { a: 1 }],
  ] as const)('%j as %s is %j', (value, type, expected) => {
    expect(typed(value, type)).toEqual(expected);
  });
});

describe('a boolean', () => {
  it.each(['true', '1', 'yes', 't', 'y', 'TRUE', 'True', 'Yes', 'YES', 'T', 'Y', ' true '])('%j is true', (word) => {
    expect(typed(word, 'boolean')).toBe(true);
  });

  it.each(['false', '0', 'no', 'f', 'n', 'FALSE', 'False', 'No', 'NO', 'F', 'N', '0\n'])('%j is false', (word) => {
    expect(typed(word, 'boolean')).toBe(false);
  });

  it('decides by its meaning, in CSV and in JSON', () => {
    const parts = {
      notification: { message: '{{#if vip}}VIP{{else}}all{{/if}}' },
      columns: { vip: 'boolean' },
    } as const;
    for (const file of ['a.csv', 'a.ndjson']) {
      const renderer = rendererOf({ ...parts, file }, ['vip']);
      for (const word of ['false', 'FALSE', '0', 'f', 'no', 'N']) {
        expect(renderer.render(aRecipient({ vip: word }))).toMatchObject({ payload: expect.stringContaining('"all"') });
      }
    }
  });
});

describe('a row', () => {
  it('is invalid if a value is not of its type, which is reported without the value', () => {
    const renderer = rendererOf(
      { notification: { message: '{{price}}' }, columns: { price: 'number', paid: 'boolean' } },
      ['price', 'paid'],
    );
    expect(renderer.render(aRecipient({ price: 'secret', paid: '' }))).toEqual({
      kind: 'invalid',
      problem: {
        code: 'PP220',
        message: 'the column price does not hold a number (digits, with a point for decimals)',
        path: 'audience.columns.price',
      },
    });
    expect(renderer.render(aRecipient({ price: '1', paid: 'maybe' }))).toMatchObject({
      kind: 'invalid',
      problem: {
        path: 'audience.columns.paid',
        message: 'the column paid does not hold true or false',
        help: 'A boolean is true or false, 1 or 0, yes or no, t or f, y or n, in any case.',
      },
    });
    // The key needs neither column, so that what is settled is found without them.
    expect(renderer.key(aRecipient({ price: 'secret' }))).toMatchObject({ kind: 'key' });
  });

  it('keeps the types of JSON in columns that are not declared, and text in csv', () => {
    const message = '{{#if paid}}paid{{else}}open{{/if}}{{points}}';
    const inRecords = rendererOf({ notification: { message } }, ['paid', 'points']);
    expect(inRecords.render(aRecipient({ paid: false, points: 1 }))).toMatchObject({
      payload: expect.stringContaining('"open1"'),
    });
    const inCsv = rendererOf({ notification: { message }, file: 'a.csv' }, ['paid', 'points']);
    expect(inCsv.render(aRecipient({ paid: 'false', points: '01' }))).toMatchObject({
      payload: expect.stringContaining('"paid01"'),
    });
  });

  it('may lack columns, which are then empty', () => {
    const renderer = rendererOf({ notification: { message: 'Hi{{name}}{{#if name}}!{{/if}}' } }, ['name']);
    expect(renderer.render(aRecipient({}))).toMatchObject({ payload: expect.stringContaining('"message":"Hi"') });
  });
});
