// Describes an error of the engine without any data of a row, since its messages quote the values that caused the error.
import type { QueryFault } from './query-protocol.ts';

/**
 * Kinds of errors about the text of a query. The first line of their messages quotes only that text.
 * Later lines have names of columns, which are data if a file has no header.
 */
const aboutText = new Set(['Parser', 'Catalog', 'Permission', 'Missing Extension', 'Not implemented', 'Syntax']);

const aboutFiles = /^No files found that match the pattern "[^"]*"$/v;

export function describeEngineError(error: unknown): QueryFault {
  const said = error instanceof Error ? error.message.replace(/^Failed to extract statements: /v, '') : '';
  const [, what = 'Unknown', rest = ''] = /^([A-Z][A-Za-z ]*) Error: ([^]*)$/v.exec(said) ?? [];
  const [first = ''] = rest.split('\n');
  const isSafe = aboutText.has(what) || isAboutNames(what, first) || aboutFiles.test(first);
  return { kind: 'engine', what, ...(isSafe && { message: first }), ...findPlace(rest) };
}

/** Tells whether the binder reports an unknown name in the query, or a wrong call of a function. */
function isAboutNames(what: string, first: string): boolean {
  return (
    what === 'Binder' &&
    /^(?:Referenced (?:column|table) "[^"]*" not found|Table "[^"]*" does not have a column named|No function matches|column "?[^"]*"? must appear in the GROUP BY|Invalid named parameter)/v.test(
      first,
    )
  );
}

/** The engine shows the line with a caret below it. It shortens a long line, and then the column is unknown. */
function findPlace(rest: string): { readonly line?: number; readonly column?: number } {
  const [, number = '', shown = '', before = ''] = /\nLINE (\d+): ([^\n]*)\n( *)\^/v.exec(rest) ?? [];
  if (number === '') return {};
  const line = Number(number);
  const column = before.length - `LINE ${number}: `.length + 1;
  return shown.startsWith('...') || column < 1 ? { line } : { line, column };
}
