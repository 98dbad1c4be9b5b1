// Reads the rows of a sheet as text: dates in ISO 8601, numbers with all their digits, formulas as their results.
import { readSerialDate } from './serial-date.ts';
import { readXml, unescapeText, type Sheet, type Workbook, type XmlReader } from './workbook-parts.ts';
import type { WorkbookPackages } from './workbook-packages.ts';
import { refuseWorkbook, type WorkbookZip } from './workbook-zip.ts';
import type { DataFile } from '../data-file.ts';

export interface SheetRow {
  /** The number of the row in the spreadsheet, from 1. */
  readonly number: number;
  /** The text of the cells by column, from 0. Empty cells may be absent. */
  readonly cells: readonly (string | undefined)[];
}

export interface SheetSource {
  readonly file: DataFile;
  readonly zip: WorkbookZip;
  readonly packages: WorkbookPackages;
  readonly workbook: Workbook;
}

/** A workbook and the sheet in it that is read. */
export interface OpenSheet {
  readonly source: SheetSource;
  readonly sheet: Sheet;
}

/** Yields blocks of rows as they are unpacked. */
export async function* readSheet(source: SheetSource, path: string): AsyncGenerator<readonly SheetRow[]> {
  const reader = new RowReader(source);
  for await (const _ of readXml(source.file, source.zip, path, source.packages, reader)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

export function isBlankRow({ cells }: SheetRow): boolean {
  return cells.every((cell) => cell === undefined || cell.trim() === '');
}

/** The most columns that a sheet can have. */
const mostColumns = 16_384;

class RowReader implements XmlReader {
  readonly #file: DataFile;
  readonly #workbook: Workbook;
  #rows: SheetRow[] = [];
  #number = 0;
  #cells: (string | undefined)[] = [];
  #column = -1;
  /** The state of the current cell. */
  #type = '';
  #style = 0;
  #text = '';
  #isText = false;
  #isFormula = false;
  #isAloud = false;

  constructor({ file, workbook }: SheetSource) {
    this.#file = file;
    this.#workbook = workbook;
  }

  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.#number = Number(attributes['r'] ?? this.#number + 1);
        this.#cells = [];
        this.#column = -1;
        break;
      case 'c':
        this.#openCell(attributes);
        break;
      case 'f':
        this.#isFormula = true;
        break;
      case 'rPh':
        this.#isAloud = true;
        break;
      case 'v':
      case 't':
        this.#isText = !this.#isAloud;
        break;
      default:
    }
  }

  #openCell({ r: reference, t: type = 'n', s: style = '0' }: Readonly<Record<string, string>>): void {
    this.#column = reference === undefined ? this.#column + 1 : columnOfCell(reference);
    if (!(this.#column >= 0 && this.#column < mostColumns)) {
      throw refuseWorkbook(this.#file, `is damaged: row ${this.#number} has a cell outside the sheet`);
    }
    this.#type = type;
    this.#style = Number(style);
    this.#text = '';
    this.#isFormula = false;
  }

  text(part: string): void {
    if (this.#isText) this.#text += part;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isText = false;
    if (name === 'rPh') this.#isAloud = false;
    if (name === 'row') this.#rows.push({ number: this.#number, cells: this.#cells });
    if (name !== 'c') return;
    const value = this.#readCell();
    if (value !== '') this.#cells[this.#column] = value;
  }

  #readCell(): string {
    const text = this.#text;
    if (text === '') {
      if (!this.#isFormula || this.#type === 'str') return '';
      const help = 'Open it in a spreadsheet, which computes it, and save it.';
      throw refuseWorkbook(
        this.#file,
        `has a formula without a value in row ${this.#number}, column ${nameColumn(this.#column)}`,
        help,
      );
    }
    switch (this.#type) {
      case 's':
        return this.#workbook.texts[Number(text)] ?? '';
      case 'b':
        return text === '1' ? 'true' : 'false';
      case 'd':
        return text.replace(/T00:00:00(?:\.0+)?$/, '');
      case 'n':
        return this.#readNumber(text);
      default:
        return unescapeText(text);
    }
  }

  #readNumber(text: string): string {
    const number = Number(text);
    if (!Number.isFinite(number)) return text;
    const isDate = this.#workbook.isDate[this.#style] === true;
    return (isDate ? readSerialDate(number, this.#workbook.since) : undefined) ?? writeNumber(number);
  }
}

/** Writes a number with 15 digits, as many as spreadsheets keep: the file has 19.989999999999998 for 19.99. */
export function writeNumber(number: number): string {
  if (Number.isSafeInteger(number)) return String(number);
  const [mantissa = '', exponent = ''] = number.toExponential(14).split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replaceAll(/[^\d]/g, '');
  const point = Number(exponent) + 1;
  const padded = point > 0 ? digits.padEnd(point, '0') : `${'0'.repeat(1 - point)}${digits}`;
  const whole = Math.max(point, 1);
  const decimals = padded.slice(whole).replace(/0+$/, '');
  return `${sign}${padded.slice(0, whole)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** Returns the index of a cell's column: A1 is in column 0, AB7 in column 27. */
function columnOfCell(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/\d+$/, '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

export function nameColumn(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${nameColumn(Math.floor(column / 26) - 1)}${letter}`;
}
