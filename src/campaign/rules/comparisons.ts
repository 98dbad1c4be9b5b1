// The comparisons of `where`: their names, the words in which they are said, and bounds that leave nothing between them.
import { errorAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import type { BoundKind, WhereCondition } from '../campaign.ts';

/** Go on after "is". */
export const comparisonWords: Readonly<Record<BoundKind, string>> = {
  gt: 'above',
  gte: 'at least',
  lt: 'below',
  lte: 'at most',
};

const names = ['gt', 'gte', 'lt', 'lte'] as const;

/** The comparisons in a map of conditions that have a bound; all else in it is passed over. */
export function comparisonsIn(condition: object): WhereCondition['bounds'] {
  const written: Partial<Record<BoundKind, unknown>> = condition;
  return names.flatMap((comparison) => {
    const bound = written[comparison];
    return typeof bound === 'number' || typeof bound === 'string' ? [{ comparison, bound }] : [];
  });
}

/** A bound and what is compared of it. */
export interface SizedBound {
  readonly comparison: BoundKind;
  readonly bound: string | number;
  readonly size: number;
}

/** PP146 for the first two bounds of a column with nothing between them. */
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
