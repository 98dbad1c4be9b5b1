import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findCellFault, isUsualCell } from '../../../src/message/fragments/cell-fault.ts';

const parts = fc.constantFrom(
  ' ',
  '\t',
  '\u00a0',
  '\ufeff',
  '\x7f',
  'null',
  'NaN',
  '\\N',
  '#N/A',
  '(not set)',
  '“',
  '”',
  'Emma',
  'ş',
  '',
);

it('finds no fault in a cell that is usual by its first and last character', () => {
  const text = fc.array(fc.oneof(parts, fc.string({ maxLength: 3 })), { maxLength: 3 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (cell) => {
      fc.pre(isUsualCell(cell));
      expect(cell.trim()).not.toBe('');
      expect(findCellFault(cell, cell.trim())).toBeUndefined();
    }),
  );
});

it.each(['Emma', 'person1@example.com', '32.50', 'EUR'])('%s is usual', (cell) => {
  expect(isUsualCell(cell)).toBe(true);
});
