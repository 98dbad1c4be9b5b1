// Reads the first blocks of an audience, for commands that do not need all of it.
import type { Recipient } from '../message/recipient.ts';

export interface FirstBlocks {
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  /** Whether the audience has more rows than were read. */
  isPart(): boolean;
}

/** Reads blocks until there is enough, and one more. A small audience is therefore read to its end, so that its columns can be judged. */
export function readFirstBlocks(all: AsyncIterable<readonly Recipient[]>, isEnough: () => boolean): FirstBlocks {
  let isPart = false;
  async function* read(): AsyncGenerator<readonly Recipient[]> {
    let beyond = 0;
    for await (const block of all) {
      if (isEnough()) beyond += 1;
      isPart = beyond > 1;
      if (isPart) return;
      yield block;
    }
  }
  return { blocks: read(), isPart: () => isPart };
}
