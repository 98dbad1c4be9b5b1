// Looks rows up under their key and under the one that version 0.1.0 wrote for them, where that was another: who is known is not new.
import type { NotificationKey } from '../message/renderer.ts';
import type { History, Known } from './history.ts';

const nobody: Known = { kind: 'unknown', generation: 0 };

/** One entry for each row, in order. */
export async function lookUpBoth(
  history: Pick<History, 'lookup'>,
  campaign: string,
  keys: readonly NotificationKey[],
): Promise<readonly Known[]> {
  const former = keys.flatMap(({ formerKey }) => formerKey ?? []);
  const known = await history.lookup(campaign, [...keys.map(({ key }) => key), ...former]);
  const before = known.slice(keys.length).values();
  return keys.map(({ formerKey }, index) => {
    const present = known[index] ?? nobody;
    return formerKey === undefined ? present : joinKnown(present, before.next().value ?? nobody);
  });
}

/** Settled, refused or in doubt under either key counts. What is sent is sent under the present one, so its generation is taken. */
function joinKnown(present: Known, former: Known): Known {
  if (present.kind === 'in_doubt' || former.kind === 'unknown') return present;
  if (former.kind === 'in_doubt') return { ...former, generation: present.generation };
  // The generation of an unknown key is the next; that of all others is the last.
  if (present.kind === 'unknown') return { ...former, generation: present.generation - 1 };
  return {
    kind: present.kind === 'rejected' ? former.kind : present.kind,
    generation: present.generation,
    digests: [...present.digests, ...former.digests],
    got: present.got || former.got,
  };
}
