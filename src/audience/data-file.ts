// A file of rows as messages speak of it: most are audiences, but lists, tables and exports are read in the same way.
import type { Position } from '../diagnostic.ts';

export interface DataFile {
  /** As findings place it. */
  readonly name: string;
  /** "the audience file", "the table prices". */
  readonly what: string;
  /** Where it is named: there its name is put right. */
  readonly at?: Position | undefined;
  /** The key that csv and sheet stand under; undefined where nothing can be written that says how the file is read. */
  readonly key?: string;
  /** Where sheet is written if there is no such key: "beside its file". */
  readonly sheetPlace?: string;
  /** What follows if it has no rows. */
  readonly without?: string;
}

export function audienceFile(name: string, at?: Position): DataFile {
  return { name, what: 'the audience file', key: 'audience', without: 'Nothing will be sent.', at };
}

/** Where sheet can be written; undefined where it cannot. */
export function placeOfSheet({ key, sheetPlace }: DataFile): string | undefined {
  return sheetPlace ?? (key === undefined ? undefined : `under ${key}`);
}

/** `advise` says what to write there. Without a key the file itself has to change. */
export function adviseUnder(key: string | undefined, advise: (key: string) => string): string {
  return key === undefined ? 'Save it as UTF-8, with commas between its fields.' : advise(key);
}
