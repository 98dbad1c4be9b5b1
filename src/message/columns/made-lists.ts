// Lists that an audience is said to make: of numbered columns, and of the rows of a person.
import type { CampaignAudience } from '../../campaign/campaign.ts';
import { readColumnPattern } from '../../campaign/numbered-columns.ts';

/** A value of an entry, and the column that it is in. */
interface EntryPart {
  /** Undefined where the column holds the entry itself. */
  readonly field: string | undefined;
  readonly column: string;
}

export type MadeList =
  | {
      readonly kind: 'numbered';
      readonly pattern: string;
      /** By their numbers. */
      readonly entries: readonly (readonly EntryPart[])[];
    }
  /** The reader of the audience makes it: its entries are rows. */
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

/** The columns of the file that a list is made of. */
export function columnsOfList(list: MadeList): readonly string[] {
  return list.kind === 'numbered' ? list.entries.flatMap((parts) => parts.map(({ column }) => column)) : [];
}
