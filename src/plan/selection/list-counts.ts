// Counts the rows that each list leaves out.
import type { LeftOut } from './selection.ts';
import { addTo } from '../../counts.ts';

export class ListCounts {
  readonly #rows = new Map<string, number>();

  look({ list }: LeftOut): void {
    if (list !== undefined) addTo(this.#rows, list);
  }

  merge(rows: ReadonlyMap<string, number>): void {
    for (const [list, count] of rows) addTo(this.#rows, list, count);
  }

  /** By the key of the list. Lists that leave nobody out are not included. */
  list(): ReadonlyMap<string, number> {
    return this.#rows;
  }
}
