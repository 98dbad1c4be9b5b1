// Checks the scanner against csv-parse, which is independent: the same records with the same lines, and a fault where csv-parse has one.
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDialect } from '../../../src/audience/csv/csv-delimiter.ts';
import { audienceFile } from '../../../src/audience/data-file.ts';
import { readCsv } from '../../../src/audience/csv/csv-records.ts';
import type { CsvRecord } from '../../../src/audience/csv/csv-fields.ts';
import { CsvScanner } from '../../../src/audience/csv/csv-scanner.ts';
import { readTextParts } from '../../../src/audience/text.ts';
import { Refusal } from '../../../src/errors.ts';
import { inChunks } from '../../support/read-audience.ts';
import { tries } from '../../support/property-tries.ts';

const file = audienceFile('a.csv');

type ReadRecord = Pick<CsvRecord, 'line' | 'fields'>;

interface ReadRecords {
  readonly records: readonly ReadRecord[];
  /** The message of the scanner or of csv-parse. */
  readonly fault?: string | undefined;
}

async function scan(bytes: Buffer, delimiter: string, size: number): Promise<ReadRecords> {
  const records: ReadRecord[] = [];
  const scanner = new CsvScanner(createDialect(file, delimiter));
  try {
    for await (const block of readCsv(file, readTextParts(file, inChunks(bytes, size)), scanner)) {
      for (const record of block) {
        const { line, fields } = record;
        // Single fields are the same as all fields at once.
        expect(fields.map((_, index) => record.field(index))).toEqual(fields);
        records.push({ line, fields });
      }
    }
    return { records };
  } catch (error) {
    if (error instanceof Refusal) return { records, fault: error.diagnostics[0]?.message };
    throw error;
  }
}

class Ragged extends Error {}

/** csv-parse splits the records. Here, records of blanks alone are skipped, and all others must be as wide as the first. */
function ask(bytes: Buffer, delimiter: string): ReadRecords {
  const records: ReadRecord[] = [];
  let line = 1;
  try {
    parse(bytes, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      on_record: (fields: string[]) => {
        const isBlank = fields.every((field) => /^[\t-\r ]*$/.test(field));
        if (!isBlank && fields.length !== (records[0]?.fields ?? fields).length) throw new Ragged();
        if (!isBlank) records.push({ line, fields });
        line += fields.join('').split('\n').length;
        return null;
      },
    });
    return { records };
  } catch (error) {
    if (error instanceof Ragged) return { records, fault: 'ragged' };
    if (error instanceof CsvError) return { records, fault: error.code };
    throw error;
  }
}

const faults: readonly (readonly [said: RegExp, code: string])[] = [
  [/the header has \d/, 'ragged'],
  [/never closed/, 'CSV_QUOTE_NOT_CLOSED'],
  [/something other than a delimiter/, 'CSV_INVALID_CLOSING_QUOTE'],
  [/in the middle of/, 'INVALID_OPENING_QUOTE'],
];

/** For csv-parse, a CR without an LF is part of the value. */
const loneReturn = /carriage return/;

async function compare(bytes: Buffer, delimiter: string, size: number): Promise<void> {
  const own = await scan(bytes, delimiter, size);
  const other = ask(bytes, delimiter);
  if (loneReturn.test(own.fault ?? '')) {
    expect(other.records.slice(0, own.records.length)).toEqual(own.records);
    return;
  }
  expect(own.records).toEqual(other.records);
  // A header with another delimiter is recognised by that delimiter, wherever its quote is.
  if (/looks separated by/.test(own.fault ?? '')) expect(other.fault).toMatch(/QUOTE$/);
  else expect(faults.find(([said]) => said.test(own.fault ?? ''))?.[1]).toBe(other.fault);
}

function writeCell(text: string): string {
  return /[",;|\t\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
}

const delimiters = fc.constantFrom(',', '\t', ';', '|');
const sizes = fc.constantFrom(1, 2, 3, 7, 64 * 1024);

describe('the scanner of csv', () => {
  it('reads what csv-parse reads, and refuses what it refuses', async () => {
    const pieces = [
      '"',
      '"',
      '""',
      ',',
      ',',
      ';',
      '|',
      '\t',
      '\n',
      '\n',
      '\r\n',
      '\r',
      ' ',
      'x',
      'ö',
      '😀',
      '1,2\n',
      '"a\nb"',
    ];
    const body = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 16 });
    const hostile = fc
      .tuple(fc.constantFrom('', 'a,b\n', 'a\tb\r\n'), body)
      .map(([head, parts]) => head + parts.join(''));
    await fc.assert(
      fc.asyncProperty(hostile, delimiters, sizes, async (text, delimiter, size) => {
        fc.pre(text.trim() !== '');
        await compare(Buffer.from(text), delimiter, size);
      }),
      { numRuns: tries(5_000) },
    );
  });

  it('reads files as programs write them', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      fc.constantFrom('', '{"a":"\\"","b":[1]}', 'two\nlines', 'two\r\nlines', ',', '\t', '"', 'ş', '\r'),
    );
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, delimiters, fc.constantFrom('\n', '\r\n'), sizes, async (cells, delimiter, end, size) => {
        const text = [['x', 'y', 'z'], ...cells].map((row) => row.map(writeCell).join(delimiter) + end).join('');
        await compare(Buffer.from(text), delimiter, size);
        const { records } = await scan(Buffer.from(text), delimiter, size);
        const filled = cells.filter((row) => row.some((cell) => !/^[\t-\r ]*$/.test(cell)));
        expect(records.slice(1).map(({ fields }) => fields)).toEqual(filled);
      }),
      { numRuns: tries(1_000) },
    );
  });

  it('reads a long file, whose records span chunks', async () => {
    const rows = Array.from({ length: 3_000 }, (_, row) =>
      row % 20 === 0 ? `${row},"ö ""${row}""\r\n${'x'.repeat(row)}"` : `${row},plain ${row}`,
    );
    const bytes = Buffer.from(`a,b\n${rows.join('\n')}\n`);
    for (const size of [1_001, 64 * 1024, bytes.length]) await compare(bytes, ',', size);
  });
});
