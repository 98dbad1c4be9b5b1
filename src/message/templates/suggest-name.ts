// Writes the help for an unknown name: the nearest known name, or else a list of them.
import { suggestList } from '../columns/suggest-list.ts';
import { findNearest } from '../../campaign/find-nearest.ts';
import { listFirst } from '../../numbers.ts';

const mostListed = 12;

/** `what` is the plural of the kind of name: "Columns". */
export function suggestName(written: string, known: readonly string[], what: string): string {
  const same = known.find((name) => name !== written && name.normalize('NFC') === written.normalize('NFC'));
  if (same !== undefined) {
    return `The name ${same} looks the same and has other characters: copy it from here, or type it again.`;
  }
  const nearest = findNearest(written, known);
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  if (known.length === 0) return `${what}: none.`;
  return `${what}: ${listFirst(known, mostListed)}.`;
}

/** Does the same for a name in a template, with brackets if it needs them. `written` is the whole path: a dot may belong to the name of a column. */
export function suggestColumn(written: string, head: string, known: readonly string[]): string {
  if (known.includes(written)) return `For the column write {{[${written}]}}.`;
  const nearest = findNearest(written, known) ?? findNearest(head, known);
  if (nearest !== undefined && !plain.test(nearest)) return `Did you mean {{[${nearest}]}}?`;
  if (nearest !== undefined) return suggestName(head, known, 'Columns');
  return suggestList(head, known) ?? suggestName(head, known, 'Columns');
}

/** A name that needs no brackets. */
const plain = /^[\p{L}\p{N}_\-]+$/v;
