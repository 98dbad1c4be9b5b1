// The secret of a ledger, kept in it or outside, proved by its fingerprint.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isForeign } from './foreign-ledger.ts';
import type { RecordHead } from './moving/record.ts';
import { fingerprintOf } from './claims/notification-hash.ts';

/** Of `what`: "The ledger .pushplan/production.db". @throws Refusal, exit 4, for another secret or none. */
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

/** 32 bytes, made of the secret: no hash that is made for one purpose is ever one of another, nor a hash of a notification key. */
export function keyFor(secret: Uint8Array, purpose: 'chunk' | 'person'): Uint8Array {
  return createHmac('sha256', secret).update(`pushplan ${purpose}`).digest();
}
