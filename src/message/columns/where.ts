// Whether a row is one that the campaign is for: `where` compares texts, and by size what a column is declared as.
import type { CampaignAudience, ColumnType, BoundKind, WhereCondition } from '../../campaign/campaign.ts';
import { cellFormOf, type CellForm } from './cell-form.ts';
import { readTime } from '../helpers/moment.ts';
import { composed, scalarText } from '../helpers/read-value.ts';
import { cellOf, type Recipient } from '../recipient.ts';
import { typeValue } from './type-value.ts';

export type Where = Pick<CampaignAudience, 'where' | 'columns' | 'dates' | 'csv'>;

/** What is asked of one column. */
export interface ColumnTest {
  readonly column: string;
  readonly condition: WhereCondition;
  passes(recipient: Recipient): boolean;
}

export function createWhere(audience: Where): (recipient: Recipient) => boolean {
  const tests = createTests(audience);
  return (recipient) => tests.every((test) => test.passes(recipient));
}

/** One for each column; a row that passes all of them is meant. */
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

/** Absent and null are empty text; lists and objects are compared as JSON. */
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

/** Undefined without bounds. */
function createRange(
  bounds: WhereCondition['bounds'],
  type: ColumnType,
  form: CellForm,
): ((cell: unknown) => boolean) | undefined {
  if (bounds.length === 0) return undefined;
  // What the campaign writes is in YAML's form, whatever that of the file.
  const limits = bounds.flatMap(({ comparison, bound }) => {
    const limit = readSize(bound, type, { zone: form.zone });
    return typeof limit === 'number' ? [{ isHeld: holds[comparison], limit }] : [];
  });
  return (cell) => {
    const size = readSize(cell, type, form);
    // A row whose cell is not of its type passes, and so is found invalid by it and not left out in silence.
    if (size === 'mismatch') return true;
    return size !== undefined && limits.every(({ isHeld, limit }) => isHeld(size, limit));
  };
}

/** What is compared of a value: a number, or of a date its moment (of a day its midnight, in the zone where one is said). Undefined for an empty one. */
export function readSize(value: unknown, type: ColumnType, form: CellForm): number | 'mismatch' | undefined {
  const typed = typeValue(value, type, form);
  if (typed.kind === 'mismatch') return 'mismatch';
  if (typed.value === null) return undefined;
  if (typeof typed.value === 'number') return typed.value;
  return (typeof typed.value === 'string' ? readTime(typed.value, form.zone) : undefined) ?? 'mismatch';
}
