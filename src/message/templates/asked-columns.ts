// Finds columns that a condition tests for truth and whose texts say true or false. Every text counts as true, even "false", so the condition would
// hold for everybody.
import { writeKey } from '../../campaign/yaml/write-key.ts';
import { errorAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import { isBlank } from '../helpers/read-value.ts';
import { cellOf, type Recipient } from '../recipient.ts';
import { toTruth } from '../columns/type-value.ts';

interface AskedColumn {
  readonly name: string;
  readonly at: Position;
  /** The first text that says false, in lower case. */
  word?: string;
  /** Whether all texts so far were 0 or 1. */
  isCount: boolean;
}

export class AskedColumns {
  /** The columns that are left. A column is dropped as soon as it has a value that says neither true nor false. */
  #columns: readonly AskedColumn[];

  readonly #home: string;

  /** `home` is the key of the campaign under which the types of the columns are declared. */
  constructor(asked: ReadonlyMap<string, Position>, home = 'audience') {
    this.#home = home;
    this.#columns = Array.from(asked, ([name, at]) => ({ name, at, isCount: true }));
  }

  look(recipient: Pick<Recipient, 'values' | 'cells'>): void {
    for (const column of this.#columns) {
      const value = cellOf(recipient, column.name);
      if (isBlank(value)) continue;
      const says = toTruth(value);
      if (says === undefined) this.#columns = this.#columns.filter((other) => other !== column);
      else if (typeof value === 'string') note(column, value, says);
    }
  }

  state() {
    return this.#columns;
  }

  /** `other` is the state for the rows that follow, of the same tested columns. */
  merge(other: ReturnType<AskedColumns['state']>): void {
    const theirs = new Map(other.map((column) => [column.name, column]));
    this.#columns = this.#columns.flatMap((column) => {
      const their = theirs.get(column.name);
      if (their === undefined) return [];
      const word = column.word ?? their.word;
      return [{ ...column, isCount: column.isCount && their.isCount, ...(word !== undefined && { word }) }];
    });
  }

  /** Call this after all rows. Returns PP247 for each column that is left. */
  list(): readonly Diagnostic[] {
    return this.#columns.flatMap(({ name, at, word, isCount }) => {
      if (word === undefined) return [];
      const key = writeKey(name);
      const message = `the condition counts every text in ${name} as true, even ${JSON.stringify(word)}`;
      const orNumber = isCount ? `, columns: { ${key}: number } if they are numbers` : '';
      const help = `Write columns: { ${key}: boolean } under ${this.#home}${orNumber}, or columns: { ${key}: string } if any text is meant to count as true.`;
      return [errorAt(at, 'PP247', message, help)];
    });
  }
}

function note(column: AskedColumn, text: string, says: boolean): void {
  if (!says) column.word ??= text.trim().toLowerCase();
  if (column.isCount) column.isCount = /^\s*[01]\s*$/.test(text);
}
