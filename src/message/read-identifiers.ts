// The identifiers of a row as nearly all rows have them: cells that are printed as they are. They are read without typing the row or
// running a template, since a row that is settled needs nothing else.
import { readIdentifier } from '../campaign/rules/read-identifier.ts';
import type { Columns } from './columns/columns.ts';
import type { Identifier, PrintedIdentifier } from './identifier.ts';
import { cellOf, type Recipient } from './recipient.ts';
import { longestText } from './rendering.ts';

/** The same as `printIdentifiers` gives for the row; undefined where that has to be asked, for them or for what is wrong. */
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

/** Whether its cells are printed as they are written. */
function isText(column: string, columns: Columns): boolean {
  const type = columns.declared(column);
  return columns.made(column) === undefined && (type === undefined || type === 'string');
}
