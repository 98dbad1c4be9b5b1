// How often each of some cells stands in a column. Of more cells than are kept it keeps the same ones, with all their rows, in any order of rows.
import { hash } from 'node:crypto';

export interface CountedCell {
  readonly cell: string;
  readonly rows: number;
}

interface SampledCell {
  readonly rank: string;
  rows: number;
}

/** Keeps the cells with the least hashes: one that is kept at the end was kept from its first row on. */
export class CellSample {
  readonly #most: number;
  /** In the order in which they were first seen. */
  readonly #cells = new Map<string, SampledCell>();
  /** The greatest rank that is kept, once there are as many as may be. */
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

  /** `other` is the list of the rows that come next, of a sample that keeps as many. */
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

  /** The cell of the greatest rank, and that rank. */
  #findGreatest(): readonly [string, string] {
    let greatest: readonly [string, string] = ['', ''];
    for (const [cell, { rank }] of this.#cells) if (rank > greatest[1]) greatest = [cell, rank];
    return greatest;
  }
}
