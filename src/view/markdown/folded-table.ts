// A table in a fold, of which some rows may be left out for length.
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, type Column } from './markdown-table.ts';

interface FoldedTable {
  /** Markdown and HTML of its line: "<b>Arms</b>". */
  readonly summary: string;
  readonly isOpen: boolean;
  readonly columns: readonly Column[];
  readonly rows: Section['parts'];
  /** What a row is about. */
  readonly of: readonly [one: string, many: string];
  /** What stands below the table. */
  readonly below?: string;
  readonly share: number;
}

export function foldedTable({
  summary,
  isOpen,
  columns,
  rows,
  of: [one, many],
  below = '',
  share,
}: FoldedTable): Section {
  return {
    head: `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${tableHead(columns)}\n`,
    parts: rows,
    separator: '\n',
    tail: `${below}\n\n</details>`,
    leftOut: leaveOut(one, many, 'pushplan plan --json'),
    rank: 4,
    share,
  };
}
