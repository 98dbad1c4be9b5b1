import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../../src/campaign/campaign.ts';
import { typeValue } from '../../src/message/type-value.ts';
import { aRecipient, rendererOf } from '../support/a-campaign.ts';

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
    ['1', 'boolean', 'not true or false'],
    ['yes', 'boolean', 'not true or false'],
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

describe('a row', () => {
  it('is invalid when a value is not of its type, which is told without the value', () => {
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
      problem: { path: 'audience.columns.paid' },
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

  it('may lack columns: they are empty', () => {
    const renderer = rendererOf({ notification: { message: 'Hi{{name}}{{#if name}}!{{/if}}' } }, ['name']);
    expect(renderer.render(aRecipient({}))).toMatchObject({ payload: expect.stringContaining('"message":"Hi"') });
  });
});
