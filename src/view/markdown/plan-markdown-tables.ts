// The tables that the texts of each campaign look values up in, as a table.
import type { Plan } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';
import { formatSize } from '../planning-text.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeMarkdown } from './safe-markdown.ts';

export function tablesSection({ campaigns }: Plan): Section {
  const all = campaigns.flatMap(({ id, tables = [] }) => tables.map((table) => ({ id, table })));
  return foldedTable({
    summary: '<b>Tables</b>',
    isOpen: false,
    columns: [
      { name: 'campaign', align: 'left' },
      { name: 'table', align: 'left' },
      { name: 'file', align: 'left' },
      { name: 'rows', align: 'right' },
      { name: 'memory', align: 'right' },
    ],
    rows: all,
    show: ({ id, table: { name, file, rows, bytes } }) => [
      showName(id),
      safeMarkdown(name),
      safeMarkdown(file),
      formatCount(rows),
      formatSize(bytes),
    ],
    of: ['table', 'tables'],
    share: 0.02,
  });
}
