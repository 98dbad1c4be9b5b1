// What stands in the sheets of a workbook that are not read, hidden ones too: somebody who is to be forgotten may be there.
import type { DataFile } from '../data-file.ts';
import { readSheet } from './sheet-rows.ts';
import { openSheet } from './xlsx-audience.ts';

/** The text of each cell. */
export async function* cellsOfOtherSheets(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  sheetName: string | undefined,
): AsyncGenerator<string> {
  const { source, sheet } = await openSheet(file, bytes, sheetName);
  for (const { path } of source.workbook.sheets.filter((one) => one !== sheet)) {
    for await (const rows of readSheet(source, path)) {
      for (const { cells } of rows) yield* cells.filter((cell) => cell !== undefined);
    }
  }
}
