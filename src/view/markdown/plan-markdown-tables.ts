// The tables that the texts of each campaign look into, as a table.
import type { Plan } from '../../generated/plan.ts';
import { formatCount } from '../numbers.ts';
import { formatSize } from '../planning-text.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeMarkdown } from './safe-markdown.ts';

export function tablesSection({ campaigns }: Plan): Section {
  const all = campaigns.flatMap(({ id, tables = [] }) => tables.map((table) => ({ id, table })));
  const head = tableHead([
    { name: 'campaign', align: 'left' },
    { name: 'table', align: 'left' },
    { name: 'file', align: 'left' },
    { name: 'rows', align: 'right' },
    { name: 'memory', align: 'right' },
  ]);
  return {
    head: `<details><summary><b>Tables</b></summary>\n\n${head}\n`,
    parts: all.map(
      ({ id, table: { name, file, rows, bytes } }) =>
        () =>
          tableRow([showName(id), safeMarkdown(name), safeMarkdown(file), formatCount(rows), formatSize(bytes)]),
    ),
    separator: '\n',
    tail: '\n\n</details>',
    leftOut: leaveOut('table', 'tables', 'pushplan plan --json'),
    rank: 4,
    share: 0.02,
  };
}
