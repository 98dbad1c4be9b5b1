// Detects an unexpected delimiter, as a hint in an error message. A file is never read with a guessed delimiter.
import type { CsvForm } from '../../campaign/campaign.ts';
import type { DataFile } from '../data-file.ts';
import { adviseCsv } from './declare-csv.ts';
import type { Fault } from '../fault.ts';

/** How the fields of a file are separated, and what the campaign declares about it. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly declared: CsvForm;
  /** The key in the campaign under which `declared` is written, as in DataFile. */
  readonly key: string | undefined;
}

/** `usual` is the delimiter that follows from the name of the file. */
export function createDialect({ key }: DataFile, usual: string, declared: CsvForm = {}): CsvDialect {
  return { delimiter: declared.delimiter ?? usual, declared, key };
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

export function nameDelimiter({ delimiter }: CsvDialect): string {
  return delimiterNames[delimiter] ?? delimiter;
}

/** Returns the delimiter that occurs most often in a line. */
export function likelyDelimiter(line: string): string | undefined {
  const counted = Object.keys(delimiterNames).map((one) => ({ one, count: line.split(one).length - 1 }));
  const [first] = counted.toSorted((a, b) => b.count - a.count);
  return first === undefined || first.count === 0 ? undefined : first.one;
}

/** Looks for another delimiter in a part of a header that does not contain the expected one. */
export function findForeignDelimiter(header: string, dialect: CsvDialect): Fault | undefined {
  const foreign = likelyDelimiter(header);
  if (foreign === undefined || header.includes(dialect.delimiter)) return undefined;
  return {
    code: 'PP211',
    problem: `looks separated by ${delimiterNames[foreign]}, not by ${delimiterNames[dialect.delimiter]}`,
    help: adviseCsv(dialect, { delimiter: foreign }),
  };
}

/** `name` is the delimiter that the first line of a file saved by a spreadsheet declares, as in sep=; */
export function foreignSeparatorLine(name: string, dialect: CsvDialect): Fault | undefined {
  if (name === dialect.delimiter) return undefined;
  const [said, wanted] = [delimiterNames[name], delimiterNames[dialect.delimiter]];
  if (said === undefined) {
    const problem = `says sep=${name}, a delimiter that pushplan does not read`;
    return { code: 'PP211', problem, help: 'Export the file with commas, semicolons, tabs or bars.' };
  }
  const problem = `says that fields are separated by ${said}, not by ${wanted}`;
  return { code: 'PP211', problem, help: adviseCsv(dialect, { delimiter: name }) };
}
