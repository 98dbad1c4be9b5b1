// Finds the columns of a list that hold identifiers: by their names, or because there is only one column.
import type { ListFile } from '../../campaign/campaign.ts';
import { identifierKind } from '../../campaign/identifier-kind.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';

export interface ListColumn {
  readonly column: string;
  /** The name of the identifier, without "INSIDER.". Undefined if each text shows its own kind. */
  readonly identifier: string | undefined;
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['email', 'email'],
  ['phonenumber', 'phone_number'],
  ['uuid', 'uuid'],
]);

/** Throws a Refusal (exit 3, PP270) if it is unclear which column is meant. */
export function findListColumns({ file, match }: ListFile, columns: readonly string[]): readonly ListColumn[] {
  const named = columns.flatMap((column): readonly ListColumn[] => {
    const identifier = identifierOf(column);
    return identifier === undefined || (match !== 'any' && match !== identifier) ? [] : [{ column, identifier }];
  });
  if (named.length > 0) return named;
  const [only, ...others] = columns;
  if (only !== undefined && others.length === 0) {
    return [{ column: only, identifier: match === 'any' ? undefined : match }];
  }
  const wanted = match === 'any' ? 'email, phone_number or uuid' : match;
  const message = `the list has no column that is called ${wanted}, and more than one column`;
  const help = `Call the column with the identifiers ${wanted}, or leave the others out.`;
  throw new Refusal(exitCodes.invalidInput, [errorAt({ file, line: 1, column: 1 }, 'PP270', message, help)]);
}

/** "E-mail" and "INSIDER.phone_number" are names of identifiers too. */
function identifierOf(column: string): string | undefined {
  const name = identifierKind(column);
  if (/^custom\../i.test(name)) return name;
  return kinds.get(name.toLowerCase().replaceAll(/[\s_\-]/gv, ''));
}
