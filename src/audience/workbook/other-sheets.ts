// Warns of rows in sheets of a workbook that are not read: the people in them were probably meant, too.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { Refusal } from '../../errors.ts';
import { placeOfSheet } from '../data-file.ts';
import { isBlankRow, readSheet, type OpenSheet, type SheetSource } from './sheet-rows.ts';
import type { Sheet } from './workbook-parts.ts';

/** Returns PP257 if another sheet that is not hidden has rows. */
export async function warnOfOtherSheets({ source, sheet: read }: OpenSheet): Promise<readonly Diagnostic[]> {
  const { file, workbook } = source;
  const others: string[] = [];
  for (const sheet of workbook.sheets.filter((one) => one !== read && !one.isHidden)) {
    if (await hasRows(source, sheet)) others.push(JSON.stringify(sheet.name));
  }
  if (others.length === 0) return [];
  const message = `only the sheet ${JSON.stringify(read.name)} of ${file.what} is read, and there are rows in ${others.join(', ')} too`;
  const place = placeOfSheet(file);
  const more = file.key === undefined ? ' If several are meant, make an entry of each.' : '';
  const help =
    place === undefined
      ? 'Put all rows into the first sheet, or make a file of each sheet.'
      : `Write sheet: with the one that is meant ${place}.${more}`;
  return [warningAt({ file: file.name, line: 1, column: 1 }, 'PP257', message, help)];
}

async function hasRows(source: SheetSource, { path }: Sheet): Promise<boolean> {
  try {
    for await (const rows of readSheet(source, path)) {
      if (rows.some((row) => !isBlankRow(row))) return true;
    }
    return false;
  } catch (error) {
    // A sheet that cannot be read must not fail the one that can. It counts as having rows.
    if (error instanceof Refusal) return true;
    throw error;
  }
}
