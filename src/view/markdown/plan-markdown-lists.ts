// The lists of people who must get nothing: how many entries each has, how old it is, and how many rows it removes.
import type { ListPlan, Plan } from '../../generated/plan.ts';
import { ageOf } from '../plan/list-words.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { showName } from './plan-markdown-decision.ts';

export function listsSection({ lists = [] }: Plan): Section {
  const removed = lists.reduce((sum, list) => sum + list.removed, 0);
  const head = tableHead([
    { name: 'list', align: 'left' },
    { name: 'entries', align: 'right' },
    { name: 'rows left out', align: 'right' },
    { name: 'age', align: 'left' },
  ]);
  return {
    head: `<details><summary><b>Lists of people who are left out</b>: ${countOf(lists.length, 'list')}, ${countOf(removed, 'row')}</summary>\n\n${head}\n`,
    parts: lists.map((list) => () => formatRow(list)),
    separator: '\n',
    tail: '\n\n</details>',
    leftOut: leaveOut('list', 'lists', 'pushplan plan --json'),
    rank: 6,
    share: 0.03,
  };
}

function formatRow(list: ListPlan): string {
  return tableRow([showName(list.name), formatCount(list.entries), formatCount(list.removed), ageOf(list)]);
}
