// The comparisons of `where`: their names, their words for messages, and the check for a range that is empty.
import { errorAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import type { BoundKind, WhereCondition } from '../campaign.ts';

/** Words that continue "is". */
export const comparisonWords: Readonly<Record<BoundKind, string>> = {
  gt: 'above',
  gte: 'at least',
  lt: 'below',
  lte: 'at most',
};

const names = ['gt', 'gte', 'lt', 'lte'] as const;

/** Returns the comparisons in a condition that have a bound. Other keys are ignored. */
export function comparisonsIn(condition: object): WhereCondition['bounds'] {
  const written: Partial<Record<BoundKind, unknown>> = condition;
  return names.flatMap((comparison) => {
    const bound = written[comparison];
    return typeof bound === 'number' || typeof bound === 'string' ? [{ comparison, bound }] : [];
  });
}

/** A bound, and the number by which it is compared. */
export interface SizedBound {
  readonly comparison: BoundKind;
  readonly bound: string | number;
  readonly size: number;
}

/** Returns PP146 for the first two bounds of a column with nothing between them. */
export function checkRange(at: Position, column: string, bounds: readonly SizedBound[]): readonly Diagnostic[] {
  const lower = bounds.filter(({ comparison }) => comparison === 'gt' || comparison === 'gte');
  const upper = bounds.filter(({ comparison }) => comparison === 'lt' || comparison === 'lte');
  for (const low of lower) {
    for (const high of upper) {
      const isOpen = low.comparison === 'gt' || high.comparison === 'lt';
      if (low.size < high.size || (low.size === high.size && !isOpen)) continue;
      const said = [low, high].map(({ comparison, bound }) => `${comparisonWords[comparison]} ${bound}`);
      const message = `no ${column} is ${said.join(' and ')}, so where leaves out every row`;
      return [errorAt(at, 'PP146', message, 'A range is written { gte: 10, lt: 20 }.')];
    }
  }
  return [];
}
