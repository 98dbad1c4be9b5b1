// Whether a row is a header in the middle: what files have that were joined, each with its own.
import { cellOf, columnNamesOf, type Recipient } from '../recipient.ts';

/** Every cell is the name of a column, though their order may be another one. */
export function repeatsHeader(recipient: Recipient): boolean {
  const columns = columnNamesOf(recipient);
  let cells = 0;
  for (const name of columns) {
    const value = cellOf(recipient, name);
    // The rows of a group are a list beside its cells.
    if (Array.isArray(value)) continue;
    if (typeof value !== 'string') return false;
    const cell = value.trim();
    if (cell !== name.trim() && !isColumn(columns, cell)) return false;
    cells += 1;
  }
  return cells > 0;
}

/** To compare is quicker than to look a text up that is no name in the program. */
function isColumn(columns: readonly string[], cell: string): boolean {
  for (const name of columns) if (name === cell) return true;
  return false;
}
