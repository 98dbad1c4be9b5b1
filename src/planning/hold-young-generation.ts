// Keeps the heap small while an audience is streamed: most objects of a row become garbage at once.
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import type { Recipient } from '../message/recipient.ts';
import { heapFlags } from './heap-flags.ts';

/** In bytes. By default V8 lets it grow up to 100 MB, which saves no time. */
const large = 4 * 1024 * 1024;

/**
 * Stops V8 from allocating the objects of rows among the old objects. Rows that are being planned live as long as their block, and V8 takes that for
 * a long life. A plan in threads then has so many old objects that it spends a tenth of its time collecting them. Applies to all threads of the
 * process, and must be called before they start.
 */
export function expectShortLives(): void {
  setFlagsFromString(heapFlags.pretenuring.planning);
}

/** Yields the same blocks. As soon as the young generation is large enough, it stops growing for the rest of the process. */
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

/** Restores the usual growth. Call it before threads are started, because each of them has its own limit. */
export function growYoungGeneration(): void {
  setFlagsFromString(heapFlags.growth.usual);
}

function isLarge(): boolean {
  return getHeapSpaceStatistics().some(
    ({ space_name: name, space_size: size }) => name === 'new_space' && size >= large,
  );
}
