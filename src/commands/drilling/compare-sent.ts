// Counts what the sandbox logged, and compares two such counts.
import { hash } from 'node:crypto';
import { isMap } from '../../is-map.ts';

interface SentText {
  readonly campId: number;
  readonly count: number;
}

/** Counts by the hash of the whole notification. */
export type SentCounts = ReadonlyMap<string, SentText>;

/** `lines` are those of the sandbox's log, one for each notification that arrived. */
export function countSent(lines: readonly string[]): SentCounts {
  return countNotifications(
    lines.map((line): unknown => {
      const entry: unknown = JSON.parse(line);
      return isMap(entry) ? entry['notification'] : undefined;
    }),
  );
}

/** `notifications` are in the form that the API takes. */
export function countNotifications(notifications: readonly unknown[]): SentCounts {
  const sent = new Map<string, SentText>();
  for (const notification of notifications) {
    const campId = isMap(notification) ? Number(notification['camp_id']) : 0;
    const key = hash('sha256', JSON.stringify(notification), 'base64url');
    sent.set(key, { campId, count: (sent.get(key)?.count ?? 0) + 1 });
  }
  return sent;
}

/**
 * Compares notification by notification: one in doubt that arrived does not make up for another that did not. `doubted` holds what is
 * in doubt in the ledger, `mayRepeat` the camp_ids of campaigns that accept being sent twice.
 */
export function compareSent(
  { expected, found, doubted }: { readonly [side in 'expected' | 'found' | 'doubted']: SentCounts },
  mayRepeat: ReadonlySet<number>,
): { readonly twice: number; readonly lost: number } {
  let [twice, lost] = [0, 0];
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    const { campId = 0, count: wanted = 0 } = expected.get(key) ?? {};
    const { campId: foundId = campId, count = 0 } = found.get(key) ?? {};
    if (count > wanted && !mayRepeat.has(foundId)) twice += count - wanted;
    lost += Math.max(0, wanted - count - (doubted.get(key)?.count ?? 0));
  }
  return { twice, lost };
}
