// The part of an expression at a place in a template that is being typed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findExpressionPart } from '../../src/editor/expression-part.ts';

test.each([
  ['{{na|me}}', 'name name head'],
  ['{{#each it|ems}}', 'name items'],
  ['{{#i|f x}}', 'name if head'],
  ['{{else if x|}}', 'name x'],
  ['{{else i|', 'name i head'],
  ['{{default (upper na|me) "x"}}', 'name name'],
  ['{{default (upper name) oth|er}}', 'name other'],
  ["{{t 'cart.ti|tle' name=first}}", 'message cart.title'],
  ["{{t 'cart.ti|", 'message cart.ti'],
  ["{{t 'title' name=fi|rst}}", 'name first'],
  ["{{default name 'yo|u'}}", undefined],
  ['{{plural n on|e="x"}}', undefined],
  ['{{> foo|ter name=x}}', 'partial footer'],
  ['{{> footer name=x|}}', 'name x'],
  ['{{> |', 'partial '],
  ['{{! no|te }}', undefined],
  ['{{/ea|ch}}', undefined],
  ['na|me', undefined],
  ['{{name}} an|d', undefined],
  ['{|{name}}', undefined],
] as const)('%s', (marked, expected) => {
  const part = findExpressionPart(marked.replace('|', ''), marked.indexOf('|'));
  const shown = part && `${part.kind} ${part.text}${part.kind === 'name' && part.isHead ? ' head' : ''}`;
  expect(shown).toBe(expected);
});

test('whatever is typed, the part that is found is at that place', () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{',
    '#',
    '>',
    'a',
    ' ',
    '"',
    "'",
    '(',
    ')',
    '=',
    '.',
    '\n',
    '~',
    'else',
    't',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.nat(60), (parts, place) => {
      const text = parts.join('');
      const offset = Math.min(place, text.length);
      const part = findExpressionPart(text, offset);
      if (part === undefined) return;
      expect(text.slice(part.start, part.end)).toBe(part.text);
      expect(part.start).toBeLessThanOrEqual(offset);
      expect(part.end).toBeGreaterThanOrEqual(offset);
    }),
  );
});
