// A CSV record as a recipient. Cells are decoded only when they are read, since a settled row needs few of them.
import { bareObject } from '../../message/bare-object.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { CsvRecord } from './csv-fields.ts';

/** The columns of a file and their positions. */
export class CsvColumns {
  readonly names: readonly string[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(names: readonly string[]) {
    this.names = names;
    this.#places = new Map(names.map((name, index) => [name, index]));
  }

  placeOf(name: string): number | undefined {
    return this.#places.get(name);
  }
}

export class CsvRecipient implements Recipient {
  readonly row: number;
  readonly #record: CsvRecord;
  readonly #columns: CsvColumns;

  constructor(row: number, record: CsvRecord, columns: CsvColumns) {
    this.row = row;
    this.#record = record;
    this.#columns = columns;
  }

  get line(): number {
    return this.#record.line;
  }

  get cells(): this {
    return this;
  }

  get columns(): readonly string[] {
    return this.#columns.names;
  }

  get values(): Recipient['values'] {
    // Without a prototype, a column may have any name, even __proto__.
    const values = bareObject();
    const { names } = this.#columns;
    for (let index = 0; index < names.length; index += 1) values[names[index] ?? ''] = this.#record.field(index);
    return values;
  }

  read(column: string): string | undefined {
    const place = this.#columns.placeOf(column);
    return place === undefined ? undefined : this.#record.field(place);
  }
}
