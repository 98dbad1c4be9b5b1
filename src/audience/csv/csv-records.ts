// Reads the records of a CSV file from a stream.
import { inBlocks } from '../audience.ts';
import type { CsvRecord } from './csv-fields.ts';
import type { CsvScanner, ScannedCsv } from './csv-scanner.ts';
import { refuseRow } from '../fault.ts';
import type { TextPart } from '../text.ts';
import type { DataFile } from '../data-file.ts';

/**
 * Yields blocks of records. The first record is the header, unless the scanner starts after it. Throws a Refusal at the first fault, after the
 * records before it. Ends before the text does if `isEnough` returns true between two parts; the scanner then holds the rest of the last part.
 */
export async function* readCsv(
  file: DataFile,
  text: AsyncIterable<TextPart> | Iterable<TextPart>,
  scanner: CsvScanner,
  isEnough = (): boolean => false,
): AsyncGenerator<readonly CsvRecord[]> {
  function* toBlocks({ records, stop }: ScannedCsv): Generator<readonly CsvRecord[]> {
    yield* inBlocks(records);
    if (stop !== undefined) throw refuseRow(file, stop);
  }
  for await (const part of text) {
    if (part.kind === 'bytes') yield* toBlocks(scanner.scan(part.bytes));
    else throw refuseRow(file, { place: { row: scanner.next.row, line: scanner.line }, fault: part.fault });
    if (isEnough()) return;
  }
  yield* toBlocks(scanner.end());
}
