// Turns a notification key into the keyed hash that the ledger keeps, from which nobody can be identified.
import { createHmac } from 'node:crypto';
import { hmacWith } from '../../plan/hmac.ts';
import { keyHashingOf, type KeyHashing } from '../../plan/key-hashes.ts';

/** Returns 16 bytes as hex. A collision (probability 1e-23 at 100 million) could skip a recipient, but never send twice. */
export type HashKey = (campaign: string, key: string) => string;

export function hashWith(secret: Uint8Array): HashKey {
  const hmac = hmacWith(secret);
  return (campaign, key) => hmac(`${campaign}\0${key}`, 'hex').slice(0, 32);
}

/** Returns the same hashes for the keys of a campaign, as typed arrays. */
export type HashCampaign = (campaign: string) => KeyHashing;

export function hashCampaignWith(secret: Uint8Array): HashCampaign {
  return (campaign) => keyHashingOf({ campaign, secret });
}

/** In bytes. */
export const fingerprintLength = 16;

/** Identifies a secret without revealing it. */
export function fingerprintOf(secret: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update('pushplan ledger').digest().subarray(0, fingerprintLength);
}
