// Looks up rows under their key and, if different, under the key that version 0.1.0 wrote for them, so that known people do not count as new.
import type { NotificationKey } from '../message/renderer.ts';
import type { KeyLookup, Known } from './history.ts';
import { keyWords, type KeyHashes } from './key-hashes.ts';

const nobody: Known = { kind: 'unknown', generation: 0 };

/** Returns what is found under each key and under its former key, if it has one, in order. */
export async function askBoth<Found>(
  keys: readonly NotificationKey[],
  ask: (keys: readonly string[]) => Promise<readonly Found[]>,
): Promise<readonly { readonly present: Found | undefined; readonly former: Found | undefined }[]> {
  const formerKeys = keys.flatMap(({ formerKey }) => formerKey ?? []);
  const found = await ask([...keys.map(({ key }) => key), ...formerKeys]);
  const before = found.slice(keys.length).values();
  return keys.map(({ formerKey }, index) => {
    return { present: found[index], former: formerKey === undefined ? undefined : before.next().value };
  });
}

/** Returns one entry for each row, in order. `wanted` has the same meaning as in KeyLookup. */
export async function lookUpBoth(
  lookup: KeyLookup,
  { present, former }: KeyHashes,
  wanted?: 'standing',
): Promise<readonly Known[]> {
  // Nearly all blocks have no row with a former key.
  if (former === undefined) return lookup(present, wanted);
  // Looks up full entries, without `wanted`, because the entries of two keys have to be joined.
  const all = new Uint32Array(present.length + former.hashes.length);
  all.set(present);
  all.set(former.hashes, present.length);
  const found = await lookup(all);
  const rows = present.length / keyWords;
  const known = found.slice(0, rows);
  for (const [index, place] of former.places.entries()) {
    known[place] = joinKnown(known[place] ?? nobody, found[rows + index] ?? nobody);
  }
  return known;
}

/** Settled, refused or in doubt under either key counts. New sends use the present key, so its generation is taken. */
function joinKnown(present: Known, former: Known): Known {
  if (present.kind === 'in_doubt' || former.kind === 'unknown') return present;
  if (former.kind === 'in_doubt') return { ...former, generation: present.generation };
  // For an unknown key the generation is the next one to use, for all others the last one used.
  if (present.kind === 'unknown') return { ...former, generation: present.generation - 1 };
  const newer = present.kind === 'rejected' ? former : present;
  const acceptedAt = Math.max(present.acceptedAt ?? 0, former.acceptedAt ?? 0);
  const got = former.got ? former.digests : [];
  return {
    kind: newer.kind,
    generation: present.generation,
    digests: [...present.digests, ...former.digests],
    got: present.got || former.got,
    ...(acceptedAt === 0 ? {} : { acceptedAt }),
    ...(newer.refusal && { refusal: { ...newer.refusal, got: [...newer.refusal.got, ...got] } }),
  };
}
