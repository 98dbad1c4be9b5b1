// The secret of a ledger, kept in it or outside, proved by its fingerprint.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isForeign } from './foreign-ledger.ts';
import { fingerprintOf } from './notification-hash.ts';
import { blob, blobOrNull, DamagedLedger, type Row } from './row.ts';

/** `meta` has the fingerprint, and the secret where there is no `key`. @throws Refusal, exit 4, for another secret or none. */
export function secretOf(meta: Row, ledger: string, key: string | undefined): Uint8Array {
  const secret = key === undefined ? blobOrNull(meta, 'secret') : Buffer.from(key);
  if (secret === null) {
    throw isForeign(ledger, 'was written with a secret from outside', 'Name its variable in ledger_key_env.');
  }
  const fingerprint = blob(meta, 'fingerprint');
  const given = fingerprintOf(secret);
  if (fingerprint.length !== given.length) throw new DamagedLedger('its fingerprint is cut off');
  if (timingSafeEqual(fingerprint, given)) return secret;
  throw isForeign(
    ledger,
    'was written with another secret',
    'Set the variable of ledger_key_env to the secret that the ledger was made with: with another one it finds nobody.',
  );
}

/** 32 bytes, made of the secret: no hash that is made for one purpose is ever one of another, nor a hash of a notification key. */
export function keyFor(secret: Uint8Array, purpose: 'chunk' | 'person'): Uint8Array {
  return createHmac('sha256', secret).update(`pushplan ${purpose}`).digest();
}
