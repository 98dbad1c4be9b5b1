// A file of rows as messages describe it. Most are audiences; lists, tables and exports are read in the same way.
import type { Position } from '../diagnostic.ts';

export interface DataFile {
  /** The name of the file in findings. */
  readonly name: string;
  /** How a message names it: "the audience file", "the table prices". */
  readonly what: string;
  /** The place where the file is named, which an author corrects. */
  readonly at?: Position | undefined;
  /** The key under which csv and sheet are written; undefined if no setting can say how the file is read. */
  readonly key?: string;
  /** Where sheet is written if there is no such key: "beside its file". */
  readonly sheetPlace?: string;
  /** What follows if the file has no rows. */
  readonly without?: string;
}

export function audienceFile(name: string, at?: Position): DataFile {
  return { name, what: 'the audience file', key: 'audience', without: 'Nothing will be sent.', at };
}

/** Returns where sheet can be written, or undefined if it cannot. */
export function placeOfSheet({ key, sheetPlace }: DataFile): string | undefined {
  return sheetPlace ?? (key === undefined ? undefined : `under ${key}`);
}

/** `advise` says what to write under the key. Without a key, the file itself has to change. */
export function adviseUnder(key: string | undefined, advise: (key: string) => string): string {
  return key === undefined ? 'Save it as UTF-8, with commas between its fields.' : advise(key);
}
