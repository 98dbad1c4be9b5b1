// Whom the chunks hold that this process has opened: when they are finished they need not be unpacked once more to know.
import type { Wanted } from '../claims/standing.ts';

interface Remembered {
  /** By which the chunk is known to be the one that was opened. */
  readonly mac: Uint8Array;
  readonly people: readonly Wanted[];
}

interface ChunkNumber {
  /** The number in the ledger. */
  readonly run: number;
  readonly number: number;
}

export class ChunkMemory {
  readonly #chunks = new Map<string, Remembered>();

  remember(chunk: ChunkNumber, remembered: Remembered): void {
    this.#chunks.set(nameOf(chunk), remembered);
  }

  recall(chunk: ChunkNumber): Remembered | undefined {
    return this.#chunks.get(nameOf(chunk));
  }

  forget(chunk: ChunkNumber): void {
    this.#chunks.delete(nameOf(chunk));
  }
}

function nameOf({ run, number }: ChunkNumber): string {
  return `${run}/${number}`;
}
