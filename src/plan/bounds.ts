// The smallest and largest values of the numbers and dates that texts print, over everything to be sent. They reveal a price of 1.30 that should be
// 1299.
import type { ColumnBounds } from '../generated/plan.ts';
import { readFigure, type Figure, type FigureKind } from '../message/figure.ts';
import type { RowValues } from '../message/columns/type-row.ts';
import { MedianSketch } from './median-sketch.ts';
import { roundDown, roundUp } from './round-outward.ts';

/** Bounds over fewer people are hidden unless the column is public, because even rounded bounds say something about the person who has them. */
const fewestRecipients = 20;

/** Takes rows in any order. Merging the bounds of several parts of an audience gives the bounds of the whole. */
export class Bounds {
  readonly #columns: readonly ColumnTally[];

  constructor(figures: readonly Figure[]) {
    this.#columns = figures.map((figure) => new ColumnTally(figure));
  }

  /** Called once for each notification to be sent. */
  look(row: RowValues): void {
    for (const column of this.#columns) column.look(row);
  }

  state() {
    return this.#columns.map((column) => column.state());
  }

  /** `other` must have the same figures. */
  merge(other: ReturnType<Bounds['state']>): void {
    for (const [index, column] of this.#columns.entries()) {
      const theirs = other[index];
      if (theirs !== undefined) column.merge(theirs);
    }
  }

  /** The bounds that may be shown, in the order in which the texts print their columns. */
  list(): ColumnBounds[] {
    return this.#columns.flatMap((column) => column.describe());
  }
}

class ColumnTally {
  readonly #figure: Figure;
  readonly #sketch: MedianSketch | undefined;
  #recipients = 0;
  #values = 0;
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;

  constructor(figure: Figure) {
    this.#figure = figure;
    this.#sketch = figure.isPublic ? new MedianSketch(figure.kind) : undefined;
  }

  look(row: RowValues): void {
    const before = this.#values;
    readFigure(this.#figure, row, this.#take);
    if (this.#values > before) this.#recipients += 1;
  }

  state() {
    return {
      recipients: this.#recipients,
      values: this.#values,
      least: this.#least,
      greatest: this.#greatest,
      sketch: this.#sketch?.state(),
    };
  }

  merge({ recipients, values, least, greatest, sketch }: ReturnType<ColumnTally['state']>): void {
    this.#recipients += recipients;
    this.#values += values;
    this.#least = Math.min(this.#least, least);
    this.#greatest = Math.max(this.#greatest, greatest);
    if (sketch !== undefined) this.#sketch?.merge(sketch);
  }

  describe(): ColumnBounds[] {
    const { name: column, kind, isPublic: exact } = this.#figure;
    if (this.#recipients < (exact ? 1 : fewestRecipients)) return [];
    const middle = this.#sketch?.median();
    const show = exact ? showExact : showRounded;
    const [least, greatest] = [show(this.#least, kind, roundDown), show(this.#greatest, kind, roundUp)];
    return [
      {
        column,
        kind,
        recipients: this.#recipients,
        exact,
        least,
        middle: middle === undefined ? null : showExact(middle, kind),
        greatest,
      },
    ];
  }

  readonly #take = (value: number): void => {
    // Makes -0 and 0 the same value. Otherwise the result would depend on the order of the rows.
    const number = value + 0;
    this.#values += 1;
    if (number < this.#least) this.#least = number;
    if (number > this.#greatest) this.#greatest = number;
    this.#sketch?.add(number);
  };
}

function showExact(value: number, kind: FigureKind): number | string {
  return kind === 'date' ? showDay(value) : value;
}

function showRounded(value: number, kind: FigureKind, round: (value: number) => number): number | string {
  return kind === 'date' ? showDay(value).slice(0, 'YYYY'.length) : round(value);
}

function showDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
