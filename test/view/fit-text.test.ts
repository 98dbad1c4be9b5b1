import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { cutText, padLeft, padRight, takeEnd, takeStart, wrapBehind, wrapText } from '../../src/view/fit-text.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

test('text is cut, padded and wrapped by columns, not by characters', () => {
  expect(cutText('春のセール', 10)).toBe('春のセール');
  expect(cutText('春のセール', 9)).toBe('春のセー…');
  expect(cutText('春のセール', 8)).toBe('春のセ…');
  expect(padRight('春', 4)).toBe('春  ');
  expect(padLeft('7', 3)).toBe('  7');
  expect(takeStart('👩‍👩‍👧ab', 3)).toBe('👩‍👩‍👧a');
  expect(takeEnd('ab👩‍👩‍👧', 3)).toBe('b👩‍👩‍👧');
});

test('text is broken at spaces, and inside a word only if it must be', () => {
  expect(wrapText('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapText('a campaignslong.yaml b', 9)).toEqual(['a', 'campaigns', 'long.yaml', 'b']);
  expect(wrapText('about 12 min 4 s left', 9)).toEqual(['about', '12 min', '4 s left']);
  expect(wrapText('', 8)).toEqual(['']);
  expect(wrapBehind('  help: ', 'one two three', 15)).toEqual(['  help: one two', '        three']);
});

test.each([
  'postgres://ada:***@db.example.com/push?schema=eu',
  'campaigns/long.campaign.yaml',
  '--expect-seal',
  'a.yaml:12:9',
])('%s stays in one piece, so that it can be copied', (whole) => {
  expect(wrapText(`see ${whole}, please`, 9)).toEqual(['see', `${whole},`, 'please']);
});

describe('whatever the text', () => {
  test('no line is too wide and nothing is lost', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 30 }), (value, columns) => {
        const lines = wrapText(value, columns);
        const broken = lines.filter((line) => !/[\/\\:\-]/v.test(line));
        for (const line of broken) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
      }),
    );
  });

  test('cut text fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (value, columns) => {
        expect(stringWidth(cutText(value, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
