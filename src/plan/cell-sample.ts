// Counts how often a limited number of different cells occur in a column. If there are more cells than the limit, it keeps the same ones with their
// full counts, whatever the order of the rows.
import { hash } from 'node:crypto';

export interface CountedCell {
  readonly cell: string;
  readonly rows: number;
}

interface SampledCell {
  readonly rank: string;
  rows: number;
}

/** Keeps the cells with the smallest hashes. A cell that is kept at the end was therefore kept from its first row on. */
export class CellSample {
  readonly #most: number;
  /** In the order of first occurrence. */
  readonly #cells = new Map<string, SampledCell>();
  /** The greatest rank that is kept, as soon as the sample is full. */
  #greatest = '';

  constructor(most: number) {
    this.#most = most;
  }

  add(cell: string, rows = 1): void {
    const known = this.#cells.get(cell);
    if (known === undefined) this.#insert(cell, { rank: hash('sha256', cell, 'hex'), rows });
    else known.rows += rows;
  }

  has(cell: string): boolean {
    return this.#cells.has(cell);
  }

  /** `other` is the list of the rows that come next, from a sample with the same limit. */
  merge(other: readonly CountedCell[]): void {
    for (const { cell, rows } of other) this.add(cell, rows);
  }

  list(): readonly CountedCell[] {
    return Array.from(this.#cells, ([cell, { rows }]) => ({ cell, rows }));
  }

  #insert(cell: string, sampled: SampledCell): void {
    if (this.#cells.size === this.#most && sampled.rank > this.#greatest) return;
    this.#cells.set(cell, sampled);
    if (this.#cells.size > this.#most) this.#cells.delete(this.#findGreatest()[0]);
    if (this.#cells.size === this.#most) this.#greatest = this.#findGreatest()[1];
  }

  /** Returns the cell with the greatest rank, and that rank. */
  #findGreatest(): readonly [string, string] {
    let greatest: readonly [string, string] = ['', ''];
    for (const [cell, { rank }] of this.#cells) if (rank > greatest[1]) greatest = [cell, rank];
    return greatest;
  }
}
