// Reads a sheet of a workbook into recipients: its first row that is not empty names the columns, and all values are text.
import type { Diagnostic } from '../../diagnostic.ts';
import { bareObject } from '../../message/bare-object.ts';
import type { Recipient } from '../../message/recipient.ts';
import { inBlocks, warnOfNoRows, type Audience } from '../audience.ts';
import { createDialect } from '../csv/csv-delimiter.ts';
import { readHeader } from '../csv/csv-header.ts';
import { refuseFile, refuseRow } from '../fault.ts';
import { recognizeForeignKind } from '../foreign-kind.ts';
import { gatherHead } from '../gather-head.ts';
import { createRowNotes, noteLine, warnOfNotes } from '../row-notes.ts';
import { warnOfOtherSheets } from './other-sheets.ts';
import { isBlankRow, nameColumn, readSheet, type OpenSheet, type SheetRow } from './sheet-rows.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook-parts.ts';
import { loadWorkbookPackages } from './workbook-packages.ts';
import { openZip, refuseWorkbook } from './workbook-zip.ts';
import { placeOfSheet, type DataFile } from '../data-file.ts';

export async function openXlsx(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  sheetName: string | undefined,
): Promise<Audience> {
  const open = await openSheet(file, bytes, sheetName);
  const warnings = sheetName === undefined ? await warnOfOtherSheets(open) : [];
  return readOpenSheet(open, warnings);
}

/** `found` are warnings that the audience returns besides its own. */
export async function readOpenSheet(
  { source, sheet }: OpenSheet,
  found: readonly Diagnostic[] = [],
): Promise<Audience> {
  const { file } = source;
  const warnings = [...found];
  const rows = readSheet(source, sheet.path);
  const [header, rest] = await readHead(file, rows, sheet);
  const columns = readHeader(file, { line: header.number, fields: fieldsOf(header) }, createDialect(file, '\t'));
  const notes = createRowNotes();
  let count = 0;
  const toRecipient = (row: SheetRow): readonly Recipient[] => {
    if (isBlankRow(row)) {
      noteLine(notes.blank, row.number);
      return [];
    }
    count += 1;
    return [{ row: count, line: row.number, values: nameCells(file, columns, row) }];
  };
  async function* toBlocks(): AsyncGenerator<readonly Recipient[]> {
    yield* inBlocks(rest.flatMap(toRecipient));
    for await (const block of rows) yield* inBlocks(block.flatMap(toRecipient));
    if (count > 0) return;
    warnings.push(warnOfNoRows(file, 'csv', header.number));
  }
  return {
    columns,
    blocks: toBlocks(),
    lines: () => undefined,
    warnings: () => [...warnings, ...warnOfNotes(file, notes)],
    [Symbol.asyncDispose]: async () => {
      await rows.return(undefined);
    },
  };
}

/** Opens the sheet with this name, or by default the first that is not hidden. */
export async function openSheet(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  sheetName: string | undefined,
): Promise<OpenSheet> {
  const packages = await loadWorkbookPackages(file.name);
  const zip = await openZip(file, judged(file, bytes), packages);
  const workbook = await readWorkbook(file, zip, packages);
  return { source: { file, zip, packages, workbook }, sheet: chooseSheet(file, workbook, sheetName) };
}

/** Passes the bytes on. Throws a Refusal that names the actual kind of the file if it is not an archive. */
async function* judged(file: DataFile, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isHead = true;
  for await (const chunk of gatherHead(bytes)) {
    if (isHead) judgeHead(file, chunk);
    isHead = false;
    yield chunk;
  }
}

function judgeHead(file: DataFile, head: Buffer): void {
  if (head.length === 0) throw refuseFile(file, 'PP209', `${file.what} is empty`, 'Check the export that writes it.');
  if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004') return;
  const other = { kind: 'no workbook', help: 'If it is text, rename it so that its name ends in .csv.' };
  const { kind, help } = recognizeForeignKind(head) ?? other;
  throw refuseFile(file, 'PP216', `${file.what} is ${kind}`, help);
}

function chooseSheet(file: DataFile, { sheets }: Workbook, wanted: string | undefined): Sheet {
  const name = wanted?.normalize('NFC');
  const found =
    name === undefined
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : sheets.find((sheet) => sheet.name.normalize('NFC') === name);
  if (found !== undefined) return found;
  if (sheets.length === 0) throw refuseWorkbook(file, 'has no sheets');
  const names = sheets.map((sheet) => JSON.stringify(sheet.name)).join(', ');
  const help = `Write sheet: with one of ${names} ${placeOfSheet(file) ?? 'that is there'}.`;
  throw refuseWorkbook(file, `has no sheet ${JSON.stringify(wanted)}`, help);
}

/** Returns the header, and the rows that came in the same block. */
async function readHead(
  file: DataFile,
  rows: AsyncGenerator<readonly SheetRow[]>,
  sheet: Sheet,
): Promise<readonly [SheetRow, readonly SheetRow[]]> {
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    const at = next.value.findIndex((row) => !isBlankRow(row));
    const header = next.value[at];
    if (header !== undefined) return [header, next.value.slice(at + 1)];
  }
  throw refuseFile(
    file,
    'PP209',
    `the sheet ${JSON.stringify(sheet.name)} is empty`,
    placeOfSheet(file) === undefined
      ? 'Put the rows into the first sheet, or check the workbook.'
      : 'Name another sheet, or check the workbook.',
  );
}

function fieldsOf({ cells }: SheetRow): readonly string[] {
  return Array.from(cells, (cell) => cell ?? '');
}

function nameCells(file: DataFile, columns: readonly string[], { number, cells }: SheetRow): Recipient['values'] {
  const stray = cells.findIndex((cell, at) => at >= columns.length && cell !== undefined && cell.trim() !== '');
  if (stray !== -1) {
    const problem = `has a value in column ${nameColumn(stray)}, which has no name in the header`;
    throw refuseRow(file, {
      place: { line: number },
      fault: { code: 'PP203', problem, help: 'Name the column, or remove the value.' },
    });
  }
  const values = bareObject();
  for (let at = 0; at < columns.length; at += 1) values[columns[at] ?? ''] = cells[at] ?? '';
  return values;
}
