// The selector of lists: people who are in one of them are left out, whichever of their identifiers it has.
import { createHash } from 'node:crypto';
import { identifierKind } from '../../campaign/identifier-kind.ts';
import type { Renderer } from '../../message/renderer.ts';
import { PersonPrint, type ListedPeople } from './listed-people.ts';
import { pass, type LeftOut, type Selector } from './selection.ts';

/** A list that holds for a campaign. */
export interface HeldList {
  /** No two that hold for a campaign have the same. */
  readonly key: string;
  readonly reason: 'suppressed' | 'excluded';
  readonly isHashed: boolean;
  /** For people whom a ledger was told to forget: what is hashed before an identity in its comparable form. */
  readonly prefix?: string;
  /** As `listedText` writes them. */
  readonly people: ListedPeople;
}

/** What a list has of an identifier: its name without "INSIDER." and its text in the form in which people are told apart. */
export function listedText(name: string, text: string): string {
  return `${identifierKind(name)}=${text}`;
}

/** What a list of sums has: whose it is, nobody can see. */
export function hashedText(sum: string): string {
  return `sha256=${sum.toLowerCase()}`;
}

/** The sum of an identifier in the form in which people are told apart. */
export function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The form in which a ledger tells people apart. */
interface Comparing {
  readonly comparable: (identity: string) => string;
}

/** None where no list holds: then nobody has to be looked up. */
export function selectorsOf(
  lists: readonly HeldList[],
  { person }: Pick<Renderer, 'person'>,
  { comparable }: Comparing,
): readonly Selector[] {
  return lists.length === 0 ? [] : [leaveOutListed(lists, person, comparable)];
}

/** A person counts for the first list in the order given. `personOf` gives all identifiers of a row that has a key. */
export function leaveOutListed(
  lists: readonly HeldList[],
  personOf: Renderer['person'],
  comparable: Comparing['comparable'],
): Selector {
  const verdicts = lists.map(({ key, reason }): LeftOut => ({ kind: 'left_out', reason, list: key }));
  const print = new PersonPrint();
  const plain = lists.some(({ isHashed, prefix }) => !isHashed && prefix === undefined);
  const hashed = lists.some(({ isHashed }) => isHashed);
  const prefixes = [...new Set(lists.flatMap(({ prefix }) => prefix ?? []))];
  return {
    keyed: ({ recipient, made }) => {
      if (made.kind !== 'key') return pass;
      let first = lists.length;
      const look = (text: string, isHashed: boolean, prefix?: string): void => {
        print.read(text);
        const found = lists.findIndex(
          (list, index) =>
            index < first && list.isHashed === isHashed && list.prefix === prefix && list.people.has(print),
        );
        if (found !== -1) first = found;
      };
      for (const { name, text } of personOf(recipient, made.identifiers)) {
        if (plain) look(listedText(name, text), false);
        if (hashed) look(hashedText(sumOf(text)), true);
        for (const prefix of prefixes) look(prefix + comparable(listedText(name, text)), false, prefix);
      }
      return verdicts[first] ?? pass;
    },
  };
}
