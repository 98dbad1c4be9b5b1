// What the sandbox wrote down, counted, and two such counts held against each other.
import { hash } from 'node:crypto';
import { isMap } from '../../campaign/yaml/is-map.ts';

interface SentText {
  readonly campId: number;
  readonly count: number;
}

/** By notification: everything in it makes it the one that it is. */
export type SentCounts = ReadonlyMap<string, SentText>;

/** Lines of the sandbox's log, one for each notification that arrived. */
export function countSent(lines: readonly string[]): SentCounts {
  const sent = new Map<string, SentText>();
  for (const line of lines) {
    const entry: unknown = JSON.parse(line);
    const notification = isMap(entry) ? entry['notification'] : undefined;
    const campId = isMap(notification) ? Number(notification['camp_id']) : 0;
    const key = hash('sha256', JSON.stringify(notification), 'base64url');
    sent.set(key, { campId, count: (sent.get(key)?.count ?? 0) + 1 });
  }
  return sent;
}

/** `mayRepeat` are the ids of campaigns that accept to send twice. */
export function compareSent(
  expected: SentCounts,
  found: SentCounts,
  mayRepeat: ReadonlySet<number>,
): { readonly twice: number; readonly missing: number } {
  let [twice, missing] = [0, 0];
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    const { campId = 0, count: wanted = 0 } = expected.get(key) ?? {};
    const { campId: foundId = campId, count = 0 } = found.get(key) ?? {};
    if (count > wanted && !mayRepeat.has(foundId)) twice += count - wanted;
    if (count < wanted) missing += wanted - count;
  }
  return { twice, missing };
}
