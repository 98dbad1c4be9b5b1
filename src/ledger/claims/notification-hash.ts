// Turns a notification key into what the ledger keeps of it: a keyed hash, from which nobody can be found again.
import { createHmac, createSecretKey } from 'node:crypto';

/** Hex, 16 bytes. A collision (1e-23 at 100 million) could skip a recipient, never send twice. */
export type HashKey = (campaign: string, key: string) => string;

export function hashWith(secret: Uint8Array): HashKey {
  // Prepared once: made from bytes at each call, the key takes six times as long as the hash.
  const prepared = createSecretKey(secret);
  return (campaign, key) => createHmac('sha256', prepared).update(`${campaign}\0${key}`).digest('hex').slice(0, 32);
}

/** Bytes. */
export const fingerprintLength = 16;

/** Tells one secret from another without giving it away. */
export function fingerprintOf(secret: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update('pushplan ledger').digest().subarray(0, fingerprintLength);
}
