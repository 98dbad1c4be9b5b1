// Turns a notification key into what the ledger keeps of it: a keyed hash, from which nobody can be found again.
import { createHmac } from 'node:crypto';
import { hmacWith } from '../../plan/hmac.ts';
import { keyHashingOf, type KeyHashing } from '../../plan/key-hashes.ts';

/** Hex, 16 bytes. A collision (1e-23 at 100 million) could skip a recipient, never send twice. */
export type HashKey = (campaign: string, key: string) => string;

export function hashWith(secret: Uint8Array): HashKey {
  const hmac = hmacWith(secret);
  return (campaign, key) => hmac(`${campaign}\0${key}`, 'hex').slice(0, 32);
}

/** The same of all keys of a campaign, as typed arrays. */
export type HashCampaign = (campaign: string) => KeyHashing;

export function hashCampaignWith(secret: Uint8Array): HashCampaign {
  return (campaign) => keyHashingOf({ campaign, secret });
}

/** Bytes. */
export const fingerprintLength = 16;

/** Tells one secret from another without giving it away. */
export function fingerprintOf(secret: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update('pushplan ledger').digest().subarray(0, fingerprintLength);
}
