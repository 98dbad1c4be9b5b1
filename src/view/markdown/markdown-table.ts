// Tables in Markdown. Cells hold Markdown that is harmless already.

export interface Column {
  readonly name: string;
  readonly align: 'left' | 'right';
}

/** The names and the line below them. */
export function tableHead(columns: readonly Column[]): string {
  const lines = columns.map(({ align }) => (align === 'right' ? '--:' : '---'));
  return `${tableRow(columns.map(({ name }) => name))}\n|${lines.join('|')}|`;
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
