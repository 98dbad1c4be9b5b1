// Reads csv and tsv into recipients: the header names the columns, and every value stays text.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Refusal } from '../../errors.ts';
import type { Recipient } from '../../message/recipient.ts';
import { warnOfNoRows, type Audience } from '../audience.ts';
import { readHeader } from './csv-header.ts';
import { lineFeed } from '../encoding.ts';
import { readCsv } from './csv-records.ts';
import type { CsvRecord } from './csv-fields.ts';
import { CsvColumns, CsvRecipient } from './csv-recipient.ts';
import { CsvScanner } from './csv-scanner.ts';
import type { CsvDialect } from './csv-delimiter.ts';
import { refuseFile } from '../fault.ts';
import { warnOfNotes } from '../row-notes.ts';
import { withoutSeparatorLine } from './separator-line.ts';
import type { TextPart } from '../text.ts';
import type { DataFile } from '../data-file.ts';

export async function openCsv(file: DataFile, text: AsyncIterable<TextPart>, dialect: CsvDialect): Promise<Audience> {
  const scanner = new CsvScanner(dialect);
  const records = readCsv(file, withShortHead(withoutSeparatorLine(file, text, dialect)), scanner);
  const warnings: Diagnostic[] = [];
  try {
    const { value: first } = await records.next();
    const [header, ...rest]: readonly CsvRecord[] = first ?? [];
    if (header === undefined) {
      throw refuseNoHeader(file);
    }
    const columns = new CsvColumns(readHeader(file, header, dialect));
    return {
      columns: columns.names,
      blocks: toBlocks(file, columns, rest, records, warnings),
      lines: () => undefined,
      warnings: () => [...warnings, ...warnOfNotes(file, scanner.notes)],
      [Symbol.asyncDispose]: async () => {
        await records.return(undefined);
      },
    };
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
}

export function refuseNoHeader(file: DataFile): Refusal {
  const help = 'Check the export that writes it.';
  return refuseFile(file, 'PP209', `${file.what} has nothing but delimiters`, help);
}

/** Cuts the header off as a part of its own, so that a caller who only wants the columns does not wait for all rows of the first part. */
async function* withShortHead(text: AsyncIterable<TextPart>): AsyncGenerator<TextPart> {
  let isHead = true;
  for await (const part of text) {
    const end = isHead && part.kind === 'bytes' ? part.bytes.indexOf(lineFeed) + 1 : 0;
    isHead = false;
    if (part.kind === 'bytes' && end > 0) {
      yield { kind: 'bytes', bytes: part.bytes.subarray(0, end) };
      if (end < part.bytes.length) yield { kind: 'bytes', bytes: part.bytes.subarray(end) };
    } else yield part;
  }
}

async function* toBlocks(
  file: DataFile,
  columns: CsvColumns,
  first: readonly CsvRecord[],
  others: AsyncGenerator<readonly CsvRecord[]>,
  warnings: Diagnostic[],
): AsyncGenerator<readonly Recipient[]> {
  let rows = 0;
  const toRecipient = (record: CsvRecord): Recipient => {
    rows += 1;
    return new CsvRecipient(rows, record, columns);
  };
  if (first.length > 0) {
    yield first.map(toRecipient);
  }
  for await (const block of others) {
    yield block.map(toRecipient);
  }
  if (rows === 0) {
    warnings.push(warnOfNoRows(file, 'csv'));
  }
}
