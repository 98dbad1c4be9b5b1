// Keeps the young generation of the heap small while an audience streams by: most of what a row makes is garbage at once.
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import type { Recipient } from '../message/recipient.ts';

/** By itself V8 lets it grow until it takes 100 MB, which saves a few percent of the time. */
const large = 12 * 1024 * 1024;

/** The same blocks. Once it is large enough it grows no more, for as long as the process lives. */
export async function* holdYoungGeneration(
  blocks: AsyncIterable<readonly Recipient[]>,
): AsyncGenerator<readonly Recipient[]> {
  let isHeld = false;
  for await (const block of blocks) {
    if (!isHeld && isLarge()) {
      setFlagsFromString('--semi-space-growth-factor=1');
      isHeld = true;
    }
    yield block;
  }
}

function isLarge(): boolean {
  return getHeapSpaceStatistics().some(
    ({ space_name: name, space_size: size }) => name === 'new_space' && size >= large,
  );
}
