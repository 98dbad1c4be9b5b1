// Remembers which requests this process claimed from the chunks it opened. When a chunk is finished, these few requests tell whether everybody is
// settled, and nobody has to be looked up.
import type { Claim, ClaimResult } from '../../delivery/ledger.ts';

export interface OpenedChunk {
  /** The MAC, by which the chunk is recognised as the one that was opened. */
  readonly mac: Uint8Array;
  /** The number of people in it. */
  readonly size: number;
  /** The attempts committed since it was opened. */
  readonly attempts: readonly number[];
}

interface ChunkName {
  /** The id of the run. */
  readonly run: string;
  readonly number: number;
}

export class ChunkMemory {
  readonly #chunks = new Map<string, OpenedChunk & { readonly attempts: number[] }>();

  remember(chunk: ChunkName, opened: Omit<OpenedChunk, 'attempts'>): void {
    this.#chunks.set(nameOf(chunk), { ...opened, attempts: [] });
  }

  /** Must be called after the claims are committed. */
  noteClaims(claims: readonly Claim[], results: readonly ClaimResult[]): void {
    for (const [index, { run, chunk }] of claims.entries()) {
      const result = results[index];
      if (result?.kind !== 'claimed' || result.taken.length === 0) continue;
      this.#chunks.get(nameOf({ run, number: chunk }))?.attempts.push(result.attempt);
    }
  }

  /** Returns the chunk and forgets it. */
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
