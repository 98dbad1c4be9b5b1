// Stand-ins of cells keep the type and the form of a value, and nothing of its content.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCellStandIn } from '../../src/message/stand-in-cell.ts';

describe('the stand-in of a cell', () => {
  it.each<readonly [unknown, unknown]>([
    // Text.
    ['Ayşe Yılmaz', 'Lore Mipsum'],
    ['  Ada ', '  Lor '],
    ['ana@mail.example', 'lor@example.invalid'],
    ['ინ დი', 'ლო რე'],
    ['अनीता', 'लरम'],
    ['\u0301', 'x'],
    ['', ''],
    ['  ', '  '],
    // Numbers, as text and as such.
    ['5', '1'],
    ['007', '123'],
    ['1299.50', '1234.56'],
    ['0.30', '0.12'],
    ['.5', '.1'],
    ['-12', '-12'],
    ['+905551112233', '+123456789123'],
    ['9e5', '1e5'],
    ['7.25E+15', '1.23E+15'],
    [42, 12],
    [-0.05, -0.12],
    [9_007_199_254_740_991, 1_234_567_891_234_567],
    [5e21, 1e21],
    [0, 1],
    // Dates and times.
    ['2027-01-31', '2027-09-23'],
    ['2027-01-31 08:05', '2027-09-23 20:45'],
    ['2027-01-31T08:05:09Z', '2027-09-23T20:45:36Z'],
    ['2027-01-31T08:05:09.25-08:00', '2027-09-23T20:45:36.12-00:00'],
    ['2027-01-31 08:05:09 UTC', '2027-09-23 20:45:36 UTC'],
    ['2027-01-31 08:05:09+03', '2027-09-23 20:45:36+00'],
    ['31.01.2027', '11.12.2027'],
    ['1/31/2027 08:05', '1/12/2027 20:45'],
    ['2027-13-31', '1234-56-78'],
    ['31.01/2027', '12.34/5678'],
    // A UUID stays a UUID.
    ['550e8400-e29b-41d4-a716-446655440000', '12345678-9abc-4def-8123-456789abcdef'],
    ['550E8400-E29B-41D4-A716-446655440000', '12345678-9ABC-4DEF-8123-456789ABCDEF'],
    // Values that are kept.
    [true, true],
    ['FALSE', 'FALSE'],
    [null, null],
    // Lists and objects keep the number and the names of their parts.
    [
      ['Red', 'Blue', 7],
      ['Lor', 'Lore', 1],
    ],
    [
      { name: 'Scarf', price: 19.9, tags: [] },
      { name: 'Lorem', price: 12.3, tags: [] },
    ],
  ])('of %j is %j', (value, standIn) => {
    expect(makeCellStandIn(value)).toEqual(standIn);
  });

  it('keeps a part of any name, even one that every object has', () => {
    const standIn = makeCellStandIn(JSON.parse('{"__proto__": "Ada", "constructor": 5}'));
    expect(JSON.stringify(standIn)).toBe('{"__proto__":"Lor","constructor":1}');
  });
});

const pieces = [
  ...Array.from('qzxkQZXKщъЩ'),
  'ξχφ',
  'qzxk',
  'Kwyzq',
  '098',
  '9870',
  ' ',
  ',',
  ':',
  '@',
  '://',
  '+',
  '\u0301',
  '👩🏽‍🍳',
];
const cell = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));

describe('any cell', () => {
  it('keeps no three letters and no four digits in a row', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const standIn = String(makeCellStandIn(text)).toLowerCase();
        const survivors = [...runs(text, /\p{L}+/gu, 3), ...runs(text, /\d+/g, 4)].filter((run) =>
          standIn.includes(run.toLowerCase()),
        );
        expect(survivors).toEqual([]);
      }),
    );
  });

  it('is empty in a stand-in if and only if it is empty in the row', () => {
    fc.assert(
      fc.property(fc.oneof(cell, fc.string({ unit: 'binary' })), (text) => {
        expect(String(makeCellStandIn(text)).trim() === '').toBe(text.trim() === '');
      }),
    );
  });

  it('that is a number stays one, with its sign and as many digits before and after the point', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.nat(4), (whole, decimals) => {
        const text = (whole / 10 ** decimals).toFixed(decimals);
        const standIn = String(makeCellStandIn(text));
        expect(standIn.replaceAll(/\d/g, '0')).toBe(text.replaceAll(/\d/g, '0'));
        expect(Number.isFinite(Number(standIn))).toBe(true);
      }),
    );
  });

  it('that is a day stays a day of its year, the same for all days of the year', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString();
        const standIn = String(makeCellStandIn(text));
        expect(new Date(standIn).toISOString()).toBe(standIn);
        expect(standIn).toBe(makeCellStandIn(`${text.slice(0, 4)}-12-31T23:59:59.999Z`));
      }),
    );
  });
});

/** All parts of `length` characters in the matches of a pattern. */
function runs(text: string, pattern: RegExp, length: number): readonly string[] {
  return Array.from(text.matchAll(pattern)).flatMap(([run]) =>
    Array.from({ length: Math.max(0, run.length - length + 1) }, (_, at) => run.slice(at, at + length)),
  );
}
