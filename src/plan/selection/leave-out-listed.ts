// The selector of lists. It leaves out people who are in a list under any of their identifiers.
import { createHash } from 'node:crypto';
import { identifierKind } from '../../campaign/identifier-kind.ts';
import type { Renderer } from '../../message/renderer.ts';
import { PersonPrint, type ListedPeople } from './listed-people.ts';
import { pass, type LeftOut, type Selector } from './selection.ts';

/** A list that applies to a campaign. */
export interface HeldList {
  /** Unique among the lists that apply to a campaign. */
  readonly key: string;
  readonly reason: 'suppressed' | 'excluded';
  readonly isHashed: boolean;
  /** Set for people whom a ledger has to forget: the prefix that is hashed before an identity in its comparable form. */
  readonly prefix?: string;
  /** The entries as listedText() or hashedText() writes them. */
  readonly people: ListedPeople;
}

/** The text of an identifier in a list: its name without "INSIDER." and its text in the form that distinguishes people. */
export function listedText(name: string, text: string): string {
  return `${identifierKind(name)}=${text}`;
}

/** The text of an entry in a list of hashes. It does not reveal whose it is. */
export function hashedText(sum: string): string {
  return `sha256=${sum.toLowerCase()}`;
}

/** The hash of an identifier in the form that distinguishes people. */
export function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The form in which a ledger distinguishes people. */
interface Comparing {
  readonly comparable: (identity: string) => string;
}

/** Empty if no list applies, so that nobody has to be looked up. */
export function selectorsOf(
  lists: readonly HeldList[],
  { person }: Pick<Renderer, 'person'>,
  { comparable }: Comparing,
): readonly Selector[] {
  return lists.length === 0 ? [] : [leaveOutListed(lists, person, comparable)];
}

/** A person counts for the first list in the given order. `personOf` returns all identifiers of a row that has a key. */
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
