// The faults that a CSV record can have. `field` counts from 0.
import { countOf, formatCount } from '../../numbers.ts';
import { findForeignDelimiter, nameDelimiter, type CsvDialect } from './csv-delimiter.ts';
import type { Fault } from '../fault.ts';

export const csvFaults = {
  loneReturn: {
    code: 'PP204',
    problem: 'has a carriage return (CR) without a line feed (LF) after it',
    help: 'End lines with LF or CRLF, and put quotes around a value that contains a CR.',
  } satisfies Fault,

  unclosed: (field: number, line: number): Fault => ({
    code: 'PP204',
    problem: `has a quote in field ${field + 1} that opens on line ${line} and is never closed`,
    help: 'Close the quote, or double it if it belongs to the value.',
  }),

  /** Something other than a delimiter after a closing quote. A header such as "id";"name" fails here if the delimiter is a comma. */
  behindQuote: (field: number, byte: number, dialect: CsvDialect, row: number): Fault =>
    (row === 0 ? findForeignDelimiter(String.fromCharCode(byte), dialect) : undefined) ?? {
      code: 'PP204',
      problem: `has a quote in field ${field + 1} that closes the value, followed by something other than a delimiter`,
      help: `Double a quote that belongs to the value (""); fields are separated by ${nameDelimiter(dialect)}.`,
    },

  /** `before` is the text of the field before the quote. A header such as id;"name" has its first quote there if the delimiter is a comma. */
  strayQuote: (field: number, before: string, dialect: CsvDialect, row: number): Fault =>
    (row === 0 ? findForeignDelimiter(before, dialect) : undefined) ?? {
      code: 'PP204',
      problem: `has a quote in the middle of field ${field + 1}`,
      help: 'Put quotes around the whole value, with nothing before them, and double the one within it ("").',
    },

  /** `line` is the line of the open quote, if the record is too long because of one. */
  tooLong: (line: number | undefined): Fault => ({
    code: 'PP206',
    problem: 'is longer than 1 MiB',
    help:
      line === undefined
        ? 'Shorten the row, or check that lines end with LF or CRLF.'
        : `Close the quote that opens on line ${line}, or shorten the row.`,
  }),

  ragged: (fields: number, width: number): Fault => ({
    code: 'PP203',
    problem: `has ${countOf(fields, 'field')}, the header has ${formatCount(width)}`,
    help: 'Put quotes around a value that contains a delimiter or a line break, and leave an empty value empty.',
  }),
};
