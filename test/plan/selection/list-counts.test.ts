import { expect, it } from 'vitest';
import { ListCounts } from '../../../src/plan/selection/list-counts.ts';
import type { LeftOut } from '../../../src/plan/selection/selection.ts';

function leftOut(list?: string): LeftOut {
  return { kind: 'left_out', reason: 'suppressed', ...(list === undefined ? {} : { list }) };
}

it('counts the rows of each list, also over parts of an audience, and ignores rows that no list leaves out', () => {
  const [first, second] = [new ListCounts(), new ListCounts()];
  for (const list of ['suppress a', undefined, 'exclude b', 'suppress a']) first.look(leftOut(list));
  for (const list of ['exclude b', 'exclude c', undefined]) second.look(leftOut(list));
  first.merge(second.list());
  expect(Object.fromEntries(first.list())).toEqual({ 'suppress a': 2, 'exclude b': 2, 'exclude c': 1 });
});
