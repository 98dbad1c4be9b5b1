// The counted sends of the people of one block, before any of its rows is sent. Plain data in typed arrays, which other threads can read.
import type { Cap } from '../../campaign/campaign.ts';
import { countedBy, isCountedBy, type CappedPerson, type PastSend } from './caps.ts';

export interface CountedSends {
  readonly caps: readonly Cap[];
  /** The index of the first entry of each row, and the end as one more item. */
  readonly from: Uint32Array;
  /** For each entry: when it was sent or will be sent, and the index of the cap that counts it. */
  readonly times: Float64Array;
  readonly by: Uint16Array;
}

/** `known` has one entry for each row. */
export function countSends(caps: readonly Cap[], known: readonly (readonly PastSend[])[]): CountedSends {
  const from = new Uint32Array(known.length + 1);
  const times: number[] = [];
  const by: number[] = [];
  for (const [row, sends] of known.entries()) {
    for (const [index, cap] of sends.length === 0 ? [] : caps.entries()) {
      for (const time of countedBy(cap, sends)) {
        times.push(time);
        by.push(index);
      }
    }
    from[row + 1] = times.length;
  }
  return { caps, from, times: Float64Array.from(times), by: Uint16Array.from(by) };
}

/**
 * What each cap has counted for one row. `own` holds the times when the same person gets other rows of the campaign. `tags` are those of the
 * campaign.
 */
export function cappedPerson(
  { caps, from, times, by }: CountedSends,
  row: number,
  own: readonly number[],
  tags: readonly string[],
): readonly CappedPerson[] {
  const [first = 0, end = 0] = from.subarray(row, row + 2);
  const [theirs, whose] = [times.subarray(first, end), by.subarray(first, end)];
  return caps.map((cap, index) => {
    const takesPlace = isCountedBy(cap, tags);
    const before = [...theirs].filter((_, entry) => whose[entry] === index);
    return { cap, times: takesPlace ? [...before, ...own] : before, takesPlace };
  });
}

/** Whether no earlier or planned sends of the person count. */
export function isUncounted({ from }: CountedSends, row: number): boolean {
  return from[row] === from[row + 1];
}
