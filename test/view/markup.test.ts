// Invisible characters: shown where they could hide something, and kept where letters need them.
import { expect, test } from 'vitest';
import { markup, showHidden } from '../../src/view/markup.ts';

test.each([
  ['Persian', 'می\u200Cخواهم'],
  ['Hindi', 'क्\u200Dष और क्\u200Cष'],
  ['Bengali', 'র\u200D্যাব'],
  ['Sinhala', 'ශ්\u200Dරී ලංකා'],
  ['Hebrew with a percent sign', 'מבצע \u200E50%\u200E'],
  ['Arabic with a point at its end', 'وفّر الآن!\u200F'],
])('characters that spelling needs are kept, as phones show them: %s', (_language, text) => {
  expect(showHidden(text)).toBe(text);
  expect(markup`<p>${text}</p>`.text).not.toContain('U+');
});

test.each([
  ['between Latin letters', 'pay\u200Dpal', 'pay<U+200D>pal'],
  ['a direction mark in Latin text', 'sale\u200E', 'sale<U+200E>'],
  ['a zero-width space in Hebrew', 'מב\u200Bצע', 'מב<U+200B>צע'],
  ['an override of the text direction', 'מבצע \u202Egnp', 'מבצע <U+202E>gnp'],
])('anything else is shown: %s', (_where, text, shown) => {
  expect(showHidden(text)).toBe(shown);
});
