// A file whose fields are separated by something else than its name says: a hint for people, never a guess to go on with.
import type { Fault } from './fault.ts';

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** Looks for another delimiter in a header that has the delimiter nowhere. */
export function findForeignDelimiter(header: string, delimiter: string): Fault | undefined {
  const foreign = Object.keys(delimiterNames).find(
    (candidate) => candidate !== delimiter && header.includes(candidate),
  );
  if (foreign === undefined) {
    return undefined;
  }
  return {
    code: 'PP211',
    problem: `looks separated by ${delimiterNames[foreign]}, not by ${delimiterNames[delimiter]}`,
    help: 'Export the file with commas and name it .csv, or with tabs and name it .tsv.',
  };
}
