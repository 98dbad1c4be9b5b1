// A table in a folded section, of which some rows may be left out to shorten the page.
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow, type Column } from './markdown-table.ts';

interface FoldedTable<Row> {
  /** Markdown and HTML for the line that is always visible: "<b>Arms</b>". */
  readonly summary: string;
  readonly isOpen: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The cells of a row. */
  readonly show: (row: Row) => readonly string[];
  /** The noun for a row, in the singular and in the plural. */
  readonly of: readonly [one: string, many: string];
  /** The text below the table. */
  readonly below?: string;
  readonly share: number;
}

export function foldedTable<Row>({
  summary,
  isOpen,
  columns,
  rows,
  show,
  of: [one, many],
  below = '',
  share,
}: FoldedTable<Row>): Section {
  return {
    head: `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${tableHead(columns)}\n`,
    parts: rows.map((row) => () => tableRow(show(row))),
    separator: '\n',
    tail: `${below}\n\n</details>`,
    leftOut: leaveOut(one, many, 'pushplan plan --json'),
    rank: 4,
    share,
  };
}
