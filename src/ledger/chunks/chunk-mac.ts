// Signs the chunks of the spool, so that only what was planned is sent, in its run and at its place.
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { keyFor } from '../ledger-secret.ts';
import type { RecordHead } from '../moving/record.ts';

/** Where a chunk belongs, and the settings it is sent with. */
export interface ChunkPlace {
  /** The id of the run. */
  readonly run: string;
  readonly number: number;
  /** The position of the campaign in the run. */
  readonly position: number;
  /** The number of notifications, as planned. */
  readonly size: number;
  /** The campaign's number in the ledger, under which its claims are stored. */
  readonly campaign: number;
  /** The campaign's settings in the run, as stored. */
  readonly settings: string;
}

/** Returns the MAC of the place and the bytes of the notifications. */
export type ChunkMac = (place: ChunkPlace, notifications: Uint8Array) => Uint8Array;

export function macWith(secret: Uint8Array, ledgerId: string): ChunkMac {
  const key = createSecretKey(keyFor(secret, 'chunk'));
  return ({ run, number, position, size, campaign, settings }, notifications) => {
    // This JSON text has no line break, so no part of the place can be taken for bytes of the chunk.
    const place = JSON.stringify([ledgerId, run, number, position, size, campaign, settings]);
    return createHmac('sha256', key).update(`${place}\n`).update(notifications).digest();
  };
}

/** Returns the ChunkMac of a ledger that is only read. Undefined if its secret is kept outside and not given. */
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
