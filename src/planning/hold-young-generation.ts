// Keeps the heap small while an audience streams by: most of what a row makes is garbage at once.
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import type { Recipient } from '../message/recipient.ts';
import { heapFlags } from './heap-flags.ts';

/** Bytes. By itself V8 lets it grow until it takes 100 MB, which saves no time. */
const large = 4 * 1024 * 1024;

/**
 * Rows that are under way live as long as their block. V8 takes that for a long life and puts what is made like them among the old objects,
 * of which a plan in threads then has so many that a tenth of its time goes into collecting them. For all threads of the process, and
 * before they begin.
 */
export function expectShortLives(): void {
  setFlagsFromString(heapFlags.pretenuring.planning);
}

/** The same blocks. Once it is large enough the young generation grows no more, for as long as the process lives. */
export async function* holdYoungGeneration(
  blocks: AsyncIterable<readonly Recipient[]>,
): AsyncGenerator<readonly Recipient[]> {
  let isHeld = false;
  for await (const block of blocks) {
    if (!isHeld && isLarge()) {
      setFlagsFromString(heapFlags.growth.planning);
      isHeld = true;
    }
    yield block;
  }
}

/** Before threads are started, whose own limit holds for each of them. */
export function growYoungGeneration(): void {
  setFlagsFromString(heapFlags.growth.usual);
}

function isLarge(): boolean {
  return getHeapSpaceStatistics().some(
    ({ space_name: name, space_size: size }) => name === 'new_space' && size >= large,
  );
}
