// The lists that an audience makes: from numbered columns, or from the rows of a person.
import type { CampaignAudience } from '../../campaign/campaign.ts';
import { readColumnPattern } from '../../campaign/numbered-columns.ts';

/** A value of an entry, and its column. */
interface EntryPart {
  /** Undefined if the column has the entry itself. */
  readonly field: string | undefined;
  readonly column: string;
}

export type MadeList =
  | {
      readonly kind: 'numbered';
      readonly pattern: string;
      /** The entries, ordered by their numbers. */
      readonly entries: readonly (readonly EntryPart[])[];
    }
  /** The reader of the audience makes the list. Its entries are rows. */
  | { readonly kind: 'grouped' };

export function findMadeLists(
  { lists = {}, group }: Pick<CampaignAudience, 'lists' | 'group'>,
  found: readonly string[],
): ReadonlyMap<string, MadeList> {
  const made = new Map<string, MadeList>(
    Object.entries(lists).map(([name, pattern]) => {
      return [name, { kind: 'numbered', pattern, entries: findEntries(pattern, found) }];
    }),
  );
  if (group !== undefined) made.set(group.into, { kind: 'grouped' });
  return made;
}

function findEntries(pattern: string, found: readonly string[]): readonly (readonly EntryPart[])[] {
  const reading = readColumnPattern(pattern);
  const byNumber = new Map<number, EntryPart[]>();
  for (const column of found) {
    const { number, field } = reading?.match(column) ?? {};
    if (number === undefined) continue;
    const parts = byNumber.get(number) ?? [];
    byNumber.set(number, [...parts, { field, column }]);
  }
  return [...byNumber].toSorted(([a], [b]) => a - b).map(([, parts]) => parts);
}

/** Returns the columns of the file from which a list is made. */
export function columnsOfList(list: MadeList): readonly string[] {
  return list.kind === 'numbered' ? list.entries.flatMap((parts) => parts.map(({ column }) => column)) : [];
}
