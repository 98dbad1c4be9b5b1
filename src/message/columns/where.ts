// Tests whether a row passes the campaign's `where`, which compares texts, and numbers and dates by size.
import type { CampaignAudience, ColumnType, BoundKind, WhereCondition } from '../../campaign/campaign.ts';
import { cellFormOf, type CellForm } from './cell-form.ts';
import { readTime } from '../helpers/moment.ts';
import { composed, scalarText } from '../helpers/read-value.ts';
import { cellOf, type Recipient } from '../recipient.ts';
import { typeValue } from './type-value.ts';

export type Where = Pick<CampaignAudience, 'where' | 'columns' | 'dates' | 'csv'>;

export interface ColumnTest {
  readonly column: string;
  readonly condition: WhereCondition;
  passes(recipient: Recipient): boolean;
}

export function createWhere(audience: Where): (recipient: Recipient) => boolean {
  const tests = createTests(audience);
  return (recipient) => tests.every((test) => test.passes(recipient));
}

/** Returns a test for each column. A row must pass all of them. */
export function createTests(audience: Where): readonly ColumnTest[] {
  const { where, columns } = audience;
  return Object.entries(where).map(([column, condition]) => {
    const any = condition.any && new Set(condition.any.map(composed));
    const not = condition.not && new Set(condition.not.map(composed));
    const isWithin = createRange(condition.bounds, columns[column] ?? 'string', cellFormOf(audience, column));
    return {
      column,
      condition,
      passes: (recipient) => {
        if (any !== undefined || not !== undefined) {
          const text = composed(cellText(recipient, column));
          if (any?.has(text) === false || not?.has(text) === true) return false;
        }
        return isWithin?.(cellOf(recipient, column)) ?? true;
      },
    };
  });
}

/** Returns the text of a cell. A missing or null value is empty text. Lists and objects become JSON. */
export function cellText(recipient: Recipient, column: string): string {
  const value = cellOf(recipient, column);
  if (value === undefined || value === null) return '';
  return scalarText(value) ?? JSON.stringify(value);
}

const holds: Readonly<Record<BoundKind, (value: number, bound: number) => boolean>> = {
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
};

/** Returns a test of a cell against the bounds; undefined if there are none. */
function createRange(
  bounds: WhereCondition['bounds'],
  type: ColumnType,
  form: CellForm,
): ((cell: unknown) => boolean) | undefined {
  if (bounds.length === 0) return undefined;
  // The bounds in the campaign are in YAML's form, whatever the form of the file.
  const limits = bounds.flatMap(({ comparison, bound }) => {
    const limit = readSize(bound, type, { zone: form.zone });
    return typeof limit === 'number' ? [{ isHeld: holds[comparison], limit }] : [];
  });
  return (cell) => {
    const size = readSize(cell, type, form);
    // A cell of the wrong type passes, so that the row is reported as invalid and not silently left out.
    if (size === 'mismatch') return true;
    return size !== undefined && limits.every(({ isHeld, limit }) => isHeld(size, limit));
  };
}

/**
 * Returns the number to compare: the value of a number, or the time of a date in milliseconds since 1970. A day is its midnight, in the time zone if
 * one is declared. Undefined for an empty value, and `mismatch` for one of the wrong type.
 */
export function readSize(value: unknown, type: ColumnType, form: CellForm): number | 'mismatch' | undefined {
  const typed = typeValue(value, type, form);
  if (typed.kind === 'mismatch') return 'mismatch';
  if (typed.value === null) return undefined;
  if (typeof typed.value === 'number') return typed.value;
  return (typeof typed.value === 'string' ? readTime(typed.value, form.zone) : undefined) ?? 'mismatch';
}
