// Figures: the numbers and dates of a row that a text prints, and how they are read.
import { readDay } from './helpers/moment.ts';
import { toNumber } from './helpers/read-value.ts';
import type { RowValues } from './columns/type-row.ts';

/** A date is read as the day that is written in it, in days since 1970. */
export type FigureKind = 'number' | 'date';

export interface Figure {
  /** "price"; "items.price" for a field of a list's entries. */
  readonly name: string;
  readonly kind: FigureKind;
  readonly isPublic: boolean;
  /** Whether a text that reads as a number counts as one, as it does for helpers. */
  readonly readsText: boolean;
  /** The column, and the names of fields below it. For a list, these are the fields of each entry. */
  readonly path: readonly string[];
}

/** Calls `take` with each value of the figure in the row. Skips values that are empty, or neither a number nor a date. */
export function readFigure(figure: Figure, row: RowValues, take: (value: number) => void): void {
  readBelow(figure, row, 0, take);
}

function readBelow(figure: Figure, value: unknown, depth: number, take: (value: number) => void): void {
  if (Array.isArray(value)) {
    for (const entry of value) readBelow(figure, entry, depth, take);
    return;
  }
  const name = figure.path[depth];
  if (name === undefined) {
    const number = readScalar(figure, value);
    if (number !== undefined) take(number);
  } else if (hasFields(value) && Object.hasOwn(value, name)) readBelow(figure, value[name], depth + 1, take);
}

function readScalar({ kind, readsText }: Figure, value: unknown): number | undefined {
  if (kind === 'date') return typeof value === 'string' ? readDay(value) : undefined;
  return typeof value === 'number' || readsText ? toNumber(value) : undefined;
}

function hasFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
