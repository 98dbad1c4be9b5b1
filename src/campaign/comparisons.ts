// The comparisons of `where`: their names, and the words in which they are said.
import type { Comparison, WhereCondition } from './campaign.ts';

/** Go on after "is". */
export const comparisonWords: Readonly<Record<Comparison, string>> = {
  gt: 'above',
  gte: 'at least',
  lt: 'below',
  lte: 'at most',
};

const names = ['gt', 'gte', 'lt', 'lte'] as const;

/** Those of a map of conditions that have a bound, whatever else is in it. */
export function comparisonsIn(condition: object): WhereCondition['bounds'] {
  const written: Partial<Record<Comparison, unknown>> = condition;
  return names.flatMap((comparison) => {
    const bound = written[comparison];
    return typeof bound === 'number' || typeof bound === 'string' ? [{ comparison, bound }] : [];
  });
}
