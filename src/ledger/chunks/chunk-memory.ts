// What this process has claimed of the chunks that it opened: when they are finished, a few requests tell whether everybody is settled, and
// nobody in them has to be looked up.
import type { Claim, ClaimResult } from '../../delivery/ledger.ts';

export interface OpenedChunk {
  /** By which the chunk is known to be the one that was opened. */
  readonly mac: Uint8Array;
  /** People in it. */
  readonly size: number;
  /** Committed since. */
  readonly attempts: readonly number[];
}

interface ChunkName {
  /** As people know it. */
  readonly run: string;
  readonly number: number;
}

export class ChunkMemory {
  readonly #chunks = new Map<string, OpenedChunk & { readonly attempts: number[] }>();

  remember(chunk: ChunkName, opened: Omit<OpenedChunk, 'attempts'>): void {
    this.#chunks.set(nameOf(chunk), { ...opened, attempts: [] });
  }

  /** Once they are committed. */
  noteClaims(claims: readonly Claim[], results: readonly ClaimResult[]): void {
    for (const [index, { run, chunk }] of claims.entries()) {
      const result = results[index];
      if (result?.kind !== 'claimed' || result.taken.length === 0) continue;
      this.#chunks.get(nameOf({ run, number: chunk }))?.attempts.push(result.attempt);
    }
  }

  /** It is not known any more after that. */
  take(chunk: ChunkName): OpenedChunk | undefined {
    const name = nameOf(chunk);
    const known = this.#chunks.get(name);
    this.#chunks.delete(name);
    return known;
  }
}

function nameOf({ run, number }: ChunkName): string {
  return `${run}/${number}`;
}
