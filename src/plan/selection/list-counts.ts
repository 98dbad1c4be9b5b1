// Counts the rows that each list leaves out.
import type { LeftOut } from './selection.ts';

export class ListCounts {
  readonly #rows = new Map<string, number>();

  look({ list }: LeftOut): void {
    if (list !== undefined) this.#add(list, 1);
  }

  merge(rows: ReadonlyMap<string, number>): void {
    for (const [list, count] of rows) this.#add(list, count);
  }

  /** By the key of the list. Lists that leave nobody out are not included. */
  list(): ReadonlyMap<string, number> {
    return this.#rows;
  }

  #add(list: string, rows: number): void {
    this.#rows.set(list, (this.#rows.get(list) ?? 0) + rows);
  }
}
