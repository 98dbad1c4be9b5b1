// Prints the value of an expression. This takes the place of HTML escaping in Handlebars.
import { findCellFault, isUsualCell } from '../fragments/cell-fault.ts';
import { scalarText } from '../helpers/read-value.ts';
import type { Rendering } from '../rendering.ts';
import { RowFault } from '../row-fault.ts';

/** Returns the text unchanged, since a push is not HTML. Throws a RowFault (PP222) for a missing value, a list or an object. */
export function printValue(value: unknown, rendering: Rendering): string {
  if (value === undefined)
    throw new RowFault('PP222', 'a value to print is missing; {{default value "..."}} gives one');
  const text = value === null ? '' : scalarText(value);
  if (text === undefined) throw new RowFault('PP222', 'a list or an object cannot be printed; name one of its fields');
  note(text, rendering);
  return text;
}

function note(text: string, { printed, field, pieces }: Rendering): void {
  pieces.add(text);
  if (isUsualCell(text)) return;
  const trimmed = text.trim();
  if (trimmed === '') {
    printed.empty.push(field);
    return;
  }
  const fault = findCellFault(text, trimmed);
  if (fault !== undefined) printed.cells.push({ field, fault });
}
