// The people that the ledger has to forget, as a list that applies to every campaign.
import type { ForgottenPeople } from '../../plan/history.ts';
import { ListedPeople, PersonPrint } from '../../plan/selection/listed-people.ts';
import type { ShownList } from './open-lists.ts';

/** Returns no list if the ledger has nobody to forget. */
export function openForgotten({ prefix, hashes, at }: ForgottenPeople): readonly ShownList[] {
  if (hashes.length === 0) return [];
  const people = new ListedPeople();
  const print = new PersonPrint();
  for (const hash of hashes) people.add(print.readHash(hash));
  const modifiedAt = { kind: 'known', at } as const;
  return [{ key: 'forgotten', name: 'forgotten', reason: 'suppressed', isHashed: false, prefix, people, modifiedAt }];
}
