// The people whom the ledger was told to forget, as a list that holds for every campaign.
import type { ForgottenPeople } from '../plan/history.ts';
import { ListedPeople, type Print } from '../plan/selection/listed-people.ts';
import type { ShownList } from './open-lists.ts';

/** None where there is nobody. */
export function openForgotten({ prefix, hashes, at }: ForgottenPeople): readonly ShownList[] {
  if (hashes.length === 0) return [];
  const people = new ListedPeople();
  for (const hash of hashes) people.add(printOf(hash));
  const modifiedAt = { kind: 'known', at } as const;
  return [{ key: 'forgotten', name: 'forgotten', reason: 'suppressed', isHashed: false, prefix, people, modifiedAt }];
}

/** As `PersonPrint` has it of a text with this hash. */
function printOf(hash: string): Print {
  const bytes = Buffer.from(hash.slice(0, 16), 'hex');
  const words = new Uint32Array(new Uint8Array(bytes).buffer);
  const [low = 0, high = 0] = words;
  return low === 0 && high === 0 ? { low, high: 1 } : { low, high };
}
