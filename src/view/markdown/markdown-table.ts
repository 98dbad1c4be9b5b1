// Tables in Markdown. Cells must contain safe Markdown.

export interface Column {
  readonly name: string;
  readonly align: 'left' | 'right';
}

/** Returns the row of names and the line below it. */
export function tableHead(columns: readonly Column[]): string {
  const lines = columns.map(({ align }) => (align === 'right' ? '--:' : '---'));
  return `${tableRow(columns.map(({ name }) => name))}\n|${lines.join('|')}|`;
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
