// Reads the header of a csv or tsv file, which names each column once.
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { findForeignDelimiter, likelyDelimiter, type CsvDialect } from './csv-delimiter.ts';
import type { CsvRecord } from './csv-fields.ts';
import { describeFault, quoteName, type Fault } from '../fault.ts';
import type { DataFile } from '../data-file.ts';

/** Returns the cleaned names of the columns. Throws a Refusal with all faults of the header. */
export function readHeader(
  file: DataFile,
  header: Pick<CsvRecord, 'line' | 'fields'>,
  dialect: CsvDialect,
): readonly string[] {
  const names = header.fields.map(cleanName);
  const foreign = findForeign(header.fields, dialect);
  const faults = foreign === undefined ? findNameFaults(names) : [foreign];
  if (faults.length > 0) {
    const place = { row: 0, line: header.line };
    throw new Refusal(
      exitCodes.invalidInput,
      faults.map((fault): Diagnostic => describeFault(file, place, fault)),
    );
  }
  return names;
}

/** Returns the name in Unicode's composed form, with one plain space for each run of white space, and without invisible characters. */
function cleanName(name: string): string {
  return name
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/gv, '')
    .replaceAll(/\s+/gv, ' ')
    .trim()
    .normalize('NFC');
}

/** A header with several columns counts as foreign only if another delimiter occurs more often and the campaign declares no delimiter. */
function findForeign(fields: readonly string[], dialect: CsvDialect): Fault | undefined {
  const header = fields.join('');
  const foreign = findForeignDelimiter(header, dialect);
  if (fields.length === 1) return foreign;
  const times = header.split(likelyDelimiter(header) ?? header).length - 1;
  return dialect.declared.delimiter === undefined && times >= fields.length ? foreign : undefined;
}

function findNameFaults(names: readonly string[]): readonly Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const first = seen.get(name);
    if (name === '') {
      faults.push({
        code: 'PP202',
        problem: `has no name for column ${index + 1} of ${names.length}`,
        help: 'Give the column a name, or remove the extra delimiter.',
      });
    } else if (first !== undefined) {
      faults.push({
        code: 'PP202',
        problem: `names the columns ${first + 1} and ${index + 1} both ${quoteName(name)}`,
        help: 'Rename or remove one of them.',
      });
    } else {
      seen.set(name, index);
    }
  }
  return faults;
}
