// The secret of a ledger, kept in the ledger or outside, and checked against its fingerprint.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isForeign } from './foreign-ledger.ts';
import type { RecordHead } from './moving/record.ts';
import { fingerprintOf } from './claims/notification-hash.ts';

/**
 * Returns the secret of `what`, such as "The ledger .pushplan/production.db". @throws Refusal, exit 4, if the secret is missing or a different one.
 */
export function secretOf(
  what: string,
  { secret, fingerprint }: Pick<RecordHead, 'secret' | 'fingerprint'>,
  key: string | undefined,
): Uint8Array {
  const used = key === undefined ? secret : Buffer.from(key);
  if (used === null) {
    throw isForeign(`${what} was written with a secret from outside`, 'Name its variable in ledger_key_env.');
  }
  const given = fingerprintOf(used);
  if (given.length === fingerprint.length && timingSafeEqual(given, fingerprint)) return used;
  throw isForeign(
    `${what} was written with another secret`,
    'Set the variable of ledger_key_env to the secret that the ledger was made with: with another one it finds nobody.',
  );
}

/**
 * Derives a key of 32 bytes from the secret for one purpose. No hash made for one purpose can equal one made for another, or a hash of a notification
 * key.
 */
export function keyFor(secret: Uint8Array, purpose: 'chunk' | 'person'): Uint8Array {
  return createHmac('sha256', secret).update(`pushplan ${purpose}`).digest();
}
