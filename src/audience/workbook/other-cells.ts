// Reads the sheets of a workbook that are otherwise not read, even hidden ones: a person to be forgotten may be there.
import { readSheet, type OpenSheet } from './sheet-rows.ts';

/** Yields the text of each cell. */
export async function* cellsOfOtherSheets({ source, sheet }: OpenSheet): AsyncGenerator<string> {
  for (const { path } of source.workbook.sheets.filter((one) => one !== sheet)) {
    for await (const rows of readSheet(source, path)) {
      for (const { cells } of rows) yield* cells.filter((cell) => cell !== undefined);
    }
  }
}
