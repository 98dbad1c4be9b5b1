// A table in a fold, of which some rows may be left out for length.
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow, type Column } from './markdown-table.ts';

interface FoldedTable<Row> {
  /** Markdown and HTML of its line: "<b>Arms</b>". */
  readonly summary: string;
  readonly isOpen: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The cells of a row. */
  readonly show: (row: Row) => readonly string[];
  /** What a row is about. */
  readonly of: readonly [one: string, many: string];
  /** What stands below the table. */
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
