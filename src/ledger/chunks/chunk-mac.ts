// Signs the chunks of the spool: what is sent is what was planned, in its run and at its place, or nothing.
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { keyFor } from '../ledger-secret.ts';
import type { RecordHead } from '../moving/record.ts';

/** Where a chunk belongs, and what is done with it. */
export interface ChunkPlace {
  /** As people know it. */
  readonly run: string;
  readonly number: number;
  /** Of the campaign in the run. */
  readonly position: number;
  /** As planned. */
  readonly size: number;
  /** The campaign's number in the ledger: claims are kept by it. */
  readonly campaign: number;
  /** The campaign's settings in the run, as they are kept. */
  readonly settings: string;
}

/** Over the place and the bytes of the notifications. */
export type ChunkMac = (place: ChunkPlace, notifications: Uint8Array) => Uint8Array;

export function macWith(secret: Uint8Array, ledgerId: string): ChunkMac {
  const key = createSecretKey(keyFor(secret, 'chunk'));
  return ({ run, number, position, size, campaign, settings }, notifications) => {
    // A JSON text has no line break, so that nothing of the place can be taken for a byte of the chunk.
    const place = JSON.stringify([ledgerId, run, number, position, size, campaign, settings]);
    return createHmac('sha256', key).update(`${place}\n`).update(notifications).digest();
  };
}

/** Of a ledger that is looked at: undefined where its secret is kept outside and not given. */
export function macOf(
  { secret, ledgerId }: Pick<RecordHead, 'secret' | 'ledgerId'>,
  key: string | undefined,
): ChunkMac | undefined {
  const known = key === undefined ? secret : Buffer.from(key);
  return known === null ? undefined : macWith(known, ledgerId);
}

export function isSame(mac: Uint8Array, kept: Uint8Array | null): boolean {
  return kept !== null && kept.length === mac.length && timingSafeEqual(kept, mac);
}
