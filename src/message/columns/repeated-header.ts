// Detects a row that repeats the header, as in files that were joined, each with its own header.
import { cellOf, columnNamesOf, type Recipient } from '../recipient.ts';

/** Returns whether every cell is the name of a column. Their order may differ. */
export function repeatsHeader(recipient: Recipient): boolean {
  const columns = columnNamesOf(recipient);
  let cells = 0;
  for (const name of columns) {
    const value = cellOf(recipient, name);
    // This is the list with the rows of a group, which is no cell.
    if (Array.isArray(value)) continue;
    if (typeof value !== 'string') return false;
    const cell = value.trim();
    if (cell !== name.trim() && !isColumn(columns, cell)) return false;
    cells += 1;
  }
  return cells > 0;
}

/** Compares with each name. This is faster than looking up a text that does not occur in the program as a name. */
function isColumn(columns: readonly string[], cell: string): boolean {
  for (const name of columns) if (name === cell) return true;
  return false;
}
