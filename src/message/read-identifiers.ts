// Reads the identifiers of a row in the usual case, in which each is one cell, printed unchanged. This needs no typed row and no template: a row that
// is settled needs nothing else.
import { readIdentifier } from '../campaign/rules/read-identifier.ts';
import type { Columns } from './columns/columns.ts';
import type { Identifier, PrintedIdentifier } from './identifier.ts';
import { cellOf, type Recipient } from './recipient.ts';
import { longestText } from './rendering.ts';

/**
 * Returns what `printIdentifiers` returns for the row. Undefined if that must be called, to print the identifiers or to explain what is wrong with
 * them.
 */
export type ReadIdentifiers = (recipient: Recipient) => readonly PrintedIdentifier[] | undefined;

export function createIdentifierReader(identifiers: readonly Identifier[], columns: Columns): ReadIdentifiers {
  const cells = identifiers.flatMap((identifier) => {
    const { column } = identifier;
    return column !== undefined && isText(column, columns) ? [{ identifier, name: identifier.name, column }] : [];
  });
  if (cells.length < identifiers.length) return () => undefined;
  return (recipient) => {
    const printed: PrintedIdentifier[] = [];
    for (const { identifier, name, column } of cells) {
      const cell = cellOf(recipient, column);
      if (typeof cell !== 'string' || cell.length > longestText) return undefined;
      const reading = readIdentifier(name, cell);
      if (reading.kind === 'fault') return undefined;
      if (reading.kind === 'empty') continue;
      printed.push({ identifier, name, text: reading.keyed, printed: cell, sent: reading.sent });
    }
    return printed.length === 0 ? undefined : printed;
  };
}

/** Whether the cells of a column are printed as they are written. */
function isText(column: string, columns: Columns): boolean {
  const type = columns.declared(column);
  return columns.made(column) === undefined && (type === undefined || type === 'string');
}
