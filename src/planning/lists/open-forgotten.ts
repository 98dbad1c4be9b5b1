// The people whom the ledger was told to forget, as a list that holds for every campaign.
import type { ForgottenPeople } from '../../plan/history.ts';
import { ListedPeople, PersonPrint } from '../../plan/selection/listed-people.ts';
import type { ShownList } from './open-lists.ts';

/** No list if the ledger forgot nobody. */
export function openForgotten({ prefix, hashes, at }: ForgottenPeople): readonly ShownList[] {
  if (hashes.length === 0) return [];
  const people = new ListedPeople();
  const print = new PersonPrint();
  for (const hash of hashes) people.add(print.readHash(hash));
  const modifiedAt = { kind: 'known', at } as const;
  return [{ key: 'forgotten', name: 'forgotten', reason: 'suppressed', isHashed: false, prefix, people, modifiedAt }];
}
