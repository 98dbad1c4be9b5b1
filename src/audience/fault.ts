// A fault of an audience file. It refuses the whole file, since after it nobody can tell whose data a row holds.
import type { Diagnostic, RuleCode } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { DataFile } from './data-file.ts';

/** The longest record or line, in bytes: a quote that is never closed must not swallow the file. */
export const longestRecord = 1024 * 1024;

export interface Fault {
  readonly code: RuleCode;
  /** Continues a sentence after the name of a row or line: "has 3 fields, ...". Never contains a value of the row. */
  readonly problem: string;
  readonly help: string;
}

export interface RowPlace {
  /** Counts data rows from 1; 0 is the header. Absent if the fault is between rows. */
  readonly row?: number;
  readonly line: number;
  readonly column?: number;
}

/** The number of a record, as in RowPlace, and the line where it begins. */
export interface RecordPlace {
  readonly row: number;
  readonly line: number;
}

export interface PlacedFault {
  readonly place: RowPlace;
  readonly fault: Fault;
}

/** A refusal that concerns no row in particular. */
export function refuseFile(file: DataFile, code: RuleCode, message: string, help: string): Refusal {
  return new Refusal(exitCodes.invalidInput, [{ severity: 'error', code, message, file: file.name, help }]);
}

export function refuseRow(file: DataFile, { place, fault }: PlacedFault): Refusal {
  return new Refusal(exitCodes.invalidInput, [describeFault(file, place, fault)]);
}

export function describeFault(
  file: DataFile,
  { row, line, column }: RowPlace,
  { code, problem, help }: Fault,
): Diagnostic {
  const message = `${nameRow(row, line)} ${problem}`;
  return { severity: 'error', code, message, file: file.name, line, ...(column === undefined ? {} : { column }), help };
}

function nameRow(row: number | undefined, line: number): string {
  if (row === undefined) {
    return `line ${line}`;
  }
  return row === 0 ? `the header (line ${line})` : `row ${row} (line ${line})`;
}

/** A column name as messages show it. It is shortened, since an arbitrary file may have names of any length. */
export function quoteName(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60).toWellFormed()}...` : name);
}
