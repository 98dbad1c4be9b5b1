import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQuickJson } from '../../../src/message/columns/quick-json.ts';

const read = createQuickJson();

/** The result of JSON.parse, or that the text is not JSON. */
function parsed(text: string): { readonly value: unknown } | 'no JSON' {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return 'no JSON';
  }
}

/** Expects that the text is left to JSON.parse or read the same, down to the order of keys and the sign of zero. */
function expectSame(text: string): void {
  const value = read(text);
  if (value === undefined) return;
  const wanted = parsed(text);
  expect({ value }, text).toStrictEqual(wanted);
  expect(JSON.stringify(value), text).toBe(JSON.stringify(JSON.parse(text)));
}

const wishes =
  '[{"sku":"SKU-166","name":"Ceramic mug, 0.4 l","price":12.96,"stock":6,"tags":["sale","season-2"],"in":true}]';

describe('createQuickJson', () => {
  it.each([
    wishes,
    '[ {"name": "Ada", "likes": null},\n\t{"name": "Łukasz 😀", "likes": false} ]',
    '[]',
    '{}',
    '[[], {}, [{}]]',
    '0',
    '-12.5',
    '0.1',
    '123456789012345',
    '"text"',
    '{"1":1,"b":2,"0":3,"b":4}',
    '{"constructor":1,"toString":"x","":0}',
    '-0',
  ])('reads %s', (text) => {
    expect(read(text)).toStrictEqual(JSON.parse(text));
    expectSame(text);
  });

  it.each([
    '',
    ' ',
    '[',
    ']',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '{"a" 1}',
    '{,}',
    '[1 2]',
    '[1,]',
    '[,1]',
    '01',
    '-01',
    '-',
    '+1',
    '.5',
    '1.',
    '1.e1',
    'tru',
    'True',
    'NaN',
    '"',
    '"a',
    '"a\nb"',
    '"\u0000"',
    '[1]]',
    '[1] x',
    '\uFEFF[]',
    '\u00A0[]',
    '{"a":1]',
    '[1}',
  ])('returns undefined for %j, which is not JSON', (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(read(text)).toBeUndefined();
  });

  it.each([
    String.raw`"a\nb"`,
    String.raw`{"\u0061":1}`,
    '1e3',
    '1E-2',
    '1234567890123456',
    '0.1234567890123456',
    '{"__proto__":{"admin":true}}',
    `${'['.repeat(40)}${']'.repeat(40)}`,
    '[1] ',
  ])('leaves %s to JSON.parse', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('reads whatever JSON.stringify writes as JSON.parse does, with any white space', () => {
    const written = fc
      .tuple(fc.jsonValue(), fc.constantFrom(0, 1, 2, '\t', '\r\n'))
      .map(([value, blanks]) => JSON.stringify(value, null, blanks));
    fc.assert(fc.property(written, expectSame), { numRuns: 2_000 });
  });

  it('accepts nothing that JSON.parse refuses, in damaged texts', () => {
    const damaged = fc
      .tuple(
        fc.nat(wishes.length),
        fc.nat(3),
        fc.constantFrom('', '[', ']', '{', '}', '"', ',', ':', '0', '-', '.', 'e', ' ', '\\', '\n', '\u0000', 'é'),
      )
      .map(([at, length, sign]) => wishes.slice(0, at) + sign + wishes.slice(at + length));
    fc.assert(fc.property(damaged, expectSame), { numRuns: 5_000 });
  });

  it('reads decimals to the last bit', () => {
    const amounts = fc
      .tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.nat(999_999))
      .map(([whole, part]) => `${whole}.${part}`);
    fc.assert(
      fc.property(amounts, (text) => {
        expect(read(text)).toBe(JSON.parse(text));
      }),
      { numRuns: 5_000 },
    );
  });
});
